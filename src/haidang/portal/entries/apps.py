"""What Django knows of this app beyond its models."""

from __future__ import annotations

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """The app; what it keeps of a row that is removed by law goes with it."""

    name = "haidang.portal.entries"

    def ready(self) -> None:
        """Listen for removals."""
        import haidang.portal.entries.erasing  # noqa: F401, PLC0415  needs the models
