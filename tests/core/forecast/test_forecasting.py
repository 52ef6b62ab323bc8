"""Forecasts of one series: every bad input has a stated outcome, nothing is undefined, nothing is falsely certain."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haidang.core.forecast.forecast import State
from haidang.core.forecast.history import BreakKind
from haidang.core.forecast.options import DEFAULT
from tests.make.core import make_indicator, make_observation, make_rate, make_stock, years
from tests.make.forecast import FEW, KEY, key_of, make_break, make_outlook, of

SURE = {"confidence": "high"}
PAST = years(2017, 80, 90, 85, 95, 100, 104, 110, **SURE)
RANK = make_indicator("rank", measure="rank", unit="rank", lower=None, over_time="none", direction="down")


def forecast(rows, indicator=None, *, until=2026, on="2024-06-30", **outlook):
    indicator = indicator or make_indicator()
    made = make_outlook(of(indicator, rows), on, indicator, **outlook)
    return made.forecast(key_of(indicator), until)


def is_sound(found):
    """Whether all is finite and possible, and no year ahead is a single value."""
    low, high = found.indicator.bounds
    for table in (found.known, found.ahead):
        assert np.isfinite(table.values).all()
        assert low is None or (table.values >= low).all()
        assert high is None or (table.values <= high).all()
    assert (found.ahead.values.std(axis=0) > 0).all()
    return True


def width(found, year=2026):
    low, high = found.quantiles(year, (0.025, 0.975))
    return high - low


def test_a_plain_series_has_a_fan_of_the_years_ahead():
    found = forecast(PAST)
    assert found.state is State.OK
    assert found.ahead.years == (2024, 2025, 2026)
    assert found.ahead.values.shape == (FEW.draws, 3)
    assert found.known.years == tuple(range(2017, 2024))
    assert found.scale == "log"
    assert is_sound(found)
    assert width(found, 2024) < width(found, 2025) < width(found, 2026)
    assert 105 < found.quantiles(2025, (0.5,))[0] < 135


def test_known_years_stand_on_every_path_as_published():
    found = forecast(years(2017, 80, 90, 85, 95, 100, 104, 110, confidence="low"))
    assert (found.known.values == [80, 90, 85, 95, 100, 104, 110]).all()
    assert (found.column(2020) == 95).all()
    assert found.column(2010) is None
    assert found.quantiles(2010, (0.5,)) is None


# ---------------------------------------------------------------- bad input, one by one


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_than_three_values_are_not_enough(count):
    found = forecast(PAST[:count])
    assert found.state is State.NOT_ENOUGH
    assert str(found.state.sentence) == "not enough figures"
    assert found.ahead.years == ()
    assert found.quantiles(2024, (0.5,)) is None
    assert not found.has_paths


def test_three_values_are_enough():
    assert is_sound(forecast(PAST[:3]))


def test_before_the_first_figure_there_are_none():
    found = forecast(PAST, on="2016-12-31", until=2020)
    assert found.state is State.NO_FIGURES
    assert str(found.state.sentence) == "no figures"


def test_a_short_part_alone_is_not_enough():
    assert forecast([make_observation("2024-01", 10)], until=2024, on="2024-02-10").state is State.NOT_ENOUGH


def test_a_part_of_the_running_year_does_not_make_up_for_missing_years_of_later_ones():
    rows = [*PAST[-2:], make_observation("2024-01-01/P5M", 46)]
    assert forecast(rows, until=2025).state is State.NOT_ENOUGH


@pytest.mark.parametrize("until", [2040, 2100, 10_000])
def test_beyond_the_bounds_of_the_method_it_is_too_far(until):
    found = forecast(PAST, until=until)
    assert found.state is State.TOO_FAR
    assert str(found.state.sentence) == "too far ahead"


def test_the_farthest_year_is_still_sound():
    found = forecast(PAST, until=2039)
    assert found.state is State.OK
    assert is_sound(found)


def test_figures_that_end_long_ago_are_too_far_away():
    assert forecast(years(1990, 80, 90, 85, 95), until=2030).state is State.TOO_FAR
    found = forecast(years(2006, 80, 90, 85, 95), until=2026)
    assert found.state is State.OK
    assert width(found) > 3 * width(forecast(years(2020, 80, 90, 85, 95)))


def test_a_year_already_known_needs_no_path():
    found = forecast(PAST, until=2020)
    assert found.state is State.OK
    assert found.ahead.years == ()
    assert (found.column(2020) == 95).all()


@pytest.mark.parametrize(
    "indicator",
    [make_indicator(), make_stock(), make_rate(), make_indicator(measure="count", unit="people"), RANK],
)
def test_a_constant_series_still_has_a_band(indicator):
    found = forecast(years(2014, *[50] * 10, **SURE), indicator)
    assert is_sound(found)
    assert found.quantiles(2026, (0.5,))[0] == pytest.approx(50, rel=0.2)


@pytest.mark.parametrize("bound", [0, 100])
def test_a_share_at_its_bound_has_a_band_inside_it(bound):
    found = forecast(years(2014, *[bound] * 10, **SURE), make_stock())
    assert is_sound(found)
    assert (found.column(2026) == bound).any()  # the bound itself can be reached


@pytest.mark.parametrize(
    "values", [(0, 0, 0, 0), (5, 0, 3, 4), (-5, 3, -2, 4), (-5, -6, -7, -8), (0, 0, 0, 900)]
)
def test_zeros_and_negatives_move_by_steps(values):
    indicator = make_indicator(lower=None)
    found = forecast(years(2020, *values, **SURE), indicator)
    assert found.scale == "identity"
    assert is_sound(found)


def test_a_sum_that_is_never_negative_stays_so_even_by_steps():
    found = forecast(years(2018, 3, 0, 1, 0, 2, 0, **SURE))
    assert is_sound(found)
    assert (found.column(2025) >= 0).all()


def test_gaps_are_allowed_and_widen():
    sparse = [PAST[0], PAST[2], PAST[3], PAST[6]]
    assert forecast(sparse).state is State.OK
    assert is_sound(forecast(sparse))


def test_all_figures_from_one_day_are_a_series_from_that_day_on():
    rows = years(2017, 80, 90, 85, 95, 100, 104, 110, public="2024-05-02")
    assert forecast(rows, on="2024-05-01").state is State.NO_FIGURES
    assert is_sound(forecast(rows, on="2024-05-02"))


@pytest.mark.parametrize("bound", [">", "<", "~"])
def test_a_series_of_bounds_alone_has_a_band(bound):
    found = forecast(years(2017, 80, 90, 85, 95, 100, bound=bound, **SURE))
    assert is_sound(found)
    if bound == ">":
        assert (found.known.values >= [80, 90, 85, 95, 100]).all()
    if bound == "<":
        assert (found.known.values <= [80, 90, 85, 95, 100]).all()


def test_rivals_that_differ_tenfold_contradict_each_other():
    indicator = make_indicator(preferred_producer_id="statistics")
    found = forecast([*PAST, make_observation("2022", 1040, producer_id="committee")], indicator)
    assert found.state is State.RIVALS_APART
    assert str(found.state.sentence) == "rivals contradict each other"


def test_a_rival_that_is_a_bound_and_agrees_changes_nothing():
    indicator = make_indicator(preferred_producer_id="statistics")
    more = [*PAST, make_observation("2023", 20, bound=">", producer_id="committee", **SURE)]
    np.testing.assert_array_equal(
        forecast(more, indicator).ahead.values, forecast(PAST, indicator).ahead.values
    )


@pytest.mark.parametrize("draws", [1, 2, 19, 21])
@pytest.mark.parametrize("confidence", ["high", "low"])
def test_few_paths_are_enough(draws, confidence):
    rows = [
        *years(2017, 80, 90, 85, 95, 100, 104, 110, confidence=confidence),
        make_observation("2024-Q1", 27),
    ]
    found = forecast(rows, options=replace(DEFAULT, draws=draws))
    assert found.state is State.OK
    assert found.ahead.values.shape == (draws, 3)
    assert np.isfinite(found.ahead.values).all()


def test_a_level_by_the_month_with_a_negative_part_moves_by_steps():
    indicator = make_indicator(over_time="mean", lower=None)
    found = forecast([*PAST, make_observation("2024-Q1", -47)], indicator)
    assert np.isfinite(found.ahead.values).all()


def test_the_past_of_a_path_is_the_one_its_future_grows_from():
    indicator = make_indicator(preferred_producer_id="statistics")
    rival = make_observation("2023", 140, producer_id="committee", **SURE)
    found = forecast([*PAST, rival], indicator, options=DEFAULT)
    last, following = found.column(2023), found.column(2024)
    assert set(last) == {110, 140}
    assert np.corrcoef(last, following)[0, 1] > 0.4
    more = forecast([*PAST[:-1], make_observation("2023", 110, bound=">", **SURE)], options=DEFAULT)
    assert np.corrcoef(more.column(2023), more.column(2024))[0, 1] > 0.08


# ---------------------------------------------------------------- what may be


def test_ranks_are_whole_and_at_least_one():
    found = forecast(years(2017, 3, 2, 2, 1, 1, 2, 1), RANK)
    assert is_sound(found)
    np.testing.assert_array_equal(found.ahead.values, np.rint(found.ahead.values))


def test_a_ratio_to_a_plan_may_exceed_a_hundred():
    ratio = make_indicator(measure="ratio", unit="%", lower=None, over_time="none")
    found = forecast(years(2017, 98, 101.4, 99, 103, 100, 97, 101), ratio)
    assert (found.column(2025) > 100).any()
    assert (found.column(2025) > 0).all()


def test_a_share_may_reach_a_hundred_and_no_more():
    found = forecast(years(2017, 93, 95, 96, 97.5, 98.5, 99.2, 99.7, **SURE), make_stock())
    assert found.column(2026).max() == 100
    assert is_sound(found)


def test_an_upper_bound_of_an_amount_is_kept():
    found = forecast(PAST, make_indicator(upper=115.0))
    assert found.column(2026).max() <= 115
    assert is_sound(found)


# ---------------------------------------------------------------- what widens


def test_doubt_rivals_and_derivation_widen_the_band():
    sure = width(forecast(PAST), 2024)
    indicator = make_indicator(preferred_producer_id="statistics")

    def last(**about):
        return [*PAST[:-1], make_observation("2023", 110, **{**SURE, **about})]

    assert width(forecast(last(confidence="low")), 2024) > sure
    assert width(forecast(last(derived=True)), 2024) > sure
    assert width(forecast(last(status="E")), 2024) > sure
    rival = make_observation("2023", 140, producer_id="committee", **SURE)
    assert width(forecast([*PAST, rival], indicator), 2024) > 1.2 * sure


SHOCKED = years(2012, 100, 104, 108, 112, 117, 122, 127, 132, 60, 139, 145, 151, **SURE)


def test_a_shock_sets_no_trend():
    last = years(2012, 100, 104, 108, 112, 117, 122, 127, 132, 137, 142, 148, 90, **SURE)
    marked = forecast(last, breaks=[make_break("shock", "2023")], until=2028)
    blind = forecast(last, until=2028)
    assert marked.quantiles(2028, (0.5,))[0] > blind.quantiles(2028, (0.5,))[0]


def test_a_shock_is_not_forgotten_in_the_tails():
    marked = forecast(SHOCKED, breaks=[make_break("shock", "2020")], until=2029)
    calm = forecast(
        years(2012, 100, 104, 108, 112, 117, 122, 127, 132, 136, 139, 145, 151, **SURE), until=2029
    )
    assert marked.quantiles(2029, (0.005,))[0] < calm.quantiles(2029, (0.005,))[0]
    assert is_sound(marked)


def test_a_year_marked_as_a_shock_may_come_again():
    calm = years(2012, 100, 104, 108, 112, 117, 122, 127, 132, 136, 139, 145, 151, **SURE)
    many = replace(DEFAULT, draws=20_000)
    marked, blind = (
        forecast(calm, breaks=breaks, until=2024, options=many)
        for breaks in ([make_break("shock", "2020")], [])
    )
    for share in (0.005, 0.995):
        tails = [each.quantiles(2024, (share, 0.5)) for each in (marked, blind)]
        assert abs(tails[0][0] - tails[0][1]) > 1.1 * abs(tails[1][0] - tails[1][1])


def test_a_part_of_a_year_of_shock_is_believed_further_from_the_years_before():
    part = make_observation("2024-Q1", 14, **SURE)
    marked, blind = (
        forecast([*PAST, part], breaks=breaks, until=2024, options=DEFAULT)
        for breaks in ([make_break("shock", "2024")], [])
    )
    assert marked.quantiles(2024, (0.5,))[0] < blind.quantiles(2024, (0.5,))[0] - 5


def test_a_shock_that_nobody_knew_of_changes_nothing():
    later = make_break("shock", "2020", public_by=make_observation(public="2024-07-01").public_by)
    np.testing.assert_array_equal(
        forecast(SHOCKED, breaks=[later]).ahead.values, forecast(SHOCKED).ahead.values
    )


@pytest.mark.parametrize("kind", [BreakKind.DEFINITION, BreakKind.TERRITORY])
def test_after_a_break_too_few_years_are_not_enough(kind):
    assert forecast(PAST, breaks=[make_break(str(kind), "2022")]).state is State.NOT_ENOUGH
    assert forecast(PAST, breaks=[make_break(str(kind), "2021")]).state is State.OK


# ---------------------------------------------------------------- the same bits


def test_the_same_inputs_give_the_same_bits_and_another_seed_others():
    np.testing.assert_array_equal(forecast(PAST).ahead.values, forecast(PAST).ahead.values)
    other = forecast(PAST, options=replace(FEW, seed=1))
    assert not np.array_equal(forecast(PAST).ahead.values, other.ahead.values)


def test_the_order_of_rows_changes_nothing():
    np.testing.assert_array_equal(forecast(PAST[::-1]).ahead.values, forecast(PAST).ahead.values)


def test_another_unit_of_the_figures_changes_nothing_but_rounding():
    million = years(2017, 80e3, 90e3, 85e3, 95e3, 100e3, 104e3, 110e3, unit="million VND", **SURE)
    found = make_outlook(million, "2024-06-30").forecast(KEY, 2026)
    np.testing.assert_allclose(found.ahead.values, forecast(PAST).ahead.values, rtol=1e-9)


# ---------------------------------------------------------------- anything at all


MEASURES = st.sampled_from(
    [
        {},
        {"lower": None},
        {"lower": None, "over_time": "mean"},
        {"is_lumpy": True},
        {"upper": 1e4},
        {"measure": "count", "unit": "people", "over_time": "last"},
        {"measure": "ratio", "unit": "%", "over_time": "none"},
        {"measure": "share", "unit": "%", "over_time": "last"},
        {"measure": "share", "unit": "%", "over_time": "mean"},
        {"measure": "rate", "unit": "%", "over_time": "none"},
        {"measure": "growth", "unit": "% yoy", "over_time": "chain", "lower": None},
        {"measure": "index", "unit": "%", "over_time": "none"},
        {"measure": "score", "unit": "points of 10", "over_time": "none"},
        {"measure": "rank", "unit": "rank", "over_time": "none", "lower": 1.0},
    ]
)
PERIODS = ("2024-01", "2024-Q1", "2024-01-01/P11M", "2024-01-01/P40D", "2024", "2024-05", "2023-S1")


@st.composite
def asked(draw):
    indicator = make_indicator("x", preferred_producer_id="statistics", **draw(MEASURES))
    low, high = indicator.bounds
    value = st.floats(-1e4 if low is None else low, 1e4 if high is None else high, allow_nan=False).map(
        lambda number: round(number, 3)
    )
    held = draw(st.sets(st.integers(2008, 2023), max_size=7))
    about = st.fixed_dictionaries(
        {
            "bound": st.sampled_from(["", "", "", ">", "<", "~"]),
            "confidence": st.sampled_from(["", "high", "low"]),
            "status": st.sampled_from(["A", "E"]),
        }
    )
    rows = [make_observation(str(number), draw(value), **draw(about)) for number in sorted(held)]
    if held and draw(st.booleans()):
        rows.append(make_observation(str(max(held)), draw(value), producer_id="committee", **draw(about)))
    if draw(st.booleans()):
        text = draw(st.sampled_from(PERIODS))
        rows.append(make_observation(text, draw(value), public="2024-06-01", **draw(about)))
    kind = draw(st.sampled_from(["", "shock", "definition"]))
    breaks = (
        [make_break(kind, draw(st.sampled_from(["2012", "2020", "2008-01-01/P10Y", "2024"])))] if kind else []
    )
    return (
        indicator,
        rows,
        breaks,
        draw(st.sampled_from([2023, 2024, 2025, 2039])),
        draw(st.sampled_from([1, 30, 300])),
    )


@pytest.mark.slow
@settings(max_examples=250)
@given(asked())
def test_whatever_is_held_the_outcome_is_stated_or_sound(drawn):
    indicator, rows, breaks, until, draws = drawn
    found = forecast(rows, indicator, until=until, breaks=breaks, options=replace(DEFAULT, draws=draws))
    if not found.has_paths:
        assert found.ahead.years == ()
        assert str(found.state.sentence)
        return
    low, high = indicator.bounds
    for table in (found.known, found.ahead):
        assert np.isfinite(table.values).all()
        assert low is None or (table.values >= low).all()
        assert high is None or (table.values <= high).all()
    if draws == 300:
        for column in found.ahead.values.T:
            # a part of the year may leave nothing possible but the bound itself
            assert column.std() > 0 or column[0] in (low, high)
