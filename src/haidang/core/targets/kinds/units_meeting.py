"""Units meeting criteria: at least `low` areas of a level fulfil all conditions. See docs/methods/units_meeting.md."""

from __future__ import annotations

import re
from dataclasses import dataclass

from haidang.base.errors import DataError
from haidang.base.intervals import Interval
from haidang.base.text import say
from haidang.core.areas.area import is_within
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.deciding import figure_at, own_figure
from haidang.core.targets.promise import Promise
from haidang.core.targets.value import judge_value
from haidang.core.targets.verdict import Evidence, Reason, Verdict

NEEDS = ("low", "indicator_id")
_CONDITION = re.compile(r"\s*([^\W\d][\w.\-]*)\s*(>=|<=)\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on one indicator, in that indicator's unit."""

    indicator_id: str
    promise: Promise


def parse_criteria(text: str) -> tuple[Condition, ...]:
    """
    Read conditions such as `clean_water >= 95; poverty_rate <= 1`.

    Raises
    ------
    DataError
        Names the condition that cannot be read.
    """
    found = []
    for piece in filter(str.strip, text.split(";")):
        match = _CONDITION.fullmatch(piece)
        if match is None:
            raise DataError(
                say("The condition «{seen}» cannot be read.", seen=piece.strip()),
                say("Write an indicator, >= or <=, and a number; separate conditions by semicolons."),
            )
        value = float(match[3])
        found.append(
            Condition(match[1], Promise.at_least(value) if match[2] == ">=" else Promise.at_most(value))
        )
    return tuple(found)


def judge(case: Case) -> Verdict:
    """
    Judge by the published number of units, else by counting the units that meet every condition.

    A unit of which a figure is missing may or may not meet them: the count is then an interval.
    """
    promise = Promise.at_least(case.value(case.target.low))
    if own_figure(case) is not None or not case.target.criteria:
        return judge_value(case, promise)
    count, figures = _count(case)
    if not figures:
        return Verdict(Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD)
    kept = promise.test(count)
    if kept is None:
        status = Evidence.NOT_CHECKABLE
    elif case.is_over:
        status = Evidence.MET if kept else Evidence.MISSED
    else:
        status = Evidence.AHEAD if kept else Evidence.BEHIND
    return Verdict(
        status,
        Reason.FIGURE_NOT_HELD if kept is None else None,
        achieved=figures[0],
        achieved_interval=count,
        figures=figures,
        over=figures[0].period,
        is_estimate=any(figure.observation.is_estimate for figure in figures),
    )


def _count(case: Case) -> tuple[Interval, tuple[Figure, ...]]:
    conditions = parse_criteria(case.target.criteria)
    meeting = unknown = 0
    used: list[Figure] = []
    at = min(case.day, case.target.period.end)
    for area in case.areas.values():
        inside = area.level == case.target.unit_level and area.exists_on(at)
        if not inside or not is_within(case.areas, area.area_id, case.target.area_id):
            continue
        results = []
        for condition in conditions:
            figure = _latest(case, SeriesKey(condition.indicator_id, area.area_id))
            if figure is not None:
                used.append(figure)
            results.append(None if figure is None else condition.promise.test(figure.interval))
        if all(results):
            meeting += 1
        elif False not in results:
            unknown += 1
    return Interval(meeting, meeting + unknown), tuple(used)


def _latest(case: Case, key: SeriesKey) -> Figure | None:
    """Return the figure of the target's period; while it runs, else the latest one not too old."""
    figures = case.book.figures(key)
    own = figure_at(figures, case.target.period, case.book.indicators[key.indicator_id])
    if own is not None or case.is_over:
        return own
    recent = [
        figure for period, figure in figures.items() if case.oldest <= period.end <= case.target.period.end
    ]
    return max(recent, key=lambda figure: figure.period.end, default=None)
