"""List commitments with what became public of them."""

from __future__ import annotations

from datetime import date

from haidang.base.days import AsOf
from haidang.base.text import Said, say
from haidang.core.commitments.commitment import events_known, list_known
from haidang.core.evidence import Evidence
from haidang.core.review.views import CommitmentsView


def run(evidence: Evidence, *, today: date, as_of: date | None = None, kind: str = "") -> CommitmentsView:
    """
    Return the commitments of a kind (all when it is empty) as of a day.

    Nothing is called late or unanswered beyond the day until which events were followed.
    """
    day = AsOf.of(as_of or today, today)  # commitments are of today unless another day is asked for
    events = evidence.events()
    known = [each for each in list_known(evidence.commitments(), day.day) if kind in ("", each.kind)]
    notices: list[Said] = []
    if day.was_future:
        notices.append(
            say("{asked} lies in the future; this is answered as of {day}.", asked=day.asked, day=day.day)
        )
    horizon = evidence.horizon("events")
    if horizon is not None and day.day > horizon:
        notices.append(
            say(
                "Events were followed until {day}; what became public later is held in part at most.",
                day=horizon,
            )
        )
    return CommitmentsView(
        day,
        tuple((each, tuple(events_known(events, each.commitment_id, day.day))) for each in known),
        tuple(notices),
        horizon,
    )
