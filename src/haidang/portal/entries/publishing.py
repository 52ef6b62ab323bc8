"""Publishing entries: their rows become a revision; timed ones are seen from their moment on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.audit.recording import Actor
from haidang.portal.entries.checking import as_published
from haidang.portal.entries.errors import ConflictError
from haidang.portal.entries.models import Entry
from haidang.portal.entries.noting import By, put_cells
from haidang.portal.entries.proposing import PUBLIC_BY, Cells, proposed_of, write_cells
from haidang.portal.entries.weighing import refuse_defects
from haidang.portal.registry.changing import Change, Prepared, StaleError, prepare_changes, record_prepared
from haidang.portal.registry.models import current_rows
from haidang.portal.registry.queries import find_by_key
from haidang.portal.registry.visibility import public_sight
from haidang.portal.registry.withholding import embargo

_WITHDRAWN = "withdrawn_on"


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What publishing entries will write.

    Attributes
    ----------
    changes
        The row of each, by the key of the entry.
    prepared
        The revision.
    public_at
        When it becomes public, if later than its publication.
    """

    changes: dict[UUID, Change]
    prepared: Prepared
    public_at: datetime | None


def plan_publication(entries: Sequence[Entry], *, now: datetime, public_at: datetime | None) -> Plan:
    """
    Plan the publication of entries, which are checked together; no transaction is held meanwhile.

    Figures without a day of publication get the one on which they become public.

    Raises
    ------
    ConflictError
        When a row has changed since it was looked at.
    DefectsError
        When they have defects.
    UseError
        When a moment does not fit, or a row was removed by law.
    """
    if public_at is not None:
        _refuse_moment(entries, now, public_at)
    day = timezone.localdate(public_at or now)
    rows: dict[UUID, Cells] = {}
    for entry in entries:
        cells = as_published(proposed_of(entry), day)
        if cells is None:
            raise _stale(entry, say("The row that was to be withdrawn is not there any more."))
        _refuse_later(entry, cells, day)
        rows[entry.key] = cells
    refuse_defects([proposed_of(entry) for entry in entries], day=day)
    changes = {entry.key: _change(entry, rows[entry.key]) for entry in entries}
    try:
        prepared = prepare_changes(list(changes.values()))
    except StaleError as error:
        entry = next(each for each in entries if changes[each.key] is error.change)
        raise _stale(entry, error.problem) from None
    return Plan(changes, prepared, public_at)


def publish(plan: Plan, entries: Sequence[Entry], by: By, now: datetime) -> frozenset[UUID] | None:
    """
    Publish what was planned, inside the caller's transaction, which saves the entries; returns those whose rows are withheld.

    None when it was not published: another revision came in between, or the entries are others. Then it is to be planned anew.
    """
    if plan.changes.keys() != {entry.key for entry in entries}:
        return None
    revision = record_prepared(plan.prepared, now=now)
    if revision is None:
        return None
    if plan.public_at is not None:  # they are not seen for a moment: it is one transaction
        of_actors: dict[Actor, list[tuple[str, Cells]]] = {}
        for entry in entries:
            change = plan.changes[entry.key]
            of_actors.setdefault(by(entry), []).append((change.table, change.cells))
        for actor, rows in of_actors.items():
            embargo(rows, plan.public_at, now=now, by=actor)
    for entry in entries:
        entry.revision, entry.public_at = revision.number, plan.public_at
        cells = plan.changes[entry.key].cells
        # of a row that is withdrawn nothing else was entered, and it may be withheld
        is_withdrawal = entry.act == Entry.Act.WITHDRAW
        entry.cells = write_cells({_WITHDRAWN: cells[_WITHDRAWN]} if is_withdrawal else cells)
    put_cells(entries)
    return _withheld(plan, now)


def _withheld(plan: Plan, now: datetime) -> frozenset[UUID]:
    """Return the entries whose rows not everyone sees: by their own name, or with what they refer to."""
    found: set[UUID] = set()
    for table, closed in public_sight(now).closed.items():
        by_key = {change.key: each for each, change in plan.changes.items() if change.table == table}
        rows = find_by_key(current_rows(table), table, by_key, "pk")
        found.update(by_key[key] for key, (row_id,) in rows if row_id in closed)
    return frozenset(found)


def _change(entry: Entry, cells: Cells) -> Change:
    return Change(entry.table, cells, 0 if entry.act == Entry.Act.ADD else entry.seen)


def _refuse_moment(entries: Sequence[Entry], now: datetime, public_at: datetime) -> None:
    if public_at <= now:
        raise UseError(
            say("The moment of publication is past."),
            say("Choose a later one, or leave it empty."),
            "public_at",
        )
    if any(entry.act != Entry.Act.ADD for entry in entries):
        raise UseError(
            say("A change or a withdrawal cannot be timed: what is public now would vanish until then."),
            say("Publish it when its day has come."),
            "public_at",
        )


def _refuse_later(entry: Entry, cells: Cells, day: date) -> None:
    """Refuse a figure that says of itself that it is public later: whoever reads the data would see it before."""
    stated = cells.get(PUBLIC_BY) or ""
    if entry.table == OBSERVATIONS.name and stated > day.isoformat():
        raise UseError(
            say("A figure says that it is public by {stated}, after {day}.", stated=stated, day=day),
            say("Give the moment from which it is public, or send it back to have the day mended."),
            "public_at",
        )


def _stale(entry: Entry, problem: Said) -> ConflictError:
    return ConflictError(problem, say("Send the entry back, to be entered anew."), key=entry.key)
