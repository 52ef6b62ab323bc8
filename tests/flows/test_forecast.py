"""The flow of a forecast: which target or indicator, how far, what the next figure must be, when the odds crossed."""

from dataclasses import replace

import pytest

from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.forecast.forecast import State
from haidang.core.forecast.options import DEFAULT
from haidang.core.forecast.recorded import SHARES
from haidang.flows.forecast import Question, options_of, run
from tests.make.core import (
    Memory,
    day,
    make_area,
    make_document,
    make_indicator,
    make_observation,
    make_target,
    years,
)
from tests.make.forecast import FEW

TODAY = day("2024-06-30")
ABOUT = Description("memory", Name("x"), area_id="city")
PAST = years(2015, 70, 74, 80, 90, 85, 95, 100, 104, 110)
TARGETS = (
    make_target(120, "2026", target_id="open"),
    make_target(90, "2023", target_id="kept"),
    make_target(125, "2026", target_id="later", document_id="later"),
    make_target(None, "2026", target_id="silent", value_status="not_held"),
    make_target(600, "2022-01-01/P5Y", target_id="total", kind="total"),
    make_target(
        None, "2026", target_id="both", kind="composite", indicator_id="", unit="", parts=("open", "kept")
    ),
)
DOCUMENTS = (make_document(issued="2021-01-01"), make_document("later", issued="2025-01-01"))


def memory(**changes):
    rows = {"target_rows": TARGETS, "document_rows": DOCUMENTS, "figures": PAST, "about": ABOUT}
    return Memory(**{**rows, **changes})


def view(name="open", held=None, *, as_of=None, options=FEW, **question):
    return run(held or memory(), Question(name, **question), today=TODAY, as_of=as_of, options=options)


def told(found):
    return " ".join(str(each) for each in found.notices)


def test_a_target_is_forecast_up_to_its_year_with_its_odds():
    found = view()
    assert [row.year for row in found.rows] == [2024, 2025, 2026]
    assert all(len(row.quantiles) == len(SHARES) for row in found.rows)
    assert found.line.target.target_id == "open"
    assert 0 < found.line.odds.probability < 1
    assert found.indicator.indicator_id == "revenue"
    assert found.crossed is None


def test_an_indicator_is_forecast_for_five_years_without_odds_of_its_own():
    found = view("revenue")
    assert [row.year for row in found.rows] == [2024, 2025, 2026, 2027, 2028, 2029]
    assert found.line is None
    assert found.following is None


def test_the_promises_in_the_fan_are_told_whichever_was_asked_for():
    for name in ("revenue", "open"):
        assert {line.target.target_id for line in view(name).promises} == {"open", "kept", "total"}
    assert {line.target.target_id for line in view("revenue", horizon=1).promises} == {"kept"}


def test_an_unknown_name_is_answered_with_the_nearest_of_both_kinds():
    with pytest.raises(NameUnknownError) as caught:
        view("revenu")
    assert "revenue" in str(caught.value)
    with pytest.raises(NameUnknownError) as caught:
        view("tota")
    assert "total" in str(caught.value)


def test_a_composite_is_sent_to_its_parts():
    with pytest.raises(UseError) as caught:
        view("both")
    assert "odds together" in str(caught.value)


@pytest.mark.parametrize("horizon", [0, 1, 15])
def test_a_horizon_counts_from_the_running_year(horizon):
    assert [row.year for row in view("revenue", horizon=horizon).rows] == list(range(2024, 2025 + horizon))


def test_a_horizon_in_the_past_is_refused_and_one_too_far_is_stated():
    with pytest.raises(UseError) as caught:
        view("revenue", horizon=-1)
    assert "--horizon" in str(caught.value)
    far = view("revenue", horizon=16)
    assert far.forecast.state is State.TOO_FAR
    assert far.rows == ()


def test_another_area_is_asked_for_by_name():
    elsewhere = [make_area(), make_area("elsewhere")]
    rows = [*PAST, *years(2018, 7, 8, 9, 10, 11, 12, area_id="elsewhere")]
    found = view("revenue", memory(area_rows=elsewhere, figures=rows), area_id="elsewhere")
    assert found.area.area_id == "elsewhere"
    assert found.rows[0].quantiles[4] < 20
    with pytest.raises(NameUnknownError):
        view("revenue", area_id="nowhere")


