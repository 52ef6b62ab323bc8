"""What is withheld, released or erased together with a row: the row itself in all its forms, and all rows that refer to it, told."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haidang.base.text import Said
from haidang.core.pack.tables import BY_NAME, Table
from haidang.portal.desk.listing import name_of, shown_columns
from haidang.portal.registry.closing import rows_with
from haidang.portal.registry.models import ROWS
from haidang.telling.cell_words import CellWords
from haidang.telling.columns import TABLE
from haidang.telling.teller import Teller

_AT_ONCE = 500
MOST_NAMED = 500
"""Rows of one table that are named; of more the number alone is told."""


@dataclass(frozen=True, slots=True)
class Together:
    """
    Rows of one table that go together with a row.

    Attributes
    ----------
    title
        What the table is called.
    count
        How many rows there are, each counted once whatever forms it had.
    names
        What they are called.
    """

    title: Said
    count: int
    names: tuple[str, ...]

    @property
    def unnamed(self) -> int:
        """How many are only counted."""
        return self.count - len(self.names)


def tell_together(table: str, key: Mapping[str, str | None], words: CellWords, t: Teller) -> list[Together]:
    """Return what goes together with the row of a key, in any revision, by table; empty when there is no such row."""
    return [_tell(BY_NAME[each], ids, words, t) for each, ids in _together(table, key).items()]


def mark_of(table: str, key: Mapping[str, str | None]) -> str:
    """Return a mark of what goes together with a row: the same as long as that is the same."""
    ids = sorted((each, sorted(ids)) for each, ids in _together(table, key).items())
    return hashlib.sha256(repr(ids).encode()).hexdigest()[:16]


def _together(table: str, key: Mapping[str, str | None]) -> Mapping[str, Collection[int]]:
    ids = ROWS[table]._default_manager.filter(**key).values_list("pk", flat=True)
    return rows_with(table, list(ids))


def tell_row(table: Table, cells: Mapping[str, Any], words: CellWords, t: Teller) -> str:
    """Return what a row is called in one line: its name and identifier, or what people know it by."""
    name, identifier = name_of(table, cells, t), str(cells.get(table.key[0]))
    if name != identifier:
        return f"{name} · {identifier}"
    return ", ".join(
        words.tell(table, each, cells.get(each)) for each in shown_columns(table) if cells.get(each)
    )


def _tell(table: Table, ids: Collection[int], words: CellWords, t: Teller) -> Together:
    by_key = {tuple(row[name] for name in table.key): row for row in _rows(table, ids)}
    named = [
        tell_row(table, row, words, t) for _, row in zip(range(MOST_NAMED), by_key.values(), strict=False)
    ]
    return Together(TABLE[table.name], len(by_key), tuple(sorted(named)))


def _rows(table: Table, ids: Collection[int]) -> Iterator[Mapping[str, Any]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        rows = ROWS[table.name]._default_manager.filter(pk__in=ordered[start : start + _AT_ONCE])
        yield from rows.order_by("pk").values(*table.names)
