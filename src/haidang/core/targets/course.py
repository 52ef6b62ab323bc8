"""
Rules shared by the kinds that hold one value against figures.

In this order: the figure of the target's own period decides; a cumulated part of it shows whether the rest can
follow; the latest figures show the course from the day the promise was made. Method and edge cases:
docs/methods/course.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from haidang.base.intervals import Interval
from haidang.base.text import Said, say
from haidang.core.indicators.series import Figure, interval_of
from haidang.core.targets.case import Case
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Pace, Reason, Verdict

_BASE_DAYS = 731
_YEAR_DAYS = 365.25


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
    own = own_figure(case)
    if own is not None:
        return decide(case, promise, own) if case.is_over else _expected(decide(case, promise, own))
    if case.target.reached_once:
        reached = _first_reached(case, promise)
        if reached is not None:
            return decide(case, promise, reached)
    parts = parts_of_period(case)
    if parts:
        if case.measure.over_time == "sum":
            return _judge_cumulated(case, promise, parts)
        if case.measure.over_time in ("chain", "mean"):
            return _judge_rate(case, promise, parts)
    return _judge_course(case, promise)


def _expected(verdict: Verdict) -> Verdict:
    """Turn what a projection of the whole period decides into a course: the period is not over."""
    course = {Evidence.MET: Evidence.AHEAD, Evidence.MISSED: Evidence.BEHIND}
    return replace(verdict, status=course.get(verdict.status, verdict.status), notes=(_PROJECTION,))


_PROJECTION = say("The period is not over: its figure was projected before the end.")


def own_figure(case: Case) -> Figure | None:
    """Return the figure of exactly the target's period; for a stock also one of its last day or month."""
    figures = case.figures
    period = case.target.period
    if period in figures:
        return figures[period]
    if case.measure.over_time in ("last", "none"):
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
    for rival in figure.rivals:
        if case.target.definition in ("", rival.definition):
            other = promise.test(interval_of(rival, case.measure))
            if other is not None and other is not kept:
                return replace(verdict, reason=Reason.RIVALS_ACROSS_LINE)
    return replace(verdict, status=Evidence.MET if kept else Evidence.MISSED)


def _first_reached(case: Case, promise: Promise) -> Figure | None:
    for period, figure in case.figures.items():
        if case.counts_from <= period.end <= case.target.period.end and promise.test(figure.interval):
            return figure
    return None


def parts_of_period(case: Case) -> list[Figure]:
    """Return the cumulated parts of the target's period, shortest first."""
    period = case.target.period
    inside = [
        figure
        for other, figure in case.figures.items()
        if other.start == period.start and other.end < period.end
    ]
    whole_years = period.is_year or period.days < 366
    return sorted(inside, key=lambda figure: figure.period.end) if whole_years else []


def narrowed(parts: Sequence[Figure], *, only_grows: bool) -> list[Interval]:
    """Return what is known of each cumulated part; one that only grows is never below an earlier one."""
    known: list[Interval] = []
    floor = Interval(-math.inf, math.inf)
    for part in parts:
        seen = part.interval
        if only_grows:
            seen = seen.meet(floor) or seen
            floor = Interval(max(floor.low, seen.low), math.inf)
        known.append(seen)
    return known


def _judge_cumulated(case: Case, promise: Promise, parts: Sequence[Figure]) -> Verdict:
    """Judge a yearly flow by its part so far: what is the rest to bring each month?"""
    only_grows = case.measure.only_grows
    known = narrowed(parts, only_grows=only_grows)
    side = 1 if math.isfinite(promise.low) else -1
    line = promise.line(side)
    verdict = _cumulated(case, line, parts[-1], known[-1])
    if only_grows and known[-1].low >= promise.low and promise.high == math.inf:
        return replace(verdict, status=Evidence.MET, reason=None, notes=(_CANNOT_FALL,))
    if only_grows and known[-1].surely_above(promise.high):
        return replace(verdict, status=Evidence.MISSED, reason=None, notes=(_CANNOT_FALL,))
    if case.is_over:
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD, pace=None, needed=None, assumption=None)
    for part, seen in zip(reversed(parts), reversed(known), strict=True):
        share = part.period.months / case.target.period.months
        status = _against(seen, line * share, side)
        if status is not None:
            figures = tuple(dict.fromkeys((parts[-1], part)))
            notes = () if part is parts[-1] else (_earlier(part),)
            return replace(verdict, status=status, reason=None, figures=figures, notes=notes)
    return verdict


