"""
A value to be reached later, by the course since the promise was made.

Method: docs/methods/course.md, «Course».
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import say
from haidang.core.indicators.indicator import Indicator
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.deciding import missing
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Pace, Reason, Verdict

_YEAR_DAYS = 365.25
_MONTHS = 12
_PACE_DIGITS = 10  # two equal paces stay equal, however their ends were subtracted


def usable(case: Case) -> list[Figure]:
    """
    Return the figures that can tell a course, by the end of their period.

    For a stock all of them; for others whole years, and the same part of other years when the target is about a
    part of a year: a month says nothing of a year, nor a year of a month.
    """
    stock, wanted = case.measure.is_stock, case.due
    found = [
        figure for period, figure in case.figures.items() if stock or _is_alike(period, wanted, case.measure)
    ]
    return sorted(found, key=lambda figure: (figure.period.end, figure.period.days))


def _is_alike(period: Period, wanted: Period, indicator: Indicator) -> bool:
    is_same_length = period.months == wanted.months
    if wanted.is_day or wanted.months >= _MONTHS:
        return period.is_year or (indicator.measure == "growth" and is_same_length)
    return is_same_length and period.start.month == wanted.start.month


def judge_course(case: Case, promise: Promise) -> Verdict:
    """Judge a value to be reached later by the course since the promise was made."""
    figures = usable(case)
    if not figures:
        return Verdict(Evidence.NOT_CHECKABLE, missing(case))
    return _course(case, promise, figures, figures[-1])


def _course(case: Case, promise: Promise, figures: Sequence[Figure], latest: Figure) -> Verdict:
    verdict = Verdict(
        Evidence.NOT_CHECKABLE,
        achieved=latest,
        achieved_interval=latest.interval,
        figures=(latest,),
        over=latest.period,
        is_estimate=latest.observation.is_estimate,
    )
    if case.is_over:
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD)
    kept = promise.test(latest.interval)
    needed = None if kept or case.measure.measure == "growth" else _needed(case, promise, latest)
    if latest.period.end < case.oldest:
        return replace(verdict, reason=Reason.FIGURES_TOO_OLD, needed=needed)
    if kept is not True and latest.period.end <= case.counts_from:
        # what came before the promise says nothing of its keeping, unless the line is reached already
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD, needed=needed, notes=(_NONE_SINCE,))
    if kept is None:
        return _judge_worst(case, promise, replace(verdict, needed=needed), figures, latest)
    if kept or case.measure.measure == "growth":
        status = Evidence.AHEAD if kept else Evidence.BEHIND
        return replace(verdict, status=status)
    return _judge_pace(case, promise, replace(verdict, needed=needed), figures, latest)


def base_of(case: Case, figures: Iterable[Figure], latest: Figure) -> Figure | None:
    """
    Return the figure from which the pace so far is counted.

    The last one whose period ended on or before the day the promise was made, if not more than two years earlier;
    else the first one after it. Figures older than that change nothing.
    """
    earlier = [figure for figure in figures if figure.period.end < latest.period.end]
    before = [
        figure
        for figure in earlier
        if 0 <= (case.counts_from - figure.period.end).days <= case.options.base_days
    ]
    after = [figure for figure in earlier if figure.period.end > case.counts_from]
    return before[-1] if before else (after[0] if after else None)


def _judge_pace(
    case: Case, promise: Promise, verdict: Verdict, figures: Sequence[Figure], latest: Figure
) -> Verdict:
    base = base_of(case, figures, latest)
    if base is None:
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD, notes=(_NO_BASE,))
    side = promise.side(latest.interval)
    goal = verdict.needed
    if base.interval.low <= 0:  # zero or negative: growth by a factor has no meaning, absolute steps have
        goal = _needed(case, promise, latest, "per_year")
    if goal is None:
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD)
    pace = _pace(base.interval, latest.interval, _years(base.period.end, latest.period.end), goal.form)
    verdict = replace(verdict, base=base, pace=pace, needed=goal, figures=(latest, base))
    if base.observation.producer_id != latest.observation.producer_id:
        verdict = replace(verdict, notes=(*verdict.notes, _TWO_PRODUCERS))
    needed = goal.interval
    if side > 0:
        ahead, behind = pace.interval.low >= needed.high, pace.interval.high < needed.low
    else:
        ahead, behind = pace.interval.high <= needed.low, pace.interval.low > needed.high
    if ahead or behind:
        return replace(verdict, status=Evidence.AHEAD if ahead else Evidence.BEHIND)
    return replace(verdict, reason=Reason.BOUND_ACROSS_LINE)


def _judge_worst(
    case: Case, promise: Promise, verdict: Verdict, figures: Sequence[Figure], latest: Figure
) -> Verdict:
    """Judge a bound across the line: ahead when even those of its values are that do not keep the promise yet."""
    open_ = replace(verdict, reason=Reason.BOUND_ACROSS_LINE)
    broken = latest.interval.meet(promise.broken) if promise.broken else None
    if broken is None or case.measure.measure == "growth":
        return open_
    worst = replace(latest, interval=broken)
    told = _judge_pace(case, promise, replace(verdict, needed=_needed(case, promise, worst)), figures, worst)
    if told.status is not Evidence.AHEAD or told.base is None:
        return open_
    return replace(told, figures=(latest, told.base))


_TWO_PRODUCERS = say("The figures at both ends of the pace so far are of different producers.")


_NONE_SINCE = say("No figure since the promise is held.")
_NO_BASE = say("No figure of the time of the promise is held, so the pace so far is unknown.")


def _years(start: date, end: date) -> float:
    return (end - start).days / _YEAR_DAYS


def _needed(case: Case, promise: Promise, latest: Figure, form: str = "") -> Pace | None:
    side = promise.side(latest.interval) or 1
    line = Interval.exact(promise.line(side))
    years = _years(latest.period.end, case.due.end)
    if years <= 0:
        return None
    grows = case.measure.measure in ("level", "count") and latest.interval.low > 0 and line.low > 0
    return _pace(latest.interval, line, years, form or ("growth_pct_per_year" if grows else "per_year"))


def _pace(start: Interval, end: Interval, years: float, form: str) -> Pace:
    """Return the yearly pace from one value to another; growth needs both to be positive."""
    if form == "growth_pct_per_year":
        low, high = _growth(start.high, end.low, years), _growth(start.low, end.high, years)
        return Pace(Interval(low, high).rounded(_PACE_DIGITS), form)
    return Pace((end - start).scaled(1 / years).rounded(_PACE_DIGITS), form)


def _growth(start: float, end: float, years: float) -> float:
    if math.isinf(start):
        return -math.inf
    return math.inf if math.isinf(end) else 100 * ((end / start) ** (1 / years) - 1)
