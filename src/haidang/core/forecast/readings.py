"""
Readings: what the years of a history may have been, as equally likely histories.

A bound is never crossed. «More than v» is read as v and a little: the phrase is used for figures just above; «nearly
v» as v less a little. Of rivals the counting figure is taken half the time. Conventions: docs/methods/odds.md, «Doubt».
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from haidang.core.forecast.history import Known, size_of
from haidang.core.indicators.indicator import Indicator
from haidang.kernels.growth import Floats

_MORE_SHARE, _NEARLY_SHARE = 0.02, 0.01
_ABOUT_SHARE = 0.02
_LEAST_SHARE = 0.05  # a doubtful amount stays at least this part of itself


def readings_and_words(
    known: Sequence[Known], indicator: Indicator, count: int, random: np.random.Generator
) -> tuple[Floats, Floats]:
    """
    Return equally likely histories and, draw for draw, what they are at face value.

    Parameters
    ----------
    known
        N years.
    indicator
        Whose they are.
    count
        How many readings to make when there is any doubt, >= 1.
    random
        Stream of chance.

    Returns
    -------
    readings, words
        (M, N) values in the unit; M is 1 when every year is exact, else `count`. The words are what a verdict takes:
        bounds, «about» and rivals are open, other doubt is left out.
    """
    if all(each.is_exact for each in known):
        exact = np.array([[each.value for each in known]])
        return exact, exact
    pairs = [read(each, indicator, count, random) for each in known]
    return np.stack([pair[0] for pair in pairs], axis=1), np.stack([pair[1] for pair in pairs], axis=1)


def _about(known: Known, indicator: Indicator) -> float:
    return _ABOUT_SHARE * size_of(known.value, indicator) if known.figure.observation.bound == "~" else 0.0


def read(
    known: Known, indicator: Indicator, count: int, random: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return draws (M,) of what one year may have been, in the unit, and the same draws at face value."""
    base = np.full(count, known.value)
    if known.rivals:
        which = random.integers(0, 2 * len(known.rivals), count)
        rivals = np.array(known.rivals)
        base = np.where(which < len(rivals), rivals[which % len(rivals)], base)
    bound = known.figure.observation.bound
    size = size_of(known.value, indicator)
    about = _about(known, indicator)
    if bound == ">":
        base = base + random.exponential(_MORE_SHARE * size, count)
    elif bound == "<":
        base = base - random.exponential(_NEARLY_SHARE * size, count)
    elif about:
        base = base + about * random.standard_normal(count)
    other = math.sqrt(max(known.doubt**2 - about**2, 0.0))
    unsure = base + other * random.standard_normal(count) if other else base
    lower, upper = indicator.bounds
    low = known.interval.low if bound == ">" else (-np.inf if lower is None else lower)
    high = known.interval.high if bound == "<" else (np.inf if upper is None else upper)
    if known.value > 0 and indicator.measure in ("level", "count", "ratio"):
        low = max(low, _LEAST_SHARE * known.value)
    reading: Floats = np.clip(unsure, low, high)
    word: Floats = np.clip(base, low, high)
    return reading, word
