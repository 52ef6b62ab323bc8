"""
The figure that decides a promise, and what may keep it from deciding: a bound or a rival across the line.

Method: docs/methods/course.md, «Order of decision».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import say
from haidang.base.units import convert
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.indicators.series import Figure, interval_of
from haidang.core.targets.case import Case
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Reason, Verdict


def expected(verdict: Verdict) -> Verdict:
    """Turn what a projection of the whole period decides into a course: the period is not over."""
    course = {Evidence.MET: Evidence.AHEAD, Evidence.MISSED: Evidence.BEHIND}
    return replace(verdict, status=course.get(verdict.status, verdict.status), notes=(_PROJECTION,))


_PROJECTION = say("The period is not over: its figure was projected before the end.")


def own_figure(case: Case) -> Figure | None:
    """Return the figure of the target's period."""
    return figure_at(case.figures, case.due, case.measure)


def figure_at(figures: Mapping[Period, Figure], period: Period, indicator: Indicator) -> Figure | None:
    """Return the figure of exactly the period; for a stock also one of its last day or month."""
    if period in figures:
        return figures[period]
    if indicator.is_stock:
        at_end = [
            figure for other, figure in figures.items() if other.end == period.end and period.contains(other)
        ]
        return min(at_end, key=lambda figure: figure.period.days, default=None)
    return None


def decide(case: Case, promise: Promise, figure: Figure) -> Verdict:
    """Judge by the figure that decides; rivals or a bound across the line leave it open."""
    kept = promise.test(figure.interval)
    verdict = Verdict(
        Evidence.NOT_CHECKABLE,
        achieved=figure,
        achieved_interval=figure.interval,
        figures=(figure,),
        is_estimate=figure.observation.is_estimate,
    )
    if kept is None:
        return replace(verdict, reason=Reason.BOUND_ACROSS_LINE)
    if is_disputed(case, promise, figure, kept=kept):
        return replace(verdict, reason=Reason.RIVALS_ACROSS_LINE)
    return replace(verdict, status=Evidence.MET if kept else Evidence.MISSED)


def is_disputed(case: Case, promise: Promise, figure: Figure, *, kept: bool) -> bool:
    """Return whether a rival says the opposite; one that leaves it open disputes nothing."""
    tests = [promise.test(interval_of(rival, case.measure)) for rival in rivals_of(case, figure)]
    return any(test is not None and test is not kept for test in tests)


def rivals_of(case: Case, figure: Figure) -> list[Observation]:
    """Return the rivals of a figure that are of the target's definition; of any when it names none."""
    return [each for each in figure.rivals if case.target.definition in ("", each.definition)]


def contested(case: Case, figure: Figure) -> Interval:
    """Return what a figure and the rivals that contradict it allow together."""
    span = figure.interval
    for rival in rivals_of(case, figure):
        if interval_of(rival, case.measure).meet(figure.interval) is None:
            value = convert(rival.value, rival.unit, case.measure.unit)
            span = Interval(min(span.low, value), max(span.high, value))
    return span


def missing(case: Case) -> Reason:
    """Return why there is no figure at all."""
    if case.target.definition and case.other_definitions:
        return Reason.OTHER_DEFINITION
    return Reason.NO_FIGURE_PUBLISHED if case.measure.is_published is False else Reason.FIGURE_NOT_HELD
