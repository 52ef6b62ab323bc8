"""The leader's page: one pass over the figures for its day, one for the last review day before it; odds are recorded ones."""

from __future__ import annotations

from datetime import date

from haidang.core.evidence import Evidence
from haidang.core.review.brief import Brief, Late, list_lacking, list_off_course
from haidang.core.review.lines import lines_of_area
from haidang.core.review.overdue import list_overdue
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.review.reviewing import review
from haidang.core.review.whom import whom_for_commitment
from haidang.flows.compare import compare_days, find_earlier, odds_on
from haidang.flows.finding import find_reviewed, settle_day


def run(
    evidence: Evidence, *, today: date, as_of: date | None = None, document_id: str = "", area_id: str = ""
) -> Brief:
    """
    Return the leader's page of a document.

    Parameters
    ----------
    evidence
        The source.
    today
        The current day.
    as_of
        Day as of which; None takes the day of the source's review, else today.
    document_id, area_id
        What is reviewed; empty takes what the source names.

    Raises
    ------
    NameUnknownError
        For a document or area that is not held.
    UseError
        When nothing is named and the source names nothing.
    """
    as_of_day = settle_day(evidence, as_of, today)
    day = as_of_day.day
    document, area = find_reviewed(evidence, document_id, area_id)
    odds = RecordedOdds(evidence)
    now = odds_on(odds, lines_of_area(evidence, area.area_id, day), day)
    reviewed = review(evidence, as_of_day, document, area, with_odds=False, built=now)
    earlier = find_earlier(evidence, odds, document, day)
    successions, documents = evidence.successions(), evidence.documents()
    horizon = evidence.horizon("events")
    late = list_overdue(evidence.commitments(), evidence.events(), day, horizon)
    return Brief(
        reviewed,
        day in odds.days,
        list_off_course(now.lines, successions, day),
        tuple(Late(each, whom_for_commitment(each.commitment, documents, successions, day)) for each in late),
        horizon,
        None if earlier is None else compare_days(evidence, odds, document, area, as_of_day, earlier, now),
        list_lacking(reviewed.missing, successions, day),
    )
