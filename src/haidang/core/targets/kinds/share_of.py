"""Share of another area's figure: the area's figure over that of `of_area_id` is `low` per cent or more. See docs/methods/share_of.md."""

from __future__ import annotations

import math

from haidang.base.intervals import Interval
from haidang.base.units import convert
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.deciding import contested, missing
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Reason, Verdict

NEEDS = ("low", "indicator_id", "of_area_id")


def judge(case: Case) -> Verdict:
    """Judge the share in the target's period, or the latest one while it runs. Both figures must be of one period."""
    promise = Promise.at_least(convert(case.target.low or 0.0, case.target.unit or "%", "%"))
    part, whole = case.figures, case.area_figures(case.target.of_area_id)
    shared = [
        period
        for period in part
        if period in whole and whole[period].interval.low > 0 and period.end <= case.target.period.end
    ]
    if not shared:
        return Verdict(Evidence.NOT_CHECKABLE, missing(case) if not part else Reason.FIGURE_NOT_HELD)
    period = max(shared, key=lambda each: (each.end, each.days))
    used = part[period], whole[period]
    share_pct = _share_pct(used[0].interval, used[1].interval)
    kept = promise.test(share_pct)
    if case.is_over and period != case.target.period:
        return _verdict(Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD, share_pct, *used)
    if kept is None:
        return _verdict(Evidence.NOT_CHECKABLE, Reason.BOUND_ACROSS_LINE, share_pct, *used)
    if case.is_over:
        allowed = _share_pct(contested(case, used[0]), contested(case, used[1]))
        if promise.test(allowed) is not kept:
            return _verdict(Evidence.NOT_CHECKABLE, Reason.RIVALS_ACROSS_LINE, share_pct, *used)
        return _verdict(Evidence.MET if kept else Evidence.MISSED, None, share_pct, *used)
    if period.end < case.oldest:
        return _verdict(Evidence.NOT_CHECKABLE, Reason.FIGURES_TOO_OLD, share_pct, *used)
    return _verdict(Evidence.AHEAD if kept else Evidence.BEHIND, None, share_pct, *used)


def _share_pct(part: Interval, whole: Interval) -> Interval:
    if whole.low <= 0:
        return Interval(-math.inf, math.inf)
    return (part / whole).scaled(100.0).rounded()


def _verdict(
    status: Evidence, reason: Reason | None, share_pct: Interval, part: Figure, whole: Figure
) -> Verdict:
    return Verdict(
        status,
        reason,
        achieved=part,
        achieved_interval=share_pct,
        figures=(part, whole),
        over=part.period,
        is_estimate=part.observation.is_estimate or whole.observation.is_estimate,
    )