def test_without_an_area_of_the_source_one_has_to_be_named():
    with pytest.raises(UseError) as caught:
        view("revenue", memory(about=replace(ABOUT, area_id="")))
    assert "--area" in str(caught.value)


def test_a_target_that_did_not_exist_yet_has_a_fan_and_no_odds():
    found = view("later")
    assert found.line is None
    assert "did not exist yet" in told(found)
    assert found.rows


def test_a_day_before_the_first_figure_is_explained():
    found = view("revenue", as_of=day("2014-01-01"))
    assert found.forecast.state is State.NO_FIGURES
    assert "No figure was public by" in told(found)


def test_a_future_day_is_answered_as_of_today():
    found = view(as_of=day("2099-01-01"))
    assert found.as_of.day == TODAY
    assert found.rows == view().rows


def test_the_territory_is_named():
    assert "Territory: city" in told(view())
    ended = [make_area(valid_to="2024-03-31")]
    assert "nothing is said of its successor" in told(view("revenue", memory(area_rows=ended)))


def test_a_nowcast_year_is_marked():
    held = memory(figures=[*PAST, make_observation("2024-Q1", 27)])
    assert [row.is_nowcast for row in view(held=held).rows] == [True, False, False]
    assert [row.is_nowcast for row in view().rows] == [False, False, False]


# ---------------------------------------------------------------- what the next figure must be


def test_the_next_figure_of_an_open_target_is_told():
    found = view(options=replace(DEFAULT, draws=4000)).following
    assert found.year == 2024
    assert 90 < found.even < found.sure < 160
    total = view("total", options=replace(DEFAULT, draws=4000)).following
    assert total.year == 2024
    assert total.least < total.most


@pytest.mark.parametrize("name", ["kept", "silent", "later"])
def test_what_is_decided_or_has_no_value_needs_no_next_figure(name):
    assert view(name).following is None


def test_the_year_that_decides_is_not_its_own_next_figure():
    last = memory(target_rows=[make_target(115, "2024", target_id="open")])
    assert view(held=last).following is None


@pytest.mark.parametrize("draws", [1, 2, 7])
def test_few_paths_tell_no_next_figure_and_break_nothing(draws):
    found = view(options=replace(DEFAULT, draws=draws))
    assert found.following is None
    assert found.line.odds.probability is not None


# ---------------------------------------------------------------- when the odds crossed


@pytest.mark.slow
def test_the_last_crossing_is_the_day_of_the_figure_that_brought_it():
    fallen = [*PAST[:-2], *years(2022, 60, 55)]
    held = memory(target_rows=[make_target(95, "2026", target_id="open")], figures=fallen)
    found = view(held=held, with_crossing=True)
    assert found.crossed == (day("2023-01-01"), False)
    risen = memory(
        target_rows=[make_target(150, "2026", target_id="open")], figures=[*PAST[:-2], *years(2022, 130, 150)]
    )
    when, upwards = view(held=risen, with_crossing=True).crossed
    assert upwards
    assert when in (day("2023-01-01"), day("2024-01-01"))


def test_odds_that_never_crossed_say_nothing():
    sure = memory(target_rows=[make_target(10, "2026", target_id="open")])
    assert view(held=sure, with_crossing=True).crossed is None
    few = memory(figures=PAST[-1:])
    assert view(held=few, with_crossing=True).crossed is None


# ---------------------------------------------------------------- options


def test_options_take_what_is_asked_and_else_the_methods_own():
    assert options_of(None, None) == DEFAULT
    asked = options_of(17, 0)
    assert (asked.draws, asked.seed) == (17, 0)


@pytest.mark.parametrize(
    ("draws", "seed", "option"), [(0, None, "--paths"), (-3, None, "--paths"), (None, -1, "--seed")]
)
def test_impossible_options_are_refused(draws, seed, option):
    with pytest.raises(UseError) as caught:
        options_of(draws, seed)
    assert option in str(caught.value)


def test_an_indicator_of_a_formula_is_forecast_with_its_parts():
    ratio = make_indicator("ratio", unit="%", measure="ratio", over_time="none", formula="revenue / whole")
    whole = make_indicator("whole")
    rows = [
        *PAST,
        *[replace(each, key=replace(each.key, indicator_id="whole"), value=4 * each.value) for each in PAST],
    ]
    found = view("ratio", memory(indicator_rows=[make_indicator(), ratio, whole], figures=rows))
    assert found.forecast.state is State.OK
    assert 10 < found.rows[-1].quantiles[4] < 60
