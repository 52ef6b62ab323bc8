"""What pages and data read of a request in the same way: the revision, and the language that a reader prefers."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from haidang.base.errors import UseError
from haidang.base.text import LANGUAGES, say

_DIGITS = 9


def read_revision(text: str) -> int | None:
    """
    Return the number of a revision; None where it is not given.

    Raises
    ------
    UseError
        For what is no number of a revision.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS and int(text) > 0):
        raise UseError(
            say("«{seen}» is no number of a revision.", seen=text),
            say("Leave it out for the current data, or take it from the citation at the foot of a page."),
            "rev",
        )
    return int(text)


def is_settled(revision: int | None, as_of: date | None, today: date) -> bool:
    """Return whether day and revision are fixed, so that an answer never changes."""
    return revision is not None and as_of is not None and as_of < today


def preferred(request: HttpRequest) -> str:
    """Return the first of our languages that the reader's program asks for, else Vietnamese."""
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if code[:2] in LANGUAGES and code[2:3] in ("", "-"):
            return code[:2]
    return LANGUAGES[0]
