"""
A period that is not over, by its part so far: what the rest has to bring.

Method: docs/methods/course.md, «Part of the period».
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from haidang.base.intervals import Interval
from haidang.base.text import say
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.deciding import is_disputed
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Pace, Reason, Verdict


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


def judge_cumulated(case: Case, promise: Promise, parts: Sequence[Figure]) -> Verdict:
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
    return _told(case, verdict, promise.scaled(parts[-1].period.months / case.due.months).test(known[-1]))


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
        return None if is_disputed(case, ceiling, part, kept=False) else (Evidence.MISSED, part)
    if promise.high == math.inf and seen.surely_at_least(promise.low):
        return None if is_disputed(case, floor, part, kept=True) else (Evidence.MET, part)
    return None


def _told(case: Case, verdict: Verdict, kept: bool | None) -> Verdict:
    """
    Return the course by the longest part.

    A bound across the line leaves it open: an earlier part would say what was, not what is. So does a part that ended too long ago.
    """
    if kept is None:
        return verdict
    if verdict.over is not None and verdict.over.end < case.oldest_part:
        return replace(verdict, reason=Reason.FIGURES_TOO_OLD)
    return replace(verdict, status=Evidence.AHEAD if kept else Evidence.BEHIND, reason=None)


_CANNOT_FALL = say("The cumulated figure cannot fall, so the rest of the period cannot undo this.")


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


def judge_rate(case: Case, promise: Promise, parts: Sequence[Figure]) -> Verdict:
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
    return _told(case, verdict, promise.test(last.interval))


_EQUAL_WEIGHTS = say("Each month of the year before is taken to weigh the same.")
