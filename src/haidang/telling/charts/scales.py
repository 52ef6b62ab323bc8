"""Scales of a chart: from values to places, with ticks at round values and the words of the ticks."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from haidang.telling.charts.lettering import text_width
from haidang.telling.teller import Teller

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)
_EXACT = 1e-9
_MOST_DECIMALS = 12
_FROM_ZERO = 0.5  # an axis begins at zero when its lowest value is less than this share of the highest


@dataclass(frozen=True, slots=True)
class Scale:
    """
    A linear scale.

    Attributes
    ----------
    low, high
        First and last value, low < high.
    length
        Length on the drawing.
    ticks, words
        Values that are marked, and what is written there.
    """

    low: float
    high: float
    length: float
    ticks: tuple[float, ...]
    words: tuple[str, ...]

    def place(self, value: float) -> float:
        """Return how far a value lies from the low end on the drawing."""
        return (value - self.low) / (self.high - self.low) * self.length

    def channel(self, field: str, **axis: object) -> dict[str, Any]:
        """Return the encoding of a field by this scale; `axis` adds properties of the axis."""
        labels = (
            f"{json.dumps(self.words, ensure_ascii=False)}[indexof({json.dumps(self.ticks)}, datum.value)]"
        )
        return {
            "field": field,
            "type": "quantitative",
            "scale": {"domain": [self.low, self.high], "nice": False, "zero": False},
            "axis": {"title": None, "values": list(self.ticks), "labelExpr": labels, **axis},
        }


def value_scale(t: Teller, values: list[float], length: float, most: int = 6) -> Scale:
    """Return a scale that holds all values, begins and ends at a tick, and has about `most` ticks."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - (abs(low) or 1) * 0.1, high + (abs(high) or 1) * 0.1
    step = _round_step((high - low) / (most - 1))
    decimals = next(d for d in range(_MOST_DECIMALS) if abs(round(step, d) - step) <= step * _EXACT)
    first, last = math.floor(low / step + _EXACT), math.ceil(high / step - _EXACT)
    ticks = tuple(round(step * each, decimals) for each in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], length, ticks, tuple(t.number(tick, decimals) for tick in ticks))


def level_scale(t: Teller, values: list[float], length: float) -> Scale:
    """Return a scale of values that begins at zero unless that would squeeze them into the upper half."""
    from_zero = 0 <= min(values) < max(values) * _FROM_ZERO
    return value_scale(t, [*values, 0.0] if from_zero else values, length)


def lying_scale(t: Teller, values: list[float], length: float, size: float) -> Scale:
    """Return a scale of values along x with as many ticks as have room beside each other in letters of `size`."""
    scales = (value_scale(t, values, length, most) for most in (6, 5, 4, 3, 2))
    return next((each for each in scales if _has_room(each, size)), value_scale(t, values, length, 2))


def _has_room(scale: Scale, size: float) -> bool:
    return sum(text_width(word, size) + size for word in scale.words) <= scale.length


def share_scale(t: Teller, highest: float, length: float) -> Scale:
    """Return a scale of shares from 0 to a little above the highest, marked in per cent."""
    scale = value_scale(t, [0.0, max(highest * 100, 1.0)], length)
    shares = tuple(tick / 100 for tick in scale.ticks)
    words = tuple(t.quantity(word, "%") for word in scale.words)
    return Scale(shares[0], shares[-1], length, shares, words)


def percent_scale(t: Teller, length: float, high: float = 1.0) -> Scale:
    """Return a scale of shares from 0, marked in per cent as far as 100; `high` leaves room above."""
    percents = (0, 20, 40, 60, 80, 100)
    ticks = tuple(each / 100 for each in percents)
    return Scale(0.0, high, length, ticks, tuple(t.percent(tick) for tick in ticks))


def year_scale(years: list[float], length: float, room: tuple[float, float], label: float) -> Scale:
    """
    Return a scale of years that are marked at their ends.

    Parameters
    ----------
    years
        What it must hold; 2024.0 is the end of 2024. The last whole one is always marked.
    length
        Length on the drawing.
    room
        Length left free before the first and after the last year.
    label
        Length that one label needs.
    """
    first, last = min(years), max(years)
    if first == last:
        first, last = first - 1, last + 1
    per_year = (length - sum(room)) / (last - first)
    step = next((each for each in _YEAR_STEPS if each * per_year >= label), _YEAR_STEPS[-1])
    marked = range(math.floor(last + _EXACT), math.ceil(first - _EXACT) - 1, -step)
    ticks = tuple(float(year) for year in reversed(marked))
    return Scale(
        first - room[0] / per_year,
        last + room[1] / per_year,
        length,
        ticks,
        tuple(str(int(tick)) for tick in ticks),
    )


def _round_step(step: float) -> float:
    size = 10.0 ** math.floor(math.log10(step))
    return float(f"{size * next(each for each in _STEPS if size * each >= step * (1 - _EXACT)):.12g}")
