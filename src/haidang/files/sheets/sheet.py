"""A sheet as read: its rows in the form of the pack, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from haidang.files.sheets.defects import SheetFinding
from haidang.files.sheets.identity import Code, Identity
from haidang.files.sheets.places import cell_name


@dataclass(frozen=True, slots=True)
class SheetRow:
    """
    A row with a code.

    Attributes
    ----------
    number
        As a spreadsheet counts it: the first is 1.
    code
        What it is about.
    cells
        The cells to be filled, by column: in the form of the pack; empty where nothing is filled in, as found where there is
        a finding.
    words
        The cells that are there to be read, by column, as found.
    """

    number: int
    code: Code
    cells: Mapping[str, str]
    words: Mapping[str, str]

    @property
    def has_value(self) -> bool:
        """Whether a figure is entered."""
        return bool(self.cells.get("value"))


@dataclass(frozen=True)
class Sheet:
    """
    A file, or pasted text, as read.

    Attributes
    ----------
    name
        Name of the sheet or file.
    language
        In whose form it was read.
    identity
        What it says of its template; None when it says nothing.
    columns
        Place of each column that was found, counted from 0.
    rows
        The rows with a code, in order; none when it could not be read.
    findings
        What is wrong, by row; those of the whole file first.
    """

    name: str
    language: str
    identity: Identity | None
    columns: Mapping[str, int]
    rows: tuple[SheetRow, ...]
    findings: tuple[SheetFinding, ...] = field(default=())

    @cached_property
    def filled(self) -> tuple[SheetRow, ...]:
        """The rows that enter a figure."""
        return tuple(row for row in self.rows if row.has_value)

    def place(self, row: int, column: str) -> str:
        """Return a cell as a spreadsheet names it, such as `B7`; empty for a column that is not there."""
        return cell_name(row - 1, self.columns[column]) if column in self.columns else ""
