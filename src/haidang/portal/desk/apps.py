"""What Django knows of this app beyond its models."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app; erasing what nobody decided on is a regular job, known to every worker, and what is removed by law goes here too."""

    name = "haidang.portal.desk"

    def ready(self) -> None:
        """Make the job known, and listen for removals."""
        import haidang.portal.desk.uploads.erasing  # noqa: PLC0415  needs the models
        import haidang.portal.desk.uploads.jobs  # noqa: F401, PLC0415  needs the models
