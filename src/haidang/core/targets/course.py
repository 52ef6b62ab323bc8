"""
Rules shared by the kinds that hold one value against figures.

In this order: the figure of the target's own period decides; a cumulated part of it shows whether the rest can
follow; the latest figures show the course from the day the promise was made. Method and edge cases:
docs/methods/course.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import Said, say
from haidang.base.units import convert
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.indicators.series import Figure, interval_of
from haidang.core.targets.case import Case
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Pace, Reason, Verdict

_YEAR_DAYS = 365.25
_MONTHS = 12
_PACE_DIGITS = 10  # two equal paces stay equal, however their ends were subtracted


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
            return _judge_cumulated(case, promise, parts)
        if case.measure.over_time in ("chain", "mean"):
            return _judge_rate(case, promise, parts)
    return _judge_course(case, promise)


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
    if _is_disputed(case, promise, figure, kept=kept):
        return replace(verdict, reason=Reason.RIVALS_ACROSS_LINE)
    return replace(verdict, status=Evidence.MET if kept else Evidence.MISSED)


def _is_disputed(case: Case, promise: Promise, figure: Figure, *, kept: bool) -> bool:
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


def _first_reached(case: Case, promise: Promise) -> Verdict | None:
    """Return the verdict by the first figure since the promise that reached it, undisputed, its period over."""
    last_day = min(case.day, case.due.end)
    for figure in usable(case):
        if case.counts_from <= figure.period.end <= last_day:
            verdict = decide(case, promise, figure)
            if verdict.status is Evidence.MET:
                return verdict
    return None


def parts_of_period(case: Case) -> list[Figure]:
    """Return the cumulated parts of the target's period, shortest first."""
    period = case.due
    inside = [
        figure
        for other, figure in case.figures.items()
        if other.start == period.start and other.end < period.end
    ]
    whole_years = period.is_year or period.days < 366
    return sorted(inside, key=lambda figure: figure.period.end) if whole_years else []


def narrowed(parts: Sequence[Figure], *, only_grows: bool) -> list[Interval]:
    """
    Return what is known of each cumulated part.

    One that only grows is never below an earlier one of the same producer and definition; others are not spliced.
    """
    known: list[Interval] = []
    floors: dict[tuple[str, str], float] = {}
    for part in parts:
        seen = part.interval
        if only_grows:
            line = part.observation.producer_id, part.observation.definition
            floor = floors.get(line, -math.inf)
            seen = seen.meet(Interval(floor, math.inf)) or seen
            floors[line] = max(floor, seen.low)
        known.append(seen)
    return known


def _judge_cumulated(case: Case, promise: Promise, parts: Sequence[Figure]) -> Verdict:
    """Judge a yearly flow by its part so far, and say what the rest is to bring each month."""
    known = narrowed(parts, only_grows=case.measure.only_grows)
    verdict = _cumulated(case, promise, parts[-1], known[-1])
    floor = [part for part in parts[:-1] if parts[-1].interval.low < part.interval.low == known[-1].low]
    verdict = replace(verdict, figures=(parts[-1], *floor[-1:]))
    settled = _settled(case, promise, parts, known)
    if settled is not None:
        status, part = settled
        figures = tuple(dict.fromkeys((part, parts[-1])))
        verdict = replace(verdict, status=status, reason=None, figures=figures, notes=(_CANNOT_FALL,))
        return replace(verdict, needed=None, assumption=None)
    if case.is_over:
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD, pace=None, needed=None, assumption=None)
    for part, seen in zip(reversed(parts), reversed(known), strict=True):
        kept = promise.scaled(part.period.months / case.due.months).test(seen)
        if kept is not None:
            return _by_part(verdict, part, parts[-1], kept=kept)
    return verdict


def _settled(
    case: Case, promise: Promise, parts: Sequence[Figure], known: Sequence[Interval]
) -> tuple[Evidence, Figure] | None:
    """Return what the rest of the period cannot undo, by the longest part that is over, if no rival disputes it."""
    over = [(part, seen) for part, seen in zip(parts, known, strict=True) if part.period.end <= case.day]
    if not case.measure.only_grows or not over:
        return None
    part, seen = over[-1]
    floor, ceiling = Promise.at_least(promise.low), Promise.at_most(promise.high)
    if seen.surely_above(promise.high):
        return None if _is_disputed(case, ceiling, part, kept=False) else (Evidence.MISSED, part)
    if promise.high == math.inf and seen.surely_at_least(promise.low):
        return None if _is_disputed(case, floor, part, kept=True) else (Evidence.MET, part)
    return None


def _by_part(verdict: Verdict, part: Figure, last: Figure, *, kept: bool) -> Verdict:
    """Return the course by the part that tells it: the last one, or an earlier one when that is a bound."""
    return replace(
        verdict,
        status=Evidence.AHEAD if kept else Evidence.BEHIND,
        reason=None,
        figures=tuple(dict.fromkeys((part, last, *verdict.figures))),
        is_estimate=part.observation.is_estimate,
        notes=() if part is last else (_earlier(part),),
    )


_CANNOT_FALL = say("The cumulated figure cannot fall, so the rest of the period cannot undo this.")


def _earlier(part: Figure) -> Said:
    return say("The latest figure is a bound across the line; {period} decides.", period=part.period)


def _cumulated(case: Case, promise: Promise, last: Figure, seen: Interval) -> Verdict:
    done = last.period.months
    left = case.due.months - done
    line = promise.line(promise.scaled(done / case.due.months).side(seen))
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
    """Judge a yearly growth rate by that of its part so far, and say what rate the rest needs."""
    last = parts[-1]
    weight = last.period.months / case.due.months
    line = promise.line(promise.side(last.interval))
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
            return _by_part(verdict, part, last, kept=kept)
    return verdict


_EQUAL_WEIGHTS = say("Each month of the year before is taken to weigh the same.")


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


def missing(case: Case) -> Reason:
    """Return why there is no figure at all."""
    if case.target.definition and case.other_definitions:
        return Reason.OTHER_DEFINITION
    return Reason.NO_FIGURE_PUBLISHED if case.measure.is_published is False else Reason.FIGURE_NOT_HELD


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
                verdict, figures=(*verdict.figures, latest), notes=(*verdict.notes, _earlier(earlier))
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
        return replace(verdict, reason=Reason.FIGURE_NOT_HELD)
    needed = _needed(case, promise, latest)
    if latest.period.end < case.oldest:
        return replace(verdict, reason=Reason.FIGURES_TOO_OLD, needed=needed)
    kept = promise.test(latest.interval)
    if kept is None:
        return _judge_worst(case, promise, replace(verdict, needed=needed), figures, latest)
    if kept or case.measure.measure == "growth":
        status = Evidence.AHEAD if kept else Evidence.BEHIND
        return replace(verdict, status=status, needed=None if kept else needed)
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
