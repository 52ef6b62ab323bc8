"""Total: the sum over the term is `low` or more. See docs/methods/total.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import say
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.course import decide, missing
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Pace, Reason, Verdict

NEEDS = ("low", "unit", "indicator_id")


def judge(case: Case) -> Verdict:
    """
    Judge by the published total, else by the sum of years and of the part of the running one.

    A missing year of something that cannot be negative adds zero or more: the sum may still prove the promise kept, never
    broken.
    """
    promise = Promise.at_least(case.value(case.target.low))
    published = case.figures.get(case.target.period)
    if published is not None and case.is_over:
        return decide(case, promise, published)
    pieces, gaps = _pieces(case)
    if not pieces:
        return Verdict(Evidence.NOT_CHECKABLE, missing(case))
    return _from_pieces(case, promise, pieces, gaps)


def _pieces(case: Case) -> tuple[list[Figure], int]:
    """Return one figure for each year (its own, else its longest part) and the number of past years without one."""
    pieces: list[Figure] = []
    gaps = 0
    for year in case.target.period.years:
        figure = case.figures.get(year) or _longest_part(case, year)
        if figure is not None:
            pieces.append(figure)
        if (figure is None or figure.period != year) and year.end <= case.day:
            gaps += 1
    return pieces, gaps


def _longest_part(case: Case, year: Period) -> Figure | None:
    parts = [
        figure
        for period, figure in case.figures.items()
        if period.start == year.start and period.end < year.end
    ]
    return max(parts, key=lambda figure: figure.period.end, default=None)


def _from_pieces(case: Case, promise: Promise, pieces: Sequence[Figure], gaps: int) -> Verdict:
    total = Interval.exact(0.0)
    for piece in pieces:
        total = total + piece.interval
    if gaps:
        total = Interval(total.low, float("inf"), total.low_open)
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
    if case.measure.only_grows and total.surely_at_least(promise.low):
        return replace(verdict, status=Evidence.MET, reason=None, assumption=None)
    if gaps:
        return verdict
    if left <= 0:
        kept = promise.test(total)
        status = {True: Evidence.MET, False: Evidence.MISSED, None: Evidence.NOT_CHECKABLE}[kept]
        return replace(
            verdict, status=status, reason=None if kept is not None else verdict.reason, assumption=None
        )
    line = promise.low * done / case.target.period.months
    needed = (Interval.exact(promise.low) - total).scaled(1 / left)
    verdict = replace(
        verdict, pace=Pace(total.scaled(1 / done), "per_month"), needed=Pace(needed, "per_month")
    )
    if total.surely_at_least(line):
        return replace(verdict, status=Evidence.AHEAD, reason=None)
    return replace(verdict, status=Evidence.BEHIND, reason=None) if total.surely_below(line) else verdict
