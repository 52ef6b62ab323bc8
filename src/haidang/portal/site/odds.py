"""
What a page says of odds: a request runs no model.

On a day without recorded odds it says that they are being computed, if so, and names the nearest day that has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from haidang.base.text import say
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.portal.site.asking import Asked, Note, Way

__all__ = ["RecordedOdds", "odds_notes"]


def odds_notes(asked: Asked, days: Sequence[date], day: date) -> tuple[Note, ...]:
    """Return what a page says that stands as of a day without recorded odds."""
    if day in days:
        return ()
    return (*_coming(asked, day), *_nearest(asked, days, day))


def _coming(asked: Asked, day: date) -> tuple[Note, ...]:
    if day not in asked.source.coming:
        return ()
    told = say("The odds as of {day} are being computed; look again in a few minutes.", day=day)
    return (Note(asked.t(told)),)


def _nearest(asked: Asked, days: Sequence[date], day: date) -> tuple[Note, ...]:
    t = asked.t
    if not days:
        return (Note(t(say("No odds are recorded yet; figures and evidence are shown without them."))),)
    near = min(days, key=lambda each: (abs(each - day), each))
    told = say(
        "No odds are recorded as of {day}, and a page computes none; the nearest day that has them is {near}.",
        day=day,
        near=near,
    )
    way = Way(t(say("Show {near}", near=near)), asked.here(as_of=near))
    return (Note(t(told), (way,)),)
