"""
From the cells of a grid to the rows of a sheet: where the headings stand, what each row is about, what each cell means.

All that is wrong is found at once. A row without value is read as far as it goes, and enters nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haidang.core.pack.defects import near
from haidang.files.sheets.cells import Read, plain_text, read_cell
from haidang.files.sheets.columns import BY_KEY, CODE, COLUMNS, FILLED, WORDS, Column, find_column, heading
from haidang.files.sheets.defects import Defects
from haidang.files.sheets.grid import Grid
from haidang.files.sheets.habits import PROBE_NUMBER, Raw, habits_of, learned
from haidang.files.sheets.identity import Code, is_identity, parse_code
from haidang.files.sheets.places import cell_name
from haidang.files.sheets.sheet import SheetRow
from haidang.files.sheets.text_reading import HEAD_ROWS
from haidang.files.sheets.text_writing import shown_cell

_LEAST_HEADINGS = 3
_OPTIONAL = ("held",)


def find_head(grid: Grid) -> int | None:
    """Return the row in which the headings stand, counted from 0; None when there is none."""
    counts = [sum(_column(cell) is not None for cell in row) for row in grid.rows[:HEAD_ROWS]]
    best = max(counts, default=0)
    return counts.index(best) if best >= _LEAST_HEADINGS else None


class TableReader:
    """Reads one grid in one language; what is wrong is added to the findings."""

    def __init__(self, grid: Grid, head: int, language: str, defects: Defects) -> None:
        self._grid, self._head = grid, head
        self._language, self._defects = language, defects
        self._habits = habits_of(language, is_1904=grid.is_1904)
        self.columns: dict[str, int] = {}

    def read(self) -> tuple[SheetRow, ...]:
        """Return the rows with a code."""
        self._read_head()
        if "value" not in self.columns or CODE not in self.columns:
            return ()
        self._check_layout()
        rows = tuple(self._rows())
        if not any(row.has_value for row in rows) and not self._defects.has_errors:
            self._defects.add("no-figures", heading=self._heading(BY_KEY["value"]))
        return rows

    def _read_head(self) -> None:
        cells = self._grid.rows[self._head]
        end = next((place for place, cell in enumerate(cells) if is_identity(plain_text(cell))), len(cells))
        unknown = {text: place for place, cell in enumerate(cells[:end]) if (text := plain_text(cell))}
        for place, cell in enumerate(cells[:end]):
            column = _column(cell)
            if column is None:
                continue
            unknown.pop(plain_text(cell), None)
            if column.key in self.columns:
                first = cell_name(self._head, self.columns[column.key])
                self._add("heading-twice", place=place, heading=self._heading(column), first=first)
            else:
                self.columns[column.key] = place
        self._learn(cells[end + 1 : end + 3])
        for column in COLUMNS:
            if column.key not in self.columns and column.key not in _OPTIONAL:
                close = near(self._heading(column), unknown)
                self._add("missing-heading", heading=self._heading(column), nearest=close)
        for text, place in unknown.items():
            self._add("other-column", text, place=place)

    def _learn(self, probes: Sequence[Raw]) -> None:
        """Learn from the cells behind the headings how the program that saved the file writes."""
        habits = learned(self._habits, probes)
        if habits is None:
            shown = shown_cell(BY_KEY["value"], PROBE_NUMBER, self._language)
            self._add("numbers-changed", plain_text(probes[-1]), allowed=shown)
        else:
            self._habits = habits

    def _check_layout(self) -> None:
        """Look for what a person who looks at the sheet does not see as it is."""
        marks = self._grid.marks
        for top, bottom, left, right in marks.merged:
            if bottom >= self._head and any(left <= place <= right for place in self.columns.values()):
                self._add("merged", f"{cell_name(top, left)}:{cell_name(bottom, right)}", row=top, place=left)
        for column in FILLED:
            place = self.columns.get(column.key)
            if place in marks.hidden_columns and any(self._raw(row, column.key) != "" for row in self._body):
                self._defects.add("hidden-column", column=column.key, heading=self._heading(column))

    @property
    def _body(self) -> range:
        return range(self._head + 1, len(self._grid.rows))

    def _rows(self) -> Iterator[SheetRow]:
        first: dict[tuple[Code, str], int] = {}
        for row in self._body:
            code = self._code(row)
            if code is None:
                continue
            cells = {column.key: self._cell(row, column) for column in FILLED if column.key in self.columns}
            words = {
                column.key: plain_text(self._raw(row, column.key))
                for column in WORDS
                if column.key in self.columns
            }
            read = SheetRow(row + 1, code, cells, words)
            if read.has_value:
                self._check_row(read, row, first)
            yield read

    def _code(self, row: int) -> Code | None:
        text = plain_text(self._raw(row, CODE))
        code = parse_code(text) if text else None
        if text and code is None:
            self._add("bad-code", text, row=row, column=CODE)
        elif not text:
            self._add_without_code(row)
        return code

    def _add_without_code(self, row: int) -> None:
        cells = [(place, plain_text(cell)) for place, cell in enumerate(self._grid.rows[row]) if cell != ""]
        seen = next(((place, text) for place, text in cells if text), None)
        if seen is None:
            return
        value = read_cell(BY_KEY["value"], self._raw(row, "value"), self._habits)
        if value.text and value.rule_id in ("", "either-number"):
            self._add("no-code", value.text, row=row, column="value")
        else:
            self._add("row-ignored", seen[1], row=row, place=seen[0])

    def _check_row(self, read: SheetRow, row: int, first: dict[tuple[Code, str], int]) -> None:
        if row in self._grid.marks.hidden_rows:
            self._add("hidden-row", read.cells["value"], row=row)
        key = (read.code, read.cells.get("definition", ""))
        if first.setdefault(key, read.number) != read.number:
            self._add("row-twice", read.code.text, row=row, column=CODE, first=first[key])

    def _cell(self, row: int, column: Column) -> str:
        """Return a cell to be filled, in the form of the pack."""
        raw, place, marks = self._raw(row, column.key), (row, self.columns[column.key]), self._grid.marks
        read = read_cell(column, raw, self._habits)
        if place in marks.errors:
            read = Read(marks.errors[place], "error-cell")
        elif marks.formulas.get(place) is False and raw == "":
            read = Read("", "formula-empty")
        elif place in marks.per_cent and column.kind == "number" and isinstance(raw, float):
            shown = read_cell(column, raw * 100, self._habits).text
            read = Read(read.text, "per-cent", {"shown": f"{shown}%"})
        if read.rule_id:
            self._add(read.rule_id, read.text, row=row, column=column.key, **read.params)
        elif place in marks.formulas and read.text:
            self._add("formula-taken", read.text, row=row, column=column.key)
        return read.text

    def _raw(self, row: int, key: str) -> Raw:
        cells, place = self._grid.rows[row], self.columns[key]
        return cells[place] if place < len(cells) else ""

    def _heading(self, column: Column) -> str:
        return heading(column, self._language)

    def _add(
        self,
        rule_id: str,
        value: str = "",
        *,
        row: int | None = None,
        column: str = "",
        place: int | None = None,
        **params: object,
    ) -> None:
        """Add a finding; `row` and `place` are counted from 0, the row of headings when none is given."""
        row = self._head if row is None else row
        place = self.columns.get(column) if place is None else place
        cell = cell_name(row, place) if place is not None else ""
        self._defects.add(rule_id, value, row=row + 1, column=column, cell=cell, **params)


def _column(cell: Raw) -> Column | None:
    return find_column(cell) if isinstance(cell, str) else None
