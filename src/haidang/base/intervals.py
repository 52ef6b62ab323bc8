"""
Intervals: what is known of a number that may be a bound.

«More than 6» is the interval above 6, never a 6. Decides how such intervals are compared with a promised value
and added up; ends may be open or infinite. After R. E. Moore, Interval Analysis (1966), restricted to
what figures need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from haidang.base.errors import DataError
from haidang.base.text import say

_End = tuple[float, bool]  # where, and whether the end itself is excluded


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

    @property
    def _ends(self) -> tuple[_End, _End]:
        return (self.low, self.low_open), (self.high, self.high_open)

    def __mul__(self, other: Interval) -> Interval:
        """Return the products of the possible values."""
        return _hull([_product(one, two) for one in self._ends for two in other._ends])

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
        return _hull([_quotient(one, two) for one in self._ends for two in other._ends])

    def scaled(self, factor: float) -> Interval:
        """Return the possible values times `factor`."""
        return self * Interval.exact(factor)

    def rounded(self, digits: int = 14) -> Interval:
        """
        Return it without the noise of binary arithmetic, its ends cut to so many significant digits.

        Examples
        --------
        >>> (Interval.exact(0.7) + Interval.exact(0.1)).rounded().low
        0.8
        """
        low, high = float(f"{self.low:.{digits}g}"), float(f"{self.high:.{digits}g}")
        return Interval(low, high, self.low_open, self.high_open)

    def meet(self, other: Interval) -> Interval | None:
        """Return what both allow, or None when they exclude each other."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_shut = min((self.high, not self.high_open), (other.high, not other.high_open))
        if low > high or (low == high and (low_open or not high_shut)):
            return None
        return Interval(low, high, low_open, not high_shut)


def _hull(ends: list[_End]) -> Interval:
    # of equal ends the included one counts
    low, low_open = min(ends)
    high, high_shut = max((end, not is_open) for end, is_open in ends)
    return Interval(low, high, low_open, not high_shut)


def _product(left: _End, right: _End) -> _End:
    if (0.0, False) in (left, right):
        return 0.0, False
    # 0 times infinity is 0 here: an end that is exactly zero stays zero whatever the other factor
    value = 0.0 if left[0] == 0 or right[0] == 0 else left[0] * right[0]
    return value, left[1] or right[1]


def _quotient(left: _End, right: _End) -> _End:
    if left == (0.0, False):
        return 0.0, False
    # divided and not multiplied by the reciprocal: 49 / 49 is 1, 49 * (1 / 49) is not
    return (0.0 if math.isinf(right[0]) else left[0] / right[0]), left[1] or right[1]
