"""Average growth: the mean yearly growth over the term is `low` or more. See docs/methods/average_growth.md."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from haidang.base.intervals import Interval
from haidang.base.text import say
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.deciding import contested, decide, expected, missing
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Pace, Reason, Verdict

NEEDS = ("low", "unit", "indicator_id")
_NOTHING_LEFT = -100.0


def judge(case: Case) -> Verdict:
    """
    Judge by the published average of the term, else by the geometric mean of its years.

    While the term runs: the mean so far against the promise, and the mean the remaining years need. What was
    projected before the end tells a course and decides nothing.
    """
    promise = Promise.at_least(case.value(case.target.low))
    published = case.figures.get(case.target.period)
    if published is not None:
        verdict = decide(case, promise, published)
        return verdict if case.is_over else expected(verdict)
    years = case.target.period.years
    known = [case.figures[year] for year in years if year in case.figures]
    if not known:
        return Verdict(Evidence.NOT_CHECKABLE, missing(case))
    first_gap = next((year for year in years if year not in case.figures), None)
    so_far = [figure for figure in known if first_gap is None or figure.period.end < first_gap.start]
    if not so_far or case.has_gap(years) or (case.is_over and first_gap is not None):
        return Verdict(Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD, figures=tuple(known))
    verdict = _from_years(case, promise, so_far, len(years))
    if case.is_over or not verdict.is_checkable:
        return verdict
    if so_far[-1].period.end < case.oldest:
        return replace(verdict, status=Evidence.NOT_CHECKABLE, reason=Reason.FIGURES_TOO_OLD)
    return expected(verdict) if verdict.is_decided else verdict


def _from_years(case: Case, promise: Promise, so_far: Sequence[Figure], count: int) -> Verdict:
    mean = _mean([figure.interval for figure in so_far])
    kept = promise.test(mean)
    left = count - len(so_far)
    needed = None
    if left and not math.isinf(mean.high):
        rest = [_rest(promise.low, end, count, left) for end in (mean.high, mean.low)]
        needed = Pace(Interval(rest[0], rest[1]), "rate")
    if kept is None:
        status, reason = Evidence.NOT_CHECKABLE, Reason.BOUND_ACROSS_LINE
    elif not left and promise.test(_mean([contested(case, figure) for figure in so_far])) is not kept:
        status, reason = Evidence.NOT_CHECKABLE, Reason.RIVALS_ACROSS_LINE
    elif left:
        status, reason = (Evidence.AHEAD if kept else Evidence.BEHIND), None
    else:
        status, reason = (Evidence.MET if kept else Evidence.MISSED), None
    return Verdict(
        status,
        reason,
        achieved=so_far[-1],
        achieved_interval=mean,
        pace=Pace(mean, "rate") if left else None,
        needed=needed,
        figures=tuple(reversed(so_far)),
        is_estimate=any(figure.observation.is_estimate for figure in so_far),
        assumption=say("The average is the geometric mean of the yearly rates."),
    )


def _mean(rates_pct: Sequence[Interval]) -> Interval:
    """Return the geometric mean of rates; an end is open when one of theirs is."""
    return Interval(
        _mean_of([rate.low for rate in rates_pct]),
        _mean_of([rate.high for rate in rates_pct]),
        any(rate.low_open for rate in rates_pct),
        any(rate.high_open for rate in rates_pct),
    ).rounded()


def _mean_of(rates_pct: Sequence[float]) -> float:
    if min(rates_pct) <= _NOTHING_LEFT:
        return _NOTHING_LEFT
    # by logarithms, which lose no digits of small rates
    return 100 * math.expm1(math.fsum(math.log1p(rate / 100) for rate in rates_pct) / len(rates_pct))


def _rest(promised_pct: float, mean_pct: float, count: int, left: int) -> float:
    """Return the mean rate of the remaining years that brings the whole to the promise."""
    done = (1 + mean_pct / 100) ** (count - left)
    return 100 * (((1 + promised_pct / 100) ** count / done) ** (1 / left) - 1) if done > 0 else math.inf
