"""
Where a page of rows begins: signed, so that only what was given out is taken back.

A cursor holds revision and day, so that a walk through the pages sees one state of the data whatever is loaded meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer

from haidang.base.text import say
from haidang.portal.reading.problems import AbsentError

_SALT = "haidang.api.cursor"


@dataclass(frozen=True, slots=True)
class Cursor:
    """
    A place in a table.

    Attributes
    ----------
    revision, day
        The state of the data.
    after
        The row after which the page begins.
    """

    revision: int
    day: date
    after: int


def write_cursor(cursor: Cursor, path: str, narrowing: Mapping[str, Any]) -> str:
    """Return a cursor as text, bound to the address and to what narrows its rows."""
    content = [cursor.revision, cursor.day.isoformat(), cursor.after]
    return _signer(path, narrowing).sign_object(content)


def read_cursor(
    text: str, path: str, narrowing: Mapping[str, Any], revision: int | None, as_of: date | None
) -> Cursor:
    """
    Return the cursor that `write_cursor` wrote.

    Raises
    ------
    AbsentError
        For any other text, and for one of another address, revision, day or narrowing.
    """
    try:
        number, day, after = _signer(path, narrowing).unsign_object(text)
        found = Cursor(number, date.fromisoformat(day), after)
    except (BadSignature, ValueError, TypeError):
        found = None
    if found is None or revision not in (None, found.revision) or as_of not in (None, found.day):
        raise AbsentError(
            say("There is no page at this cursor."),
            say("Take `next` of the page before as it stands, or begin without a cursor."),
            "cursor",
        )
    return found


def _signer(path: str, narrowing: Mapping[str, Any]) -> Signer:
    words = [path, *(f"{name}={value}" for name, value in sorted(narrowing.items()))]
    return Signer(salt="\n".join((_SALT, *words)))
