"""Drawing: bands hold what they promise on simulated truth, readings get their share, nothing depends on chance outside."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from haidang.base.seeds import stream
from haidang.core.forecast.drawing import draw_changes, fit_all, owners, weigh
from haidang.core.forecast.options import DEFAULT
from haidang.core.forecast.pooling import Normal, Steps, learn_pool
from haidang.core.forecast.structures import grid, reach, shape_weights, widths
from tests.make.forecast import regular, walks
from tests.naive.growth import change_cdf

USUAL = Normal(0.04, 0.07)
AHEAD = 5


def drawn(histories, pool, draws=400, seed=1, *, horizon=AHEAD, is_log=True):
    return draw_changes(
        histories, pool, horizon, draws, stream(seed, "tests", "drawing"), DEFAULT, is_log=is_log
    )


def covered(truth, *, is_log, past, share):
    """How often the middle band of a share holds the truth, by years ahead."""
    series = regular([each[:past] for each in truth])
    pool = learn_pool(series, USUAL, DEFAULT, is_log=is_log)
    hits = np.zeros(AHEAD)
    for place, (steps, whole) in enumerate(zip(series, truth, strict=True)):
        changes = drawn([steps], pool, seed=place, is_log=is_log)
        low, high = np.quantile(changes, [(1 - share) / 2, (1 + share) / 2], axis=0)
        after = whole[past : past + AHEAD] - whole[past - 1]
        hits += (after >= low) & (after <= high)
    return hits / len(truth)


@pytest.mark.slow
@pytest.mark.parametrize(("is_log", "past"), [(True, 12), (True, 5), (False, 12)])
@pytest.mark.parametrize(("share", "room"), [(0.8, 0.075), (0.95, 0.045)])
def test_bands_hold_their_share_of_simulated_truth_at_one_to_five_years(is_log, past, share, room):
    truth = walks(300, past + AHEAD, growth=0.03, step=0.06, spread=0.02, seed=11)
    np.testing.assert_allclose(covered(truth, is_log=is_log, past=past, share=share), share, atol=room)


def test_the_same_stream_gives_the_same_bits_and_another_seed_others():
    series = regular(walks(1, 10))
    pool = learn_pool(series, USUAL, DEFAULT, is_log=True)
    np.testing.assert_array_equal(drawn(series, pool), drawn(series, pool))
    assert not np.array_equal(drawn(series, pool), drawn(series, pool, seed=2))


@pytest.mark.slow
def test_draws_of_one_history_follow_its_mixture():
    series = regular(walks(1, 9, seed=4))
    pool = learn_pool(series, USUAL, DEFAULT, is_log=True)
    fit = fit_all(series[0], pool, DEFAULT)
    weight, width = weigh(fit, pool, DEFAULT), widths(DEFAULT, 9, AHEAD)
    span = reach(DEFAULT, AHEAD, is_log=True)
    changes = drawn(series, pool, 20_000)
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        at = float(np.quantile(changes[:, 0], share))
        # Student steps of 5 degrees stand in for normal ones: the same variance, a slightly higher middle
        assert change_cdf(at, fit, weight, span, width, 0) == pytest.approx(share, abs=0.035)


def test_steps_have_the_variance_they_are_given():
    degrees = DEFAULT.step_degrees
    assert stats.t.var(degrees) * (degrees - 2) / degrees == pytest.approx(1)
    still = Steps.regular(np.zeros(40) + 1e-3 * (np.arange(40) % 2))
    pool = learn_pool([still] * 20, USUAL, DEFAULT, is_log=False)
    assert 1e-4 < drawn([still], pool, 4000, is_log=False)[:, 0].std() < 3e-3


@pytest.mark.parametrize(("count", "draws"), [(1, 1), (1, 7), (3, 7), (7, 7), (200, 1000)])
def test_each_reading_gets_its_share_of_the_draws(count, draws):
    owner = owners(count, draws)
    assert len(owner) == draws
    assert (np.diff(owner) >= 0).all()
    sizes = np.bincount(owner, minlength=count)
    assert sizes.max() - sizes.min() <= 1


def test_readings_are_drawn_each_from_its_own_history():
    up, down = np.arange(12) * 0.2, -np.arange(12) * 0.2
    series = regular([up, down])
    pool = learn_pool(regular(walks(20, 12, growth=0.0)), Normal(0.0, 0.02), DEFAULT, is_log=False)
    changes = drawn(series, pool, 401, is_log=False)
    first = owners(2, 401) == 0
    assert np.median(changes[first, -1]) > 0.3
    assert np.median(changes[~first, -1]) < -0.3


def test_more_readings_than_draws_leave_some_out():
    series = regular(walks(5, 6))
    pool = learn_pool(series, USUAL, DEFAULT, is_log=True)
    changes = drawn(series, pool, 2)
    assert changes.shape == (2, AHEAD)
    assert np.isfinite(changes).all()


def test_one_draw_and_one_year():
    series = regular(walks(1, 3))
    pool = learn_pool(series, USUAL, DEFAULT, is_log=True)
    assert np.isfinite(drawn(series, pool, 1, horizon=1)).all()


def test_evidence_moves_the_weights_and_they_sum_to_one():
    swing = regular([0.1 * (np.arange(16) % 2) + 0.03 * np.arange(16)])[0]
    pool = learn_pool([], USUAL, DEFAULT, is_log=True)
    weights = weigh(fit_all(swing, pool, DEFAULT), pool, DEFAULT)
    assert weights.sum() == pytest.approx(1)
    structures, _ = grid(DEFAULT)
    assert weights[structures.gain == 0.6].sum() > 0.6  # a step that goes back the year after
    deaf = replace(DEFAULT, tempering=0.0)
    np.testing.assert_allclose(weigh(fit_all(swing, pool, deaf), pool, deaf), pool.weights)


def test_the_grid_is_the_one_documented():
    structures, weights = grid(DEFAULT)
    assert structures.gain.size == 40
    assert weights.sum() == pytest.approx(1)
    assert weights[structures.persistence > 0].sum() == pytest.approx(0.2 / 4.2)
    assert (structures.start_var > 0).all()


def test_shapes_share_what_compounding_leaves():
    assert shape_weights(DEFAULT, 0.2, is_log=True).tolist() == pytest.approx([0.24, 0.32, 0.24, 0.2])
    assert shape_weights(DEFAULT, 0.2, is_log=False).tolist() == pytest.approx([0.3, 0.4, 0.3])


def test_bands_widen_with_the_years_and_with_few_values():
    assert (np.diff(widths(DEFAULT, 10, 8)) > 0).all()
    assert (widths(DEFAULT, 3, 8) > widths(DEFAULT, 30, 8)).all()
    assert widths(DEFAULT, 10, 1)[0] == pytest.approx(1.04 + 0.022)
