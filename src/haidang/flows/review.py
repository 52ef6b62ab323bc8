"""Review a document: find what is asked for, then let core review it."""

from __future__ import annotations

from datetime import date

from haidang.core.evidence import Evidence
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.review.reviewing import Review, review
from haidang.flows.finding import find_reviewed, settle_day


def run(
    evidence: Evidence,
    *,
    today: date,
    as_of: date | None = None,
    document_id: str = "",
    area_id: str = "",
    with_derived: bool = True,
    with_odds: bool = True,
) -> Review:
    """
    Return the review asked for, or the one the source was made for.

    Parameters
    ----------
    evidence
        The source.
    today
        The current day.
    as_of
        Day as of which; None takes the day of the source's review, else today.
    document_id, area_id
        What to review; empty takes what the source names.
    with_derived
        Whether numbers computed by the collector count.
    with_odds
        Whether the odds of every target are wanted: recorded ones, else computed.

    Raises
    ------
    NameUnknownError
        For a document or area that is not held.
    UseError
        When nothing is named and the source names nothing.
    """
    document, area = find_reviewed(evidence, document_id, area_id)
    day = settle_day(evidence, as_of, today)
    return review(evidence, day, document, area, with_derived=with_derived, with_odds=with_odds)


def run_recorded(
    evidence: Evidence, *, today: date, as_of: date | None = None, document_id: str = "", area_id: str = ""
) -> Review:
    """
    Return the same with the odds that were recorded as of its day, or with none: no model is run.

    Parameters and errors are those of `run`.
    """
    found = run(evidence, today=today, as_of=as_of, document_id=document_id, area_id=area_id, with_odds=False)
    odds = RecordedOdds(evidence)
    return odds.in_review(found) if found.as_of.day in odds.days else found
