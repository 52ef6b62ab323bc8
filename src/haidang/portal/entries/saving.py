"""Saving rows as entries, inside the caller's transaction: new ones, and others in another form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.audit.recording import Actor
from haidang.portal.entries.life import MOVES
from haidang.portal.entries.models import Batch, Entry, State
from haidang.portal.entries.noting import note, parts, put, with_hands
from haidang.portal.entries.proposing import Proposed, write_cells
from haidang.portal.entries.refusing import refuse, refuse_taken
from haidang.portal.registry.queries import get_revision


def lock(keys: Collection[UUID]) -> list[Entry]:
    """Return entries in the order of their keys, nobody else's until the end of the transaction; unknown keys are left out."""
    found: list[Entry] = []
    for part in parts(sorted(keys)):
        found += Entry.objects.select_for_update().filter(key__in=part).order_by("key")
    return found


def save_rows(
    rows: Sequence[Proposed], batch: Batch, by: Actor, now: datetime, *, enterers: str, is_noted: bool
) -> list[Entry]:
    """
    Save rows, and return their entries in the same order.

    Parameters
    ----------
    rows
        In the form of `tidied`.
    batch
        In which new ones come in; it is saved with them.
    by, now
        Who saves them, and when.
    enterers
        Who had a hand in new ones before, as a JSON list of accounts.
    is_noted
        Whether the batch is saved also when nothing is new or changed.

    Raises
    ------
    ConflictError
        When one changed in the meantime, or another entry about the same thing is on its way.
    UseError
        When an entry is of another body, or about another row.
    """
    known = {entry.key: entry for entry in lock([row.key for row in rows])}
    refuse_taken(rows)
    seen = get_revision().number
    entries, changed = [], []
    for number, row in enumerate(rows, 1):
        entry = known.get(row.key)
        if entry is None:
            entry = _new_entry(row, batch, number, with_hands(enterers, by), now)
        elif not _change(entry, row, batch, by, now):
            entries.append(entry)
            continue
        entry.seen = row.seen or seen
        entries.append(entry)
        changed.append(entry)
    if changed or is_noted:
        batch.save(force_insert=True)
    put(changed)
    note(MOVES["save"], changed, lambda _: by, now)
    return entries


def _new_entry(row: Proposed, batch: Batch, number: int, enterers: str, now: datetime) -> Entry:
    return Entry(
        key=row.key,
        batch=batch,
        number=number,
        table=row.table,
        act=row.act,
        cells=write_cells(row.cells),
        subject=row.subject,
        replaces=write_cells(row.replaces) if row.replaces else "",
        body_id=batch.body_id,
        remark=row.remark,
        enterers=enterers,
        made_at=now,
        moved_at=now,
    )


def _change(entry: Entry, row: Proposed, batch: Batch, by: Actor, now: datetime) -> bool:
    """Give an entry another form, and return whether it has one."""
    if entry.body_id != batch.body_id:
        raise UseError(say("An entry keeps its body."), say("Discard it, and enter it for the other body."))
    replaces = write_cells(row.replaces) if row.replaces else ""
    if (entry.table, entry.act, entry.replaces) != (row.table, row.act, replaces):
        raise UseError(
            say("An entry keeps the row that it is about."), say("Discard it, and enter another one.")
        )
    if (entry.cells, entry.remark) == (write_cells(row.cells), row.remark):
        return False
    refuse(entry, MOVES["save"], row.version)
    entry.cells, entry.remark, entry.subject = write_cells(row.cells), row.remark, row.subject
    entry.state, entry.version, entry.moved_at = State.DRAFT, entry.version + 1, now
    entry.enterers = with_hands(entry.enterers, by)
    return True
