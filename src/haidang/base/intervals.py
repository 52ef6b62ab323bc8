"""
Intervals: what is known of a number that may be a bound.

«More than 6» is the interval above 6, never a 6. Decides how such intervals are compared with a promised value
and added up; ends may be open or infinite. After R. E. Moore, Interval Analysis (1966), chapter 2, restricted
to what figures need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from haidang.base.errors import DataError
from haidang.base.text import say


@dataclass(frozen=True, slots=True)
class Interval:
    """
    A range of possible values of one number.

    Attributes
    ----------
    low, high
        Ends in the unit of the number; infinite where nothing is known.
    low_open, high_open
        Whether the end itself is excluded («more than», «nearly»).
    """

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        """Refuse reversed or undefined ends."""
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise DataError(
                say("An interval from {low} to {high} is empty.", low=self.low, high=self.high),
                say("Give the lower end first."),
            )

    @classmethod
    def exact(cls, value: float) -> Interval:
        """Return the interval that holds `value` alone."""
        return cls(value, value)

    @property
    def is_exact(self) -> bool:
        """Whether one value alone is possible."""
        return self.low == self.high

    @property
    def middle(self) -> float:
        """The finite end, or the mean of two finite ends; NaN when nothing is known."""
        if math.isinf(self.low):
            return math.nan if math.isinf(self.high) else self.high
        return self.low if math.isinf(self.high) else (self.low + self.high) / 2

    def surely_at_least(self, value: float) -> bool:
        """Whether every possible value is `value` or more."""
        return self.low >= value

    def surely_below(self, value: float) -> bool:
        """Whether every possible value is less than `value`."""
        return self.high < value or (self.high == value and self.high_open)

    def surely_at_most(self, value: float) -> bool:
        """Whether every possible value is `value` or less."""
        return self.high <= value

    def surely_above(self, value: float) -> bool:
        """Whether every possible value is more than `value`."""
        return self.low > value or (self.low == value and self.low_open)

    def __add__(self, other: Interval) -> Interval:
        """Return the sums of the possible values."""
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        """Return the possible values with their sign changed."""
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __sub__(self, other: Interval) -> Interval:
        """Return the differences of the possible values."""
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        """Return the products of the possible values (ends closed unless a factor's end is open)."""
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        is_open = self.low_open or self.high_open or other.low_open or other.high_open
        return Interval(min(ends), max(ends), is_open, is_open)

    def __truediv__(self, other: Interval) -> Interval:
        """
        Return the quotients of the possible values.

        Raises
        ------
        DataError
            When the divisor may be zero.
        """
        if other.low <= 0 <= other.high:
            raise DataError(
                say("The divisor may be zero ({low} to {high}).", low=other.low, high=other.high),
                say("Give a figure of the divisor that is not zero."),
            )
        return self * Interval(1 / other.high, 1 / other.low, other.high_open, other.low_open)

    def scaled(self, factor: float) -> Interval:
        """Return the possible values times `factor`."""
        return self * Interval.exact(factor)

    def meet(self, other: Interval) -> Interval | None:
        """Return what both allow, or None when they exclude each other."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_shut = min((self.high, not self.high_open), (other.high, not other.high_open))
        if low > high or (low == high and (low_open or not high_shut)):
            return None
        return Interval(low, high, low_open, not high_shut)


def _times(left: float, right: float) -> float:
    # 0 times infinity is 0 here: an end that is exactly zero stays zero whatever the other factor
    return 0.0 if left == 0 or right == 0 else left * right
