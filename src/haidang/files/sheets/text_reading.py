"""
Reading text as a grid of cells: CSV however a spreadsheet program saved it, and what is pasted out of one.

Read are UTF-8, and UTF-16 with its mark («Unicode text»); commas, semicolons or tabs, whichever makes more headings; cells in quotation
marks with line breaks in them. The encodings before Unicode are refused: what they could not write is lost already, and nothing tells where.
"""

from __future__ import annotations

import codecs
import csv
import io

from haidang.files.sheets.columns import find_column
from haidang.files.sheets.defects import Defects
from haidang.files.sheets.grid import Grid
from haidang.files.sheets.marks import LAST_COLUMN, LAST_ROW
from haidang.files.sheets.places import cell_name

HEAD_ROWS = 40
"""The headings stand within the first so many rows."""

_DELIMITERS = ("\t", ";", ",")
_HEAD_LENGTH = 5000


def read_text(data: bytes, name: str, defects: Defects) -> Grid | None:
    """Return the cells of a text file; None when it cannot be read, with the reason among the findings."""
    text = _decoded(data, defects)
    return None if text is None else read_pasted(text, name, defects)


def read_pasted(text: str, name: str, defects: Defects) -> Grid | None:
    """Return the cells of a text; None when it cannot be read, with the reason among the findings."""
    if "\0" in text:
        defects.add("nul-sign", row=text[: text.index("\0")].count("\n") + 1)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = max(_DELIMITERS, key=lambda sign: _headings(text, sign))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
            if _reaches_too_far(row, len(rows), name, defects):
                return None
    except csv.Error as error:
        if delimiter == "\t" and '"' in text:
            return _read_bare(text, name, defects)
        defects.add("open-quote", row=len(rows) + 1, detail=str(error))
        return None
    return Grid(name, rows)


def _read_bare(text: str, name: str, defects: Defects) -> Grid | None:
    """Read cells parted by tabs whose quotation marks are signs like others, as spreadsheet programs hand out those with no line breaks."""
    rows = [line.split("\t") for line in text.split("\n")[: LAST_ROW + 1]]
    if any(_reaches_too_far(row, number, name, defects) for number, row in enumerate(rows, start=1)):
        return None
    return Grid(name, rows)


def _reaches_too_far(row: list[str], number: int, name: str, defects: Defects) -> bool:
    last = max((place for place, cell in enumerate(row) if cell.strip()), default=-1)
    if last < LAST_COLUMN and (number <= LAST_ROW or last < 0):
        return False
    cell = cell_name(number - 1, last)
    defects.add("reaches-too-far", sheet=name, cell=cell, rows=LAST_ROW, columns=LAST_COLUMN)
    return True


def _decoded(data: bytes, defects: Defects) -> str | None:
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        defects.add("not-unicode", f"0x{data[error.start]:02x}", row=row)
        return None


def _headings(text: str, delimiter: str) -> int:
    """Return how many headings of ours the best of the first rows has when it is parted by a sign."""
    best = 0
    for line in text.split("\n", HEAD_ROWS)[:HEAD_ROWS]:
        cells = (cell.strip().strip('"') for cell in line[:_HEAD_LENGTH].split(delimiter))
        best = max(best, sum(find_column(cell) is not None for cell in cells))
    return best
