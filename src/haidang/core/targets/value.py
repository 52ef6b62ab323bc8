"""
One value against figures, the rule that at_least, at_most, about and within share.

In this order: the figure of the target's own period decides; a cumulated part of it shows whether the rest can
follow; the latest figures show the course from the day the promise was made. Method and edge cases:
docs/methods/course.md.
"""

from __future__ import annotations

from haidang.core.targets.case import Case
from haidang.core.targets.course import judge_course, usable
from haidang.core.targets.deciding import decide, expected, own_figure
from haidang.core.targets.parts import judge_cumulated, judge_rate, parts_of_period
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Verdict


def judge_value(case: Case, promise: Promise) -> Verdict:
    """
    Judge a promise of one value at a date or over a period.

    Parameters
    ----------
    case
        Target and figures.
    promise
        The line, in the indicator's unit.
    """
    if case.target.reached_once:
        reached = _first_reached(case, promise)
        if reached is not None:
            return reached
    own = own_figure(case)
    if own is not None:
        return decide(case, promise, own) if case.is_over else expected(decide(case, promise, own))
    parts = parts_of_period(case)
    if parts:
        if case.measure.over_time == "sum":
            return judge_cumulated(case, promise, parts)
        if case.measure.over_time in ("chain", "mean"):
            return judge_rate(case, promise, parts)
    return judge_course(case, promise)


def _first_reached(case: Case, promise: Promise) -> Verdict | None:
    """Return the verdict by the first figure since the promise that reached it, undisputed, its period over."""
    last_day = min(case.day, case.due.end)
    for figure in usable(case):
        if case.counts_from <= figure.period.end <= last_day:
            verdict = decide(case, promise, figure)
            if verdict.status is Evidence.MET:
                return verdict
    return None
