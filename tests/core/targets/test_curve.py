"""Value and odds: the value that so many paths reach."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.forecast.recorded import SHARES
from haidang.core.targets.curve import EVEN, LADDER, SURE, curve_of, curve_of_quantiles, reached

PATHS = np.arange(1.0, 101.0)


@pytest.mark.parametrize("is_at_most", [True, False])
def test_every_value_of_the_ladder_is_reached_by_its_share_of_paths(is_at_most):
    curve = curve_of(PATHS, 2030, is_at_most=is_at_most)
    assert (curve.year, curve.is_at_most) == (2030, is_at_most)
    assert [row.probability for row in curve.rows] == pytest.approx(LADDER)
    for row in (*curve.rows, *curve.line):
        assert reached(PATHS, row.value, is_at_most=is_at_most) == pytest.approx(row.probability, abs=0.011)


def test_more_is_harder_and_where_less_is_better_less_is():
    up = [row.value for row in curve_of(PATHS, 2030, is_at_most=False).rows]
    down = [row.value for row in curve_of(PATHS, 2030, is_at_most=True).rows]
    assert up == sorted(up)
    assert down == sorted(down, reverse=True)


def test_the_marks_are_told_in_the_order_given():
    curve = curve_of(PATHS, 2030, is_at_most=False, marks=(91.0, 11.0, 1000.0, -5.0))
    assert [(mark.value, mark.probability) for mark in curve.marks] == [
        (91, 0.1),
        (11, 0.9),
        (1000, 0),
        (-5, 1),
    ]


def test_even_and_sure_values_are_on_the_ladder():
    curve = curve_of(PATHS, 2030, is_at_most=False)
    assert curve.value_at(EVEN) == pytest.approx(50.5)
    assert curve.value_at(SURE) < curve.value_at(EVEN)
    with pytest.raises(StopIteration):
        curve.value_at(0.123)


def test_one_path_and_equal_paths_are_one_value():
    assert {row.value for row in curve_of(np.array([7.0]), 2030, is_at_most=False).rows} == {7}
    curve = curve_of(np.full(50, 7.0), 2030, is_at_most=True, marks=(7.0, 6.9))
    assert [mark.probability for mark in curve.marks] == [1, 0]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_higher_value_is_never_reached_more_often(values, line, more):
    paths = np.array(values)
    assert reached(paths, line, is_at_most=False) >= reached(paths, line + more, is_at_most=False)
    assert reached(paths, line, is_at_most=True) <= reached(paths, line + more, is_at_most=True)


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(SHARES), max_size=len(SHARES)), st.booleans())
def test_a_curve_of_recorded_quantiles_never_turns_and_meets_them(values, is_at_most):
    quantiles = sorted(values)
    curve = curve_of_quantiles(quantiles, 2030, is_at_most=is_at_most)
    assert curve.value_at(EVEN) == quantiles[SHARES.index(0.5)]
    assert curve.value_at(SURE) == quantiles[SHARES.index(SURE if is_at_most else 0.2)]
    shares = [row.probability for row in curve.line]
    assert shares == sorted(shares, reverse=True)
    drawn = [row.value for row in curve.line]
    reach = max(map(abs, quantiles)) * 1e-9
    steps = [later - earlier for earlier, later in pairwise(drawn)]
    assert all((-step if is_at_most else step) >= -reach for step in steps)
