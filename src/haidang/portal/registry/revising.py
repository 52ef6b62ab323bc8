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
from haidang.core.pack.tables import FORECASTS, TABLES
from haidang.files.packs import hash_content
from haidang.portal.registry.mapping import Followed, read_followed, write_description
from haidang.portal.registry.models import ROWS, Revision
from haidang.portal.registry.queries import find_revision

_ROWS_AT_ONCE = 10_000
_IDS_AT_ONCE = 900  # SQLite takes 999 parameters
_WAIT_S = 20  # as long as SQLite waits by the settings


def wait_briefly() -> None:
    """Wait no longer for others in this transaction than SQLite does anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{_WAIT_S}s'")


def lock_current() -> Revision | None:
    """Return the current revision, None without any; another one that wants to follow it waits for this transaction."""
    wait_briefly()
    Revision.objects.select_for_update().order_by("-number").first()
    return find_revision()  # it may have got a successor while this one waited


def hashes_of(content: Content) -> tuple[str, str]:
    """Return the hash of all content, and that of what forecasts are made from; seconds for a large pack."""
    return hash_content(content), hash_content(content, without=(FORECASTS.name,))


def write_revision(
    content: Content,
    current: Revision | None,
    *,
    now: datetime,
    hashes: tuple[str, str],
    pack_hash: str,
    is_loaded: bool,
    followed: Followed | None = None,
) -> Revision:
    """
    Write the revision itself: its number is what two processes at the same time cannot both have.

    Parameters
    ----------
    content, current
        All that it holds, and the revision that it follows.
    now
        The moment of recording, with its time zone.
    hashes
        Out of `hashes_of`, of the content.
    pack_hash, is_loaded
        As in `Revision`.
    followed
        What was said at the desk of how far the data go; None keeps what was said before.

    Raises
    ------
    UseError
        When another process was first.
    """
    about = content.description
    tables = [table.name for table in TABLES if table.name in content.frames]
    if followed is None:
        followed = read_followed(current.description) if current is not None else Followed()
    revision = Revision(
        number=current.number + 1 if current is not None else 1,
        # a clock that was put back does not turn the order of the revisions round
        recorded_at=max(now, current.recorded_at) if current is not None else now,
        name=about.name,
        version=about.version,
        description=write_description(about, tables, followed),
        content_sha256=hashes[0],
        data_sha256=hashes[1],
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
