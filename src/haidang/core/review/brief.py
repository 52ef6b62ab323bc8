"""
The leader's page: what is off course, what is overdue, what changed, what is missing, and whom to ask.

Nothing new is judged here: it gathers what the statuses, the odds and the commitments say already. Method:
docs/methods/compare.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.core.areas.area import Succession
from haidang.core.review.changes import Aspect, Change, Comparison
from haidang.core.review.lines import Line
from haidang.core.review.missing import Gap, Missing, find_missing
from haidang.core.review.overdue import Overdue
from haidang.core.review.reviewing import Review
from haidang.core.review.whom import Whom, whom_for_missing, whom_for_target
from haidang.core.targets.verdict import Evidence, Reason, Schedule

EVEN = 0.5
_BAD_WORDS = ("not_met", "in_difficulty")
_BAD_EVIDENCE = (Evidence.MISSED, Evidence.BEHIND)


class Sign(StrEnum):
    """What says that a target is off course."""

    OFFICIAL = "official"
    EVIDENCE = "evidence"
    ODDS = "odds"


@dataclass(frozen=True, slots=True)
class OffCourse:
    """
    A promise that still runs and is off course.

    Attributes
    ----------
    lines
        Its target; or the parts that are off course of one number that was assessed as a whole; or the targets of several
        documents that promise the same.
    signs
        What says so, all of it.
    gaps
        What is missing to check it; empty when nothing is.
    whom
        Who answers for it.
    """

    lines: tuple[Line, ...]
    signs: tuple[Sign, ...]
    gaps: tuple[Gap, ...]
    whom: tuple[Whom, ...]

    @property
    def line(self) -> Line:
        """The first of its lines, which stands for all of them."""
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A reason for which targets cannot be checked, how many, and who owes what is missing."""

    reason: Reason
    count: int
    whom: tuple[Whom, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """A commitment whose date has passed, and whom to ask."""

    overdue: Overdue
    whom: Whom


@dataclass(frozen=True, slots=True)
class Brief:
    """
    The leader's page as of a day.

    Attributes
    ----------
    review
        The review it is drawn from.
    has_odds
        Whether odds are recorded as of the day.
    off_course
        The worst first.
    late
        The longest overdue first.
    followed_until
        Day until which commitments were followed; None when it is not said.
    comparison
        What changed since the last review day; None when there was none.
    lacking
        Of the document's targets, the most frequent reason first.
    """

    review: Review
    has_odds: bool
    off_course: tuple[OffCourse, ...]
    late: tuple[Late, ...]
    followed_until: date | None
    comparison: Comparison | None
    lacking: tuple[Lacking, ...]


def list_off_course(
    lines: Iterable[Line], successions: Sequence[Succession], day: date
) -> tuple[OffCourse, ...]:
    """
    Return the targets that run and are officially in difficulty, behind by the figures, or less likely than not.

    Each stands once: parts of a number that a body found in difficulty together, and so do targets of several documents that
    promise the same. Those officially in difficulty come first, then the least likely, those without odds last.
    """
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        if line.timetable.status is Schedule.RUNNING and any(_signs(line)):
            groups.setdefault(_promise_of(line), []).append(line)
    found = [_off_course(held, successions, day) for held in groups.values()]
    return tuple(sorted(found, key=_worst_first))


def _promise_of(line: Line) -> tuple[object, ...]:
    """Return what is the same for lines that stand in one row: a number officially in difficulty, or one promise."""
    target = line.target
    if target.number is not None and Sign.OFFICIAL in _signs(line):
        return target.document_id, target.number
    if not target.has_value or not target.indicator_id:
        return (target.target_id,)
    value = (target.kind, target.low, target.high, target.unit)
    return target.indicator_id, target.area_id, target.period, target.definition, *value


def _off_course(lines: list[Line], successions: Sequence[Succession], day: date) -> OffCourse:
    lines.sort(key=lambda line: (line.target.part, line.target.target_id))
    signs = {sign for line in lines for sign in _signs(line)}
    gaps = [gap for line in lines for gap in _gaps(line)]
    whom = [whom_for_target(line, successions, day) for line in lines]
    return OffCourse(
        tuple(lines),
        tuple(sign for sign in Sign if sign in signs),
        tuple(dict.fromkeys(gaps)),
        tuple(dict.fromkeys(whom)),
    )


def _gaps(line: Line) -> tuple[Gap, ...]:
    missing = find_missing(line)
    return missing.gaps if missing is not None else ()


def _signs(line: Line) -> Iterable[Sign]:
    if line.official is not None and line.official.verdict in _BAD_WORDS:
        yield Sign.OFFICIAL
    if line.verdict.status in _BAD_EVIDENCE:
        yield Sign.EVIDENCE
    if _probability(line) < EVEN:
        yield Sign.ODDS


def _probability(line: Line) -> float:
    odds = line.odds
    return math.inf if odds is None or odds.probability is None else odds.probability


def _worst_first(each: OffCourse) -> tuple[int, float, int, str, date, str]:
    line = each.line
    word = line.official.verdict if line.official is not None else ""
    place = _BAD_WORDS.index(word) if word in _BAD_WORDS else len(_BAD_WORDS)
    # those that a body has named keep the order of the document: a body speaks of numbers, not of odds
    odds = _probability(line) if place == len(_BAD_WORDS) else 0.0
    return (
        place,
        odds,
        line.target.number or 0,
        line.target.part,
        line.target.period.end,
        line.target.target_id,
    )


def list_lacking(
    missing: Iterable[Missing], successions: Sequence[Succession], day: date
) -> tuple[Lacking, ...]:
    """Return why targets cannot be checked, with counts and who owes what is missing; the most frequent first."""
    groups: dict[Reason, list[Missing]] = {}
    for each in missing:
        groups.setdefault(each.reason, []).append(each)
    found = [
        Lacking(
            reason,
            len(held),
            tuple(dict.fromkeys(whom_for_missing(each, successions, day) for each in held)),
        )
        for reason, held in groups.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.reason)))


def gravest_first(changes: Iterable[Change]) -> list[Change]:
    """
    Return what changed in the order in which a leader asks for it.

    First what the figures have decided since, then other evidence, then odds by the size of their step, then official
    words, time that ran out, and targets added; other figures alone are left out.
    """
    return sorted((each for each in changes if each.is_change), key=_gravity)


def _gravity(change: Change) -> tuple[int, float, str]:
    aspects = change.aspects
    if Aspect.EVIDENCE in aspects and change.now.verdict.is_decided:
        place = 0
    else:
        order = (Aspect.EVIDENCE, Aspect.ODDS, Aspect.OFFICIAL, Aspect.SCHEDULE, Aspect.ADDED)
        place = 1 + next(place for place, aspect in enumerate(order) if aspect in aspects)
    return place, -abs(change.odds_step or 0.0), change.now.target.target_id
