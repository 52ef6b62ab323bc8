"""
Value and probability: what value of an indicator can be reached by a year with which odds.

It stands where the value of a target is not held, and it is how new values are set. What counts as reached follows from
the direction: where less is better, a value is reached from above.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from haidang.core.forecast.forecast import Floats

EVEN, SURE = 0.5, 0.8
LADDER = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05)


@dataclass(frozen=True, slots=True)
class CurveRow:
    """A value and the probability of reaching it."""

    value: float
    probability: float


@dataclass(frozen=True, slots=True)
class Curve:
    """
    Values and odds of one year.

    Attributes
    ----------
    year
        By the end of which.
    is_at_most
        Whether a value is reached from above.
    rows
        From likely to unlikely, at the probabilities of `LADDER`.
    line
        Many rows, for drawing.
    marks
        Given values with their probabilities, in the order given.
    """

    year: int
    is_at_most: bool
    rows: tuple[CurveRow, ...]
    line: tuple[CurveRow, ...]
    marks: tuple[CurveRow, ...] = ()

    def value_at(self, probability: float) -> float:
        """Return the value of one of the probabilities of `LADDER`."""
        return next(row.value for row in self.rows if row.probability == probability)


def curve_of(values: Floats, year: int, *, is_at_most: bool, marks: tuple[float, ...] = ()) -> Curve:
    """
    Return the curve of a year.

    Parameters
    ----------
    values
        (K,) values of the year, path by path.
    year
        The year.
    is_at_most
        Whether a value is reached from above.
    marks
        Values whose probabilities are wanted too.
    """

    def rows(shares: Floats) -> tuple[CurveRow, ...]:
        at = np.quantile(values, shares if is_at_most else 1 - shares)
        return tuple(CurveRow(float(value), float(share)) for value, share in zip(at, shares, strict=True))

    given = tuple(CurveRow(mark, reached(values, mark, is_at_most=is_at_most)) for mark in marks)
    return Curve(year, is_at_most, rows(np.array(LADDER)), rows(np.linspace(0.99, 0.01, 99)), given)


def reached(values: Floats, value: float, *, is_at_most: bool) -> float:
    """Return the share of paths (K,) that reach a value."""
    return float((values <= value).mean() if is_at_most else (values >= value).mean())
