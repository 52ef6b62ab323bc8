"""
The list of what was removed by law, as a file beside the database: it outlives a database that is put back from an older copy.

It holds keys and laws, and nothing of what was removed. Each line is a JSON object and lies on the disk before a removal is acknowledged.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from haidang.base.errors import DataError, UseError
from haidang.base.text import say
from haidang.core.pack.tables import BY_NAME
from haidang.portal.registry.mapping import read_key

FILE = "removals.jsonl"


@dataclass(frozen=True, slots=True)
class Removed:
    """
    A row that was removed.

    Attributes
    ----------
    table, key
        Its table, and the cells of its key as a JSON list.
    basis
        The law.
    removed_at
        When, in ISO form with its time zone.
    """

    table: str
    key: str
    basis: str
    removed_at: str

    @property
    def moment(self) -> datetime:
        """When it was removed."""
        return datetime.fromisoformat(self.removed_at)


def read_list() -> list[Removed]:
    """
    Return the list.

    Raises
    ------
    DataError
        For a line that cannot be read: it is never passed over.
    """
    return [_read(line, number) for number, line in enumerate(_whole_lines(), 1)]


def append(removed: Iterable[Removed]) -> None:
    """
    Put rows at the end of the list, unless they stand there, and see that they lie on the disk.

    Raises
    ------
    UseError
        When the file cannot be written.
    """
    place = _place()
    try:
        known = _whole_lines()
        fresh = [
            line
            for line in (json.dumps(asdict(each), ensure_ascii=False) for each in removed)
            if line not in known
        ]
        if not fresh:
            return
        with place.open("ab") as file:
            os.fchmod(file.fileno(), 0o600)
            file.truncate(sum(len(line.encode()) + 1 for line in known))  # what a crash left half written
            file.write("".join(f"{line}\n" for line in fresh).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UseError(
            say(
                "«{file}» cannot be written: {detail}.", file=str(place), detail=error.strerror or str(error)
            ),
            say(
                "What was removed is removed; make room, then start the portal again, which completes the list."
            ),
        ) from None


def _place() -> Path:
    return Path(settings.ENVIRONMENT.data) / FILE


def _whole_lines() -> list[str]:
    """Return the lines that are whole; after the last line break stands what a crash left."""
    place = _place()
    return place.read_bytes().decode().split("\n")[:-1] if place.exists() else []


def _read(line: str, number: int) -> Removed:
    try:
        found = Removed(**json.loads(line))
        if (
            len(read_key(found.key)) != len(BY_NAME[found.table].key)
            or found.moment.tzinfo is None
            or not found.basis
        ):
            raise ValueError(line)
    except (ValueError, TypeError, KeyError):
        raise DataError(
            say("Line {number} of the list of removals cannot be read.", number=str(number)),
            say("Put back a copy of the file: no page is served before all that was removed is known."),
            str(_place()),
        ) from None
    return found
