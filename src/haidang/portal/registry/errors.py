"""
What databases refuse, as errors that say what to do.

One place for both databases; no message of theirs is shown whole, and a password never.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, InterfaceError

from haidang.base.errors import HaidangError, SettingsError, UseError
from haidang.base.text import say

# SQLite names its errors, PostgreSQL numbers them; the beginnings are enough
_LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "57014", "40P01", "40001")
_NO_TABLES = ("42P01", "42703", "3F000")
_NO_SUCH = ("no such table", "no such column", "has no column")
_CLOSED = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")
_BROKEN = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_FORMAT")
_FULL = ("SQLITE_FULL", "53100")
_FORBIDDEN = ("42501", "25006")


def nothing_loaded() -> UseError:
    """Return the error that no pack was ever loaded."""
    return UseError(
        say("No pack is loaded into the portal's database."), say("Run `haidang portal load PACK`.")
    )


@contextmanager
def told_errors() -> Iterator[None]:
    """
    Tell what the database refuses inside this context.

    Raises
    ------
    UseError
        When it is held by another process, not writable, full, or lacks the tables.
    SettingsError
        When the settings name a database that is none, cannot be reached or has no driver here.
    """
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        raise _told(error) from None
    except ImproperlyConfigured as error:
        raise _told_settings(error) from None


def _told(error: Exception) -> HaidangError:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    place = _place()
    if code.startswith(_LOCKED):
        return UseError(
            say("The database is held by another process, which did not let go of it in time."),
            say("Wait until that one has finished, then run this again."),
            place,
        )
    if code in _NO_TABLES or any(words in str(error) for words in _NO_SUCH):
        return UseError(
            say("The database lacks the tables of this version of the program."),
            say("Run `haidang portal load PACK`: it makes them and brings them up to date."),
            place,
        )
    if code.startswith(_CLOSED):
        return UseError(
            say("The database cannot be opened for writing."),
            say("Name a folder that exists and that you may write to, with HAIDANG_DATA or DATABASE_URL."),
            place,
        )
    if code.startswith(_BROKEN):
        return UseError(
            say("This file is no database, or it is damaged."),
            say("Name another one with DATABASE_URL, or put back a copy of it."),
            place,
        )
    if code.startswith(_FULL):
        return UseError(
            say("There is no room left for the database; nothing was written."),
            say("Make room on the disk, then run this again."),
            place,
        )
    return _told_other(error, code, place)


def _told_other(error: Exception, code: str, place: str) -> HaidangError:
    detail = _detail(error)
    if code in _FORBIDDEN:
        return UseError(
            say("The database server refuses to write: {detail}.", detail=detail),
            say("Give the user of DATABASE_URL the right to make tables and to write into them."),
            place,
        )
    if not code and not _is_sqlite():
        return SettingsError(
            say("The database server cannot be used: {detail}.", detail=detail),
            say("Start it, or mend host, port, name, user or password in DATABASE_URL."),
            place,
        )
    return UseError(
        say("The database refuses: {detail}.", detail=detail),
        say("Nothing was written. Look into the log of the database for more."),
        place,
    )


def _told_settings(error: ImproperlyConfigured) -> HaidangError:
    if "psycopg" in str(error):
        return SettingsError(
            say("DATABASE_URL names PostgreSQL, and its driver is not installed."),
            say("Install it with: pip install 'haidang[server]'"),
            "DATABASE_URL",
        )
    return SettingsError(
        say("The portal cannot start: {detail}.", detail=str(error).rstrip(".")),
        say("Name a folder that you may write to with HAIDANG_DATA; docs/portal.md lists all settings."),
    )


def _is_sqlite() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


def _place() -> str:
    """Return the file of the database, or server and name."""
    database = settings.DATABASES["default"]
    if _is_sqlite():
        return str(database["NAME"])
    port = f":{database['PORT']}" if database.get("PORT") else ""
    return f"{database.get('HOST') or 'localhost'}{port}/{database['NAME']}"


def _detail(error: Exception) -> str:
    """Return the first line of a message, after the words in which the driver wraps it, without the password."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    detail = lines[0].rpartition(" failed: ")[2].strip().rstrip(".:")
    password = settings.DATABASES["default"].get("PASSWORD")
    return detail.replace(password, "…") if password else detail
