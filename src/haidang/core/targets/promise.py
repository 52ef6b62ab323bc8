"""The line a figure is held against."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from haidang.base.intervals import Interval


@dataclass(frozen=True, slots=True)
class Promise:
    """
    A span of values that keep the promise; an end without a limit is infinite.

    Attributes
    ----------
    low, high
        Least and greatest value that keeps it, in the indicator's unit.
    """

    low: float
    high: float

    @classmethod
    def at_least(cls, value: float) -> Promise:
        """Return the promise of `value` or more."""
        return cls(value, math.inf)

    @classmethod
    def at_most(cls, value: float) -> Promise:
        """Return the promise of `value` or less."""
        return cls(-math.inf, value)

    def test(self, seen: Interval) -> bool | None:
        """Return True when every possible value keeps it, False when none does, None when it is open."""
        if seen.surely_at_least(self.low) and seen.surely_at_most(self.high):
            return True
        return False if seen.surely_below(self.low) or seen.surely_above(self.high) else None

    def keeps(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which values (K,) keep it."""
        return (values >= self.low) & (values <= self.high)

    @property
    def broken(self) -> Interval | None:
        """The values that break it; None for a corridor, where they lie on both sides."""
        if math.isinf(self.high):
            return Interval(-math.inf, self.low, high_open=True)
        return Interval(self.high, math.inf, low_open=True) if math.isinf(self.low) else None

    def scaled(self, share: float) -> Promise:
        """Return the span that a share of the period may bring, each part of it weighing the same."""
        return Promise(self.low * share, self.high * share)

    def side(self, seen: Interval) -> int:
        """Return +1 when the value must rise to keep it, -1 when it must fall, 0 when it is inside or open."""
        if seen.surely_below(self.low):
            return 1
        return -1 if seen.surely_above(self.high) else 0

    def line(self, side: int) -> float:
        """Return the end that has to be reached from the given side."""
        return self.low if side >= 0 and math.isfinite(self.low) else self.high