_CANNOT_FALL = say("The cumulated figure cannot fall, so the rest of the period cannot undo this.")


def _earlier(part: Figure) -> Said:
    return say("The latest figure is a bound across the line; {period} decides.", period=part.period)


def _against(seen: Interval, line: float, side: int) -> Evidence | None:
    if side >= 0:
        if seen.surely_at_least(line):
            return Evidence.AHEAD
        return Evidence.BEHIND if seen.surely_below(line) else None
    if seen.surely_at_most(line):
        return Evidence.AHEAD
    return Evidence.BEHIND if seen.surely_above(line) else None


def _cumulated(case: Case, line: float, last: Figure, seen: Interval) -> Verdict:
    done = last.period.months
    left = case.target.period.months - done
    needed = (Interval.exact(line) - seen).scaled(1 / left)
    return Verdict(
        Evidence.NOT_CHECKABLE,
        Reason.BOUND_ACROSS_LINE,
        achieved=last,
        achieved_interval=seen,
        pace=Pace(seen.scaled(1 / done), "per_month"),
        needed=Pace(needed, "per_month"),
        figures=(last,),
        over=last.period,
        is_estimate=last.observation.is_estimate,
        assumption=say("Each month of the period is taken to weigh the same; seasons are not allowed for."),
    )


def _judge_rate(case: Case, promise: Promise, parts: Sequence[Figure]) -> Verdict:
    """Judge a yearly growth rate by that of its part so far: what rate does the rest need?"""
    last = parts[-1]
    weight = last.period.months / case.target.period.months
    side = 1 if math.isfinite(promise.low) else -1
    line = promise.line(side)
    rest = (Interval.exact(line) - last.interval.scaled(weight)).scaled(1 / (1 - weight))
    verdict = Verdict(
        Evidence.NOT_CHECKABLE,
        Reason.FIGURE_NOT_HELD if case.is_over else Reason.BOUND_ACROSS_LINE,
        achieved=last,
        achieved_interval=last.interval,
        pace=None if case.is_over else Pace(last.interval, "rate"),
        needed=None if case.is_over else Pace(rest, "rate"),
        figures=(last,),
        over=last.period,
        is_estimate=last.observation.is_estimate,
        assumption=None if case.is_over else _EQUAL_WEIGHTS,
    )
    if case.is_over:
        return verdict
    for part in reversed(parts):
        kept = promise.test(part.interval)
        if kept is not None:
            notes = () if part is last else (_earlier(part),)
            figures = tuple(dict.fromkeys((last, part)))
            return replace(
                verdict,
                status=Evidence.AHEAD if kept else Evidence.BEHIND,
                reason=None,
                figures=figures,
                notes=notes,
            )
    return verdict


_EQUAL_WEIGHTS = say("Each month of the year before is taken to weigh the same.")


def usable(case: Case) -> list[Figure]:
    """Return the figures that can tell a course, by the end of their period: whole years for flows, any for stocks."""
    stock = case.measure.over_time in ("last", "none")
    found = [figure for period, figure in case.figures.items() if stock or period.is_year]
    return sorted(found, key=lambda figure: (figure.period.end, figure.period.days))


def missing(case: Case) -> Reason:
    """Return why there is no figure at all."""
    if case.target.definition and case.other_definitions:
        return Reason.OTHER_DEFINITION
    if case.measure.is_published is False:
        return Reason.NO_FIGURE_PUBLISHED
    area = case.areas.get(case.target.area_id)
    if area is not None and area.ended_by(case.day):
        return Reason.OTHER_TERRITORY
    return Reason.FIGURE_NOT_HELD


