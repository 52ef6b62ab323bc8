"""
The file of a backup: a zip with a description and the database, the one as JSON, the other as its own program copies it.

It is written whole or not at all, and readable by its owner alone: it holds accounts.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from haidang.base.errors import DataError, UseError
from haidang.base.text import say

FORMAT = "haidang-backup/1"
_ABOUT, _DATABASE = "backup.json", "database"
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class About:
    """
    What a backup says of itself.

    Attributes
    ----------
    made_at
        When, in ISO form with its time zone.
    version
        Of the program.
    engine
        `sqlite` or `postgresql`.
    migrations
        The steps by which its tables were made, by app.
    revision
        Number of the newest revision; 0 without one.
    audit_head
        Hash of the newest seal of the audit; empty without one.
    sha256
        Hash of the database as it lies in the file.
    """

    made_at: str
    version: str
    engine: str
    migrations: Mapping[str, list[str]]
    revision: int
    audit_head: str
    sha256: str = ""


def write_backup(place: Path, about: About, database: Path) -> None:
    """
    Write a backup.

    Raises
    ------
    UseError
        When the file is there already or cannot be written.
    """
    whole = {"format": FORMAT, **asdict(about), "sha256": _hash_file(database)}
    try:
        with tempfile.TemporaryDirectory(prefix=".haidang-", dir=place.parent) as folder:
            made = Path(folder) / "made"
            made.touch(mode=0o600)
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
                file.writestr(_ABOUT, json.dumps(whole, indent=2))
                file.write(database, _DATABASE)
            with made.open("rb") as written:
                os.fsync(written.fileno())
            os.link(made, place)  # never over another file
    except FileExistsError:
        raise UseError(
            say("«{file}» is there already.", file=str(place)),
            say("Name a new file: a backup is never written over."),
        ) from None
    except OSError as error:
        raise UseError(
            say(
                "«{file}» cannot be written: {detail}.", file=str(place), detail=error.strerror or str(error)
            ),
            say("Name a file in a folder that you may write to."),
        ) from None


@contextmanager
def open_backup(place: Path, folder: Path) -> Iterator[tuple[About, Path]]:
    """
    Inside it what a backup says of itself, and its database as a file in a folder; both are gone afterwards.

    Raises
    ------
    DataError
        When the file is no backup, or is damaged.
    UseError
        When it cannot be read.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".haidang-", dir=folder) as scratch:
            database = Path(scratch) / _DATABASE
            yield _read(place, database), database
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError):
        raise DataError(
            say("«{file}» is no backup of the portal, or it is damaged.", file=str(place)),
            say("Take another one; `haidang portal backup FILE` makes them."),
        ) from None
    except OSError as error:
        raise UseError(
            say("«{file}» cannot be read: {detail}.", file=str(place), detail=error.strerror or str(error)),
            say("Name a file that `haidang portal backup` made."),
        ) from None


def _read(place: Path, database: Path) -> About:
    with zipfile.ZipFile(place) as file:
        found = json.loads(file.read(_ABOUT))
        if found.pop("format") != FORMAT:
            raise ValueError("another format")
        about = About(**found)
        with file.open(_DATABASE) as source, database.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
    if _hash_file(database) != about.sha256:
        raise ValueError("another hash")
    return about


def _hash_file(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
