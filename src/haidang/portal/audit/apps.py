"""What Django knows of this app beyond its models."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The app; sealing is a regular job, and is known to every worker."""

    name = "haidang.portal.audit"

    def ready(self) -> None:
        """Make sealing known."""
        import haidang.portal.audit.sealing  # noqa: F401, PLC0415  needs the models
