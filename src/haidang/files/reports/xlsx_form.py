"""
A report as a workbook: a sheet of what is said, one for the data, one for each table.

In the data numbers are numbers and days are days; elsewhere stands the told text. No cell can become a formula: text is
written as text, and text that begins like a formula keeps its mark of text when it is edited. The same report gives the
same bytes.
"""

from __future__ import annotations

import io
import math
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from haidang.base.text import nfc, say
from haidang.files.formula_signs import is_formula_like
from haidang.telling.report import Column, Report, Table
from haidang.telling.teller import teller

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  a file has no zone; fixed, so that no clock is in the bytes
_NAME_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\U00010000-\U0010ffff]")
_RESERVED = "history"
_EDGES = "' "
_TEXT_LENGTH = 32_767
_ROWS = 1_048_575  # below the header
_LARGE = 100_000  # cells: from here on rows are written out as they come
_NARROW, _WIDE, _PAGE = 8, 60, 110  # widths in characters
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.(\d+))?(?:[eE][+-]?\d+)?")
_MARK, _SOFT, _BAND, _WARN = "#0b4f7d", "#51606e", "#f3f6f9", "#8a4b00"  # as in report.css
_DIGITS = 15  # more are lost in a spreadsheet
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets count a day that never was
_IDENTIFIERS = ("id", "number", "part", "period", "text", "code")

