"""Average growth: the mean yearly growth over the term is `low` or more. See docs/methods/average_growth.md."""

from __future__ import annotations

import math
from collections.abc import Sequence

from haidang.base.intervals import Interval
from haidang.base.text import say
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.course import decide, missing
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Pace, Reason, Verdict

NEEDS = ("low", "unit", "indicator_id")


def judge(case: Case) -> Verdict:
    """
    Judge by the published average of the term, else by the geometric mean of its years.

    While the term runs: the mean so far against the promise, and the mean the remaining years need.
    """
    promise = Promise.at_least(case.value(case.target.low))
    published = case.figures.get(case.target.period)
    if published is not None and case.is_over:
        return decide(case, promise, published)
    years = case.target.period.years
    known = [case.figures[year] for year in years if year in case.figures]
    if not known:
        return Verdict(Evidence.NOT_CHECKABLE, missing(case))
    first_gap = next((year for year in years if year not in case.figures), None)
    so_far = [figure for figure in known if first_gap is None or figure.period.end < first_gap.start]
    if not so_far or (case.is_over and first_gap is not None):
        return Verdict(Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD, figures=tuple(known))
    return _from_years(case, promise, so_far, len(years))


def _from_years(case: Case, promise: Promise, so_far: Sequence[Figure], count: int) -> Verdict:
    low = _mean([figure.interval.low for figure in so_far])
    high = _mean([figure.interval.high for figure in so_far])
    mean = Interval(low, high)
    kept = promise.test(mean)
    left = count - len(so_far)
    needed = None
    if left and not math.isinf(high):
        needed = Pace(
            Interval(_rest(promise.low, high, count, left), _rest(promise.low, low, count, left)), "rate"
        )
    if kept is None:
        status, reason = Evidence.NOT_CHECKABLE, Reason.BOUND_ACROSS_LINE
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


def _mean(rates_pct: Sequence[float]) -> float:
    product = math.prod(1 + rate / 100 for rate in rates_pct)
    return math.inf if math.isinf(product) else 100 * (max(product, 0.0) ** (1 / len(rates_pct)) - 1)


def _rest(promised_pct: float, mean_pct: float, count: int, left: int) -> float:
    """Return the mean rate of the remaining years that brings the whole to the promise."""
    done = (1 + mean_pct / 100) ** (count - left)
    return 100 * (((1 + promised_pct / 100) ** count / done) ** (1 / left) - 1) if done > 0 else math.inf
