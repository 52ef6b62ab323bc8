"""The calendar of expected figures, and how those of each body came: services are counted, never persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from haidang.base.days import AsOf
from haidang.base.text import Said
from haidang.core.review.expected import Expected, Promptness, State


@dataclass(frozen=True, slots=True)
class Punctuality:
    """
    How the figures of one body came whose day is over.

    Attributes
    ----------
    body_ids
        The body, or several that it was divided among.
    fell_due
        How many there were; all others add up to it.
    in_time, late, unclear
        Of those received: how many came by their day, after it, and on days of which it cannot be told.
    missing
        How many are late, and not received.
    not_followed
        How many are missing where nobody followed them, or no such figure is held.
    """

    body_ids: tuple[str, ...]
    fell_due: int
    in_time: int
    late: int
    unclear: int
    missing: int
    not_followed: int


@dataclass(frozen=True, slots=True)
class CalendarView:
    """
    Expected figures as of a day.

    Attributes
    ----------
    first, last
        The days between which they fall due.
    expected
        Those asked for, in the order of their due days.
    punctuality
        How those of each body came, whatever their state.
    followed_until
        Day until which figures were followed; None when it is not said.
    """

    as_of: AsOf
    first: date
    last: date
    expected: tuple[Expected, ...]
    punctuality: tuple[Punctuality, ...]
    notices: tuple[Said, ...]
    followed_until: date | None = None

    def having(self, *states: State) -> tuple[Expected, ...]:
        """Return those that stand so."""
        return tuple(each for each in self.expected if each.state in states)


def punctuality(expected: Iterable[Expected], day: date) -> tuple[Punctuality, ...]:
    """
    Count by body how figures came whose day was over on a day.

    Parameters
    ----------
    expected
        Expected figures as of the day.
    day
        The day.
    """
    bodies: dict[tuple[str, ...], list[Expected]] = {}
    for each in expected:
        if each.due < day:
            bodies.setdefault(each.body_ids, []).append(each)
    return tuple(_count(body_ids, bodies[body_ids]) for body_ids in sorted(bodies))


def _count(body_ids: tuple[str, ...], held: Sequence[Expected]) -> Punctuality:
    came = [each.promptness for each in held]
    states = [each.state for each in held]
    return Punctuality(
        body_ids,
        len(held),
        came.count(Promptness.IN_TIME),
        came.count(Promptness.LATE),
        came.count(Promptness.UNCLEAR),
        states.count(State.LATE),
        states.count(State.NOT_FOLLOWED) + states.count(State.UNKNOWN),
    )
