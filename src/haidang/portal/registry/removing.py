"""
Removing a row by law: from every revision, from what the desk keeps of it, from the audit's values; the list of it outlives the database.

What is left is told in `removed`. Other rooms that hold something of a row erase it when they hear of `row_removed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import connection, models, transaction
from django.dispatch import Signal

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.audit.erasing import erase_values
from haidang.portal.audit.models import AuditRow
from haidang.portal.audit.recording import SYSTEM, Actor, Write, record
from haidang.portal.registry.closing import close
from haidang.portal.registry.forecasting import ask_for_odds
from haidang.portal.registry.mapping import Key, read_key, write_key
from haidang.portal.registry.models import ROWS, Revision, Withheld
from haidang.portal.registry.queries import find_by_key, read_content
from haidang.portal.registry.removals_list import Removed, append, read_list
from haidang.portal.registry.removed import blank_cells
from haidang.portal.registry.revising import hashes_of, lock_current, write_revision

row_removed = Signal()
"""Sent with `table`, `key`, `by` and `now` inside the transaction that removes a row."""


def remove(table: str, key: Mapping[str, str | None], *, basis: str, by: Actor, now: datetime) -> Withheld:
    """
    Remove a row by law, in all revisions; once it is removed nothing is done.

    Parameters
    ----------
    table, key
        Which row: a table of the pack, and the cells of its key.
    basis
        The law, in words that everyone will read.
    by
        Who removes it.
    now
        The moment, with its time zone.

    Raises
    ------
    UseError
        When there is no such row, no law is named, or the list of removals cannot be written.
    """
    basis, told = " ".join(basis.split()), write_key(table, key)
    if not basis:
        raise UseError(
            say("A removal by law needs its law."), say("Name the instrument and the article."), "basis"
        )
    with transaction.atomic():
        current = lock_current()
        held = Withheld.objects.filter(table=table, key=told, state=Withheld.State.REMOVED).first()
        if held is None:
            if not _ids(table, read_key(told)):
                raise UseError(
                    say("The table «{table}» holds no row {key}.", table=table, key=told),
                    say("Name all columns of its key as they stand in the pack."),
                )
            held = _remove(Removed(table, told, basis, now.astimezone(UTC).isoformat()), by, now)
            _revise(current, now)
    append([_listed(held)])
    return held


def replay(*, now: datetime, by: Actor = SYSTEM) -> int:
    """
    Remove again what the list names and the database holds, and complete the list; returns how many rows were removed.

    For a database that was put back from a copy, before any page is served.
    """
    listed = read_list()
    with transaction.atomic():
        current = lock_current()
        held = {
            (each.table, each.key): each for each in Withheld.objects.filter(state=Withheld.State.REMOVED)
        }
        lacking = [each for each in listed if (each.table, each.key) not in held]
        erased = sum(bool(_ids(each.table, read_key(each.key))) for each in lacking)
        for each in lacking:
            _remove(each, by, now)
        if erased:
            _revise(current, now)
    append(map(_listed, held.values()))
    return erased


def scrub(*models_written: type[models.Model]) -> None:
    """
    See that what was erased is gone from the files of the database too, once the transaction is over.

    SQLite overwrites it by the settings and empties its log; PostgreSQL writes the tables anew.
    """

    def do() -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                for each in models_written:
                    cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(each._meta.db_table)}")

    transaction.on_commit(do, robust=True)


def _remove(removed: Removed, by: Actor, now: datetime) -> Withheld:
    """Erase a row wherever it stands, and note that it is removed."""
    table, key = removed.table, read_key(removed.key)
    held, _ = Withheld.objects.update_or_create(
        table=table,
        key=removed.key,
        defaults={
            "state": Withheld.State.REMOVED,
            "until": None,
            "basis": removed.basis,
            "recorded_at": removed.moment,
        },
    )
    ROWS[table]._default_manager.filter(pk__in=_ids(table, key)).update(**blank_cells(table))
    close([held])
    row_removed.send(sender=Withheld, table=table, key=key, by=by, now=now)
    erase_values(table, [removed.key], by=by, now=now)
    record([Write("row.remove", table, removed.key, {"basis": removed.basis})], by=by, now=now)
    scrub(ROWS[table], AuditRow)
    return held


def _revise(current: Revision | None, now: datetime) -> None:
    """Make a revision of what is left, so that its hash is that of what is held, and odds are computed from that alone."""
    if current is None:
        return
    content = read_content(current.number)
    revision = write_revision(
        content,
        current,
        now=now,
        hashes=hashes_of(content),
        pack_hash=current.pack_sha256,
        is_loaded=False,
    )
    ask_for_odds(revision, current, now=now)


def _ids(table: str, key: Key) -> list[int]:
    rows = ROWS[table]._default_manager.all()
    return [int(str(row_id)) for _, (row_id,) in find_by_key(rows, table, [key], "pk")]


def _listed(held: Withheld) -> Removed:
    return Removed(held.table, held.key, held.basis, held.recorded_at.astimezone(UTC).isoformat())
