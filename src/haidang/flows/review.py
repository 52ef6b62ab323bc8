"""Review a document: find what is asked for, then let core review it."""

from __future__ import annotations

from datetime import date

from haidang.base.days import AsOf
from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.review.reviewing import Review, review


def run(
    evidence: Evidence,
    *,
    today: date,
    as_of: date | None = None,
    document_id: str = "",
    area_id: str = "",
    with_derived: bool = True,
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

    Raises
    ------
    NameUnknownError
        For a document or area that is not held.
    UseError
        When nothing is named and the source names nothing.
    """
    about = evidence.description()
    asked = AsOf.of(as_of or about.review_day or today, today)
    documents, areas = evidence.documents(), evidence.areas()
    document_id = document_id or about.document_id
    if not document_id:
        raise UseError(
            say("The pack does not say which document to review."), say("Name one with --document.")
        )
    if document_id not in documents:
        raise NameUnknownError(say("document"), document_id, documents, "--document")
    area_id = area_id or _area_of(evidence, document_id) or about.area_id
    if area_id not in areas:
        raise NameUnknownError(say("area"), area_id, areas, "--area")
    return review(evidence, asked, documents[document_id], areas[area_id], with_derived=with_derived)


def _area_of(evidence: Evidence, document_id: str) -> str:
    """Return the area of the document's targets when they are all of one."""
    found = {target.area_id for target in evidence.targets() if target.document_id == document_id}
    return found.pop() if len(found) == 1 else ""
