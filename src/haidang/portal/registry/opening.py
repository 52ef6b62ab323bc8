"""Making Django ready for a command: settings, apps, tables. The one module here that needs no ready Django."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from haidang.portal.registry.errors import nothing_loaded, told_errors

_SETTINGS = "haidang.portal.config.settings"


def open_portal(*, with_tables: bool = False) -> None:
    """
    Read the settings and make Django ready.

    Parameters
    ----------
    with_tables
        Whether to make the database and its tables, or bring them up to date; else the database must exist.

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
        elif _is_missing():
            raise nothing_loaded()


def _make_folder() -> None:
    """Make the folder that HAIDANG_DATA names; one that DATABASE_URL names must exist."""
    data = settings.ENVIRONMENT.data
    try:
        if Path(str(settings.DATABASES["default"]["NAME"])).parent == data:
            data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{data}: {error.strerror}") from None


def _is_missing() -> bool:
    """Return whether there is no file yet; SQLite would make an empty one."""
    database = settings.DATABASES["default"]
    return database["ENGINE"].endswith("sqlite3") and not Path(str(database["NAME"])).exists()
