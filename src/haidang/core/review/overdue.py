"""
Commitments whose date has passed without an answer or an end having become public.

Events are followed until a horizon. What was due before it and open on it is overdue on the horizon; what fell due after it is
only «not followed»: nobody here can know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.core.commitments.commitment import Commitment, Event, events_known, list_known

CLOSING = ("answered", "refused", "in_force", "done")
"""Events after which nothing is owed; a step, a start or an answer in part leave it open."""


class State(StrEnum):
    """Where a commitment stands; what nobody followed is neither open nor overdue."""

    CLOSED = "closed"
    OPEN = "open"
    OVERDUE = "overdue"
    NOT_FOLLOWED = "not_followed"


def state_of(commitment: Commitment, known: Iterable[Event], day: date, horizon: date | None) -> State:
    """
    Return where a commitment stands.

    Parameters
    ----------
    commitment, known
        The commitment, and what had become public of it by the day.
    day
        Day as of which.
    horizon
        Day until which events were followed; None when it is not said.
    """
    if any(event.kind in CLOSING for event in known):
        return State.CLOSED
    seen_on = day if horizon is None else min(day, horizon)
    if commitment.due is not None and commitment.due.end < seen_on:
        return State.OVERDUE
    return State.OPEN if seen_on == day else State.NOT_FOLLOWED


@dataclass(frozen=True, slots=True)
class Overdue:
    """
    A commitment whose date has passed.

    Attributes
    ----------
    commitment
        The commitment; its due date is held.
    events
        What had become public of it, none of it closing.
    seen_on
        The day on which it was seen to be open; None when it fell due after the horizon, so that nothing is known.
    """

    commitment: Commitment
    events: tuple[Event, ...]
    seen_on: date | None


def list_overdue(
    commitments: Iterable[Commitment], events: Iterable[Event], day: date, horizon: date | None
) -> tuple[Overdue, ...]:
    """
    Return the commitments whose date has passed by a day and that nothing public has closed, the longest overdue first.

    Parameters
    ----------
    commitments, events
        All of them; what became known after `day` is not looked at.
    day
        Day as of which.
    horizon
        Day until which events were followed; None when it is not said.
    """
    seen_on = day if horizon is None else min(day, horizon)
    held = list(events)
    found = []
    for each in list_known(commitments, day):
        if each.due is None or each.due.end >= day:
            continue
        known = events_known(held, each.commitment_id, day)
        if not any(event.kind in CLOSING for event in known):
            found.append(Overdue(each, tuple(known), seen_on if each.due.end < seen_on else None))
    return tuple(sorted(found, key=_longest_first))


def _longest_first(overdue: Overdue) -> tuple[bool, date, str]:
    commitment = overdue.commitment
    end = commitment.due.end if commitment.due is not None else date.max
    return overdue.seen_on is None, end, commitment.commitment_id
