"""
What the cells of a sheet do not say of themselves: formulas and errors in them, whether they and their rows can be seen, how far they reach.

References
----------
ECMA-376 part 1, 18.3 (worksheet).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from haidang.files.sheets.parts import parse_part
from haidang.files.sheets.places import column_index, read_reference

LAST_ROW, LAST_COLUMN = 20_100, 40
"""How many rows and columns of a sheet are read: 20 000 figures, and what stands above and below them."""

_NOTED = ("e", "s")  # errors, shared texts
_MERGED = 1000  # no more are kept


@dataclass(slots=True)
class Marks:
    """
    What is marked in one sheet; rows and columns are counted from 0.

    Attributes
    ----------
    formulas
        Cells with a formula, and whether its result is there.
    errors
        Cells with an error, and which.
    per_cent
        Cells that show their number in per cent.
    hidden_rows, hidden_columns
        Those that cannot be seen.
    merged
        Merged ranges: first and last row, first and last column.
    last_row, last_column
        How far the filled cells reach; -1 for an empty sheet.
    text_length
        Signs of all texts together, those that many cells share counted in each.
    """

    formulas: dict[tuple[int, int], bool] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    per_cent: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    last_row: int = -1
    last_column: int = -1
    text_length: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether no cell is filled."""
        return self.last_row < 0

    @property
    def reaches_too_far(self) -> bool:
        """Whether it is filled beyond what is read."""
        return self.last_row >= LAST_ROW or self.last_column >= LAST_COLUMN


def scan_sheet(part: bytes, per_cent: set[str], shared: Sequence[int]) -> Marks:
    """
    Return what is marked in a sheet.

    Parameters
    ----------
    part
        The sheet.
    per_cent
        Numbers of the cell formats that show per cent.
    shared
        Lengths of the texts that cells share.

    Raises
    ------
    expat.ExpatError, DeclaredError, ValueError
        When the part is no sheet.
    """
    scan = _Scan(per_cent, shared)
    parse_part(part, scan.start, scan.end, scan.text)
    return scan.marks


class _Scan:
    """Follows the elements of one sheet."""

    def __init__(self, per_cent: set[str], shared: Sequence[int]) -> None:
        self.marks = Marks()
        self._per_cent, self._shared = per_cent, shared
        self._row = self._column = -1
        self._has_formula = self._has_value = self._is_value = False
        self._kind = self._look = self._seen = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "is"):
            self._is_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden_rows.add(self._row)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), LAST_COLUMN)
            self.marks.hidden_columns.update(range(first, last))
        elif name == "mergeCell":
            self._merge(attributes["ref"])

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            self._column = column_index(letters)
            self._row = int(reference[len(letters) :]) - 1
        self._kind, self._look, self._seen = attributes.get("t", "n"), attributes.get("s", ""), ""
        self._has_formula = self._has_value = self._is_value = False

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = read_reference(first), read_reference(last or first)
        if len(self.marks.merged) < _MERGED:
            self.marks.merged.append((top, bottom, left, right))

    def text(self, text: str) -> None:
        if self._is_value:
            self._has_value = True
            if self._kind in _NOTED:
                self._seen += text

    def end(self, name: str) -> None:
        if name in ("v", "is"):
            self._is_value = False
        elif name == "c" and (self._has_value or self._has_formula):
            self._end_cell()

    def _end_cell(self) -> None:
        marks, place = self.marks, (self._row, self._column)
        marks.last_row = max(marks.last_row, self._row)
        marks.last_column = max(marks.last_column, self._column)
        if self._kind == "s" and self._has_value:
            marks.text_length += self._shared[int(self._seen)]
        if marks.reaches_too_far:
            return  # it is not read, and what it marks is not kept
        if self._has_formula:
            marks.formulas[place] = self._has_value or self._kind == "str"  # an empty text is a result
        if self._kind == "e":
            marks.errors[place] = self._seen
        elif self._kind == "n" and self._look in self._per_cent:
            marks.per_cent.add(place)
