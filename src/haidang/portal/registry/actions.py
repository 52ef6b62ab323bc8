"""
Writing the database: loading a pack as a new revision, whole or not at all.

No row is ever changed or deleted: what is gone or changed is retired in the new revision, what is new is recorded in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from django.db import IntegrityError, connection, transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.pack.content import Content
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.csv_tables import canonical
from haidang.files.packs import hash_content
from haidang.portal.registry.mapping import write_description
from haidang.portal.registry.models import ROWS, Revision, current_rows
from haidang.portal.registry.queries import find_revision, read_table

_ROWS_AT_ONCE = 10_000
_IDS_AT_ONCE = 900  # SQLite takes 999 parameters
_WAIT_S = 20  # as long as SQLite waits by the settings


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a pack did: the revision that holds it, whether it is new, and the rows that were written."""

    revision: Revision
    is_new: bool
    added: int = 0
    retired: int = 0


def load(content: Content, *, now: datetime) -> Loaded:
    """
    Load a pack as a new revision; when the current one holds the same content, nothing is written.

    Parameters
    ----------
    content
        A pack that has no errors.
    now
        The moment of recording, with its time zone.

    Raises
    ------
    UseError
        When another city's pack is loaded, or another process loads at the same time.
    """
    content_hash, data_hash = hash_content(content), hash_content(content, without=("forecasts",))
    with transaction.atomic():
        _wait_no_longer()
        current = find_revision()
        _check_name(current, content.description.name)
        if current is not None and current.content_sha256 == content_hash:
            return Loaded(current, is_new=False)
        revision = _new_revision(content, current, content_hash, data_hash, now)
        added = retired = 0
        for table in TABLES:
            fresh, gone = _compare(content, table.name)
            _retire(table.name, gone, revision)
            _record(table.name, fresh, revision)
            added, retired = added + fresh.height, retired + len(gone)
    return Loaded(revision, is_new=True, added=added, retired=retired)


def _wait_no_longer() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{_WAIT_S}s'")


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


def _new_revision(
    content: Content, current: Revision | None, content_hash: str, data_hash: str, now: datetime
) -> Revision:
    """Write the revision first: its number is what two loads at the same time cannot both have."""
    about = content.description
    tables = [table.name for table in TABLES if table.name in content.frames]
    revision = Revision(
        number=current.number + 1 if current is not None else 1,
        recorded_at=now,
        name=about.name,
        version=about.version,
        description=write_description(about, tables),
        content_sha256=content_hash,
        data_sha256=data_hash,
    )
    try:
        revision.save(force_insert=True)
    except IntegrityError:
        raise UseError(
            say("Another process has loaded a pack in the meantime; nothing was written."),
            say("Run the same command again."),
        ) from None
    return revision


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


def _retire(table: str, ids: Sequence[int], revision: Revision) -> None:
    rows = ROWS[table]._default_manager
    for begin in range(0, len(ids), _IDS_AT_ONCE):
        rows.filter(pk__in=ids[begin : begin + _IDS_AT_ONCE]).update(retired_in=revision)


def _record(table: str, frame: pl.DataFrame, revision: Revision) -> None:
    """Insert rows; not as objects of the model, which take six times as long on SQLite."""
    names = (*frame.columns, "recorded_in_id")
    quote = connection.ops.quote_name
    columns, places = ", ".join(map(quote, names)), ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {quote(ROWS[table]._meta.db_table)} ({columns}) VALUES ({places})"
    with connection.cursor() as cursor:
        for part in frame.iter_slices(_ROWS_AT_ONCE):
            cursor.executemany(statement, [(*row, revision.number) for row in part.iter_rows()])
