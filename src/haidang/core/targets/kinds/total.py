"""Total: the sum over the term is `low` or more. See docs/methods/total.md."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import say
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.deciding import contested, decide, expected, missing
from haidang.core.targets.parts import narrowed
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Pace, Reason, Verdict

NEEDS = ("low", "unit", "indicator_id")


def judge(case: Case) -> Verdict:
    """
    Judge by the published total, else by the sum of years and of the part of the running one.

    A missing year of something that cannot be negative adds zero or more: the sum may still prove the promise kept, never
    broken. What was projected before its end is not counted; a projected total tells the course.
    """
    promise = Promise.at_least(case.value(case.target.low))
    published = case.figures.get(case.target.period)
    if published is not None and case.is_over:
        return decide(case, promise, published)
    pieces, gaps = _pieces(case)
    if not pieces:
        verdict = Verdict(Evidence.NOT_CHECKABLE, missing(case))
    else:
        verdict = _from_pieces(case, promise, pieces, gaps=gaps)
    if published is not None and not verdict.is_decided:
        return expected(decide(case, promise, published))
    return verdict


def _pieces(case: Case) -> tuple[list[Figure], bool]:
    """Return one figure for each year (its own, else its longest part that is over) and whether the past has gaps."""
    period, years = case.target.period, case.target.period.years
    pieces: list[Figure] = []
    # the ends of a term that does not consist of whole years have no figures
    gaps = not years or (period.start, period.end) != (years[0].start, years[-1].end)
    for year in years:
        figure = _longest(case, year)
        if figure is not None:
            pieces.append(figure)
        if (figure is None or figure.period != year) and year.end <= case.day:
            gaps = True
    return pieces, gaps


def _longest(case: Case, year: Period) -> Figure | None:
    inside = (
        figure
        for period, figure in case.figures.items()
        if period.start == year.start and period.end <= min(year.end, case.day)
    )
    parts = sorted(inside, key=lambda figure: figure.period.end)
    if not parts:
        return None
    return replace(parts[-1], interval=narrowed(parts, only_grows=case.measure.only_grows)[-1])


def _sum(case: Case, pieces: Iterable[Interval], *, gaps: bool) -> Interval:
    total = Interval.exact(0.0)
    for piece in pieces:
        total = total + piece
    if gaps:
        low = total.low if case.measure.only_grows else -math.inf
        total = Interval(low, math.inf, total.low_open)
    return total.rounded()


def _from_pieces(case: Case, promise: Promise, pieces: Sequence[Figure], *, gaps: bool) -> Verdict:
    total = _sum(case, (piece.interval for piece in pieces), gaps=gaps)
    allowed = _sum(case, (contested(case, piece) for piece in pieces), gaps=gaps)
    done = sum(piece.period.months for piece in pieces)
    left = case.target.period.months - done
    verdict = Verdict(
        Evidence.NOT_CHECKABLE,
        Reason.FIGURE_NOT_HELD if gaps else Reason.BOUND_ACROSS_LINE,
        achieved=pieces[-1],
        achieved_interval=total,
        figures=tuple(reversed(pieces)),
        over=Period(case.target.period.start, pieces[-1].period.end),
        is_estimate=any(piece.observation.is_estimate for piece in pieces),
        assumption=say("Each month of the period is taken to weigh the same; seasons are not allowed for."),
    )
    if left <= 0:
        return _whole(verdict, promise.test(total), promise.test(allowed))
    if case.measure.only_grows and allowed.surely_at_least(promise.low):
        return replace(verdict, status=Evidence.MET, reason=None, assumption=None)
    if gaps:
        return replace(verdict, assumption=None)
    needed = (Interval.exact(promise.low) - total).scaled(1 / left)
    verdict = replace(
        verdict, pace=Pace(total.scaled(1 / done), "per_month"), needed=Pace(needed, "per_month")
    )
    kept = promise.scaled(done / case.target.period.months).test(total)
    if kept is None:
        return verdict
    return replace(verdict, status=Evidence.AHEAD if kept else Evidence.BEHIND, reason=None)


def _whole(verdict: Verdict, kept: bool | None, by_all: bool | None) -> Verdict:
    """Return the verdict by a sum that decides, unless rivals of its pieces put it across the line."""
    verdict = replace(verdict, assumption=None)
    if kept is not None and by_all is not kept:
        return replace(verdict, reason=Reason.RIVALS_ACROSS_LINE)
    if kept is None:
        return verdict
    return replace(verdict, status=Evidence.MET if kept else Evidence.MISSED, reason=None)
