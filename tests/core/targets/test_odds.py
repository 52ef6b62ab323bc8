"""Odds: certain where the figures have decided, else a share of paths, else a stated reason."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.forecast.forecast import State
from haidang.core.forecast.options import DEFAULT
from haidang.core.forecast.recorded import SHARES
from haidang.core.targets.judging import judge
from haidang.core.targets.odds import LEAST, Chance, Odds, chance_of, odds_of, settled_odds, told
from haidang.core.targets.outcomes import Outcome
from haidang.core.targets.verdict import Evidence, Reason, Verdict
from tests.make.core import (
    REVENUE,
    make_area,
    make_case,
    make_indicator,
    make_observation,
    make_target,
    years,
)
from tests.make.forecast import FEW, Written, make_outlook

PATHS = {2025: tuple(float(each) for each in range(80, 120))}
PAST = years(2017, 80, 90, 85, 95, 100, 104, 110)


def odds(target=None, rows=PAST, on="2024-06-30", *, outlook=None, **case):
    made = make_case(rows, target or make_target(100, "2025"), on=on, counts_from="2021-01-01", **case)
    return odds_of(made, judge(made), outlook or Written({REVENUE: PATHS}))


def test_open_odds_are_the_share_of_paths_that_keep_it():
    found = odds()
    assert found.probability == found.low == found.high == 0.5
    assert (found.state, found.reason, found.chance) == (State.OK, None, Chance.UNCERTAIN)
    assert not found.is_certain
    assert (found.draws, found.seed, found.unit) == (FEW.draws, FEW.seed, "VND bn")
    np.testing.assert_allclose(found.outcome, np.quantile(PATHS[2025], SHARES))


@pytest.mark.parametrize(("value", "state", "probability"), [(100, State.MET, 1), (99.9, State.MISSED, 0)])
def test_what_the_figures_have_decided_is_certain_and_says_why(value, state, probability):
    found = odds(make_target(100, "2023"), years(2021, 80, 90, value), outlook=Written({}))
    assert (found.state, found.probability, found.low, found.high) == (
        state,
        probability,
        probability,
        probability,
    )
    assert found.is_certain
    assert str(found.reason) == f"the figures have decided it: {state.value}"
    assert (found.draws, found.outcome) == (0, ())


def test_no_path_is_drawn_for_what_is_decided():
    silent = Written({})
    odds(make_target(100, "2023"), years(2021, 80, 90, 100), outlook=silent)
    assert silent.asked == []


def test_nearly_certain_paths_are_not_certain():
    found = odds(make_target(1, "2025"))
    assert (found.probability, found.state, found.is_certain) == (1, State.OK, False)


def test_settled_odds_of_an_open_verdict_are_none():
    assert settled_odds(Verdict(Evidence.AHEAD)) is None
    assert settled_odds(Verdict(Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD)) is None


@pytest.mark.parametrize("state", [State.NOT_ENOUGH, State.RIVALS_APART, State.TOO_FAR, State.NO_FIGURES])
def test_without_paths_there_is_a_reason_and_no_number(state):
    found = odds(outlook=Written({}, states={REVENUE: state}))
    assert (found.probability, found.low, found.high, found.chance) == (None, None, None, None)
    assert found.reason == state.sentence
    assert found.outcome == ()


def test_two_values_are_not_enough_for_odds():
    made = make_outlook(PAST[:2], "2024-06-30", options=FEW)
    found = odds(rows=PAST[:2], outlook=made)
    assert (found.probability, str(found.reason)) == (None, "not enough figures")


def test_an_area_that_ends_before_the_target_has_no_odds():
    ends = [make_area(valid_to="2025-06-30")]
    assert odds(on="2025-07-31", areas=ends).state is State.OTHER_TERRITORY
    assert odds(on="2024-06-30", areas=[make_area(valid_to="2026-06-30")]).state is State.OK


def test_the_end_of_an_area_that_nobody_knew_of_says_nothing():
    late = [make_area(valid_to="2025-06-30")]
    found = odds(on="2024-06-30", areas=late)
    known = late[0].ended_by(make_observation(public="2024-06-30").public_by)
    assert (found.state is State.OTHER_TERRITORY) == known


@pytest.mark.parametrize(
    ("status", "state"), [("not_held", State.VALUE_NOT_HELD), ("not_published", State.VALUE_NOT_PUBLISHED)]
)
def test_without_a_value_the_outcome_is_told_and_nothing_else(status, state):
    found = odds(make_target(None, "2025", value_status=status))
    assert (found.state, found.probability) == (state, None)
    assert len(found.outcome) == len(SHARES)
    assert found.unit == "VND bn"


def test_without_a_value_and_without_figures_not_even_the_outcome_is_told():
    found = odds(
        make_target(None, "2025", value_status="not_held"),
        outlook=Written({}, states={REVENUE: State.NO_FIGURES}),
    )
    assert (found.state, found.outcome) == (State.VALUE_NOT_HELD, ())


def test_a_composite_has_a_range_and_no_outcome():
    parts = tuple(
        make_case(PAST, make_target(low, "2025", target_id=f"T{low}"), on="2024-06-30") for low in (90, 100)
    )
    whole = make_target(None, "2025", target_id="C", kind="composite", indicator_id="", unit="")
    found = odds(whole, parts=parts)
    assert found.low == pytest.approx(0.75 * 0.5)
    assert found.high == pytest.approx(0.5)
    assert found.low < found.probability < found.high
    assert found.outcome == ()


def test_an_outcome_without_a_promise_gives_no_odds():
    bare = told(Outcome(State.GAP), Written({}))
    assert (bare.probability, bare.state) == (None, State.GAP)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (1.0, Chance.VERY_LIKELY),
        (0.9, Chance.VERY_LIKELY),
        (0.8999, Chance.LIKELY),
        (0.66, Chance.LIKELY),
        (0.6599, Chance.UNCERTAIN),
        (0.33, Chance.UNCERTAIN),
        (0.3299, Chance.UNLIKELY),
        (0.10, Chance.UNLIKELY),
        (0.0999, Chance.VERY_UNLIKELY),
        (0.0, Chance.VERY_UNLIKELY),
    ],
)
def test_each_probability_has_one_word(probability, word):
    assert chance_of(probability) is word
    assert Odds(probability).chance is word


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_probability_never_has_a_worse_word(first, second):
    order = [chance for chance, _ in LEAST]
    low, high = sorted((first, second))
    assert order.index(chance_of(high)) <= order.index(chance_of(low))


# ---------------------------------------------------------------- real outlooks


@pytest.mark.parametrize("draws", [1, 2, 1000])
@pytest.mark.parametrize(
    "target",
    [
        make_target(112, "2024"),
        make_target(150, "2026"),
        make_target(1000, "2021-01-01/P5Y", kind="total"),
        make_target(90, "2021-01-01/P5Y", kind="every_year"),
        make_target(110, "2025", kind="about"),
        make_target(110, "2025", kind="within", high=130),
        make_target(110, "2025", reached_once=True),
        make_target(100, "2025", kind="at_most"),
    ],
    ids=lambda target: f"{target.kind} {target.low} {target.period}",
)
def test_odds_lie_between_nought_and_one_whatever_the_number_of_paths(target, draws):
    rows = [*PAST, make_observation("2024-Q1", 27)]
    made = make_outlook(rows, "2024-06-30", options=replace(DEFAULT, draws=draws))
    found = odds(target, rows, outlook=made)
    assert found.is_certain or found.state is State.OK
    assert 0 <= found.probability <= 1
    assert all(math.isfinite(each) for each in found.outcome)
    assert list(found.outcome) == sorted(found.outcome)


def test_years_that_kept_a_promise_exactly_do_not_count_as_half_broken():
    rows = years(2017, 100, 100, 100, 100, 100, 100, 100)
    target = make_target(100, "2021-01-01/P4Y", kind="every_year")
    made = make_outlook(rows, "2024-06-30")
    known = odds(replace(target, period=make_observation("2021-01-01/P3Y").period), rows, outlook=made)
    assert known.probability == 1
    assert 0.3 < odds(target, rows, outlook=made).probability < 0.8


@pytest.mark.parametrize(
    "last",
    [
        [make_observation("2023", 101), make_observation("2023", 99, producer_id="committee")],
        [make_observation("2023", 101, bound="~")],
        [make_observation("2023", 99, bound=">")],
        [make_observation("2023", 101, bound="<")],
    ],
    ids=["rivals", "about", "more", "nearly"],
)
def test_what_the_verdict_leaves_open_of_a_year_that_is_over_is_not_certain_on_the_paths(last):
    indicator = make_indicator(preferred_producer_id="statistics")
    rows = [*years(2018, 75, 80, 85, 90, 95), *last]
    case = make_case(rows, make_target(100, "2023"), indicator, on="2024-06-30")
    verdict = judge(case)
    assert verdict.reason in (Reason.RIVALS_ACROSS_LINE, Reason.BOUND_ACROSS_LINE)
    found = odds_of(case, verdict, make_outlook(rows, "2024-06-30", indicator))
    assert found.state is State.OK
    assert 0 < found.probability < 1


def test_a_part_of_the_year_moves_the_odds_of_the_year():
    def share(part):
        rows = [*PAST, make_observation("2024-S1", part)]
        return odds(
            make_target(112, "2024"), rows, "2024-07-15", outlook=make_outlook(rows, "2024-07-15")
        ).probability

    assert share(45) < share(55) < share(70)
