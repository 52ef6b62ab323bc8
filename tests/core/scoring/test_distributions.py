"""Scores of forecasts of a number against an independent package, slow twins and properties."""

import math
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from haidang.base.errors import DataError
from haidang.base.seeds import stream
from haidang.core.scoring.distributions import (
    covered,
    crps_of_paths,
    crps_of_quantiles,
    interval_score,
    pit_histogram,
    pit_of_paths,
)
from haidang.core.scoring.probabilities import brier_by_case, log_by_case

# eighths are exact in floats, and few of them make ties
NUMBERS = st.integers(-40, 40).map(lambda n: n / 8)
CASES = 3
PATHS = st.integers(1, 12).flatmap(lambda draws: arrays(float, (draws, CASES), elements=NUMBERS))
OUTCOMES = arrays(float, CASES, elements=NUMBERS)
LEVELS = np.array([0.1, 0.25, 0.5, 0.9])


@pytest.fixture(scope="module")
def peer():
    """The package scoringrules; slow to import, so for this file alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import scoringrules
    return scoringrules


def some(*shape, name=""):
    return stream(7, "test", name).normal(size=shape)


def crps_by_pairs(paths, outcome):
    """The obvious twin: mean |x - y| - mean |x - x'| / 2, one case."""
    draws = len(paths)
    to_outcome = sum(abs(x - outcome) for x in paths) / draws
    to_each_other = sum(abs(x - other) for x in paths for other in paths) / draws**2
    return to_outcome - to_each_other / 2


def crps_by_area(paths, outcome):
    """The obvious twin: the area between the squared steps of the two distribution functions, one case."""
    stops = sorted({*paths, outcome})
    area = 0.0
    for start, stop in pairwise(stops):
        below = sum(x <= start for x in paths) / len(paths)
        area += (below - (outcome <= start)) ** 2 * (stop - start)
    return area


@pytest.mark.slow
@pytest.mark.parametrize("draws", [1, 2, 3, 50, 201])
def test_the_crps_of_paths_is_the_peers_crps_of_the_empirical_distribution(peer, draws):
    paths, outcome = some(draws, 40, name="paths"), some(40, name="outcome")
    ours = crps_of_paths(paths, outcome)
    for estimator in ("qd", "nrg", "int"):
        theirs = peer.crps_ensemble(outcome, paths, m_axis=0, estimator=estimator, backend="numpy")
        assert ours == pytest.approx(theirs, abs=1e-12), estimator
    if draws > 1:
        fair = peer.crps_ensemble(outcome, paths, m_axis=0, estimator="fair", backend="numpy")
        assert (ours > fair).all()


def test_the_score_of_quantiles_is_the_peers(peer):
    quantiles, outcome = np.sort(some(40, 4, name="quantiles"), axis=1), some(40, name="outcome")
    theirs = peer.crps_quantile(outcome, quantiles, LEVELS, backend="numpy")
    assert crps_of_quantiles(LEVELS, quantiles, outcome) == pytest.approx(theirs)
    one = peer.quantile_score(outcome, quantiles[:, 1], 0.25, backend="numpy")
    assert crps_of_quantiles(np.array([0.25]), quantiles[:, 1:2], outcome) / 2 == pytest.approx(one)


def test_the_interval_score_is_the_peers(peer):
    low, high = np.sort(some(2, 40, name="ends"), axis=0)
    outcome = some(40, name="outcome")
    theirs = peer.interval_score(outcome, low, high, 0.2, backend="numpy")
    assert interval_score(low, high, outcome, 0.8) == pytest.approx(theirs)


def test_the_scores_of_chances_are_the_peers(peer):
    p, outcome = stream(7, "chances").random(40), np.arange(40) % 2
    assert brier_by_case(p, outcome) == pytest.approx(peer.brier_score(outcome, p, backend="numpy"))
    assert log_by_case(p, outcome) == pytest.approx(peer.log_score(outcome, p, backend="numpy"))


@given(PATHS, OUTCOMES)
def test_the_crps_is_what_pairs_and_areas_give(paths, outcome):
    ours = crps_of_paths(paths, outcome)
    for idx, score in enumerate(ours):
        assert score == pytest.approx(crps_by_pairs(paths[:, idx], outcome[idx]), abs=1e-12)
        assert score == pytest.approx(crps_by_area(paths[:, idx], outcome[idx]), abs=1e-12)


@given(
    arrays(float, (5, CASES), elements=st.floats(-1e100, 1e100)),
    arrays(float, CASES, elements=st.floats(-1e100, 1e100)),
)
def test_the_crps_is_never_negative(paths, outcome):
    assert (crps_of_paths(paths, outcome) >= 0).all()


