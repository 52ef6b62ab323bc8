"""
The steps of which a new revision is made, each inside the caller's transaction.

No row is ever changed or deleted: what is gone or changed is retired in the new revision, what is new is recorded in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import polars as pl
from django.db import IntegrityError, connection

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.pack.content import Content
from haidang.core.pack.tables import TABLES
from haidang.portal.registry.mapping import write_description
from haidang.portal.registry.models import ROWS, Revision
from haidang.portal.registry.queries import find_revision

_ROWS_AT_ONCE = 10_000
_IDS_AT_ONCE = 900  # SQLite takes 999 parameters
_WAIT_S = 20  # as long as SQLite waits by the settings


def lock_current() -> Revision | None:
    """Return the current revision, None without any; another one that wants to follow it waits for this transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{_WAIT_S}s'")
    Revision.objects.select_for_update().order_by("-number").first()
    return find_revision()  # it may have got a successor while this one waited


def write_revision(
    content: Content,
    current: Revision | None,
    *,
    now: datetime,
    content_hash: str,
    data_hash: str,
    pack_hash: str,
    is_loaded: bool,
) -> Revision:
    """
    Write the revision itself: its number is what two processes at the same time cannot both have.

    Raises
    ------
    UseError
        When another process was first.
    """
    about = content.description
    revision = Revision(
        number=current.number + 1 if current is not None else 1,
        recorded_at=now,
        name=about.name,
        version=about.version,
        description=write_description(
            about, [table.name for table in TABLES if table.name in content.frames]
        ),
        content_sha256=content_hash,
        data_sha256=data_hash,
        is_loaded=is_loaded,
        pack_sha256=pack_hash,
    )
    try:
        revision.save(force_insert=True)
    except IntegrityError:
        raise UseError(
            say("Another process has loaded a pack in the meantime; nothing was written."),
            say("Run the same command again."),
        ) from None
    return revision


def retire_rows(table: str, ids: Sequence[int], revision: Revision) -> None:
    """Retire rows by their ids."""
    rows = ROWS[table]._default_manager
    for begin in range(0, len(ids), _IDS_AT_ONCE):
        rows.filter(pk__in=ids[begin : begin + _IDS_AT_ONCE]).update(retired_in=revision)


def record_rows(table: str, frame: pl.DataFrame, revision: Revision) -> None:
    """Insert rows; not as objects of the model, which take six times as long on SQLite."""
    names = (*frame.columns, "recorded_in_id")
    quote = connection.ops.quote_name
    columns, places = ", ".join(map(quote, names)), ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {quote(ROWS[table]._meta.db_table)} ({columns}) VALUES ({places})"
    with connection.cursor() as cursor:
        for part in frame.iter_slices(_ROWS_AT_ONCE):
            cursor.executemany(statement, [(*row, revision.number) for row in part.iter_rows()])