def _judge_course(case: Case, promise: Promise) -> Verdict:
    """Judge a value to be reached later by the course since the promise was made."""
    figures = usable(case)
    if not figures:
        return Verdict(Evidence.NOT_CHECKABLE, missing(case))
    latest = figures[-1]
    first = _course(case, promise, figures, latest)
    if case.is_over or first.reason is not Reason.BOUND_ACROSS_LINE:
        return first
    # the newest figure is a bound across the line: the one before it may decide
    for number in range(len(figures) - 1, 0, -1):
        earlier = figures[number - 1]
        verdict = _course(case, promise, figures[:number], earlier)
        if verdict.is_checkable:
            return replace(
                verdict, figures=(latest, *verdict.figures), notes=(*verdict.notes, _earlier(earlier))
            )
        if verdict.reason is not Reason.BOUND_ACROSS_LINE:
            break
    return first


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
        return replace(verdict, reason=_over_without_figure(case))
    needed = _needed(case, promise, latest)
    if latest.period.end < case.oldest:
        return replace(verdict, reason=Reason.FIGURES_TOO_OLD, needed=needed)
    kept = promise.test(latest.interval)
    if kept is None:
        return replace(verdict, reason=Reason.BOUND_ACROSS_LINE, needed=needed)
    if kept or case.measure.measure == "growth":
        status = Evidence.AHEAD if kept else Evidence.BEHIND
        return replace(verdict, status=status, needed=None if kept else needed)
    return _judge_pace(case, promise, replace(verdict, needed=needed), figures, latest)


def _over_without_figure(case: Case) -> Reason:
    area = case.areas.get(case.target.area_id)
    if (
        area is not None
        and area.valid_to is not None
        and area.valid_to < min(case.target.period.end, case.day)
    ):
        return Reason.OTHER_TERRITORY
    return Reason.FIGURE_NOT_HELD


def base_of(case: Case, figures: Iterable[Figure], latest: Figure) -> Figure | None:
    """
    Return the figure from which the pace so far is counted.

    The last one whose period ended on or before the day the promise was made, if not more than two years earlier;
    else the first one after it. Figures older than that change nothing.
    """
    earlier = [figure for figure in figures if figure.period.end < latest.period.end]
    before = [figure for figure in earlier if 0 <= (case.counts_from - figure.period.end).days <= _BASE_DAYS]
    after = [figure for figure in earlier if figure.period.end > case.counts_from]
    return before[-1] if before else (after[0] if after else None)


def _judge_pace(
    case: Case, promise: Promise, verdict: Verdict, figures: Sequence[Figure], latest: Figure
) -> Verdict:
    base = base_of(case, figures, latest)
    if base is None:
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD, notes=(_NO_BASE,))
    side = promise.side(latest.interval)
    if base.interval.low <= 0:  # zero or negative: growth by a factor has no meaning, absolute steps have
        verdict = replace(verdict, needed=_needed(case, promise, latest, "per_year"))
    if verdict.needed is None:
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD)
    pace = _pace(
        base.interval, latest.interval, _years(base.period.end, latest.period.end), verdict.needed.form
    )
    verdict = replace(verdict, base=base, pace=pace, figures=(latest, base))
    needed = verdict.needed.interval
    if side > 0:
        ahead, behind = pace.interval.low >= needed.high, pace.interval.high < needed.low
    else:
        ahead, behind = pace.interval.high <= needed.low, pace.interval.low > needed.high
    if ahead or behind:
        return replace(verdict, status=Evidence.AHEAD if ahead else Evidence.BEHIND)
    return replace(verdict, reason=Reason.BOUND_ACROSS_LINE)


_NO_BASE = say("No figure of the time of the promise is held, so the pace so far is unknown.")


def _years(start: date, end: date) -> float:
    return (end - start).days / _YEAR_DAYS


def _needed(case: Case, promise: Promise, latest: Figure, form: str = "") -> Pace | None:
    side = promise.side(latest.interval) or 1
    line = Interval.exact(promise.line(side))
    years = _years(latest.period.end, case.target.period.end)
    if years <= 0:
        return None
    grows = case.measure.measure in ("level", "count") and latest.interval.low > 0 and line.low > 0
    return _pace(latest.interval, line, years, form or ("growth_pct_per_year" if grows else "per_year"))


def _pace(start: Interval, end: Interval, years: float, form: str) -> Pace:
    """Return the yearly pace from one value to another; growth needs both to be positive."""
    if form == "growth_pct_per_year":
        low, high = _growth(start.high, end.low, years), _growth(start.low, end.high, years)
        return Pace(Interval(low, high), form)
    change = (end - start).scaled(1 / years)
    return Pace(change, form)


def _growth(start: float, end: float, years: float) -> float:
    if math.isinf(start):
        return -100.0
    return math.inf if math.isinf(end) else 100 * ((end / start) ** (1 / years) - 1)
