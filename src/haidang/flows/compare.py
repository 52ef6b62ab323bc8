"""Compare two days of one review; odds are recorded ones alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from haidang.base.days import AsOf
from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.areas.area import Area
from haidang.core.documents.document import Document
from haidang.core.evidence import Evidence
from haidang.core.review.changes import (
    Basis,
    Change,
    Comparison,
    Earlier,
    changes_between,
    previous_review_day,
)
from haidang.core.review.lines import Lines, lines_of_area
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.review.reviewing import as_of_notices
from haidang.flows.finding import find_reviewed, settle_day


class NoEarlierDayError(UseError):
    """A review that has no earlier day to be compared with."""


def run(
    evidence: Evidence,
    *,
    today: date,
    as_of: date | None = None,
    first: date | None = None,
    document_id: str = "",
    area_id: str = "",
) -> Comparison:
    """
    Return two days of the review of a document.

    Parameters
    ----------
    evidence
        The source.
    today
        The current day.
    as_of
        The later day; None takes the day of the source's review, else today.
    first
        The earlier day; None takes the last day before the later one on which the document was reviewed.
    document_id, area_id
        What is reviewed; empty takes what the source names.

    Raises
    ------
    NameUnknownError
        For a document or area that is not held.
    NoEarlierDayError
        When no earlier day is named, and the document was reviewed on none.
    UseError
        When the earlier day is not before the later one.
    """
    day = settle_day(evidence, as_of, today)
    document, area = find_reviewed(evidence, document_id, area_id)
    odds = RecordedOdds(evidence)
    earlier = find_earlier(evidence, odds, document, day.day, first)
    if earlier is None:
        raise NoEarlierDayError(
            say(
                "No day before {day} is held on which «{document}» was reviewed.",
                day=day.day,
                document=document.title,
            ),
            say("Name the earlier day yourself, for example {day}.", day=_a_year_before(day.day).isoformat()),
            "from",
        )
    now = odds_on(odds, lines_of_area(evidence, area.area_id, day.day), day.day)
    return compare_days(evidence, odds, document, area, day, earlier, now)


def find_earlier(
    evidence: Evidence, odds: RecordedOdds, document: Document, day: date, first: date | None = None
) -> Earlier | None:
    """
    Return the earlier day asked for, or the last one on which the document was reviewed; None when there was none.

    Raises
    ------
    UseError
        When it is not before the later day.
    """
    if first is None:
        return previous_review_day(evidence.assessments(), odds.days, document.document_id, day)
    if first >= day:
        raise UseError(
            say("{first} is not before {day}: there is nothing to compare.", first=first, day=day),
            say("Name the earlier day first, and the later one second."),
            "from",
        )
    return Earlier(first, Basis.ASKED)


def odds_on(odds: RecordedOdds, lines: Lines, day: date) -> Lines:
    """Return lines with the odds recorded as of their day; on a day without any they have none, decided ones neither."""
    return replace(lines, lines=odds.give(lines.lines, day)) if day in odds.days else lines


def compare_days(
    evidence: Evidence,
    odds: RecordedOdds,
    document: Document,
    area: Area,
    as_of: AsOf,
    earlier: Earlier,
    now: Lines,
) -> Comparison:
    """Return two days of a review, the lines of the later one being at hand."""
    then = odds_on(odds, lines_of_area(evidence, area.area_id, earlier.day), earlier.day)
    changes = changes_between(then, now, evidence.horizon("observations"))
    own = [each for each in changes if each.now.document.document_id == document.document_id]
    others = [each for each in changes if each.now.document.document_id != document.document_id]
    first = evidence.first_public_day()
    is_before_all = first is not None and earlier.day < first <= as_of.day
    before = as_of_notices(evidence, AsOf(earlier.day, earlier.day)) if is_before_all else []
    return Comparison(
        earlier,
        as_of,
        document,
        area,
        tuple(sorted(own, key=_by_number)),
        tuple(sorted(others, key=_by_end)),
        tuple(day for day in (earlier.day, as_of.day) if day not in odds.days),
        (*before, *as_of_notices(evidence, as_of)),
    )


def _by_number(change: Change) -> tuple[bool, int, str, str]:
    target = change.now.target
    return target.number is None, target.number or 0, target.part, target.target_id


def _by_end(change: Change) -> tuple[date, str, str]:
    target = change.now.target
    return target.period.end, target.indicator_id, target.target_id


def _a_year_before(day: date) -> date:
    return date(max(day.year - 1, date.min.year), day.month, min(day.day, 28))
