"""Every flow says the same of the bundled pack and of the database loaded from it, to the last word."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import haidang.flows
from haidang.base.errors import UseError
from haidang.core.forecast.options import DEFAULT
from haidang.flows import (
    brief,
    calendar,
    commitments,
    compare,
    forecast,
    indicator,
    odds,
    recording,
    register,
    removals,
    review,
    score,
    search,
    setting,
    side_by_side,
    sources,
    target,
)
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.telling.area import tell_area
from haidang.telling.brief import tell_brief
from haidang.telling.calendar import tell_calendar
from haidang.telling.commitments import tell_commitments
from haidang.telling.compare import tell_comparison
from haidang.telling.document import tell_document
from haidang.telling.forecast import tell_forecast
from haidang.telling.indicator import tell_indicator
from haidang.telling.odds import tell_curve, tell_together
from haidang.telling.removals import tell_removals
from haidang.telling.review import tell_review
from haidang.telling.score import tell_score
from haidang.telling.search import tell_search
from haidang.telling.side_by_side import tell_areas, tell_targets
from haidang.telling.source import tell_source
from haidang.telling.sources import tell_sources
from haidang.telling.target import explain_target, tell_target
from haidang.telling.teller import teller
from tests.make.core import day, haiphong

TODAY = day("2026-11-25")
EARLY = day("2022-06-30")
FEW = replace(DEFAULT, draws=500)
NO_EVIDENCE = {"backtest", "finding"}  # a method on plain series; what the others share


def asked(run, tell, *arguments, with_vintages=None, **options):
    """A flow and its telling, as a function of the evidence; told in every part."""

    def ask(evidence):
        view = run(evidence, *arguments, today=TODAY, **options)
        told = {} if with_vintages is None else {"with_vintages": with_vintages}
        report = tell(view, evidence, teller("vi"), **told)
        bare = replace(report, make_data=dict, make_rows=None, make_entries=None)
        return report.data, report.rows, report.make_entries and report.make_entries(), bare

    return ask


def recorded(evidence):
    return recording.record(evidence, [day("2024-11-14")], today=TODAY, options=FEW)


def found(evidence):
    view = search.run(search.index_of(evidence), "hai phong", today=TODAY)
    return tell_search(view, evidence, teller("vi")).rows


def filled(evidence):
    return setting.change_of(evidence, setting.Setting("XVI-20", "20", source="Nghị quyết"))


FLOWS = {
    "review": asked(review.run, tell_review),
    "review with its hash": asked(review.run, partial(tell_review, with_hash=True), with_odds=False),
    "review, odds computed": asked(review.run, tell_review, as_of=EARLY),
    "target": asked(target.run, tell_target, "PLAN-2024-grdp", with_vintages=True),
    "target of the term": asked(target.run, tell_target, "XVI-20", as_of=EARLY),
    "target explained": asked(target.run, explain_target, "PLAN-2024-budget"),
    "indicator": asked(indicator.run, tell_indicator, "iip_growth", with_vintages=True),
    "indicator re-based": asked(
        indicator.run, tell_indicator, "budget_revenue_total", area_id="haiphong_merged", rebase=True
    ),
    "document": asked(register.show_document, tell_document, "nq-45-2019"),
    "area": asked(register.show_area, tell_area, "haiphong"),
    "area after the merger": asked(register.show_area, tell_area, "haiphong_merged"),
    "two days": asked(compare.run, tell_comparison),
    "targets side by side": asked(side_by_side.targets, tell_targets, ["XVI-20", "NQ45-2025-budget"]),
    "areas side by side": asked(
        side_by_side.areas, tell_areas, "labour_productivity_usd", ["haiphong", "vietnam"]
    ),
    "leader's page": asked(brief.run, tell_brief),
    "leader's page of another day": asked(brief.run, tell_brief, as_of=day("2025-04-30")),
    "calendar": asked(calendar.run, tell_calendar),
    "calendar of another day": asked(calendar.run, tell_calendar, as_of=day("2025-04-30")),
    "commitments": asked(commitments.run, tell_commitments),
    "proposals": asked(commitments.run, tell_commitments, kind="proposal", as_of=day("2025-12-31")),
    "forecast": asked(
        forecast.run, tell_forecast, forecast.Question("PLAN-2024-grdp", with_crossing=True), options=FEW
    ),
    "forecast of an indicator": asked(
        forecast.run, tell_forecast, forecast.Question("budget_revenue_total", horizon=6), options=FEW
    ),
    "curve": asked(odds.curve, tell_curve, "exports", by=2025, options=FEW),
    "together": asked(odds.all_of, tell_together, ("PLAN-2024-iip", "PLAN-2024-exports")),
    "score": asked(score.run, tell_score),
    "score replayed": asked(score.run, tell_score, replay="yearly", options=FEW),
    "removals": asked(removals.run, tell_removals),
    "sources": asked(sources.run, tell_sources),
    "source": asked(sources.show_source, tell_source, "tkhp_2020"),
    "search": found,
    "recording": recorded,
    "setting": filled,
}


def answer(ask, evidence):
    """What a flow says, or how it refuses."""
    try:
        return ask(evidence)
    except UseError as error:
        return str(error)


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOWS)
def test_pack_and_database_say_the_same(haiphong_loaded, name):
    held = DatabaseEvidence()
    assert answer(FLOWS[name], held) == answer(FLOWS[name], haiphong())


def test_no_flow_is_left_out():
    there = {place.stem for place in Path(haidang.flows.__file__).parent.glob("*.py")} - {"__init__"}
    covered = {
        brief,
        calendar,
        commitments,
        compare,
        forecast,
        indicator,
        odds,
        recording,
        register,
        removals,
        review,
        score,
        search,
        setting,
        side_by_side,
        sources,
        target,
    }
    assert there - NO_EVIDENCE == {module.__name__.rpartition(".")[2] for module in covered}


def test_the_answers_are_answers(haiphong_loaded):
    held = DatabaseEvidence()
    data, _, _, report = FLOWS["review"](held)
    assert data
    assert report.sections
    assert recorded(held)
    # the figures of the neighbour before the merger are not held
    assert "haiduong" in answer(FLOWS["indicator re-based"], held)
