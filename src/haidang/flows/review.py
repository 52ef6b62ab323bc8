"""Review a document: find what is asked for, then let core review it."""

from __future__ import annotations

from datetime import date

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.review.reviewing import Review, review
from haidang.flows.finding import find, find_area, settle_day


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
    about = evidence.description()
    document_id = document_id or about.document_id
    if not document_id:
        raise UseError(
            say("The pack does not say which document to review."), say("Name one with --document.")
        )
    document = find(say("document"), document_id, evidence.documents())
    area = find_area(evidence, area_id or _area_of(evidence, document_id))
    day = settle_day(evidence, as_of, today)
    return review(evidence, day, document, area, with_derived=with_derived, with_odds=with_odds)


def _area_of(evidence: Evidence, document_id: str) -> str:
    """Return the area of the document's targets when they are all of one."""
    found = {target.area_id for target in evidence.targets() if target.document_id == document_id}
    return found.pop() if len(found) == 1 else ""
