"""Show or explain a target: its line, other documents' values, the course of its indicator."""

from __future__ import annotations

from datetime import date

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.forecast.recorded import SHARES
from haidang.core.review.awaited import with_expected
from haidang.core.review.lines import Line, build_lines, list_visible
from haidang.core.review.missing import find_missing
from haidang.core.review.odds import OddsSource
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.review.records import odds_until, years_recorded
from haidang.core.review.removals import removal_notices
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.views import FanRow, TargetView
from haidang.flows.finding import find_target, settle_day


def run(
    evidence: Evidence,
    target_id: str,
    *,
    today: date,
    as_of: date | None = None,
    with_derived: bool = True,
    odds: OddsSource | None = None,
) -> TargetView:
    """
    Return a target.

    Parameters
    ----------
    evidence
        The source.
    target_id
        The target.
    today, as_of
        The current day, and the day asked for.
    with_derived
        Whether numbers computed by the collector count.
    odds
        Where its odds are found; None takes recorded ones and computes what is not recorded.

    Raises
    ------
    NameUnknownError
        For an unknown target.
    UseError
        When it did not exist on the day asked.
    """
    target = find_target(evidence, target_id)
    day = settle_day(evidence, as_of, today)
    documents = evidence.documents()
    if not list_visible([target], documents, day.day):
        raise UseError(
            say("The target «{target}» did not exist on {day}.", target=target_id, day=day.day),
            say(
                "Ask for {first} or later: from then on it counts.",
                first=target.counts_from(documents[target.document_id].issued).isoformat(),
            ),
            "--as-of",
        )
    same = [
        each
        for each in list_visible(evidence.targets(), documents, day.day)
        if each.key is not None and each.key == target.key and each.target_id != target_id
    ]
    built = build_lines(evidence, [target, *same], day.day, with_derived=with_derived)
    source = odds or OddsSource(evidence, with_derived)
    line, *others = source.with_odds(built, day.day)
    # what was recorded knew the figures that the collector derived
    records = RecordedOdds(evidence) if with_derived else None
    return TargetView(
        day,
        line,
        tuple(
            sorted(
                (each for each in evidence.assessments() if each.day <= day.day and each.is_about(target)),
                key=lambda each: each.day,
            )
        ),
        tuple(sorted(others, key=lambda each: (each.target.period, each.target.target_id))),
        tuple(built.book.figures(target.key).values()) if target.key else (),
        next(iter(with_expected(filter(None, [find_missing(line)]), evidence, day.day)), None),
        (*as_of_notices(evidence, day), *removal_notices(evidence, target.key, day.day)),
        _fan(evidence, records, line, day.day),
        odds_until(records, target_id, day.day) if records is not None else (),
    )


def _fan(evidence: Evidence, records: RecordedOdds | None, line: Line, day: date) -> tuple[FanRow, ...]:
    """Return the years to come up to the target's own, which its outcome tells where they are not recorded."""
    target, measure, odds = line.target, line.indicator, line.odds
    if odds is None or odds.is_certain or measure is None or target.key is None:
        return ()
    found = {}
    if records is not None and not target.definition:
        recorded = years_recorded(records, measure, target.key, evidence.targets(), day)
        # the outcome of another target may be of a year that lies behind the last figure
        found = {number: each.quantiles for number, each in recorded.items() if not each.target_id}
    is_value_of_year = (target.is_level or not target.has_value) and odds.unit == measure.unit
    if is_value_of_year and len(odds.outcome) == len(SHARES):
        found.setdefault(target.period.end.year, odds.outcome)
    return tuple(
        FanRow(number, found[number]) for number in sorted(found) if number <= target.period.end.year
    )
