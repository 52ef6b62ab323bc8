"""
Two days of one review: what changed from one to the other, and why.

Every target that exists on the later day stands in it once: changed in a status or its odds, with other figures only, or the
same. Causes are found in `causes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.base.days import AsOf
from haidang.base.text import Said
from haidang.core.areas.area import Area
from haidang.core.documents.document import Document
from haidang.core.review.causes import Cause, Why, causes_of_time, deciding, figure_steps
from haidang.core.review.lines import Line, Lines
from haidang.core.targets.case import Case
from haidang.core.targets.target import Assessment

LEAST_STEP = 0.01  # odds are told in whole per cent, and the paths say no less


class Aspect(StrEnum):
    """What of a target can change."""

    ADDED = "added"
    OFFICIAL = "official"
    EVIDENCE = "evidence"
    SCHEDULE = "schedule"
    ODDS = "odds"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Change:
    """
    A target on two days.

    Attributes
    ----------
    then, now
        Its lines; `then` is None for a target that did not exist yet.
    aspects
        What changed; empty when nothing did.
    causes
        Why; empty when nothing changed.
    """

    then: Line | None
    now: Line
    aspects: tuple[Aspect, ...]
    causes: tuple[Cause, ...]

    @property
    def is_change(self) -> bool:
        """Whether a status, the odds or the promise itself changed, and not only figures."""
        return any(aspect is not Aspect.FIGURES for aspect in self.aspects)

    @property
    def odds_step(self) -> float | None:
        """Odds now less odds then, between -1 and 1; None unless both days have them."""
        return None if self.then is None else _odds_step(self.then, self.now)


class Basis(StrEnum):
    """Why the earlier day is the one compared with."""

    ASKED = "asked"
    ASSESSED = "assessed"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier day, and why it is this one."""

    day: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    Two days of one review.

    Attributes
    ----------
    earlier, as_of
        The earlier and the later day.
    document, area
        What is reviewed.
    own, others
        Its targets, parts counted each, in their order; and those of other documents for the area, by their end.
    without_odds
        Which of the two days has no recorded odds; odds are compared only when both have them.
    notices
        What the reader must know of the days.
    """

    earlier: Earlier
    as_of: AsOf
    document: Document
    area: Area
    own: tuple[Change, ...]
    others: tuple[Change, ...]
    without_odds: tuple[date, ...]
    notices: tuple[Said, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All targets."""
        return (*self.own, *self.others)


def previous_review_day(
    assessments: Iterable[Assessment], recorded: Iterable[date], document_id: str, day: date
) -> Earlier | None:
    """
    Return the last day before `day` on which the document was reviewed; None without one.

    That is a day with an official assessment of it, or with recorded odds; where both fall on one day, the assessment is
    named.
    """
    days = [Earlier(each, Basis.RECORDED) for each in recorded]
    days += [Earlier(each.day, Basis.ASSESSED) for each in assessments if each.document_id == document_id]
    earlier = (each for each in days if each.day < day)
    return max(earlier, key=lambda each: (each.day, each.basis is Basis.ASSESSED), default=None)


def changes_between(then: Lines, now: Lines, horizon: date | None) -> tuple[Change, ...]:
    """
    Return every target of the later day with what changed of it, and why.

    Parameters
    ----------
    then, now
        The targets of the earlier and of the later day.
    horizon
        Day until which figures were followed; None when it is not said.
    """
    lines = {line.target.target_id: line for line in then.lines}
    cases = {case.target.target_id: case for case in then.cases}
    return tuple(
        _change(lines.get(case.target.target_id), line, cases.get(case.target.target_id), case, horizon)
        for line, case in zip(now.lines, now.cases, strict=True)
    )


def _change(then: Line | None, now: Line, old: Case | None, case: Case, horizon: date | None) -> Change:
    if then is None or old is None:
        return Change(None, now, (Aspect.ADDED,), (Cause(Why.ADDED, day=now.counts_from),))
    steps = figure_steps(old, case)
    aspects = tuple(_aspects(then, now, has_steps=bool(steps)))
    area = case.areas.get(now.target.area_id)
    time = causes_of_time(then, now, None if area is None else area.valid_to, horizon, case.day)
    figures = deciding(steps, then, now)
    causes: list[Cause] = []
    if Aspect.OFFICIAL in aspects and now.official is not None:
        causes.append(Cause(Why.ASSESSED, assessment=now.official, day=now.official.day))
    causes += [*figures, *time]
    if Aspect.EVIDENCE in aspects and not (figures or time):
        # the figures of both days are alike: what is left is the day itself
        causes.append(Cause(Why.NOT_FOUND if steps else Why.TIME))
    if not causes and aspects:
        causes += steps.values() or [Cause(Why.NOT_FOUND)]
    return Change(then, now, aspects, tuple(causes))


def _aspects(then: Line, now: Line, *, has_steps: bool) -> Iterable[Aspect]:
    before, after = then.verdict, now.verdict
    if _verdict(then.official) != _verdict(now.official):
        yield Aspect.OFFICIAL
    if (before.status, before.reason) != (after.status, after.reason):
        yield Aspect.EVIDENCE
    if then.timetable.status is not now.timetable.status:
        yield Aspect.SCHEDULE
    step = _odds_step(then, now)
    if step is not None and abs(step) >= LEAST_STEP:
        yield Aspect.ODDS
    if has_steps:
        yield Aspect.FIGURES


def _verdict(official: Assessment | None) -> str:
    return official.verdict if official is not None else ""


def _odds_step(then: Line, now: Line) -> float | None:
    if then.odds is None or now.odds is None:
        return None
    before, after = then.odds.probability, now.odds.probability
    return None if before is None or after is None else after - before


def count_aspects(changes: Iterable[Change]) -> Mapping[Aspect, int]:
    """Return how many targets changed in each aspect; one may be counted several times."""
    found = dict.fromkeys(Aspect, 0)
    for change in changes:
        for aspect in change.aspects:
            found[aspect] += 1
    return found


def count_causes(changes: Iterable[Change]) -> Mapping[Why, int]:
    """Return how many targets have each cause; one may be counted several times."""
    found = dict.fromkeys(Why, 0)
    for change in changes:
        for why in {cause.why for cause in change.causes}:
            found[why] += 1
    return {why: count for why, count in found.items() if count}
