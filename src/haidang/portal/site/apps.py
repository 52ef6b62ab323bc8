"""What Django knows of this app beyond its models."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The app; what it keeps of a row that is removed by law goes with it."""

    name = "haidang.portal.site"

    def ready(self) -> None:
        """Listen for removals."""
        import haidang.portal.site.removals  # noqa: F401, PLC0415  needs the models
