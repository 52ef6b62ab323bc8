"""
Reading what officers hand in: a filled template as a workbook or as text, or what is pasted out of a spreadsheet.

The result is always a sheet: with all its findings, and without rows when it could not be read. Nothing is raised for what a file holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from haidang.base.text import LANGUAGES
from haidang.files.sheets.cells import plain_text
from haidang.files.sheets.columns import COLUMNS, heading
from haidang.files.sheets.container import MB, SIZE_MB, find_other_kind, is_protected, is_workbook
from haidang.files.sheets.defects import Defects
from haidang.files.sheets.grid import Grid
from haidang.files.sheets.identity import VERSION, Identity, is_identity, parse_identity
from haidang.files.sheets.sheet import Sheet
from haidang.files.sheets.table import TableReader, find_head
from haidang.files.sheets.text_reading import read_pasted, read_text
from haidang.files.sheets.workbook_reading import read_workbook


def read_sheet(data: bytes, file_name: str, *, language: str) -> Sheet:
    """
    Read a filled template.

    Parameters
    ----------
    data
        The file: an Excel workbook (.xlsx), or text with commas, semicolons or tabs. What it is is seen from its content.
    file_name
        Its name, for the findings.
    language
        `vi`, `en` or `fr`: in its form numbers and days are read from text, unless the file says that it is in another.
    """
    defects = Defects(file_name)
    grids = _grids(data, file_name, defects)
    return _sheet(grids, file_name, language, defects, is_file=True)


def read_paste(text: str, *, name: str, language: str) -> Sheet:
    """
    Read text that was pasted out of a spreadsheet, with its row of headings.

    Parameters
    ----------
    text
        Cells parted by tabs, semicolons or commas.
    name
        What it is called in the findings.
    language
        As for `read_sheet`.
    """
    defects = Defects(name)
    if not text.strip():
        defects.add("file-empty")
        return _unread(name, language, defects)
    grid = read_pasted(text.removeprefix("\ufeff"), name, defects)
    return _sheet([] if grid is None else [grid], name, language, defects, is_file=False)


def _grids(data: bytes, name: str, defects: Defects) -> Sequence[Grid]:
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        defects.add("file-empty")
    elif len(data) > SIZE_MB * MB:
        defects.add("file-too-large", seen=round(len(data) / MB), allowed=SIZE_MB)
    elif is_protected(data):
        defects.add("password")
    elif is_workbook(data):
        return read_workbook(data, defects)
    elif (kind := find_other_kind(data)) is not None:
        defects.add("other-format", seen=kind)
    else:
        grid = read_text(data, name, defects)
        return [] if grid is None else [grid]
    return []


def _sheet(grids: Sequence[Grid], name: str, language: str, defects: Defects, *, is_file: bool) -> Sheet:
    identity = _identity(grids, defects, is_file=is_file and bool(grids))
    if identity is not None and identity.language in LANGUAGES:
        language = identity.language
    tables = [(grid, head) for grid in grids if (head := find_head(grid)) is not None]
    _check_grids(grids, [grid for grid, _ in tables], language, defects)
    if len(tables) != 1:
        return _unread(name, language, defects, identity)
    grid, head = tables[0]
    reader = TableReader(grid, head, language, defects)
    rows = reader.read()
    return Sheet(grid.name, language, identity, reader.columns, rows, defects.all())


def _check_grids(grids: Sequence[Grid], tables: Sequence[Grid], language: str, defects: Defects) -> None:
    """Look whether exactly one sheet is the table, and name those that are passed by."""
    if grids and not tables:
        defects.add("no-heading", allowed=tuple(heading(column, language) for column in COLUMNS))
    if len(tables) > 1:
        defects.add("two-tables", sheets=tuple(grid.name for grid in tables))
    for grid in grids:
        if tables and grid not in tables and _identity_cell(grid) is None:
            defects.add("other-sheet", sheet=grid.name)


def _identity(grids: Sequence[Grid], defects: Defects, *, is_file: bool) -> Identity | None:
    cell = next((cell for grid in grids if (cell := _identity_cell(grid)) is not None), None)
    if cell is None:
        if is_file:
            defects.add("no-identity")
        return None
    identity = parse_identity(cell)
    if identity is None:
        defects.add("bad-identity")
    elif identity.version != VERSION:
        defects.add("newer-form", seen=identity.version, allowed=VERSION)
    return identity


def _identity_cell(grid: Grid) -> str | None:
    for row in grid.rows:
        for cell in row:
            if isinstance(cell, str) and is_identity(cell):
                return plain_text(cell)
    return None


def _unread(name: str, language: str, defects: Defects, identity: Identity | None = None) -> Sheet:
    return Sheet(name, language, identity, {}, (), defects.all())