@given(PATHS, OUTCOMES, NUMBERS)
def test_the_crps_does_not_move_with_the_origin(paths, outcome, shift):
    assert (crps_of_paths(paths + shift, outcome + shift) == crps_of_paths(paths, outcome)).all()


@given(PATHS, OUTCOMES, st.sampled_from([-4.0, -1.0, 0.5, 1024.0]))
def test_the_crps_grows_with_the_unit(paths, outcome, factor):
    scaled = crps_of_paths(paths * factor, outcome * factor)
    assert scaled == pytest.approx(abs(factor) * crps_of_paths(paths, outcome))


@given(PATHS, OUTCOMES)
def test_the_order_and_the_repetition_of_draws_do_not_matter(paths, outcome):
    ours = crps_of_paths(paths, outcome)
    assert (crps_of_paths(paths[::-1], outcome) == ours).all()
    assert crps_of_paths(np.repeat(paths, 2, axis=0), outcome) == pytest.approx(ours, abs=1e-12)


@given(OUTCOMES, OUTCOMES, st.integers(1, 9))
def test_equal_draws_score_the_absolute_error(point, outcome, draws):
    score = crps_of_paths(np.tile(point, (draws, 1)), outcome)
    assert score == pytest.approx(np.abs(point - outcome), abs=1e-14)


def test_a_perfect_forecast_scores_zero():
    outcome = np.array([1.0, -3.0])
    assert crps_of_paths(np.tile(outcome, (5, 1)), outcome).tolist() == [0, 0]
    assert crps_of_quantiles(LEVELS, np.tile(outcome[:, None], 4), outcome).tolist() == [0, 0]
    assert interval_score(outcome, outcome, outcome, 0.8).tolist() == [0, 0]


def test_small_scores_of_large_figures_keep_their_digits():
    paths = np.array([[1e15], [1e15 + 1], [1e15 + 2]])
    assert crps_of_paths(paths, np.array([1e15 + 1])) == pytest.approx([2 / 9], rel=1e-14)


def test_whole_numbers_and_strided_arrays_are_taken():
    paths, outcome = np.arange(24).reshape(4, 6), np.arange(6)
    assert (crps_of_paths(paths[:, ::2], outcome[::2]) == crps_of_paths(paths, outcome)[::2]).all()


def test_the_score_of_dense_quantiles_nears_the_crps():
    draws = 400
    paths, outcome = np.sort(some(draws, 5, name="paths"), axis=0), some(5, name="outcome")
    levels = (np.arange(draws) + 0.5) / draws
    assert crps_of_quantiles(levels, paths.T, outcome) == pytest.approx(
        crps_of_paths(paths, outcome), abs=1e-12
    )


@given(arrays(float, (CASES, 4), elements=NUMBERS), OUTCOMES)
def test_the_score_of_quantiles_is_twice_the_mean_pinball_loss(quantiles, outcome):
    twin = [
        2 * sum(max(level * (y - q), (level - 1) * (y - q)) for level, q in zip(LEVELS, row, strict=True)) / 4
        for row, y in zip(quantiles, outcome, strict=True)
    ]
    assert crps_of_quantiles(LEVELS, quantiles, outcome) == pytest.approx(twin)


def test_a_range_covers_its_ends_and_may_be_open():
    low = np.array([0, 0, 0, 0, -math.inf])
    high = np.array([1, 1, 1, 1, math.inf])
    assert covered(low, high, np.array([0, 1, 1.1, -0.1, 7])).tolist() == [True, True, False, False, True]


@given(OUTCOMES, OUTCOMES, OUTCOMES, st.sampled_from([0.5, 0.75]))
def test_the_interval_score_is_the_width_and_a_penalty(one, other, outcome, level):
    low, high = np.minimum(one, other), np.maximum(one, other)
    penalty = 2 / (1 - level)
    twin = [
        top - bottom + (penalty * (bottom - y) if y < bottom else penalty * (y - top) if y > top else 0)
        for bottom, top, y in zip(low, high, outcome, strict=True)
    ]
    score = interval_score(low, high, outcome, level)
    assert score.tolist() == twin
    assert ((score == high - low) == covered(low, high, outcome)).all()


def test_ties_count_half_in_the_pit():
    paths = np.array([[1.0, 1, 1], [2, 2, 2], [2, 2, 2], [3, 3, 3]])
    assert pit_of_paths(paths, np.array([2.0, 0, 4])).tolist() == [0.5, 0, 1]


@given(PATHS, OUTCOMES)
def test_the_pit_of_mirrored_figures_is_mirrored(paths, outcome):
    assert pit_of_paths(-paths, -outcome) == pytest.approx(1 - pit_of_paths(paths, outcome))


