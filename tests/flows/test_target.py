"""The flow of a target: its line, what was recorded of it, and nothing that became public or was said later."""

from dataclasses import replace

import pytest

from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.forecast.forecast import State
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.flows.target import run
from tests.make.core import (
    Memory,
    day,
    make_assessment,
    make_document,
    make_target,
    period,
    years,
)
from tests.make.forecast import QUANTILES, make_recorded

TODAY = day("2024-06-30")
PAST = years(2015, 70, 74, 80, 90, 85, 95, 100, 104, 110)
OUTCOME = tuple(value + 50 for value in QUANTILES)
TARGETS = (
    make_target(120, "2026"),
    make_target(90, "2023", target_id="kept"),
    make_target(None, "2026", target_id="silent", kind="", value_status="not_held"),
    make_target(600, "2022-01-01/P5Y", target_id="total", kind="total"),
    make_target(120, "2026", target_id="defined", definition="old"),
    make_target(
        None, "2026", target_id="both", kind="composite", indicator_id="", unit="", parts=("T1", "kept")
    ),
)
FAN = [make_recorded("", period=period(str(year))) for year in (2024, 2025, 2027)]


def view(name="T1", rows=(), *, on="", **changes):
    held = Memory(
        **{
            "target_rows": TARGETS,
            "document_rows": (make_document(issued="2021-01-01"),),
            "figures": PAST,
            "about": Description("memory", Name("x"), area_id="city"),
            "forecast_rows": rows,
            **changes,
        }
    )
    return run(held, name, today=TODAY, as_of=day(on) if on else None, odds=RecordedOdds(held))


def fan(found):
    return {row.year: row.quantiles for row in found.fan}


def test_the_fan_is_recorded_up_to_the_year_of_the_target_and_ends_in_its_outcome():
    own = make_recorded(period=period("2026"), quantiles=OUTCOME)
    assert fan(view(rows=[*FAN, own])) == {2024: QUANTILES, 2025: QUANTILES, 2026: OUTCOME}
    assert fan(view("silent", [replace(own, target_id="silent", state="value_not_held")])) == {2026: OUTCOME}


def test_the_outcome_of_a_term_is_no_year_of_the_fan():
    own = make_recorded("total", period=period("2022-01-01/P5Y"), quantiles=OUTCOME)
    assert fan(view("total", [*FAN, own])) == {2024: QUANTILES, 2025: QUANTILES}


def test_a_series_of_whatever_definition_is_not_that_of_a_target_with_one():
    own = make_recorded("defined", period=period("2026"), quantiles=OUTCOME)
    assert fan(view("defined", [*FAN, own])) == {2026: OUTCOME}


@pytest.mark.parametrize("name", ["kept", "both"])
def test_what_is_decided_or_has_no_series_has_no_fan(name):
    assert view(name, FAN).fan == ()


def test_the_odds_of_days_up_to_the_day_are_there_and_no_later_ones():
    rows = [make_recorded(as_of=each) for each in ("2022-06-30", "2023-06-30", "2024-06-30")]
    found = view(rows=rows, on="2023-06-30")
    assert [each.day.year for each in found.odds_history] == [2022, 2023]
    assert found.line.odds.is_stored


def test_without_a_record_an_open_target_has_no_odds_and_a_decided_one_has():
    assert view().line.odds is None
    assert view("kept").line.odds.state is State.MET


def test_without_figures_of_the_collector_nothing_recorded_fits():
    held = Memory(target_rows=TARGETS, document_rows=(make_document(),), figures=PAST, forecast_rows=FAN)
    found = run(held, "kept", today=TODAY, with_derived=False)
    assert (found.fan, found.odds_history) == ((), ())


def test_assessments_come_in_order_and_later_ones_not_at_all():
    said = [
        make_assessment("met", "2024-02-01", target_id="T1"),
        make_assessment("not_met", "2023-02-01", target_id="T1"),
        make_assessment("exceeded", "2024-07-01", target_id="T1"),
        make_assessment("met", "2023-03-01", target_id="kept"),
    ]
    assert [each.verdict for each in view(assessment_rows=said).assessments] == ["not_met", "met"]


def test_an_unknown_target_and_one_that_did_not_exist_yet_are_refused():
    with pytest.raises(NameUnknownError):
        view("T9")
    with pytest.raises(UseError, match="did not exist on"):
        view(on="2020-01-01")
