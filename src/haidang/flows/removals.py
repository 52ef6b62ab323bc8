"""List what was removed by law."""

from __future__ import annotations

from datetime import date

from haidang.base.days import AsOf
from haidang.core.evidence import Evidence
from haidang.core.review.removals import RemovalsView, list_removals
from haidang.core.review.reviewing import future_notices


def run(evidence: Evidence, *, today: date, as_of: date | None = None) -> RemovalsView:
    """Return what was removed by law of what was public by a day; today when none is asked for, whatever day the review is of."""
    day = AsOf.of(as_of or today, today)
    return RemovalsView(day, tuple(list_removals(evidence, day.day)), tuple(future_notices(day)))
