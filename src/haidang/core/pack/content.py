"""
A pack as read: its description and its tables, before they become objects.

Frames hold one row per row of the file, in the columns of `tables` plus `row`, the row's number in the file.
Identifiers, days, periods, units and enumerations are polars categories, numbers and free text are strings as
published; an absent table or column is empty. Where some rows are checked against others that are held, those that are held
have negative numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from haidang.base.text import Said, say
from haidang.core.evidence import Description
from haidang.core.pack.defects import CAP, Findings
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
    cap
        How many findings of each rule and file are listed.
    held
        Whether some of the rows are held already: `none`; or that they are, and are `known`, so that the others are held
        against them, or are `judged` too, since what they rest on has changed.
    """

    description: Description
    frames: Mapping[str, pl.DataFrame]
    files: Mapping[str, str]
    lacking: Mapping[str, Collection[str]] = field(default_factory=dict)
    cap: int = CAP
    held: Literal["none", "known", "judged"] = "none"

    def frame(self, table: str) -> pl.DataFrame:
        """Return the frame of a table; an empty one when the pack has no such table."""
        return self.frames[table] if table in self.frames else empty_frame(BY_NAME[table])

    def fresh(self, table: str) -> pl.DataFrame:
        """Return those rows of a table that are not held already."""
        frame = self.frame(table)
        return frame if self.held == "none" else frame.filter(pl.col(ROW) > 0)

    def judged(self, table: str) -> pl.DataFrame:
        """Return those rows of a table that are judged one by one."""
        return self.fresh(table) if self.held == "known" else self.frame(table)

    def findings(self) -> Findings:
        """Return an empty collection of findings, to be filled by a check."""
        return Findings(self.cap)

    def file(self, table: str) -> str:
        """Return the name of the file that holds a table."""
        return self.files.get(table, f"{table}.csv")

    def lacks_key(self, table: str) -> bool:
        """Return whether the identifiers of a table could not be read, so that no reference to it can be judged."""
        return BY_NAME[table].key[0] in self.lacking.get(table, ())


def place_of(row: int) -> Said:
    """Return where a row stands, in words."""
    return say("in row {row}", row=row) if row > 0 else say("among what is held")


def told_at(*rows: int) -> int:
    """Return at which of the rows a finding is told that several rows make: the first one that is not held already."""
    return next((row for row in rows if row > 0), rows[0])


def dtype(column: Column) -> pl.DataType | type[pl.DataType]:
    """Return the polars type in which a column is held."""
    return pl.String if column.kind in _STRINGS else pl.Categorical


def empty_frame(table: Table) -> pl.DataFrame:
    """Return a frame of `table` without rows."""
    schema: dict[str, pl.DataType | type[pl.DataType]] = {ROW: pl.UInt32}
    schema |= {column.name: dtype(column) for column in table.columns}
    return pl.DataFrame(schema=schema)
