"""Share of another area's figure: the area's figure over that of `of_area_id` is `low` per cent or more. See docs/methods/share_of.md."""

from __future__ import annotations

from haidang.base.intervals import Interval
from haidang.core.indicators.series import Figure
from haidang.core.targets.case import Case
from haidang.core.targets.course import missing
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Reason, Verdict

NEEDS = ("low", "indicator_id", "of_area_id")


def judge(case: Case) -> Verdict:
    """Judge the share in the target's period, or the latest one while it runs. Both figures must be of one period."""
    promise = Promise.at_least(case.target.low or 0.0)
    part, whole = case.figures, case.area_figures(case.target.of_area_id)
    shared = [
        period
        for period in part
        if period in whole and whole[period].interval.low > 0 and period.end <= case.target.period.end
    ]
    if not shared:
        return Verdict(Evidence.NOT_CHECKABLE, missing(case) if not part else Reason.FIGURE_NOT_HELD)
    period = max(shared, key=lambda each: (each.end, each.days))
    share_pct = (part[period].interval / whole[period].interval).scaled(100.0)
    kept = promise.test(share_pct)
    is_own = period == case.target.period
    if case.is_over and not is_own:
        return _verdict(
            Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD, share_pct, part[period], whole[period]
        )
    if kept is None:
        return _verdict(
            Evidence.NOT_CHECKABLE, Reason.BOUND_ACROSS_LINE, share_pct, part[period], whole[period]
        )
    if period.end < case.oldest:
        return _verdict(
            Evidence.NOT_CHECKABLE, Reason.FIGURES_TOO_OLD, share_pct, part[period], whole[period]
        )
    if case.is_over:
        return _verdict(
            Evidence.MET if kept else Evidence.MISSED, None, share_pct, part[period], whole[period]
        )
    return _verdict(Evidence.AHEAD if kept else Evidence.BEHIND, None, share_pct, part[period], whole[period])


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
