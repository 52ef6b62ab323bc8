"""The line and what a figure says of it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.intervals import Interval
from haidang.core.targets.promise import Promise

FLOOR, CEILING, CORRIDOR = Promise.at_least(10), Promise.at_most(10), Promise(10, 20)


@pytest.mark.parametrize(
    ("promise", "seen", "kept"),
    [
        (FLOOR, Interval.exact(10), True),
        (FLOOR, Interval.exact(9.99), False),
        (FLOOR, Interval(10, math.inf, low_open=True), True),  # more than 10
        (FLOOR, Interval(0, 10, high_open=True), False),  # nearly 10
        (FLOOR, Interval(0, 10), None),
        (FLOOR, Interval(9, math.inf, low_open=True), None),
        (CEILING, Interval.exact(10), True),
        (CEILING, Interval.exact(10.01), False),
        (CEILING, Interval(0, 10, high_open=True), True),
        (CEILING, Interval(10, math.inf, low_open=True), False),
        (CEILING, Interval(9, 11), None),
        (CORRIDOR, Interval.exact(10), True),
        (CORRIDOR, Interval.exact(20), True),
        (CORRIDOR, Interval(10, 20), True),
        (CORRIDOR, Interval.exact(9), False),
        (CORRIDOR, Interval.exact(21), False),
        (CORRIDOR, Interval(19, 21), None),
        (CORRIDOR, Interval(9, 21), None),
    ],
)
def test_a_promise_is_kept_broken_or_open(promise, seen, kept):
    assert promise.test(seen) is kept


@pytest.mark.parametrize(
    ("promise", "seen", "side", "line"),
    [
        (FLOOR, Interval.exact(9), 1, 10),
        (FLOOR, Interval.exact(11), 0, 10),
        (CEILING, Interval.exact(11), -1, 10),
        (CEILING, Interval.exact(9), 0, 10),
        (CORRIDOR, Interval.exact(9), 1, 10),
        (CORRIDOR, Interval.exact(21), -1, 20),
        (CORRIDOR, Interval.exact(15), 0, 10),
        (CORRIDOR, Interval(5, 25), 0, 10),
    ],
)
def test_the_line_is_the_end_to_be_reached_from_where_one_stands(promise, seen, side, line):
    assert promise.side(seen) == side
    assert promise.line(side) == line


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_an_exact_figure_never_leaves_a_promise_open(line, value):
    assert Promise.at_least(line).test(Interval.exact(value)) is (value >= line)
    assert Promise.at_most(line).test(Interval.exact(value)) is (value <= line)


def test_a_part_of_the_period_owes_its_share():
    assert CORRIDOR.scaled(0.5) == Promise(5, 10)
    assert FLOOR.scaled(0.25) == Promise.at_least(2.5)
    assert CEILING.scaled(0.25) == Promise.at_most(2.5)
