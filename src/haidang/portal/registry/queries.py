"""Reading the database: its revisions, and the content of one as a pack."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl
from django.db.models import Q, QuerySet

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.pack.content import Content
from haidang.core.pack.tables import BY_NAME
from haidang.portal.registry.errors import nothing_loaded
from haidang.portal.registry.mapping import Key, read_description, read_frame
from haidang.portal.registry.models import Revision, Row, rows_at
from haidang.portal.registry.visibility import Sight

CHUNK = 20_000
_KEYS_AT_ONCE, _COLUMNS_AT_ONCE = (
    200,
    3,
)  # SQLite takes 999 parameters; the first columns of a key narrow enough


def find_revision() -> Revision | None:
    """Return the current revision; None when nothing was ever loaded."""
    return Revision.objects.order_by("-number").first()


def get_revision(number: int | None = None) -> Revision:
    """
    Return a revision, the current one when no number is given.

    Raises
    ------
    UseError
        When nothing was ever loaded, or there is no such revision.
    """
    current = find_revision()
    if current is None:
        raise nothing_loaded()
    if number is None or number == current.number:
        return current
    found = Revision.objects.filter(number=number).first()
    if found is None:
        raise UseError(
            say(
                "There is no revision {number}; the newest is {newest}.", number=number, newest=current.number
            ),
            say("Name one from 1 to {newest}.", newest=current.number),
        )
    return found


def read_table(rows: QuerySet[Row], table: str, *, with_id: bool = False) -> pl.DataFrame:
    """Return rows as a frame of texts in the columns of the table's definition, after `id` when it is wanted."""
    columns: dict[str, type[pl.DataType]] = {"id": pl.Int64} if with_id else {}
    columns |= dict.fromkeys(BY_NAME[table].names, pl.String)
    return read_frame(rows.values_list(*columns).iterator(chunk_size=CHUNK), pl.Schema(columns))


def find_by_key(
    rows: QuerySet[Row], table: str, keys: Collection[Key], *columns: str
) -> Iterator[tuple[Key, tuple[object, ...]]]:
    """Yield key and columns of those rows that have one of these keys; a few statements for however many keys."""
    names, wanted = BY_NAME[table].key, list(keys)
    for start in range(0, len(wanted), _KEYS_AT_ONCE):
        part = set(wanted[start : start + _KEYS_AT_ONCE])
        condition = Q()
        for name, cells in list(zip(names, zip(*part, strict=True), strict=True))[:_COLUMNS_AT_ONCE]:
            if None not in cells:
                condition &= Q(**{f"{name}__in": sorted(set(cells))})
        for found in rows.filter(condition).values_list(*names, *columns).iterator(chunk_size=CHUNK):
            key = found[: len(names)]
            if key in part:
                yield key, found[len(names) :]


def read_content(number: int | None = None, sight: Sight | None = None) -> Content:
    """
    Return the content of a revision as a pack.

    Parameters
    ----------
    number
        Of the revision; None takes the current one.
    sight
        What is seen of it; None reads all. A table of which nothing is seen is left out: a pack has none without rows.
    """
    revision = get_revision(number)
    about, tables = read_description(revision.description)
    frames = {
        name: read_table(
            rows_at(name, revision.number) if sight is None else sight.rows(name, revision), name
        )
        for name in tables
    }
    if sight is not None:
        frames = {name: frame for name, frame in frames.items() if frame.height}
    return Content(about, frames, {name: f"{name}.csv" for name in frames})
