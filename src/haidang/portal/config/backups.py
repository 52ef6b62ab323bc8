"""
Backups of the whole database, taken while the portal runs, and their return.

SQLite copies itself page by page within one snapshot, PostgreSQL by its own programs; both put a backup back in one transaction, so that who
reads meanwhile sees the old or the new, never a mixture. What was removed by law since is removed again before any page is served.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader

from haidang import __version__
from haidang.base.errors import DataError, UseError
from haidang.base.text import say
from haidang.portal.accounts.models import Account
from haidang.portal.config.backup_file import About, open_backup, write_backup
from haidang.portal.registry.models import Revision
from haidang.portal.registry.opening import open_portal

Ask: TypeAlias = Callable[[str], list[tuple[object, ...]]]

_PATIENCE_S = 20.0


def back_up(place: Path, *, now: datetime) -> About:
    """
    Write a backup of the database into a new file.

    Raises
    ------
    UseError
        When the file cannot be written, or the database cannot be copied.
    """
    with tempfile.TemporaryDirectory(prefix="haidang-backup-") as folder:
        copy = Path(folder) / "copy"
        about = _dump_postgresql(copy, now) if _is_postgresql() else _dump_sqlite(copy, now)
        write_backup(place, about, copy)
    return about


def restore(place: Path, *, replace: bool) -> About:
    """
    Put the database back as a backup holds it, whole or not at all; then bring its tables up to date.

    Everybody is signed out. What was removed by law since the backup is removed again.

    Parameters
    ----------
    place
        The backup.
    replace
        Whether what the database holds now may go.

    Raises
    ------
    DataError
        When the file is no backup, or is damaged.
    UseError
        When it cannot be put back here, and why.
    """
    with (
        tempfile.TemporaryDirectory(prefix="haidang-restore-") as folder,
        open_backup(place, Path(folder)) as (about, copy),
    ):
        _refuse(about, replace=replace)
        if _is_postgresql():
            _run(
                "pg_restore",
                "--clean",
                "--if-exists",
                "--no-owner",
                "--single-transaction",
                "--exit-on-error",
                f"--dbname={_name()}",
                str(copy),
            )
        else:
            _check_sqlite(copy, place)
            _copy_sqlite(copy, _sqlite_path())
    connections.close_all()
    open_portal(with_tables=True)
    Session.objects.all().delete()
    cache.clear()
    return about


def _refuse(about: About, *, replace: bool) -> None:
    if about.engine != connection.vendor:
        raise UseError(
            say(
                "The backup is of {engine}, and DATABASE_URL names {here}.",
                engine=about.engine,
                here=connection.vendor,
            ),
            say("Restore it into a database of its own kind."),
        )
    known = MigrationLoader(None).disk_migrations
    unknown = [
        f"{app}.{name}"
        for app, names in about.migrations.items()
        for name in names
        if (app, name) not in known
    ]
    if unknown:
        raise UseError(
            say(
                "The backup was made by a newer program ({version}); this one ({here}) does not know its tables: {names}.",
                version=about.version,
                here=__version__,
                names=unknown[:3],
            ),
            say("Install that version of the program, then restore."),
        )
    if not replace and (Revision.objects.exists() or Account.objects.exists()):
        raise UseError(
            say("The database holds something already, and restoring would take its place."),
            say("Make a backup of it first; then restore with --replace."),
        )


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _about(ask: Ask, now: datetime) -> About:
    """Return what a backup says of itself, asked of the very snapshot that is copied."""
    applied: dict[str, list[str]] = {}
    for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name"):
        applied.setdefault(str(app), []).append(str(name))
    newest = ask("SELECT number FROM registry_revision ORDER BY number DESC LIMIT 1")
    head = ask("SELECT sha256 FROM audit_seal ORDER BY number DESC LIMIT 1")
    return About(
        made_at=now.isoformat(timespec="seconds"),
        version=__version__,
        engine=connection.vendor,
        migrations=applied,
        revision=int(str(newest[0][0])) if newest else 0,
        audit_head=str(head[0][0]) if head else "",
    )


# ---------------------------------------------------------------- SQLite


def _dump_sqlite(copy: Path, now: datetime) -> About:
    _copy_sqlite(_sqlite_path(), copy)
    with closing(sqlite3.connect(copy)) as found:
        found.execute("PRAGMA journal_mode=DELETE")  # the copy is one file
        return _about(lambda sql: found.execute(sql).fetchall(), now)


def _check_sqlite(copy: Path, place: Path) -> None:
    try:
        with closing(sqlite3.connect(copy)) as found:
            said = found.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        said = str(error)
    if said != "ok":
        raise DataError(
            say("The database in «{file}» is damaged: {detail}.", file=str(place), detail=said),
            say("Take another backup."),
        )


def _sqlite_path() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database into another file, or into the database that is there, in one transaction."""
    begun = time.monotonic()

    def look(status: int, _remaining: int, _total: int) -> None:
        if status != sqlite3.SQLITE_DONE and time.monotonic() - begun > _PATIENCE_S:
            raise sqlite3.OperationalError("database is locked")

    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new, progress=look)
    except sqlite3.Error as error:
        raise UseError(
            say("The database cannot be copied: {detail}.", detail=str(error)),
            say("Try again when nobody writes; see that there is room on the disk."),
        ) from None


# ---------------------------------------------------------------- PostgreSQL


def _dump_postgresql(copy: Path, now: datetime) -> About:
    """Copy what one transaction sees, which says too what it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            f"--snapshot={snapshot}",
            f"--file={copy}",
            f"--dbname={_name()}",
        )

        def ask(sql: str) -> list[tuple[object, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        return _about(ask, now)


def _name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL with the address of the settings; the password goes where no list of processes shows it."""
    database = settings.DATABASES["default"]
    if shutil.which(program) is None:
        raise UseError(
            say("The program {program} is not installed here.", program=program),
            say("Install it; on Debian with: apt-get install postgresql-client"),
        )
    given = {
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
    }
    words = [program, "--no-password", *arguments]
    environment = {**os.environ, **{name: str(value) for name, value in given.items() if value}}
    done = subprocess.run(
        words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = (done.stderr.strip().splitlines() or [program])[0]
        password = str(database.get("PASSWORD") or "")
        raise UseError(
            say(
                "{program} refuses: {detail}.",
                program=program,
                detail=(told.replace(password, "…") if password else told).rstrip("."),
            ),
            say("Nothing was changed. Mend what it names, then try again."),
        )
