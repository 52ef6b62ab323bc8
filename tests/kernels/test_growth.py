"""Fitting, density and draws of the structures of growth, held against matrices, quadrature and distributions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from haidang.base.seeds import stream
from haidang.core.forecast.options import DEFAULT
from haidang.core.forecast.structures import grid, reach
from haidang.kernels.growth import (
    COV,
    DEGREES,
    EVIDENCE,
    FIT_COLUMNS,
    GROWTH,
    MOMENTUM,
    SCALE,
    VAR_GROWTH,
    VAR_MOMENTUM,
    Reach,
    Structures,
    density_kernel,
    draw_kernel,
    fit_kernel,
)
from tests.naive.growth import change_cdf, exact_fit, replayed_fit, simulate, structures_of

SHIPPED, _ = grid(DEFAULT)
PRIOR = (0.04, 1.5, 0.01)
EXACT = [EVIDENCE, MOMENTUM, GROWTH, VAR_MOMENTUM, COV, VAR_GROWTH, DEGREES, SCALE]


def fitted(z, gap=None, shock=None, structures=SHIPPED, prior=PRIOR):
    z = np.asarray(z, float)
    gap = np.ones(len(z), np.int64) if gap is None else np.asarray(gap, np.int64)
    shock = np.ones(len(z)) if shock is None else np.asarray(shock, float)
    out = np.full((structures.gain.size, FIT_COLUMNS), np.nan)
    fit_kernel(z, gap, shock, structures, np.asarray(prior, float), out)
    return out


def twins(twin, z, gap=None, shock=None, prior=PRIOR):
    gap = [1] * len(z) if gap is None else gap
    shock = [1.0] * len(z) if shock is None else shock
    return np.array([twin(np.asarray(z), gap, shock, each, prior) for each in structures_of(SHIPPED)])


def only(**columns):
    """The shipped structures of which a column has one of the given values."""
    at = np.ones(SHIPPED.gain.size, bool)
    for name, value in columns.items():
        at &= getattr(SHIPPED, name) == value
    return at


@st.composite
def series(draw):
    count = draw(st.integers(1, 8))
    steps = draw(st.lists(st.floats(-1, 1), min_size=count, max_size=count))
    gap = draw(st.lists(st.integers(1, 4), min_size=count, max_size=count))
    shock = draw(st.lists(st.sampled_from([1.0, 9.0]), min_size=count, max_size=count))
    prior = (draw(st.floats(-0.2, 0.2)), draw(st.floats(0.75, 5)), draw(st.floats(0.001, 1)))
    return np.cumsum(steps), gap, shock, prior


@pytest.mark.slow
@settings(max_examples=40)
@given(series())
def test_every_shipped_structure_is_fitted_as_by_matrices_value_by_value(drawn):
    z, gap, shock, prior = drawn
    np.testing.assert_allclose(
        fitted(z, gap, shock, prior=prior),
        twins(replayed_fit, z, gap, shock, prior),
        rtol=1e-6,
        atol=1e-8,
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(series())
def test_with_nothing_missing_and_full_memory_it_is_the_exact_joint_model(drawn):
    z, _, shock, prior = drawn
    at = only(memory=1.0)
    found = fitted(z, None, shock, prior=prior)[at]
    np.testing.assert_allclose(found, twins(exact_fit, z, None, shock, prior)[at], rtol=1e-6, atol=1e-8)


def test_a_random_walk_is_exact_across_gaps():
    z, gap, shock = [0.0, 0.1, 0.5, 0.4, 0.9], [1, 3, 1, 4, 2], [1, 1, 9, 1, 1.0]
    at = only(memory=1.0, gain=1.0, persistence=0.0)
    assert at.sum() == 4
    np.testing.assert_allclose(
        fitted(z, gap, shock)[at], twins(exact_fit, z, gap, shock)[at], rtol=1e-9, atol=1e-12
    )


def test_a_gap_leaves_in_the_momentum_what_is_expected_of_it_and_forgets_the_doubt_about_it():
    z, gap = [0.0, 0.1, 0.25, 0.2, 0.6], [1, 1, 1, 1, 3]
    at = only(memory=1.0)
    found, exact = fitted(z, gap)[at], twins(exact_fit, z, gap)[at]
    kept = [EVIDENCE, MOMENTUM, GROWTH, COV, VAR_GROWTH, DEGREES, SCALE]
    np.testing.assert_allclose(found[:, kept], exact[:, kept], rtol=1e-8, atol=1e-11)
    lost = exact[:, VAR_MOMENTUM] - found[:, VAR_MOMENTUM]
    moves = (SHIPPED.persistence - (1 - SHIPPED.gain))[at] != 0
    assert (lost[moves] > 0.01).all()  # what the docstring of the model names: the mean alone is kept
    np.testing.assert_allclose(lost[~moves], 0, atol=1e-12)


def test_what_is_lost_by_a_gap_in_the_middle_is_small():
    rng = stream(3, "gaps")
    z = np.cumsum(0.04 + 0.07 * rng.standard_normal(12))
    gap = [1, 1, 1, 1, 2, 1, 1, 3, 1, 1, 1, 1]
    at = only(memory=1.0)
    found, exact = fitted(z, gap)[at], twins(exact_fit, z, gap)[at]
    assert np.abs(found[:, EVIDENCE] - exact[:, EVIDENCE]).max() < 0.25
    assert np.abs(found[:, GROWTH] - exact[:, GROWTH]).max() < 0.002


def test_one_value_teaches_nothing():
    out = fitted([0.3])
    assert (out[:, EVIDENCE] == 0).all()
    np.testing.assert_allclose(out[:, MOMENTUM], 0, atol=1e-15)
    np.testing.assert_allclose(out[:, GROWTH], PRIOR[0])
    np.testing.assert_allclose(out[:, VAR_GROWTH], SHIPPED.growth_var)
    np.testing.assert_allclose(out[:, VAR_MOMENTUM], SHIPPED.start_var)
    assert (out[:, DEGREES] == PRIOR[1]).all()
    np.testing.assert_allclose(out[:, SCALE], PRIOR[2])


def test_a_shift_of_all_values_changes_nothing_and_a_factor_scales():
    z = np.array([0.0, 0.1, 0.15, 0.4, 0.35])
    first, moved = fitted(z), fitted(z + 7)
    np.testing.assert_allclose(moved, first, rtol=1e-9, atol=1e-12)
    scaled = fitted(10 * z, prior=(10 * PRIOR[0], PRIOR[1], 100 * PRIOR[2]))
    np.testing.assert_allclose(scaled[:, [MOMENTUM, GROWTH]], 10 * first[:, [MOMENTUM, GROWTH]], rtol=1e-9)
    np.testing.assert_allclose(scaled[:, SCALE], 100 * first[:, SCALE], rtol=1e-9)
    np.testing.assert_allclose(scaled[:, EVIDENCE], first[:, EVIDENCE] - 4 * math.log(10), rtol=1e-9)


def test_a_shock_sets_no_trend():
    z = np.array([0.0, 0.05, 0.1, 0.15, -0.35])
    calm, marked = fitted(z), fitted(z, shock=[1, 1, 1, 1, 9.0])
    assert (marked[:, GROWTH] > calm[:, GROWTH]).all()
    assert (marked[:, SCALE] < calm[:, SCALE]).all()


@pytest.mark.parametrize(
    "z",
    [
        np.zeros(6),
        np.full(6, 1e6),
        np.linspace(0, 600, 200),
        np.r_[np.zeros(199), 1e3],
        np.r_[np.linspace(0, 1, 50), -1e4],
    ],
)
def test_constant_perfect_and_broken_series_stay_finite(z):
    out = fitted(z)
    assert np.isfinite(out).all()
    assert (out[:, [VAR_GROWTH, SCALE]] > 0).all()
    assert (out[:, VAR_MOMENTUM] >= 0).all()
    assert (out[:, COV] ** 2 <= out[:, VAR_MOMENTUM] * out[:, VAR_GROWTH] * (1 + 1e-9)).all()


def test_a_view_of_every_second_value_is_read_like_its_copy():
    wide = stream(1, "view").standard_normal(16)
    np.testing.assert_array_equal(fitted(wide[::2]), fitted(wide[::2].copy()))


# ---------------------------------------------------------------- what lies ahead


def test_the_reach_is_what_the_two_equations_give():
    span = reach(DEFAULT, 6, is_log=False)
    for i, structure in enumerate(structures_of(SHIPPED)):
        np.testing.assert_allclose(simulate(structure, 6, 1, 0, 1, np.zeros(6)), span.momentum[i])
        step = np.eye(6)[0]
        np.testing.assert_allclose(simulate(structure, 6, 1, 0, 0, step), span.lasting[i])
        paths = np.array([simulate(structure, 6, 1, 0, 0, each) for each in np.eye(6)])
        np.testing.assert_allclose((paths**2).sum(axis=0), span.variance[i])
    for j, (damping, _) in enumerate(DEFAULT.dampings):
        still = structures_of(SHIPPED)[0]
        np.testing.assert_allclose(simulate(still, 6, damping, 1, 0, np.zeros(6)), span.own[j])


FIT = np.array(
    [
        # evidence, momentum, growth, their variances and covariance, degrees, scale
        [0.0, 0.03, 0.05, 0.4, -0.05, 0.1, 2.0, 0.02],
        [0.0, -0.02, 0.02, 0.8, 0.1, 0.3, 6.0, 0.05],
    ]
)
SPAN = Reach(
    np.array([[1.0, 1.4, 1.56], [1.0, 1.0, 1.0]]),
    np.array([[1.0, 1.4, 1.56], [1.0, 0.6, 0.6]]),
    np.array([[1.0, 2.96, 5.3936], [1.0, 1.36, 1.72]]),
    np.array([[1.0, 1.85, 2.57], [1.0, 2.0, 3.0]]),
    np.array([0.0, 0.7]),
)
WIDTH = np.array([1.05, 1.2, 1.4])
WEIGHT = np.array([[0.2, 0.3], [0.1, 0.4]])


def density(change, span=SPAN):
    out = np.full((len(change), len(FIT), len(span.bound)), np.nan)
    density_kernel(FIT, span, WIDTH, np.asarray(change, float), out)
    return out


def unbounded(span=SPAN):
    return span._replace(bound=np.full(2, np.inf))


def test_without_a_bound_the_density_is_a_student_t():
    change = [0.3, -0.4, 1.1]
    found = density(change, unbounded())
    for h, x in enumerate(change):
        for i, row in enumerate(FIT):
            for j in range(2):
                m, g = SPAN.momentum[i, h], SPAN.own[j, h]
                spread = m * m * row[3] + 2 * m * g * row[4] + g * g * row[5] + SPAN.variance[i, h]
                sd = WIDTH[h] * math.sqrt(spread * row[7] / row[6])
                at = m * row[1] + g * row[2]
                assert found[h, i, j] == pytest.approx(stats.t.logpdf(x, 2 * row[6], at, sd), rel=1e-10)


def test_a_change_that_is_not_known_has_no_density():
    found = density([np.nan, 0.1, np.nan])
    assert (found[[0, 2]] == 0).all()
    assert (found[1] != 0).all()


@pytest.mark.slow
@pytest.mark.parametrize("ahead", [0, 1, 2])
def test_beyond_the_bound_the_density_still_integrates_to_one(ahead):
    def mass(x, i, j):
        change = np.full(3, np.nan)
        change[ahead] = x
        return math.exp(density(change)[ahead, i, j])

    for i in range(2):
        for j in range(2):
            bound = float(SPAN.bound[j])
            parts = [
                integrate.quad(mass, low, high, args=(i, j), limit=200)[0]
                for low, high in (
                    (-np.inf, bound - 2),
                    (bound - 2, bound),
                    (bound, bound + 2),
                    (bound + 2, 60),
                )
            ]
            assert sum(parts) == pytest.approx(1, abs=1e-6)


def test_the_density_is_the_slope_of_the_distribution_on_both_sides_of_the_bound():
    step = 1e-5
    for x in (-0.3, -0.01, 0.01, 0.5, 0.69, 0.71, 1.3):
        slope = (
            change_cdf(x + step, FIT, WEIGHT, SPAN, WIDTH, 1)
            - change_cdf(x - step, FIT, WEIGHT, SPAN, WIDTH, 1)
        ) / (2 * step)
        found = (np.exp(density([np.nan, x, np.nan])[1]) * WEIGHT).sum()
        assert found == pytest.approx(slope, rel=1e-4)


# ---------------------------------------------------------------- draws


def drawn(paths, horizon=3, seed=1, weight=WEIGHT, span=SPAN, fit=FIT):
    rng = stream(seed, "draws")
    normal, step = rng.standard_normal((paths, 3)), rng.standard_normal((paths, horizon))
    out = np.full((paths, horizon), np.nan)
    draw_kernel(fit, weight, span, WIDTH, normal, step, out)
    return out


@pytest.mark.slow
def test_draws_follow_the_mixture():
    paths = drawn(40_000)
    for ahead in range(3):
        for share in (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975):
            at = float(np.quantile(paths[:, ahead], share))
            # four standard errors of a share, and half a point for the cube of a normal at two degrees
            room = 4 * math.sqrt(share * (1 - share) / len(paths)) + 0.005
            assert change_cdf(at, FIT, WEIGHT, SPAN, WIDTH, ahead) == pytest.approx(share, abs=room)


def test_the_same_draws_give_the_same_bits_whatever_stood_in_the_output():
    np.testing.assert_array_equal(drawn(500), drawn(500))
    assert not np.array_equal(drawn(500), drawn(500, seed=2))


def marked(weight):
    """Paths without any chance: each shows by its value which structure and shape it came from."""
    fit = np.array([[0, 10.0 * i, 1.0, 0, 0, 0, 50, 1e-20] for i in range(weight.shape[0])])
    own = np.arange(weight.shape[1], dtype=float)[:, None]
    ones = np.ones((weight.shape[0], 1))
    span = Reach(ones, ones, ones, own, np.full(weight.shape[1], np.inf))
    return fit, span


@pytest.mark.parametrize("paths", [1, 7, 100, 1001])
def test_each_pair_gets_its_share_of_the_paths_to_within_one(paths):
    weight = np.array([[0.05, 0.25, 0.1], [0.0, 0.2, 0.4]])
    fit, span = marked(weight)
    out = np.full((paths, 1), np.nan)
    draw_kernel(fit, weight, span, np.ones(1), np.zeros((paths, 3)), np.zeros((paths, 1)), out)
    for i in range(2):
        for j in range(3):
            count = int((np.rint(out[:, 0]) == 10 * i + j).sum())
            assert abs(count - paths * weight[i, j]) <= 1
    assert not (np.rint(out[:, 0]) == 10).any()  # a pair without weight is never drawn


def test_weights_that_miss_one_by_rounding_leave_no_path_undrawn():
    weight = np.full((2, 5), 0.1) - 1e-9
    fit, span = marked(weight)
    out = np.full((3000, 1), np.nan)
    draw_kernel(fit, weight, span, np.ones(1), np.zeros((3000, 3)), np.zeros((3000, 1)), out)
    assert np.isfinite(out).all()
    short = 0.99 * np.full((2, 5), 0.1)
    draw_kernel(fit, short, span, np.ones(1), np.zeros((3000, 3)), np.zeros((3000, 1)), out)
    assert np.isfinite(out).all()


def test_one_path_and_one_year_are_enough():
    assert np.isfinite(drawn(1)).all()
    ahead = reach(DEFAULT, 1, is_log=True)
    out = np.full((1, 1), np.nan)
    weight = np.full((SHIPPED.gain.size, 4), 1 / (4 * SHIPPED.gain.size))
    draw_kernel(fitted([0.1, 0.2]), weight, ahead, np.ones(1), np.zeros((1, 3)), np.zeros((1, 1)), out)
    assert np.isfinite(out).all()


def test_growth_stays_in_absolute_steps_beyond_the_bound():
    fit = np.array([[0, 0, 0.5, 0, 0, 0, 50, 1e-20]])
    ahead = np.arange(1.0, 6.0)
    ones = np.ones((1, 5))
    span = Reach(ones, ones, ones, np.array([ahead, ahead]), np.array([0.0, 0.7]))
    out = np.full((2, 5), np.nan)
    draw_kernel(fit, np.array([[0.5, 0.5]]), span, np.ones(5), np.zeros((2, 3)), np.zeros((2, 5)), out)
    np.testing.assert_allclose(np.exp(out[0]), 1 + 0.5 * ahead)  # a line from the first step
    doubled = math.exp(0.7)
    np.testing.assert_allclose(np.exp(out[1, :1]), math.exp(0.5))
    np.testing.assert_allclose(np.diff(np.exp(out[1, 1:])), doubled * 0.5)  # a line from twice the level


def test_each_step_lasts_on_its_path_as_the_model_says():
    still = fitted([0.0, 0.1, 0.2, 0.15])
    still[:, [MOMENTUM, GROWTH]] = 0
    span = reach(DEFAULT, 5, is_log=False)
    weight = np.zeros((SHIPPED.gain.size, 3))
    steps = stream(6, "paths").standard_normal((1, 5))
    for i, structure in enumerate(structures_of(SHIPPED)):
        weight[:] = 0
        weight[i, 0] = 1
        out = np.full((1, 5), np.nan)
        draw_kernel(still, weight, span, np.ones(5), np.zeros((1, 3)), steps, out)
        path = simulate(structure, 5, 1, 0, 0, steps[0])
        np.testing.assert_allclose(out[0] / out[0, 0], path / path[0], rtol=1e-9)


def test_an_extreme_draw_of_the_variance_stays_finite():
    out = np.full((2, 3), np.nan)
    normal = np.array([[-9.0, 9.0, -9.0], [9.0, -9.0, 9.0]])
    draw_kernel(FIT, WEIGHT, SPAN, WIDTH, normal, np.full((2, 3), 9.0), out)
    assert np.isfinite(out).all()


def test_two_structures_are_enough_and_each_is_fitted_alone():
    two = Structures(*(column[[3, 30]].copy() for column in SHIPPED))
    z = [0.0, 0.1, 0.3]
    np.testing.assert_array_equal(fitted(z, structures=two), fitted(z)[[3, 30]])