Cell: TypeAlias = str | float | date


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table on its way into the workbook: the name of its sheet, its heads, and what its cells are made into."""

    name: str
    table: Table
    heads: tuple[str, ...]
    kinds: tuple[Callable[[str], Cell], ...]


def draw_xlsx(report: Report) -> bytes:
    """Return a report as an Excel workbook (Office Open XML)."""
    from xlsxwriter import Workbook  # noqa: PLC0415  only workbooks load it

    summary, *sheets = _sheets(report)
    is_large = sum(len(each.table.rows) * len(each.heads) for each in sheets) > _LARGE
    out = io.BytesIO()
    options = {
        "in_memory": not is_large,
        "constant_memory": is_large,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"title": report.title[:255], "created": _CREATED})
        writer = _Writer(book)
        writer.write_summary(summary.name, report, sheets)
        for each in sheets:
            writer.write_table(each)
    return out.getvalue()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """
    Return names that a workbook takes, one for each that is wanted, in the same order.

    They are at most 31 characters long, without forbidden signs, and no two of them differ in case alone.
    """
    names: list[str] = []
    taken = {_RESERVED}
    for each in wanted:
        plain = " ".join(_FORBIDDEN.sub(" ", nfc(each)).split())
        name, number = _cut(plain), 1
        while name.casefold() in taken:
            number += 1
            name = _cut(plain, f" {number}")
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, ending: str = "") -> str:
    """Return what fits of a text, whole words where it has any, with an ending."""
    room, bare = _NAME_LENGTH - len(ending), text.strip(_EDGES)
    words = textwrap.wrap(bare, room)
    return f"{(words[0] if words else '').strip(_EDGES) or '–'}{ending}"


def _sheets(report: Report) -> list[_Sheet]:
    """Return the sheets in order; the first is that of what is said, and has no table of its own."""
    t, data = teller(report.language), report.rows
    found = [(t(say("Summary")), Table("", (), ()), False)]
    if data is not None:
        found.append((t(say("Data")), data, True))
    found += [(section.title, table, False) for section in report.sections for table in section.tables]
    pieces = [(title, piece, is_data) for title, table, is_data in found for piece in _pieces(table)]
    names = sheet_names(title for title, _, _ in pieces)
    return [
        _Sheet(
            name,
            table,
            tuple(column.key if is_data else column.label for column in table.columns),
            tuple(_kind(table, place) if is_data else str for place in range(len(table.columns))),
        )
        for name, (_, table, is_data) in zip(names, pieces, strict=True)
    ]


def _pieces(table: Table) -> Iterator[Table]:
    """Return a table in pieces that a sheet can hold; nearly always it is one."""
    for start in range(0, max(len(table.rows), 1), _ROWS):
        yield replace(table, rows=table.rows[start : start + _ROWS])


def _kind(table: Table, place: int) -> Callable[[str], Cell]:
    """Return what the cells of a column are: numbers or days where all that are not empty are such."""
    if table.columns[place].key.rpartition("_")[2] in _IDENTIFIERS:
        return str
    texts = [row[place] for row in table.rows if row[place]]
    for is_one, make in ((_is_number, float), (_is_day, date.fromisoformat)):
        if texts and all(is_one(text) for text in texts):
            return make
    return str


def _is_number(text: str) -> bool:
    if not _NUMBER.fullmatch(text) or sum(sign.isdigit() for sign in text) > _DIGITS:
        return False
    return math.isfinite(float(text))


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and date.fromisoformat(text) >= _FIRST_DAY
    except ValueError:
        return False


class _Writer:
    """Writes into one workbook; a format is made once for each look."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def _look(self, **look: object) -> Any:  # noqa: ANN401  a format of the library, which has no types
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"valign": "top", **look})
        return self._formats[key]

    def write_summary(self, name: str, report: Report, sheets: Sequence[_Sheet]) -> None:
        """Write what is said, and where each table stands."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, _PAGE)
        sheet.hide_gridlines(2)  # on paper and on the screen
        lines = list(_said(report))
        for place, (text, look) in enumerate(lines):
            self._text(sheet, place, 0, text, text_wrap=True, **look)
        link = self._look(font_color=_MARK, underline=1, text_wrap=True)
        for place, each in enumerate(sheets, start=len(lines)):
            target = each.name.replace("'", "''")
            label = _short(
                each.name if each.table.caption in ("", each.name) else f"{each.name}: {each.table.caption}"
            )
            sheet.write_url(place, 0, f"internal:'{target}'!A1", link, label)
        for place, text in enumerate(report.footer, start=len(lines) + len(sheets) + 1):
            self._text(sheet, place, 0, text, text_wrap=True, font_color=_SOFT)

    def write_table(self, each: _Sheet) -> None:
        """Write a table on a sheet of its own."""
        sheet, rows, columns = self._book.add_worksheet(each.name), each.table.rows, each.table.columns
        for place, width in enumerate(_widths(each.heads, rows)):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), max(len(columns) - 1, 0))
        for place, (head, column) in enumerate(zip(each.heads, columns, strict=True)):
            self._text(sheet, 0, place, head, bold=True, bg_color=_BAND, text_wrap=True, **_align(column))
        for line, row in enumerate(rows, start=1):
            for place, (text, column, kind) in enumerate(zip(row, columns, each.kinds, strict=True)):
                self._cell(sheet, line, place, text, kind, column)

    def _cell(
        self, sheet: Worksheet, line: int, place: int, text: str, kind: Callable[[str], Cell], column: Column
    ) -> None:
        cell = kind(text) if text else ""
        if isinstance(cell, float):
            sheet.write_number(line, place, cell, self._look(num_format=_decimals(text)))
        elif isinstance(cell, date):
            sheet.write_datetime(line, place, cell, self._look(num_format="yyyy-mm-dd"))
        elif cell:
            self._text(sheet, line, place, cell, text_wrap=len(cell) > _WIDE, **_align(column))

    def _text(self, sheet: Worksheet, line: int, place: int, text: str, **look: object) -> None:
        if is_formula_like(text):
            look["quote_prefix"] = True
        sheet.write_string(line, place, _short(text), self._look(**look))


def _said(report: Report) -> Iterator[tuple[str, dict[str, object]]]:
    yield report.title, {"bold": True, "font_size": 16}
    if report.lead:
        yield report.lead, {"bold": True, "font_size": 12}
    for notice in report.notices:
        yield notice, {"bg_color": _BAND, "left": 5, "left_color": _WARN}
    for section in report.sections:
        yield section.title, {"bold": True, "font_size": 13, "font_color": _MARK}
        for text in (*section.sentences, *(chart.alt for chart in section.charts)):
            yield text, {}
    yield "", {}


def _align(column: Column) -> dict[str, object]:
    return {"align": "right"} if column.align == "right" else {}


def _decimals(text: str) -> str:
    """Return the format that shows a number with as many decimals as it was published with."""
    found = _NUMBER.fullmatch(text)
    decimals = found[1] if found is not None and "e" not in text.lower() else ""
    return f"0.{'0' * len(decimals)}" if decimals else "General"


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[int]:
    for place, head in enumerate(heads):
        longest = max((len(row[place]) for row in rows), default=0)
        yield min(max(longest, _longest_word(head), _NARROW) + 3, _WIDE)


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split()), default=0)


def _short(text: str) -> str:
    """Return a text that a cell can hold; a longer one ends with a sign that it does not."""
    return text if len(text) <= _TEXT_LENGTH else f"{text[: _TEXT_LENGTH - 1]}…"
