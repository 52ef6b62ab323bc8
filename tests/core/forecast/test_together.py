"""Together: from independent to fully dependent, with a stated correlation in between."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from haidang.core.forecast.together import CORRELATION, together


def exact(first, second, correlation):
    """The bivariate normal probability that both happen."""
    lines = stats.norm.ppf([first, second])
    cov = [[1, correlation], [correlation, 1]]
    return float(stats.multivariate_normal.cdf(lines, cov=cov, abseps=1e-9, releps=1e-9))


@pytest.mark.parametrize("correlation", [0.0, 0.1, CORRELATION, 0.7, 0.95, 0.99, 0.999])
def test_two_halves_follow_sheppards_formula(correlation):
    both = together([0.5, 0.5], correlation)
    assert (both.independent, both.dependent) == (0.25, 0.5)
    assert both.likely == pytest.approx(0.25 + math.asin(correlation) / (2 * math.pi), abs=1e-4)


@pytest.mark.parametrize("correlation", [0.1, 0.3, 0.8])
@pytest.mark.parametrize(("first", "second"), [(0.9, 0.2), (0.05, 0.6), (0.999, 0.5), (0.7, 0.7)])
def test_two_follow_the_bivariate_normal(first, second, correlation):
    assert together([first, second], correlation).likely == pytest.approx(
        exact(first, second, correlation), abs=1e-5
    )


def test_many_follow_simulated_truth():
    shares = np.array([0.9, 0.6, 0.75, 0.5])
    random = np.random.Generator(np.random.Philox(key=5))
    common = random.standard_normal((200_000, 1))
    own = random.standard_normal((200_000, 4))
    happens = math.sqrt(0.3) * common + math.sqrt(0.7) * own <= stats.norm.ppf(shares)
    assert together(list(shares)).likely == pytest.approx(float(happens.all(axis=1).mean()), abs=0.004)


def test_full_dependence_is_the_least_of_them():
    assert together([0.7, 0.2, 0.9], 1.0).likely == 0.2
    assert together([1.0, 1.0], 1.0).likely == 1


def test_no_correlation_is_the_product():
    assert together([0.7, 0.2, 0.9], 0.0).likely == pytest.approx(0.126)


def test_what_is_certain_needs_no_correlation():
    assert together([]).likely == 1
    assert together([0.4]).likely == 0.4
    assert together([1.0, 0.4, 1.0]).likely == pytest.approx(0.4)
    nothing = together([0.0, 0.9])
    assert (nothing.independent, nothing.likely, nothing.dependent) == (0, 0, 0)
    assert together([1.0, 1.0]).likely == 1


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.floats(0, 1), max_size=6), st.floats(0, 1))
def test_it_lies_in_its_range(shares, correlation):
    found = together(shares, correlation)
    assert 0 <= found.independent <= found.likely <= found.dependent <= 1
    assert found.independent == math.prod(shares)
    assert found.dependent == min(shares, default=1.0)


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.floats(0.001, 0.999), min_size=2, max_size=5), st.floats(0, 0.9))
def test_more_correlation_never_makes_it_less_likely(shares, correlation):
    more = together(shares, min(correlation + 0.1, 0.99))
    assert together(shares, correlation).likely <= more.likely + 1e-6


@pytest.mark.parametrize("correlation", [0.9999, 0.999999, 1 - 1e-9, 1 - 1e-15])
def test_close_to_full_dependence_it_is_close_to_the_least(correlation):
    for shares in ([0.625, 0.9375], [0.5, 0.5, 0.5], [0.3, 0.31]):
        assert together(shares, correlation).likely == pytest.approx(min(shares), abs=0.006)