def test_the_pit_of_the_true_distribution_is_uniform():
    cases, ranks = 4000, 20
    counts = pit_histogram(
        pit_of_paths(some(ranks - 1, cases, name="paths"), some(cases, name="outcome")), ranks
    )
    chi2 = ((counts - cases / ranks) ** 2 / (cases / ranks)).sum()
    assert chi2 < 30.14  # the 95 % point of chi-square with 19 degrees of freedom


def test_the_pit_of_too_narrow_forecasts_heaps_at_the_ends():
    counts = pit_histogram(pit_of_paths(0.3 * some(19, 400, name="paths"), some(400, name="outcome")), 4)
    assert min(counts[0], counts[3]) > 1.5 * max(counts[1], counts[2])


@given(arrays(float, st.integers(1, 30), elements=st.floats(0, 1)), st.integers(1, 12))
def test_the_histogram_holds_every_case(pit, bins):
    counts = pit_histogram(pit, bins)
    assert counts.shape == (bins,)
    assert counts.sum() == len(pit)


GOOD = np.array([1.0, 2.0])
DRAWS = np.ones((3, 2))


@pytest.mark.parametrize("score", [crps_of_paths, pit_of_paths])
@pytest.mark.parametrize(
    ("paths", "outcome", "message"),
    [
        ([[1, math.nan], [math.inf, 1]], GOOD, r"«paths» .* no finite numbers: 2, the first at index 0, 1\."),
        (DRAWS, [math.nan, 1], r"«outcome» .* no finite numbers: 1, the first at index 0\."),
        (DRAWS, [1], "«outcome» has the length 1 where «paths» has 2"),
        (GOOD, GOOD, "«paths» has 1 axes, but must have 2"),
        (np.ones((0, 2)), GOOD, "«paths» is empty"),
    ],
)
def test_paths_that_cannot_be_scored_are_refused(score, paths, outcome, message):
    with pytest.raises(DataError, match=message):
        score(np.array(paths), np.array(outcome))


@pytest.mark.parametrize(
    ("levels", "quantiles", "outcome", "message"),
    [
        ([0.5, 0.5], np.ones((2, 2)), GOOD, "«levels» must rise from each value to the next"),
        (
            [0, 0.5],
            np.ones((2, 2)),
            GOOD,
            r"«levels» .* do not lie between 0 and 1: 1, the first at index 0\.",
        ),
        (
            [0.5, 1],
            np.ones((2, 2)),
            GOOD,
            r"«levels» .* do not lie between 0 and 1: 1, the first at index 1\.",
        ),
        ([0.5], np.ones((2, 2)), GOOD, "«quantiles» has the length 2 where «levels» has 1"),
        ([0.1, 0.5], np.ones((3, 2)), GOOD, "«outcome» has the length 2 where «quantiles» has 3"),
        (
            [0.1, 0.5],
            np.full((2, 2), math.nan),
            GOOD,
            "«quantiles» holds values that are no finite numbers: 4",
        ),
        ([], np.ones((2, 0)), GOOD, r"«levels» is empty\. «quantiles» is empty\."),
    ],
)
def test_quantiles_that_cannot_be_scored_are_refused(levels, quantiles, outcome, message):
    with pytest.raises(DataError, match=message):
        crps_of_quantiles(np.array(levels), quantiles, np.array(outcome))


@pytest.mark.parametrize("use", [covered, lambda low, high, outcome: interval_score(low, high, outcome, 0.8)])
@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ([3, 0], GOOD, r"«low» is above «high» in some cases: 1, the first at index 0\."),
        ([math.nan, 0], GOOD, "«low» holds values that are no"),
        ([0, 0], [1], "«high» has the length 1 where «low» has 2"),
        ([], [], r"«low» is empty\. «high» is empty\."),
    ],
)
def test_ranges_that_cannot_be_scored_are_refused(use, low, high, message):
    with pytest.raises(DataError, match=message):
        use(np.array(low), np.array(high), GOOD)


@pytest.mark.parametrize("level", [0, 1, math.nan, 80])
def test_a_coverage_that_is_no_share_is_refused(level):
    with pytest.raises(DataError, match="«level» must lie between 0 and 1"):
        interval_score(GOOD, GOOD, GOOD, level)


def test_an_open_range_has_no_interval_score():
    with pytest.raises(DataError, match="«high» holds values that are no finite numbers"):
        interval_score(GOOD, np.array([3, math.inf]), GOOD, 0.8)


def test_a_histogram_needs_shares_and_bins():
    with pytest.raises(
        DataError, match=r"«pit» holds values outside 0 to 1.* «bins» is 0, but must be 1 or more\."
    ):
        pit_histogram(GOOD, 0)
