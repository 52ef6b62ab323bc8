"""Moments in forms: day and time on the clock of the city."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import say


def read_moment(text: str) -> datetime | None:
    """
    Return a moment where the city lies; None where none is given.

    Raises
    ------
    UseError
        For what is no moment.
    """
    if not text.strip():
        return None
    try:
        return timezone.make_aware(datetime.fromisoformat(text.strip()))
    except ValueError:
        raise UseError(
            say("«{seen}» is no moment.", seen=text),
            say("Write day and time as 2024-11-14T08:00, or leave it empty."),
        ) from None
