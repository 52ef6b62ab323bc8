"""
Putting the kinds to work: which series a target needs, and its verdict and timetable as of a day.

Before any kind looks at figures: a value that is not held or not published cannot be checked, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from haidang.base.periods import Period
from haidang.core.areas.area import Area
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.targets.case import Case
from haidang.core.targets.kinds import (
    about,
    at_least,
    at_most,
    average_growth,
    composite,
    every_year,
    share_of,
    total,
    units_meeting,
    within,
)
from haidang.core.targets.target import Target
from haidang.core.targets.verdict import Evidence, Reason, Schedule, Timetable, Verdict

KINDS: Mapping[str, Callable[[Case], Verdict]] = {
    "at_least": at_least.judge,
    "at_most": at_most.judge,
    "about": about.judge,
    "within": within.judge,
    "average_growth": average_growth.judge,
    "total": total.judge,
    "every_year": every_year.judge,
    "share_of": share_of.judge,
    "units_meeting": units_meeting.judge,
    "composite": lambda case: composite.judge(case, judge),
}
NEEDS: Mapping[str, tuple[str, ...]] = {
    "at_least": at_least.NEEDS,
    "at_most": at_most.NEEDS,
    "about": about.NEEDS,
    "within": within.NEEDS,
    "average_growth": average_growth.NEEDS,
    "total": total.NEEDS,
    "every_year": every_year.NEEDS,
    "share_of": share_of.NEEDS,
    "units_meeting": units_meeting.NEEDS,
    "composite": composite.NEEDS,
}


def judge(case: Case) -> Verdict:
    """Return what the figures say of a target as of the case's day."""
    target = case.target
    if target.value_status == "not_published":
        return Verdict(Evidence.NOT_CHECKABLE, Reason.VALUE_NOT_PUBLISHED)
    if not target.has_value:
        return Verdict(Evidence.NOT_CHECKABLE, Reason.VALUE_NOT_HELD)
    verdict = KINDS[target.kind](case)
    is_open = not verdict.is_checkable and verdict.reason is not Reason.FIGURE_NOT_HELD
    if not verdict.is_decided and not is_open and _outlives_area(case):
        return replace(verdict, status=Evidence.NOT_CHECKABLE, reason=Reason.OTHER_TERRITORY, needed=None)
    return verdict


def _outlives_area(case: Case) -> bool:
    """Return whether the area ended before the target did: no figure of the end can exist for it."""
    area = case.areas.get(case.target.area_id)
    ended = area.valid_to if area is not None else None
    return ended is not None and ended < min(case.target.period.end, case.day)


def timetable(target: Target, counts_from: date, day: date) -> Timetable:
    """
    Return where `day` stands in the time given to a target.

    It runs from the day the promise counts, or from the first day of its period when that is earlier.
    """
    if target.period.end <= day:
        return Timetable(Schedule.OVER, 0, 1.0)
    span = Period(min(counts_from, target.period.start), target.period.end)
    return Timetable(Schedule.RUNNING, (span.end - day).days, span.elapsed_share(day))


def series_needed(target: Target, areas: Iterable[Area]) -> list[SeriesKey]:
    """Return the series a target is judged by, those of its formula not included."""
    if target.key is None:
        return []
    keys = [target.key]
    if target.of_area_id:
        keys.append(SeriesKey(target.indicator_id, target.of_area_id))
    if target.criteria:
        conditions = units_meeting.parse_criteria(target.criteria)
        units = [area.area_id for area in areas if area.level == target.unit_level]
        keys += [SeriesKey(condition.indicator_id, unit) for condition in conditions for unit in units]
    return keys
