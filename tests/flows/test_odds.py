"""The flows of a curve and of several targets together."""

from dataclasses import replace

import pytest

from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.forecast.forecast import State
from haidang.core.targets.curve import LADDER
from haidang.flows.odds import all_of, curve
from tests.make.core import Memory, day, make_document, make_indicator, make_target, years
from tests.make.forecast import FEW, make_recorded

TODAY = day("2024-06-30")
ABOUT = Description("memory", Name("x"), area_id="city")
PAST = years(2015, 70, 74, 80, 90, 85, 95, 100, 104, 110)
TARGETS = (
    make_target(120, "2026", target_id="T1"),
    make_target(115, "2025", target_id="T2"),
    make_target(90, "2023", target_id="kept"),
    make_target(None, "2026", target_id="silent", value_status="not_held"),
    make_target(125, "2026", target_id="later", document_id="later"),
)
DOCUMENTS = (make_document(issued="2021-01-01"), make_document("later", issued="2025-01-01"))


def memory(**changes):
    rows = {"target_rows": TARGETS, "document_rows": DOCUMENTS, "figures": PAST, "about": ABOUT}
    return Memory(**{**rows, **changes})


def asked(indicator_id="revenue", by=2026, held=None, **changes):
    return curve(held or memory(), indicator_id, by=by, today=TODAY, options=FEW, **changes)


def test_the_curve_has_its_ladder_and_the_promises_of_its_year():
    found = asked()
    assert [row.probability for row in found.curve.rows] == pytest.approx(LADDER)
    assert [row.value for row in found.curve.rows] == sorted(row.value for row in found.curve.rows)
    assert [line.target.target_id for line in found.promises] == ["T1"]
    assert 0 < found.promises[0].odds.probability < 1


def test_where_less_is_better_values_are_reached_from_above():
    down = memory(indicator_rows=[make_indicator(direction="down")])
    found = asked(held=down).curve
    assert found.is_at_most
    assert found.rows[0].value > found.rows[-1].value


def test_too_few_figures_have_no_curve_and_a_reason():
    found = asked(held=memory(figures=PAST[-2:]))
    assert found.curve is None
    assert found.forecast.state is State.NOT_ENOUGH
    assert asked(by=2099).forecast.state is State.TOO_FAR


def test_a_year_that_is_over_has_no_curve_but_the_last_one_may_still_be_open():
    with pytest.raises(UseError) as caught:
        asked(by=2022)
    assert "2022" in str(caught.value)
    assert "--by" in str(caught.value)
    last = asked(by=2023, held=memory(figures=PAST[:-1]))
    assert last.curve.value_at(0.5) == pytest.approx(107, rel=0.05)


def test_unknown_names_are_answered_with_the_nearest():
    with pytest.raises(NameUnknownError) as caught:
        asked("revenu")
    assert "revenue" in str(caught.value)
    with pytest.raises(NameUnknownError):
        asked(area_id="nowhere")


# ---------------------------------------------------------------- together


def together(*names, held=None, **changes):
    return all_of(held or memory(), names or ("T1", "T2"), today=TODAY, **changes)


@pytest.mark.slow
def test_several_targets_are_told_with_their_range():
    found = together()
    first, second = (line.odds.probability for line in found.lines)
    assert found.together.independent == pytest.approx(first * second)
    assert found.together.dependent == min(first, second)
    assert found.together.independent < found.together.likely < found.together.dependent
    assert found.correlation == 0.3


def test_recorded_odds_serve_them():
    rows = [make_recorded("T1", probability=0.5), make_recorded("T2", probability=0.4)]
    found = together(held=memory(forecast_rows=rows))
    assert found.together.independent == pytest.approx(0.2)
    assert all(line.odds.is_stored for line in found.lines)


def test_a_target_named_twice_counts_once():
    rows = [make_recorded("T1", probability=0.5)]
    assert together("T1", "T1", held=memory(forecast_rows=rows)).together.likely == 0.5


def test_a_promise_kept_already_costs_nothing():
    rows = [make_recorded("T1", probability=0.5)]
    found = together("T1", "kept", held=memory(forecast_rows=rows))
    assert found.together.likely == pytest.approx(0.5)


@pytest.mark.parametrize("correlation", [0.0, 1.0])
def test_the_ends_of_the_correlation_are_the_ends_of_the_range(correlation):
    rows = [make_recorded("T1", probability=0.5), make_recorded("T2", probability=0.4)]
    found = together(held=memory(forecast_rows=rows), correlation=correlation).together
    assert found.likely == pytest.approx(found.dependent if correlation else found.independent)


@pytest.mark.parametrize("correlation", [-0.1, 1.01, float("nan")])
def test_what_is_no_correlation_is_refused(correlation):
    with pytest.raises(UseError) as caught:
        together(correlation=correlation)
    assert "--correlation" in str(caught.value)


def test_a_target_without_odds_is_named():
    with pytest.raises(UseError) as caught:
        together("T1", "silent")
    assert "silent" in str(caught.value)


def test_a_target_that_did_not_exist_yet_is_named():
    with pytest.raises(UseError) as caught:
        together("T1", "later")
    assert "later" in str(caught.value)


def test_an_unknown_target_is_answered_with_the_nearest():
    with pytest.raises(NameUnknownError) as caught:
        together("T1", "T22")
    assert "T2" in str(caught.value)


def test_the_day_is_that_of_the_review_when_none_is_named():
    held = memory(about=replace(ABOUT, review_day=day("2023-06-30")))
    rows = [make_recorded(name, "2023-06-30", probability=0.5) for name in ("T1", "T2")]
    held.forecast_rows = rows
    assert together(held=held).as_of.day == day("2023-06-30")
