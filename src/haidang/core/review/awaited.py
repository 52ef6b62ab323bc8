"""
The figure to come that would make a target checkable, by law or agreement.

Where the indicator follows from others by its formula, it is the last of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from haidang.base.days import years_on
from haidang.base.periods import Period
from haidang.core.evidence import Evidence
from haidang.core.indicators.book import series_with_parts
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.review.expected import Expected, State, list_expected
from haidang.core.review.missing import Missing

_AROUND = 2  # years: what fell due, or is due, so far from the day
_OPEN = (State.LATE, State.DUE)


def with_expected(missing: Iterable[Missing], evidence: Evidence, day: date) -> tuple[Missing, ...]:
    """
    Return what targets lack with the figure that is to come next, where one is expected.

    It is of no later period than the target, and of a later one than the last figure; one of a whole year goes before one of
    a part of it.

    Parameters
    ----------
    missing
        What targets lack.
    evidence
        The source.
    day
        Day as of which.
    """
    held, indicators = tuple(missing), evidence.indicators()
    wanted = {each.series for each in held if each.series is not None}
    if not wanted or not evidence.expectations():
        return held
    parts = {key: _parts(key, indicators) for key in wanted}
    series = {key for keys in parts.values() for key in keys}
    listed = list_expected(evidence, day, years_on(day, -_AROUND), years_on(day, _AROUND), series)
    by_part = _by_part(listed)
    return tuple(
        replace(each, expected=_next(each, [by_part.get(key, {}) for key in parts[each.series]]))
        if each.series in parts
        else each
        for each in held
    )


def _parts(key: SeriesKey, indicators: Mapping[str, Indicator]) -> list[SeriesKey]:
    """Return the series that a series follows from, itself where it has no formula."""
    every = series_with_parts([key], indicators)
    return [each for each in every if not indicators[each.indicator_id].formula]


def _by_part(listed: Iterable[Expected]) -> dict[SeriesKey, dict[Period, Expected]]:
    """Return what counts of each series and period: what was received, else the first that is open."""
    found: dict[SeriesKey, dict[Period, Expected]] = {}
    for each in listed:
        periods = found.setdefault(each.key, {})
        if each.state is State.RECEIVED or (each.state in _OPEN and each.period not in periods):
            periods[each.period] = each
    return found


def _next(missing: Missing, parts: Sequence[Mapping[Period, Expected]]) -> Expected | None:
    line = missing.line
    newest = line.latest.period.end if line.latest is not None else date.min
    shared = set.intersection(*(set(part) for part in parts)) if parts else set()
    last = [
        max(still_open, key=lambda each: each.due)
        for period in shared
        if newest < period.end <= line.target.period.end
        and (still_open := [part[period] for part in parts if part[period].state in _OPEN])
    ]
    return min(last, key=_most_helpful_first, default=None)


def _most_helpful_first(each: Expected) -> tuple[bool, bool, int]:
    """Whole years first, then the newest of what is late, then the nearest of what is due."""
    is_due = each.state is State.DUE
    return not each.period.is_year, is_due, each.due.toordinal() if is_due else -each.due.toordinal()
