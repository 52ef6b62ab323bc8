"""
Value and probability: what value of an indicator can be reached by a year with which odds.

It stands where the value of a target is not held, and it is how new values are set. What counts as reached follows from
the direction: where less is better, a value is reached from above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist

import numpy as np

from haidang.core.forecast.forecast import Floats
from haidang.core.forecast.recorded import SHARES

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
        From likely to unlikely, at the probabilities of `LADDER`, or at those that were recorded.
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


def curve_of_quantiles(quantiles: Sequence[float], year: int, *, is_at_most: bool) -> Curve:
    """
    Return the curve of a year out of what is recorded of it.

    Parameters
    ----------
    quantiles
        At `recorded.SHARES`.
    year
        The year.
    is_at_most
        Whether a value is reached from above.
    """
    # below the quantile of 0.2 lies one outcome in five: a value there is exceeded four times in five
    shares = {
        round(share if is_at_most else 1 - share, 3): value
        for share, value in zip(SHARES, quantiles, strict=True)
    }
    rows = tuple(CurveRow(shares[share], share) for share in sorted(shares, reverse=True))
    told = tuple(row for row in rows if row.probability in (*LADDER, *_QUARTERS))
    return Curve(year, is_at_most, told, tuple(_between(rows)))


_QUARTERS = (0.75, 0.25)
_STEPS = 12


def _between(rows: Sequence[CurveRow]) -> Iterator[CurveRow]:
    """Return many rows for drawing: between two recorded ones straight on the scale of the normal distribution."""
    normal = NormalDist()
    for first, last in pairwise(rows):
        start, end = normal.inv_cdf(first.probability), normal.inv_cdf(last.probability)
        for step in range(_STEPS):
            part = step / _STEPS
            share = normal.cdf(start + part * (end - start))
            yield CurveRow(first.value + part * (last.value - first.value), share)
    yield rows[-1]


def reached(values: Floats, value: float, *, is_at_most: bool) -> float:
    """Return the share of paths (K,) that reach a value."""
    return float((values <= value).mean() if is_at_most else (values >= value).mean())
