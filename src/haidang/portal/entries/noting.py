"""
Writing entries down: their states, their steps, and the rows of the audit, for however many in few statements.

The audit has a value only once everybody may see it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import F

from haidang.portal.audit.recording import Actor, Write, record
from haidang.portal.entries.life import Move
from haidang.portal.entries.models import Entry, Step
from haidang.portal.entries.proposing import read_cells
from haidang.portal.entries.storing import store

T = TypeVar("T")
By = Callable[[Entry], Actor]

_AT_ONCE = 400  # parameters of one statement: SQLite takes 999
_CHANGED = ("cells", "subject", "seen", "remark", "state", "version", "enterers", "checkers", "moved_at")


def put(entries: Sequence[Entry]) -> None:
    """Write entries that are new, or have another form; in one order, so that two who write the same never wait for each other in a ring."""
    ordered = sorted(entries, key=lambda entry: (entry.table, entry.subject))
    store(ordered, update=_CHANGED)


def advance(wanted: Move, entries: Sequence[Entry], by: By, now: datetime) -> None:
    """Bring entries into the state to which a move leads, with the hands that they have then."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        entry.state, entry.version, entry.moved_at = wanted.target, entry.version + 1, now
        if wanted.code == "submit":
            entry.enterers = with_hands(entry.enterers, by(entry))
        if wanted.code == "check":
            entry.checkers = with_hands(entry.checkers, by(entry))
        elif wanted.code != "publish":  # what goes back is checked anew, by whomever
            entry.checkers = "[]"
        groups.setdefault((entry.enterers, entry.checkers), []).append(entry)
    for (enterers, checkers), members in groups.items():
        for part in parts(members):
            Entry.objects.filter(key__in=[entry.key for entry in part]).update(
                state=wanted.target,
                version=F("version") + 1,
                moved_at=now,
                enterers=enterers,
                checkers=checkers,
                public_at=part[0].public_at,
                revision=part[0].revision,
            )


def put_cells(entries: Sequence[Entry]) -> None:
    """Write the cells of entries that are there."""
    store(entries, update=("cells",))


def note(
    wanted: Move,
    entries: Sequence[Entry],
    by: By,
    now: datetime,
    reason: str = "",
    *,
    withheld: Collection[UUID] = (),
) -> None:
    """Write the steps of entries that made a move, and the rows of the audit; those whose rows are withheld have no values there."""
    has_cells = wanted.code in ("save", "publish")
    steps = []
    writes: dict[Actor, list[Write]] = {}
    for entry in entries:
        actor = by(entry)
        steps.append(
            Step(
                entry=entry,
                version=entry.version,
                move=wanted.code,
                at=now,
                by_key=actor.account_key,
                for_key=actor.for_key,
                role=actor.role,
                office_body_id=actor.body_id,
                reason=reason,
                cells=entry.cells if has_cells else "",
            )
        )
        writes.setdefault(actor, []).append(
            _write(wanted, entry, reason, is_public=entry.key not in withheld)
        )
    store(steps)
    for actor, of_actor in writes.items():
        record(of_actor, by=actor, now=now)


def _write(wanted: Move, entry: Entry, reason: str, *, is_public: bool) -> Write:
    fields: dict[str, str | None] = {"state": entry.state}
    personal = {"reason": reason}
    if wanted.code == "save":
        fields |= dict.fromkeys(read_cells(entry.cells))
        personal["remark"] = entry.remark
    if wanted.code == "publish":
        fields |= {name: text if is_public else None for name, text in read_cells(entry.cells).items()}
        fields |= {"table": entry.table, "revision": str(entry.revision)}
    return Write(f"entry.{wanted.code}", "entries", str(entry.key), fields, personal)


def with_hands(keys: str, by: Actor) -> str:
    """Return accounts as a JSON list, with those that have a hand in what somebody does."""
    return json.dumps(sorted({*json.loads(keys), *by.hands}))


def hands_of(entry: Entry) -> set[str]:
    """Return the accounts that have a hand in an entry."""
    return {*json.loads(entry.enterers), *json.loads(entry.checkers)}


def parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield items in parts of which a database takes one at once."""
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))
