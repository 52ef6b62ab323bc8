"""Scores of chances against hand-worked cases, slow twins and properties (the peer: test_distributions)."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.errors import DataError
from haidang.core.scoring.probabilities import (
    Bin,
    brier_by_case,
    brier_score,
    count_certain_misses,
    decompose_brier,
    log_by_case,
    log_score,
    reliability_bins,
)
from haidang.core.scoring.uncertainty import wilson_interval

TENTHS = np.linspace(0, 1, 11)
FIFTHS = np.array([0, 0.2, 0.4, 0.6, 0.8, 1])
CASES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=40)


def split(cases):
    p, outcome = zip(*cases, strict=True)
    return np.array(p), np.array(outcome)


def bin_of(value, edges):
    """The obvious twin: the last bin whose lower edge is not above the value; 1 belongs to the last."""
    return max(idx for idx in range(len(edges) - 1) if edges[idx] <= value)


def parts_of(p, outcome, edges):
    """The obvious twin in exact fractions, bin by bin."""
    cases = [
        (Fraction(float(chance)), Fraction(int(event))) for chance, event in zip(p, outcome, strict=True)
    ]
    total = len(cases)
    overall = sum(event for _, event in cases) / total
    parts = [Fraction(0), Fraction(0), overall * (1 - overall), Fraction(0), Fraction(0)]
    for idx in range(len(edges) - 1):
        members = [case for case in cases if bin_of(case[0], edges) == idx]
        if members:
            mean = sum(chance for chance, _ in members) / len(members)
            share = sum(event for _, event in members) / len(members)
            parts[0] += len(members) * (mean - share) ** 2 / total
            parts[1] += len(members) * (share - overall) ** 2 / total
            parts[3] += sum((chance - mean) ** 2 for chance, _ in members) / total
            parts[4] += 2 * sum((chance - mean) * (event - share) for chance, event in members) / total
    brier = sum((chance - event) ** 2 for chance, event in cases) / total
    assert parts[0] - parts[1] + parts[2] + parts[3] - parts[4] == brier
    return parts


def test_scores_of_a_case_worked_by_hand():
    p, outcome = np.array([0.9, 0.2, 0.5]), np.array([1, 1, 0])
    assert brier_by_case(p, outcome) == pytest.approx([0.01, 0.64, 0.25])
    assert brier_score(p, outcome) == pytest.approx(0.3)
    assert log_by_case(p, outcome) == pytest.approx([-math.log(0.9), -math.log(0.2), math.log(2)])
    assert log_score(p, outcome) == pytest.approx(-math.log(0.9 * 0.2 * 0.5) / 3)


def test_a_perfect_forecast_scores_zero():
    outcome = np.array([1, 0, 0, 1])
    assert brier_score(outcome, outcome) == 0
    assert log_score(outcome, outcome) == 0
    assert not np.signbit(log_by_case(outcome, outcome)).any()


def test_saying_one_half_scores_a_quarter_whatever_comes():
    assert brier_score(np.full(3, 0.5), np.array([True, False, True])) == 0.25


def test_a_certainty_that_was_wrong_is_infinite_and_counted():
    p, outcome = np.array([0.0, 1.0, 1.0, 0.5, 1e-17]), np.array([1, 0, 1, 1, 1])
    assert log_by_case(p, outcome)[:3].tolist() == [math.inf, math.inf, 0]
    assert log_score(p, outcome) == math.inf
    assert count_certain_misses(p, outcome) == 2


def test_a_tiny_chance_keeps_its_digits():
    assert log_by_case(np.array([1e-20]), np.array([0]))[0] == pytest.approx(1e-20, rel=1e-12)


@given(CASES)
def test_infinite_scores_are_the_counted_ones(cases):
    p, outcome = split(cases)
    assert np.isinf(log_by_case(p, outcome)).sum() == count_certain_misses(p, outcome)


@given(CASES)
def test_scores_do_not_care_which_side_is_called_yes(cases):
    p, outcome = split([(round(chance * 64) / 64, event) for chance, event in cases])
    assert brier_by_case(1 - p, 1 - outcome).tolist() == brier_by_case(p, outcome).tolist()
    assert log_by_case(1 - p, 1 - outcome) == pytest.approx(log_by_case(p, outcome))


@given(CASES, st.sampled_from([TENTHS, FIFTHS, np.array([0, 1])]))
def test_the_parts_add_up_to_the_brier_score(cases, edges):
    p, outcome = split(cases)
    parts = decompose_brier(p, outcome, edges)
    assert parts.brier_score == pytest.approx(brier_score(p, outcome), abs=1e-14)
    twin = parts_of(p, outcome, edges)
    assert [
        parts.reliability,
        parts.resolution,
        parts.uncertainty,
        parts.within_variance,
        parts.within_covariance,
    ] == pytest.approx([float(part) for part in twin], abs=1e-14)


def test_equal_forecasts_in_each_bin_leave_nothing_over():
    p, outcome = np.array([0.125, 0.125, 0.875, 0.875]), np.array([0, 1, 1, 1])
    parts = decompose_brier(p, outcome, np.array([0, 0.5, 1]))
    assert parts.within == 0
    assert parts.reliability == pytest.approx((0.375**2 + 0.125**2) / 2)
    assert parts.resolution == 0.0625
    assert parts.uncertainty == 0.1875


def test_the_bins_of_a_reliability_diagram():
    p, outcome = np.array([0.0, 0.25, 0.5, 0.75, 1.0]), np.array([0, 1, 0, 1, 1])
    first, middle, last = reliability_bins(p, outcome, np.array([0, 0.5, 0.7, 1]))
    assert first == Bin(0, 0.5, 2, 0.125, 0.5, *wilson_interval(1, 2))
    assert middle == Bin(0.5, 0.7, 1, 0.5, 0.0, *wilson_interval(0, 1))
    assert last == Bin(0.7, 1, 2, 0.875, 1.0, *wilson_interval(2, 2))


def test_an_empty_bin_knows_nothing():
    bins = reliability_bins(np.array([0.1]), np.array([1]), np.array([0, 0.5, 1]))
    assert bins[1] == Bin(0.5, 1, 0, None, None, None, None)


def test_a_higher_level_widens_the_bins_interval():
    usual, wide = (
        reliability_bins(np.full(9, 0.4), np.arange(9) % 2, np.array([0, 1]), level)[0]
        for level in (0.95, 0.99)
    )
    assert wide.share_low < usual.share_low < usual.observed_share < usual.share_high < wide.share_high


@given(CASES)
def test_every_case_lies_in_one_bin(cases):
    p, outcome = split(cases)
    bins = reliability_bins(p, outcome, TENTHS)
    twin = [bin_of(chance, TENTHS) for chance in p]
    assert [each.count for each in bins] == [twin.count(idx) for idx in range(10)]
    assert sum(each.count * each.observed_share for each in bins if each.count) == pytest.approx(
        outcome.sum()
    )


GOOD = np.array([0.2, 0.4])
EVENTS = np.array([0, 1])


@pytest.mark.parametrize(
    ("p", "outcome", "message"),
    [
        ([0.2, math.nan], EVENTS, r"«p» holds values that are no finite numbers: 1, the first at index 1\."),
        ([math.inf, 0.1], EVENTS, r"«p» holds values that are no finite numbers: 1, the first at index 0\."),
        ([1.1, -0.1], EVENTS, r"«p» holds values outside 0 to 1: 2, the first at index 0\."),
        (["a", "b"], EVENTS, "«p» does not hold numbers"),
        (GOOD, [0, 2], r"«outcome» holds values that are neither 0 nor 1: 1, the first at index 1\."),
        (GOOD, [0, math.nan], "«outcome» holds values that are no finite numbers"),
        (GOOD, [0, 1, 1], "«outcome» has the length 3 where «p» has 2"),
        ([GOOD], EVENTS, "«p» has 2 axes, but must have 1"),
        (math.nan, EVENTS, r"«p» has 0 axes, but must have 1\. «p» holds .* the first at index 0\."),
        ([], [], r"«p» is empty\. «outcome» is empty\."),
    ],
)
@pytest.mark.parametrize("score", [brier_by_case, brier_score, log_by_case, log_score, count_certain_misses])
def test_cases_that_cannot_be_scored_are_refused(score, p, outcome, message):
    with pytest.raises(DataError, match=message):
        score(np.array(p), np.array(outcome))


@pytest.mark.parametrize(
    ("edges", "message"),
    [
        ([0.1, 1], "«edges» must begin with 0 and end with 1"),
        ([0, 0.9], "«edges» must begin with 0 and end with 1"),
        ([0], "«edges» must begin with 0 and end with 1"),
        ([], "«edges» is empty"),
        ([0, 0.5, 0.5, 1], "«edges» must rise from each value to the next"),
        ([0, math.nan, 1], "«edges» holds values that are no finite numbers"),
        ([0, math.inf, math.inf, 1], "«edges» must rise from each value to the next"),
        (0, "«edges» has 0 axes"),
    ],
)
@pytest.mark.parametrize("use", [decompose_brier, reliability_bins])
def test_edges_that_are_not_bins_are_refused(use, edges, message):
    with pytest.raises(DataError, match=message):
        use(GOOD, EVENTS, np.array(edges))


def test_all_defects_come_in_one_message():
    with pytest.raises(DataError) as caught:
        reliability_bins(np.array([2.0, math.nan]), np.array([3]), np.array([1, 0]), level=1)
    assert str(caught.value) == (
        "«level» must lie between 0 and 1. "
        "«p» holds values that are no finite numbers: 1, the first at index 1. "
        "«p» holds values outside 0 to 1: 1, the first at index 0. "
        "«outcome» has the length 1 where «p» has 2. "
        "«outcome» holds values that are neither 0 nor 1: 1, the first at index 0. "
        "«edges» must rise from each value to the next. "
        "«edges» must begin with 0 and end with 1. "
        "Correct them, and leave out the cases that have no forecast or no outcome."
    )
