"""Show or explain a target: its line, other documents' values, the course of its indicator."""

from __future__ import annotations

from datetime import date

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.review.lines import build_lines, list_visible
from haidang.core.review.missing import find_missing
from haidang.core.review.odds import OddsSource
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.views import TargetView
from haidang.flows.finding import find_target, settle_day


def run(
    evidence: Evidence,
    target_id: str,
    *,
    today: date,
    as_of: date | None = None,
    with_derived: bool = True,
    with_odds: bool = True,
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
    with_odds
        Whether its odds are wanted: recorded ones, else computed.

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
    lines = OddsSource(evidence, with_derived).with_odds(built, day.day) if with_odds else built.lines
    line = lines[0]
    return TargetView(
        day,
        line,
        tuple(
            sorted(
                (each for each in evidence.assessments() if each.day <= day.day and each.is_about(target)),
                key=lambda each: each.day,
            )
        ),
        tuple(sorted(lines[1:], key=lambda each: (each.target.period, each.target.target_id))),
        tuple(built.book.figures(target.key).values()) if target.key else (),
        find_missing(line),
        tuple(as_of_notices(evidence, day)),
    )
