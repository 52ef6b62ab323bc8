"""The record of earlier promises, and how the recorded forecasts did."""

from __future__ import annotations

from haidang.base.text import say
from haidang.flows import review as review_flow
from haidang.flows import score as score_flow
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.links import Links
from haidang.portal.site.odds import RecordedOdds, odds_notes
from haidang.portal.site.paging import page
from haidang.telling.record import tell_record
from haidang.telling.score import tell_score


@page("document", "area")
def record(asked: Asked) -> Answer:
    """Show the earlier promises that are over: kept, broken, undecided."""
    found = review_flow.run_recorded(
        asked.evidence,
        today=asked.today,
        as_of=asked.as_of,
        document_id=asked.more["document"],
        area_id=asked.more["area"],
    )
    day = found.as_of.day
    return Answer(
        tell_record(found, asked.evidence, asked.t),
        day,
        Links(asked),
        odds_notes(asked, RecordedOdds(asked.evidence).days, day),
        (
            Way(asked.t(say("How the forecasts did")), asked.address("score")),
            Way(asked.t(say("The whole review")), asked.address("review", **asked.more)),
        ),
    )


@page()
def score(asked: Asked) -> Answer:
    """Score what was recorded against what became public later."""
    view = score_flow.run(
        asked.evidence, today=asked.today, as_of=asked.as_of, most_days=score_flow.MOST_DAYS
    )
    return Answer(
        tell_score(view, asked.evidence, asked.t),
        view.as_of.day,
        Links(asked),
        related=(
            Way(asked.t(say("The record of earlier promises")), asked.address("record")),
            Way(asked.t(say("How the odds come about")), asked.address("method", method_id="odds")),
        ),
    )
