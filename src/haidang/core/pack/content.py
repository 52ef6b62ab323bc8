"""
A pack as read: its description and its tables, before they become objects.

Frames hold one row per row of the file, in the columns of `tables` plus `row`, the row's number in the file.
Identifiers, days, periods, units and enumerations are polars categories, numbers and free text are strings as
published; an absent table or column is empty.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import polars as pl

from haidang.core.evidence import Description
from haidang.core.pack.tables import BY_NAME, Column, Table

ROW = "row"
DESCRIPTION = "datapackage.json"
_STRINGS = ("text", "number")


@dataclass(frozen=True, slots=True)
class Content:
    """
    The tables of a pack and the files they came from.

    Attributes
    ----------
    lacking
        Columns that a table ought to have and that could not be read, by table: all of them when its file could not.
        They have been named, and what rests on them is not looked at.
    """

    description: Description
    frames: Mapping[str, pl.DataFrame]
    files: Mapping[str, str]
    lacking: Mapping[str, Collection[str]] = field(default_factory=dict)

    def frame(self, table: str) -> pl.DataFrame:
        """Return the frame of a table; an empty one when the pack has no such table."""
        return self.frames[table] if table in self.frames else empty_frame(BY_NAME[table])

    def file(self, table: str) -> str:
        """Return the name of the file that holds a table."""
        return self.files.get(table, f"{table}.csv")

    def lacks_key(self, table: str) -> bool:
        """Return whether the identifiers of a table could not be read, so that no reference to it can be judged."""
        return BY_NAME[table].key[0] in self.lacking.get(table, ())


def dtype(column: Column) -> pl.DataType | type[pl.DataType]:
    """Return the polars type in which a column is held."""
    return pl.String if column.kind in _STRINGS else pl.Categorical


def empty_frame(table: Table) -> pl.DataFrame:
    """Return a frame of `table` without rows."""
    schema: dict[str, pl.DataType | type[pl.DataType]] = {ROW: pl.UInt32}
    schema |= {column.name: dtype(column) for column in table.columns}
    return pl.DataFrame(schema=schema)
