"""
Which figure counts, as of a day.

A figure is seen from the day by which it was public. Among the vintages of one producer and definition the last
one counts. Figures of other producers or definitions are rivals: shown, never a revision. The indicator's
preferred producer counts first; without one, a figure that was published rather than computed, the more final one, from the
better source, surer, later. A bound stays a bound.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.units import convert
from haidang.core.indicators.indicator import Indicator, Observation

ABOUT_SHARE = 0.05  # «about» in a source or a target: within 5 per cent, see docs/methods/about.md
_SURENESS = {"high": 3, "medium": 2, "low": 1, "": 0}
_UNKNOWN_TIER = 5
# from the least to the most final
FIRMNESS = ("E", "P", "U", "I", "D", "B", "A")


@dataclass(frozen=True, slots=True)
class Figure:
    """
    What is known of one period as of a day.

    Attributes
    ----------
    observation
        The figure that counts.
    interval
        Its possible values in the indicator's unit.
    vintages
        All known vintages of the same producer and definition, oldest first, the counting one last.
    rivals
        The counting vintages of the others.
    is_preferred
        Whether it is the preferred producer's; False also when none is named.
    computed
        Whether a formula gave it.
    """

    observation: Observation
    interval: Interval
    vintages: tuple[Observation, ...]
    rivals: tuple[Observation, ...] = ()
    is_preferred: bool = False
    computed: bool = False

    @property
    def period(self) -> Period:
        """The period it is about."""
        return self.observation.period


def last_of(figures: Iterable[Figure]) -> Figure | None:
    """Return the figure whose period ends last, of several the longest period; None without figures."""
    return max(figures, key=lambda each: (each.period.end, each.period.days), default=None)


def is_known(observation: Observation, day: date) -> bool:
    """Return whether the figure was surely public, and not yet withdrawn, at the end of `day`."""
    return observation.public_by <= day and not _is_withdrawn(observation, day)


def list_possibly_known(observations: Iterable[Observation], day: date) -> list[Observation]:
    """Return the figures that may have been public on `day`, but not surely."""
    return [
        each
        for each in observations
        if each.public_from <= day < each.public_by and not _is_withdrawn(each, day)
    ]


def _is_withdrawn(observation: Observation, day: date) -> bool:
    return observation.withdrawn_on is not None and observation.withdrawn_on <= day


def interval_of(observation: Observation, indicator: Indicator) -> Interval:
    """Return the possible values of a figure in the indicator's unit."""
    value = convert(observation.value, observation.unit, indicator.unit)
    if observation.bound == ">":
        high = indicator.bounds[1]
        return Interval(value, math.inf if high is None else max(high, value), low_open=True)
    if observation.bound == "<":
        low = indicator.bounds[0]
        return Interval(-math.inf if low is None else min(low, value), value, high_open=True)
    if observation.bound == "~":
        reach = abs(value) * ABOUT_SHARE
        return Interval(value - reach, value + reach).rounded()
    return Interval.exact(value)


def figures_as_of(
    observations: Iterable[Observation],
    indicator: Indicator,
    day: date,
    definition: str = "",
    *,
    with_derived: bool = True,
) -> dict[Period, Figure]:
    """
    Return the figure that counts for each period.

    Parameters
    ----------
    observations
        All vintages of all producers of one indicator in one area.
    indicator
        The indicator.
    day
        Day as of which one asks.
    definition
        When given, only figures of this definition are looked at.
    with_derived
        Whether figures computed by the collector from published numbers count.
    """
    by_period: dict[Period, dict[tuple[str, str], list[Observation]]] = {}
    for each in observations:
        wanted = (not definition or each.definition == definition) and (with_derived or not each.derived)
        if wanted and is_known(each, day):
            lines = by_period.setdefault(each.period, {})
            lines.setdefault((each.producer_id, each.definition), []).append(each)
    return {period: _choose(lines, indicator) for period, lines in sorted(by_period.items())}


def _choose(lines: Mapping[tuple[str, str], list[Observation]], indicator: Indicator) -> Figure:
    ordered = [sorted(line, key=lambda each: (each.public_by, each.public_from)) for line in lines.values()]
    ordered.sort(key=lambda line: _rank(line[-1], indicator), reverse=True)
    best = ordered[0]
    return Figure(
        best[-1],
        interval_of(best[-1], indicator),
        tuple(best),
        tuple(line[-1] for line in ordered[1:]),
        is_preferred=best[-1].producer_id == indicator.preferred_producer_id,
    )


def _rank(each: Observation, indicator: Indicator) -> tuple[bool, bool, int, int, int, date, str, str]:
    return (
        each.producer_id == indicator.preferred_producer_id,
        not each.derived,
        FIRMNESS.index(each.status),
        -(each.tier or _UNKNOWN_TIER),
        _SURENESS.get(each.confidence, 0),
        each.public_by,
        each.producer_id,
        each.definition,  # so that the order of rows never decides
    )
