"""Making Django ready for a command: settings, apps, tables. The one module here that needs no ready Django."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from haidang.portal.registry.errors import nothing_loaded, told_errors

_SETTINGS = "haidang.portal.config.settings"


def open_portal(*, with_tables: bool = False) -> None:
    """
    Read the settings and make Django ready.

    Parameters
    ----------
    with_tables
        Whether to make the database and its tables, or bring them up to date, and remove again what was removed by law should
        the database be a copy from before; else it must exist.

    Raises
    ------
    SettingsError
        For settings that cannot be used.
    UseError
        When the tables cannot be made, or there is no database.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    with told_errors():
        django.setup()
        if with_tables:
            _make_folder()
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            _remove_again()
        elif _is_missing():
            raise nothing_loaded()


def _remove_again() -> None:
    from haidang.portal.registry.removing import replay  # noqa: PLC0415  needs a ready Django

    replay(now=timezone.now())


def _make_folder() -> None:
    """
    Make the folder that HAIDANG_DATA names; one that DATABASE_URL names must exist.

    A new file of SQLite is its owner's alone: it holds accounts.
    """
    data, database = settings.ENVIRONMENT.data, settings.DATABASES["default"]
    place = Path(str(database["NAME"]))
    try:
        if place.parent == data:
            data.mkdir(parents=True, exist_ok=True)
        if database["ENGINE"].endswith("sqlite3") and place.parent.is_dir():
            place.touch(mode=0o600)
    except OSError as error:
        raise ImproperlyConfigured(f"{data}: {error.strerror}") from None


def _is_missing() -> bool:
    """Return whether there is no file yet; SQLite would make an empty one."""
    database = settings.DATABASES["default"]
    return database["ENGINE"].endswith("sqlite3") and not Path(str(database["NAME"])).exists()
