"""Writing the database: loading a pack as a new revision, whole or not at all, and asking for the odds it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl
from django.db import transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.pack.content import Content
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.csv_tables import canonical
from haidang.portal.audit.recording import SYSTEM, Actor, Write, record
from haidang.portal.registry.closing import close_again
from haidang.portal.registry.forecasting import ask_for_odds
from haidang.portal.registry.keeping import with_own
from haidang.portal.registry.models import Revision, current_rows
from haidang.portal.registry.queries import read_table
from haidang.portal.registry.revising import hashes_of, lock_current, record_rows, retire_rows, write_revision


@dataclass(frozen=True, slots=True)
class Loaded:
    """
    What loading a pack did.

    Attributes
    ----------
    revision, is_new
        The revision that holds it, and whether it was made now.
    added, retired
        Rows that were written.
    asked
        Days whose odds are to be computed.
    kept
        Rows that were published here and stay, though the pack does not have them, or in another form.
    """

    revision: Revision
    is_new: bool
    added: int = 0
    retired: int = 0
    asked: int = 0
    kept: int = 0


def load(content: Content, *, now: datetime, by: Actor = SYSTEM) -> Loaded:
    """
    Load a pack as a new revision; when it was loaded last, or the current one holds the same, nothing is written.

    What the portal recorded by itself stays, and what was removed by law does not come back. For days that lack odds a job is put into the queue in the same transaction.

    Parameters
    ----------
    content
        A pack that has no errors.
    now
        The moment of recording, with its time zone.
    by
        Who loads it.

    Raises
    ------
    UseError
        When another city's pack is loaded, rows that were published here do not fit into it, or another process loads at the
        same time.
    """
    hashes = hashes_of(content)
    with transaction.atomic():
        current = lock_current()
        _check_name(current, content.description.name)
        loaded = _load(content, current, hashes, now)
        if loaded.is_new:
            record([_write(loaded)], by=by, now=now)
        asked = ask_for_odds(loaded.revision, current, now=now)
    return replace(loaded, asked=asked)


def _write(loaded: Loaded) -> Write:
    made = loaded.revision
    fields = {
        "name": made.name,
        "version": made.version,
        "content_sha256": made.content_sha256,
        "added": str(loaded.added),
        "retired": str(loaded.retired),
    }
    return Write("pack.load", "revisions", str(made.number), fields)


def _check_name(current: Revision | None, name: str) -> None:
    if current is not None and current.name != name:
        raise UseError(
            say(
                "The portal holds the pack «{held}», and this one is «{seen}».", held=current.name, seen=name
            ),
            say(
                "One portal is of one city: name another database with DATABASE_URL or HAIDANG_DATA, or give the pack the same name."
            ),
        )


def _load(pack: Content, current: Revision | None, hashes: tuple[str, str], now: datetime) -> Loaded:
    pack_hash, _ = hashes
    if current is not None and pack_hash in (current.pack_sha256, current.content_sha256):
        return Loaded(current, is_new=False)
    kept = with_own(pack, current)
    content = kept.content
    hashes = hashes if content is pack else hashes_of(content)
    if current is not None and hashes[0] == current.content_sha256:
        return Loaded(current, is_new=False)
    revision = write_revision(
        content,
        current,
        now=now,
        hashes=hashes,
        pack_hash=pack_hash,
        is_loaded=True,
    )
    added = retired = 0
    for table in TABLES:
        fresh, gone = _compare(content, table.name)
        retire_rows(table.name, gone, revision)
        record_rows(table.name, fresh, revision)
        added, retired = added + fresh.height, retired + len(gone)
    close_again(now)
    return Loaded(revision, is_new=True, added=added, retired=retired, kept=kept.rows)


def _compare(content: Content, table: str) -> tuple[pl.DataFrame, Sequence[int]]:
    """Return the rows of the pack that are not held, and the ids of the rows held that are not in the pack."""
    names = BY_NAME[table].names
    new = canonical(content.frame(table), BY_NAME[table])
    held = read_table(current_rows(table), table, with_id=True)
    if not held.height:
        return new, ()
    fresh = new.join(held, on=names, how="anti", nulls_equal=True, maintain_order="left")
    gone = held.join(new, on=names, how="anti", nulls_equal=True)
    return fresh, gone["id"].to_list()
