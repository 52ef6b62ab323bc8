"""Pooling: few series change the defaults little, many teach them the truth, their order says nothing."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import special

from haidang.base.seeds import stream
from haidang.core.forecast.options import DEFAULT
from haidang.core.forecast.pooling import Normal, Steps, digamma, learn_pool, trigamma
from haidang.core.forecast.structures import grid, shape_weights
from tests.make.forecast import regular, walks

USUAL = Normal(0.04, 0.07)
_, STRUCTURES = grid(DEFAULT)


def learnt(series, normal=USUAL, *, is_log=True, options=DEFAULT):
    return learn_pool(series, normal, options, is_log=is_log)


def step_of(pool):
    """The typical standard deviation of a step that a prior says: exp of the mean log variance."""
    _, degrees, scale = pool.prior
    return math.exp((math.log(scale) - special.digamma(degrees)) / 2)


def test_digamma_and_trigamma_are_those_of_scipy():
    for x in np.geomspace(0.05, 200, 60):
        assert digamma(float(x)) == pytest.approx(special.digamma(x), rel=1e-9, abs=1e-9)
        assert trigamma(float(x)) == pytest.approx(special.polygamma(1, x), rel=1e-9)


def test_without_series_the_defaults_stand():
    pool = learnt([])
    assert pool.series == 0
    assert pool.prior[0] == pytest.approx(0.04)
    assert step_of(pool) == pytest.approx(0.07)
    assert pool.compound == pytest.approx(DEFAULT.compound_share)
    start = STRUCTURES[:, None] * shape_weights(DEFAULT, DEFAULT.compound_share, is_log=True)
    np.testing.assert_allclose(pool.weights, start)


def test_series_with_fewer_than_three_values_teach_nothing():
    short = regular([np.array([0.0, 3.0]), np.array([1.0]), np.array([])])
    np.testing.assert_array_equal(learnt(short).weights, learnt([]).weights)
    np.testing.assert_array_equal(learnt(short).prior, learnt([]).prior)
    assert learnt(short).series == 0


def test_one_series_moves_the_defaults_by_its_worth():
    one = regular([np.arange(12) * 0.2 + 0.01 * (np.arange(12) % 2)])
    growth = learnt(one).prior[0]
    assert growth == pytest.approx((3 * 0.04 + 0.2) / 4, abs=0.003)  # the default counts as three series
    assert 0.02 < step_of(learnt(one)) < 0.07
    np.testing.assert_allclose(learnt(one).weights.sum(axis=1), STRUCTURES, atol=0.01)


@pytest.mark.slow
def test_many_series_learn_the_truth():
    pool = learnt(regular(walks(150, 16, growth=0.09, step=0.03, seed=5)))
    assert pool.prior[0] == pytest.approx(0.09, abs=0.004)
    assert step_of(pool) == pytest.approx(0.03, rel=0.1)
    assert pool.prior[1] > 5  # they are alike, and it is noticed
    assert pool.series == 150


@pytest.mark.slow
def test_series_that_differ_in_their_steps_leave_few_degrees():
    random = stream(2, "tests", "unlike")
    unlike = [np.cumsum(0.05 + sd * random.standard_normal(16)) for sd in np.geomspace(0.005, 0.5, 60)]
    assert learnt(regular(unlike)).prior[1] < 1.5


def simulated(by_factors, count=150, years=16, growth=0.15, seed=3):
    """Series that grow by factors, or each by as much every year."""
    random = stream(seed, "tests", "compound")
    found = []
    for _ in range(count):
        noise = 0.02 * random.standard_normal(years)
        level = (1 + growth) ** np.arange(years) if by_factors else 1 + growth * np.arange(years)
        found.append(np.log(level) + np.cumsum(noise))
    return regular(found)


@pytest.mark.slow
def test_growth_by_factors_is_recognised():
    assert learnt(simulated(by_factors=True)).compound > 0.9


@pytest.mark.slow
def test_growth_in_absolute_steps_is_not_taken_for_it():
    assert learnt(simulated(by_factors=False)).compound < 0.05


def test_a_few_series_do_not_settle_how_growth_goes_on():
    pool = learnt(simulated(by_factors=True, count=3))
    assert DEFAULT.compound_share < pool.compound < 0.5


def test_weights_sum_to_one_and_hold_the_probability_of_compounding():
    pool = learnt(regular(walks(12, 10)))
    assert pool.weights.shape == (STRUCTURES.size, len(DEFAULT.dampings) + 1)
    assert (pool.weights > 0).all()
    assert pool.weights.sum() == pytest.approx(1)
    assert pool.weights[:, -1].sum() == pytest.approx(pool.compound)


def test_off_the_log_scale_nothing_compounds():
    pool = learnt(regular(walks(12, 10, growth=0.5)), Normal(0.0, 2.0), is_log=False)
    assert pool.compound == 0
    assert pool.weights.shape[1] == len(DEFAULT.dampings)
    assert pool.weights.sum() == pytest.approx(1)


@pytest.mark.slow
def test_the_order_of_series_changes_nothing():
    series = regular(walks(30, 12, spread=0.05))
    mixed = [series[place] for place in stream(7, "tests", "order").permutation(len(series))]
    first, second = learnt(series), learnt(mixed)
    np.testing.assert_allclose(second.prior, first.prior, rtol=1e-9)
    np.testing.assert_allclose(second.weights, first.weights, rtol=1e-9)
    assert second.compound == pytest.approx(first.compound, rel=1e-9)


@pytest.mark.slow
def test_series_that_swing_back_teach_structures_that_do():
    random = stream(4, "tests", "swing")
    # what is seen is a steady line with an error of its own each year: a step up is followed by one down
    seen = [0.03 * np.arange(20) + 0.1 * random.standard_normal(20) for _ in range(120)]
    pool = learnt(regular(seen))
    structures, before = grid(DEFAULT)
    back = structures.gain < 1
    assert pool.weights[back].sum() > before[back].sum() + 0.08


def test_a_marked_shock_sets_neither_growth_nor_steps():
    z = np.cumsum(np.r_[0.0, [0.05, 0.06, 0.04, 0.05, 0.06, 0.04, 0.05, 0.06]])
    hit = z.copy()
    hit[5:] -= 1.0
    shock = np.ones(9)
    shock[5] = DEFAULT.shock_variance
    gap = np.ones(9, np.int64)
    calm, blind = learnt([Steps(z, gap, np.ones(9))]), learnt([Steps(hit, gap, np.ones(9))])
    marked = learnt([Steps(hit, gap, shock)])
    assert marked.prior[0] == pytest.approx(calm.prior[0], abs=1e-3)
    assert step_of(marked) == pytest.approx(step_of(calm), rel=0.1)
    assert step_of(blind) > 1.5 * step_of(calm)


def test_a_series_of_shocks_alone_teaches_no_growth():
    z = np.array([0.0, 1.0, 2.0, 3.0])
    marked = Steps(z, np.ones(4, np.int64), np.full(4, DEFAULT.shock_variance))
    assert learnt([marked]).prior[0] == pytest.approx(0.04)


def test_gaps_count_as_years():
    whole = 0.1 * np.arange(11)
    at = [0, 1, 3, 4, 7, 10]
    sparse = Steps(whole[at], np.diff(at, prepend=-1).astype(np.int64), np.ones(6))
    assert learnt([sparse]).prior[0] == pytest.approx(learnt(regular([whole])).prior[0])


def test_only_the_last_years_set_the_mean_growth():
    bent = np.r_[np.linspace(0, 10, 20), 10 + 0.02 * np.arange(1, 12)]
    assert learnt(regular([bent])).prior[0] < 0.04


def test_a_wild_series_is_trimmed():
    calm = walks(30, 12, growth=0.05, step=0.02)
    wild = np.cumsum(np.full(12, 9.0))
    assert learnt(regular([*calm, wild])).prior[0] < 0.07


@pytest.mark.slow
@pytest.mark.parametrize(
    "series", [np.zeros(12), np.linspace(0, 50, 300), np.r_[np.linspace(0, 1, 300), 40.0]]
)
def test_constant_perfect_and_broken_series_give_a_sound_pool(series):
    pool = learnt(regular([series] * 3))
    assert np.isfinite(pool.prior).all()
    assert (pool.prior[1:] > 0).all()
    assert np.isfinite(pool.weights).all()
    assert pool.weights.sum() == pytest.approx(1)


def test_a_gap_that_outreaches_the_horizon_is_held_out_against_nothing():
    far = Steps(np.array([0.0, 0.1, 0.2, 0.9]), np.array([1, 1, 1, 9], np.int64), np.ones(4))
    np.testing.assert_allclose(learnt([far]).weights, learnt([]).weights)
    assert learnt([far]).series == 1


def test_no_round_of_learning_costs_the_prior_its_worth():
    firm = replace(DEFAULT, prior_cases=1e9)
    pool = learnt(regular(walks(5, 10)), options=firm)
    np.testing.assert_allclose(pool.weights.sum(axis=1), STRUCTURES, rtol=1e-4)
