"""The app, and what it listens to."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts."""

    name = "haidang.portal.accounts"

    def ready(self) -> None:
        """Listen to signing in and out."""
        from haidang.portal.accounts import watching  # noqa: PLC0415  its models need a ready Django

        watching.listen()
