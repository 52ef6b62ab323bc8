"""What is expected of the own bodies: what is late, and what falls due soon."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from haidang.base.days import years_on
from haidang.core.review.calendar import CalendarView
from haidang.flows.calendar import Wanted, run
from haidang.portal.desk.paging import Desk

AHEAD = timedelta(days=92)


def calendar_of(desk: Desk, body_ids: Collection[str]) -> CalendarView | None:
    """Return what is expected of bodies, from a year ago until three months ahead, as of today; None of no body."""
    if not body_ids:
        return None
    wanted = Wanted(years_on(desk.today, -1), desk.today + AHEAD, frozenset(body_ids))
    return run(desk.evidence, wanted, today=desk.today, as_of=desk.today)
