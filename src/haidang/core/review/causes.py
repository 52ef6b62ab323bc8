"""
Why the statuses of a target changed between two days.

A verdict follows from the promise, the figures known and the day, and from nothing else; so a cause is found by holding the
figures of both days against each other. Nothing is guessed: where neither a figure nor the calendar explains a change, that
is said. Method: docs/methods/compare.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.base.periods import Period
from haidang.core.indicators.indicator import Observation, SeriesKey
from haidang.core.indicators.series import Figure, is_known
from haidang.core.review.lines import Line
from haidang.core.targets.case import Case
from haidang.core.targets.judging import series_needed
from haidang.core.targets.target import Assessment
from haidang.core.targets.verdict import Reason, Schedule


class Why(StrEnum):
    """Causes of a change; figures first, then what the calendar does."""

    ADDED = "added"
    ASSESSED = "assessed"
    NEW_FIGURE = "new_figure"
    REVISED = "revised"
    OTHER_PRODUCER = "other_producer"
    RIVAL = "rival"
    WITHDRAWN = "withdrawn"
    OVER = "over"
    TOO_OLD = "too_old"
    OTHER_TERRITORY = "other_territory"
    NOT_FOLLOWED = "not_followed"
    TIME = "time"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Cause:
    """
    One cause.

    Attributes
    ----------
    why
        Which one.
    old, new
        The figure before and after; None where there was or is none, and for causes that are no figures.
    assessment
        The official assessment that was given.
    day
        The day on which it happened, where it has one: of the assessment, of the end, until which figures were followed.
    """

    why: Why
    old: Observation | None = None
    new: Observation | None = None
    assessment: Assessment | None = None
    day: date | None = None


Place = tuple[SeriesKey, Period]


def figure_steps(then: Case, now: Case) -> dict[Place, Cause]:
    """
    Return what changed among all figures that a target may be judged by, by series and period, in their order.

    Parameters
    ----------
    then, now
        The target with the figures of the earlier and of the later day.
    """
    found: dict[Place, Cause] = {}
    keys = dict.fromkeys(_series_of(now))
    for key, definition in keys:
        before, after = then.book.figures(key, definition), now.book.figures(key, definition)
        for period in sorted({*before, *after}):
            if period.start > now.target.period.end:
                continue  # what came after its time says nothing of it
            cause = _step(before.get(period), after.get(period), now.day)
            if cause is not None:
                found[key, period] = cause
    return found


def _series_of(case: Case) -> Iterator[tuple[SeriesKey, str]]:
    """Return the series of a target and of its parts, however deep, each with the definition it counts by."""
    for key in series_needed(case.target, case.areas.values()):
        yield key, case.target.definition if key.indicator_id == case.target.indicator_id else ""
    for part in case.parts:
        yield from _series_of(part)


def _step(old: Figure | None, new: Figure | None, day: date) -> Cause | None:
    if old is None:
        return (
            None if new is None else Cause(Why.NEW_FIGURE, new=new.observation, day=new.observation.public_by)
        )
    before = old.observation
    if new is None or (before != new.observation and _is_withdrawn(before, day)):
        return Cause(Why.WITHDRAWN, before, None if new is None else new.observation, day=before.withdrawn_on)
    after = new.observation
    if before == after:
        rival = next((each for each in new.rivals if each not in old.rivals), None)
        return None if rival is None else Cause(Why.RIVAL, before, rival, day=rival.public_by)
    is_same_line = (before.producer_id, before.definition) == (after.producer_id, after.definition)
    return Cause(Why.REVISED if is_same_line else Why.OTHER_PRODUCER, before, after, day=after.public_by)


def _is_withdrawn(each: Observation, day: date) -> bool:
    return each.withdrawn_on is not None and not is_known(each, day)


def deciding(steps: Mapping[Place, Cause], *lines: Line) -> tuple[Cause, ...]:
    """Return those steps that touch a figure on which the verdict of a line rests, or its latest one."""
    places = {
        (figure.observation.key, figure.period)
        for line in lines
        for figure in (*line.verdict.figures, *((line.latest,) if line.latest is not None else ()))
    }
    return tuple(cause for place, cause in steps.items() if place in places)


def causes_of_time(
    then: Line, now: Line, area_end: date | None, horizon: date | None, day: date
) -> list[Cause]:
    """
    Return what the calendar did to a target between two days.

    Parameters
    ----------
    then, now
        The target on both days.
    area_end
        Last day of its area; None while it is open.
    horizon
        Day until which figures were followed; None when it is not said.
    day
        The later day.
    """
    found, reason = [], now.verdict.reason
    if then.timetable.status is not now.timetable.status and now.timetable.status is Schedule.OVER:
        found.append(Cause(Why.OVER, day=now.target.period.end))
    if reason is then.verdict.reason:
        return found
    if reason is Reason.FIGURES_TOO_OLD:
        found.append(Cause(Why.TOO_OLD))
    if reason is Reason.OTHER_TERRITORY:
        found.append(Cause(Why.OTHER_TERRITORY, day=area_end))
    if reason is Reason.FIGURE_NOT_HELD and horizon is not None and horizon < day:
        found.append(Cause(Why.NOT_FOLLOWED, day=horizon))
    return found
