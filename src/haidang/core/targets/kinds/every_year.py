"""Every year: each calendar year of the term reaches `low`. See docs/methods/every_year.md."""

from __future__ import annotations

from collections.abc import Sequence

from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.deciding import decide, missing
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Reason, Verdict

NEEDS = ("low", "unit", "indicator_id")


def judge(case: Case) -> Verdict:
    """
    Judge year by year.

    One year below breaks the promise for good; it is kept only when every year of the term was reached. A year
    without a figure leaves it open unless another one broke it.
    """
    promise = _promise(case)
    figures = case.figures
    years = case.target.period.years
    passed = [year for year in years if year.end <= case.day]
    known = [figures[year] for year in passed if year in figures]
    judged = [(figure, decide(case, promise, figure)) for figure in known]
    for figure, verdict in judged:
        if verdict.status is Evidence.MISSED:
            return _verdict(Evidence.MISSED, None, figure, known)
    if not known:
        return Verdict(Evidence.NOT_CHECKABLE, missing(case))
    for figure, verdict in judged:
        if not verdict.is_checkable:
            return _verdict(Evidence.NOT_CHECKABLE, verdict.reason, figure, known)
    if case.has_gap(years):
        return _verdict(Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD, known[-1], known)
    return _verdict(Evidence.MET if case.is_over else Evidence.AHEAD, None, known[-1], known)


def _promise(case: Case) -> Promise:
    value = case.value(case.target.low)
    return Promise.at_most(value) if case.measure.direction == "down" else Promise.at_least(value)


def _verdict(status: Evidence, reason: Reason | None, figure: Figure, known: Sequence[Figure]) -> Verdict:
    return Verdict(
        status,
        reason,
        achieved=figure,
        achieved_interval=figure.interval,
        figures=(figure, *(each for each in known if each is not figure)),
        over=figure.period,
        is_estimate=figure.observation.is_estimate,
    )
