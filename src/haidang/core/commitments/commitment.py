"""A commitment and the events that became public of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from haidang.base.periods import Period
from haidang.base.text import Name


@dataclass(frozen=True, slots=True)
class Commitment:
    """A proposal, directive or task; `due` is as asked, None when no date was named."""

    commitment_id: str
    kind: str
    text: Name
    asker_id: str
    addressee_ids: tuple[str, ...]
    basis_id: str
    asked: date
    due: Period | None
    due_text: str = ""
    theme: str = ""
    is_measurable: bool | None = None
    indicator_ids: tuple[str, ...] = ()
    source_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a commitment, between two days when its day is not held."""

    event_id: str
    commitment_id: str
    kind: str
    day: date
    day_by: date
    what: Name
    document_id: str = ""
    source_id: str = ""
    confidence: str = ""
    note: str = ""


def list_known(commitments: Iterable[Commitment], day: date) -> list[Commitment]:
    """Return the commitments made by the end of `day`."""
    return [each for each in commitments if each.asked <= day]


def events_known(events: Iterable[Event], commitment_id: str, day: date) -> list[Event]:
    """Return what had happened to a commitment by the end of `day`, in order."""
    found = [each for each in events if each.commitment_id == commitment_id and each.day_by <= day]
    return sorted(found, key=lambda each: (each.day, each.event_id))
