"""Intervals: they hold every value that can result and say no more than is sure; twins by trying many members."""

import math
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from haidang.base.errors import DataError
from haidang.base.intervals import Interval

INFINITE = math.inf
# eighths are exact in floats, and so are sums and products of a few of them
ENDS = st.integers(-40, 40).map(lambda n: n / 8)


@st.composite
def intervals(draw, ends=ENDS):
    low, high = sorted((draw(ends), draw(ends)))
    flags = (draw(st.booleans()), draw(st.booleans())) if low < high else (False, False)
    shape = draw(st.sampled_from(["both", "both", "above", "below", "all"]))
    if shape == "above":
        return Interval(low, INFINITE, flags[0])
    if shape == "below":
        return Interval(-INFINITE, high, False, flags[1])
    return Interval(-INFINITE, INFINITE) if shape == "all" else Interval(low, high, *flags)


def has(interval, value):
    """The obvious twin: whether a value is possible."""
    above = value > interval.low or (value == interval.low and not interval.low_open)
    below = value < interval.high or (value == interval.high and not interval.high_open)
    return above and below


def members(interval):
    """Some possible values, near the ends and far from them, as exact fractions."""
    low = Fraction(interval.low) if math.isfinite(interval.low) else None
    high = Fraction(interval.high) if math.isfinite(interval.high) else None
    if low is None and high is None:
        low, high = Fraction(-1000), Fraction(1000)
    low = high - 1000 if low is None else low
    high = low + 1000 if high is None else high
    span = high - low
    tried = [low, low + span / 1000, low + span / 3, low + span / 2, high - span / 1000, high, Fraction(0)]
    return [value for value in tried if has(interval, value)]


@given(intervals(), intervals())
def test_sums_hold_the_sums_of_members(one, other):
    for left, right in product(members(one), members(other)):
        assert has(one + other, left + right)


@given(intervals(), intervals())
def test_differences_hold_the_differences_of_members(one, other):
    for left, right in product(members(one), members(other)):
        assert has(one - other, left - right)


@given(intervals(), intervals())
def test_products_hold_the_products_of_members(one, other):
    for left, right in product(members(one), members(other)):
        assert has(one * other, left * right), (left, right)


@given(intervals(), intervals(st.sampled_from([-4.0, -2.0, -0.5, 0.5, 1.0, 2.0, 4.0])))
def test_quotients_hold_the_quotients_of_members(one, other):
    assume(not other.low <= 0 <= other.high)
    for left, right in product(members(one), members(other)):
        assert has(one / other, left / right), (left, right)


@given(intervals(), intervals())
def test_finite_ends_of_sums_and_products_are_reached_or_approached(one, other):
    assume(all(math.isfinite(end) for end in (one.low, one.high, other.low, other.high)))
    near = 1e-2 * (1 + max(abs(end) for end in (one.low, one.high, other.low, other.high)))
    for result, combine in ((one + other, lambda a, b: a + b), (one * other, lambda a, b: a * b)):
        values = [combine(a, b) for a, b in product(members(one), members(other))]
        assert min(values) <= result.low + near * 4
        assert max(values) >= result.high - near * 4
        if not result.low_open:
            assert result.low in values
        if not result.high_open:
            assert result.high in values


@given(intervals(), ENDS)
def test_scaling_holds_the_scaled_members(interval, factor):
    for value in members(interval):
        assert has(interval.scaled(factor), value * Fraction(factor))


@given(intervals(), ENDS)
def test_sure_sentences_hold_for_every_member(interval, value):
    seen = members(interval)
    assume(seen)
    if interval.surely_at_least(value):
        assert all(each >= value for each in seen)
    if interval.surely_below(value):
        assert all(each < value for each in seen)
    if interval.surely_at_most(value):
        assert all(each <= value for each in seen)
    if interval.surely_above(value):
        assert all(each > value for each in seen)
    assert not (interval.surely_at_least(value) and interval.surely_below(value))
    assert not (interval.surely_at_most(value) and interval.surely_above(value))


@given(ENDS, ENDS)
def test_an_exact_number_leaves_nothing_open(number, value):
    interval = Interval.exact(number)
    assert interval.is_exact
    assert interval.surely_at_least(value) == (number >= value)
    assert interval.surely_below(value) == (number < value)
    assert interval.surely_at_most(value) == (number <= value)
    assert interval.surely_above(value) == (number > value)


@given(intervals(), intervals())
def test_what_both_allow_is_what_each_allows(one, other):
    both = one.meet(other)
    assert both == other.meet(one)
    for value in {*members(one), *members(other)}:
        assert (has(one, value) and has(other, value)) == (both is not None and has(both, value))


def test_more_than_six_is_never_six():
    bound = Interval(6, INFINITE, low_open=True)
    assert bound.surely_above(6)
    assert bound.surely_at_least(6)
    assert not bound.surely_at_least(6.5)
    assert not bound.surely_below(7)
    assert not bound.is_exact


def test_nearly_ninety_is_below_ninety():
    bound = Interval(0, 90, high_open=True)
    assert bound.surely_below(90)
    assert not bound.surely_below(89)
    assert bound.meet(Interval(90, 100)) is None
    assert Interval(0, 90).meet(Interval(90, 100)) == Interval.exact(90)


def test_only_the_end_that_was_open_stays_open():
    assert Interval(6, 10, low_open=True).scaled(2) == Interval(12, 20, low_open=True)
    assert Interval(6, 10, low_open=True).scaled(-1) == Interval(-10, -6, high_open=True)
    assert Interval(0, 5, high_open=True).scaled(0) == Interval.exact(0)


@pytest.mark.parametrize("number", [3.0, 10.0, 49.0, 98.0, 103.0, 0.1])
def test_a_number_divided_by_itself_is_one(number):
    assert Interval.exact(number) / Interval.exact(number) == Interval.exact(1.0)


@pytest.mark.parametrize(
    ("interval", "middle"),
    [
        (Interval(2, 4), 3),
        (Interval.exact(7), 7),
        (Interval(6, INFINITE, low_open=True), 6),
        (Interval(-INFINITE, 5), 5),
    ],
)
def test_the_middle(interval, middle):
    assert interval.middle == middle


def test_nothing_known_has_no_middle():
    assert math.isnan(Interval(-INFINITE, INFINITE).middle)


@pytest.mark.parametrize(("low", "high"), [(2, 1), (math.nan, 1), (1, math.nan), (INFINITE, -INFINITE)])
def test_reversed_and_undefined_ends_are_refused(low, high):
    with pytest.raises(DataError, match=r"is empty\. Give the lower end first\."):
        Interval(low, high)


@pytest.mark.parametrize(
    "divisor", [Interval(-1, 1), Interval.exact(0), Interval(0, 2), Interval(-INFINITE, INFINITE)]
)
def test_a_divisor_that_may_be_zero_is_refused(divisor):
    with pytest.raises(DataError, match="divisor may be zero"):
        Interval(1, 2) / divisor
