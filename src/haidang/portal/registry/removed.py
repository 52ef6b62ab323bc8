"""
What was removed by law: which rows, what is left of them, and what is told of them.

A row that was removed keeps its key and loses everything else, in every revision: so that it is known where it stood, what refers to it
does not break, and it is not taken in again. It is never seen (`visibility`); that it was there is told, with the law.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import polars as pl
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.evidence import Removal
from haidang.core.pack.tables import BY_NAME, OBSERVATIONS
from haidang.portal.registry.mapping import Key, read_key
from haidang.portal.registry.models import Revision, Withheld, rows_at
from haidang.portal.registry.queries import find_by_key


def removed_keys() -> Mapping[str, frozenset[Key]]:
    """Return the keys of the rows that were removed, by table."""
    found: dict[str, set[Key]] = {}
    for each in _removed():
        found.setdefault(each.table, set()).add(read_key(each.key))
    return {table: frozenset(keys) for table, keys in found.items()}


def refuse_removed(rows: Iterable[tuple[str, Key]]) -> None:
    """
    Refuse rows that were removed by law, named by table and key.

    Raises
    ------
    UseError
        For the first of them.
    """
    removed = removed_keys()
    if removed and any(key in removed.get(table, ()) for table, key in rows):
        raise removed_error()


def removed_error() -> UseError:
    """Return the error that a row was removed by law; it does not say when or why, which the list of removals does."""
    return UseError(
        say("This row was removed by law and is not taken in again."),
        say("Look at the list of what was removed; ask an administrator."),
    )


def blank_cells(table: str) -> Mapping[str, str | None]:
    """Return what a removed row holds in the columns that are not of its key."""
    columns = (each for each in BY_NAME[table].columns if each.name not in BY_NAME[table].key)
    return {each.name: "" if each.required else None for each in columns}


def with_blank_rows(frame: pl.DataFrame, table: str, keys: Collection[Key]) -> pl.DataFrame:
    """Return the rows of a table, in the form of the database, those with these keys empty but for the key."""
    names = list(BY_NAME[table].key)
    gone = pl.DataFrame(list(keys), schema=dict.fromkeys(names, pl.String), orient="row")
    is_gone = frame.join(
        gone.with_columns(gone=True), on=names, how="left", nulls_equal=True, maintain_order="left"
    )
    return is_gone.with_columns(
        pl.when(pl.col("gone")).then(pl.lit(cell, dtype=pl.String)).otherwise(pl.col(name)).alias(name)
        for name, cell in blank_cells(table).items()
    ).drop("gone")


def list_removals(
    revision: Revision, indicators: Collection[str], areas: Collection[str]
) -> Iterator[Removal]:
    """
    Yield what is told of the rows that were removed from a revision.

    Parameters
    ----------
    revision
        The revision.
    indicators, areas
        What is seen: the series of a figure is told where both are.
    """
    by_table: dict[str, dict[Key, Withheld]] = {}
    for each in _removed():
        by_table.setdefault(each.table, {})[read_key(each.key)] = each
    for table, removed in by_table.items():
        for key, _ in find_by_key(rows_at(table, revision.number), table, removed, "pk"):
            yield _told(removed[key], key, indicators, areas)


def _told(removed: Withheld, key: Key, indicators: Collection[str], areas: Collection[str]) -> Removal:
    day = timezone.localdate(removed.recorded_at)
    cells = dict(zip(BY_NAME[removed.table].key, key, strict=True))
    series = cells.get("indicator_id"), cells.get("area_id")
    if removed.table != OBSERVATIONS.name or series[0] not in indicators or series[1] not in areas:
        return Removal(removed.table, day, removed.basis)
    since = date.fromisoformat(cells["public_by"] or "")
    return Removal(removed.table, day, removed.basis, series[0] or "", series[1] or "", since)


def _removed() -> Iterable[Withheld]:
    return Withheld.objects.filter(state=Withheld.State.REMOVED).order_by("recorded_at", "pk")
