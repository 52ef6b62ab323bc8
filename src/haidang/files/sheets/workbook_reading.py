"""Reading the sheets of a workbook, each as a grid of cells; nothing in it is run, followed or computed."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from haidang.files.sheets.container import open_parts, pack_parts
from haidang.files.sheets.defects import Defects
from haidang.files.sheets.grid import Grid
from haidang.files.sheets.marks import LAST_COLUMN, LAST_ROW, Marks, scan_sheet
from haidang.files.sheets.parts import (
    DeclaredError,
    SheetName,
    check_part,
    list_sheets,
    per_cent_looks,
    shared_lengths,
)
from haidang.files.sheets.places import cell_name

_MILLION = 10**6
_TEXT_MILLIONS = 32


def read_workbook(data: bytes, defects: Defects) -> list[Grid]:
    """Return the filled sheets of a workbook that can be seen, in order; what keeps it from being read is added to the findings."""
    parts = open_parts(data, defects)
    if parts is None:
        return []
    try:
        for name, part in parts.items():
            if not name.lower().startswith("xl/worksheets/"):  # those are scanned
                check_part(part)
        sheets, is_1904 = list_sheets(parts)
        looks, shared = per_cent_looks(parts), shared_lengths(parts)
        marks = {each.name: scan_sheet(_part(parts, each), looks, shared) for each in sheets}
    except (expat.ExpatError, DeclaredError, ValueError, LookupError) as error:
        defects.add("broken", detail=str(error) or type(error).__name__)
        return []
    seen = [each for each in sheets if _is_read(each, marks[each.name], defects)]
    return [] if defects.has_errors else _read_cells(parts, seen, marks, is_1904, defects)


def _is_read(sheet: SheetName, marks: Marks, defects: Defects) -> bool:
    if marks.is_empty:
        return False
    if sheet.is_hidden:
        defects.add("hidden-sheet", sheet=sheet.name)
        return False
    if marks.text_length > _TEXT_MILLIONS * _MILLION:
        seen = round(marks.text_length / _MILLION)
        defects.add("too-much-text", sheet=sheet.name, seen=seen, allowed=_TEXT_MILLIONS)
    if marks.reaches_too_far:
        cell = cell_name(marks.last_row, marks.last_column)
        defects.add("reaches-too-far", sheet=sheet.name, cell=cell, rows=LAST_ROW, columns=LAST_COLUMN)
    return True


def _read_cells(
    parts: Mapping[str, bytes],
    sheets: list[SheetName],
    marks: Mapping[str, Marks],
    is_1904: bool,
    defects: Defects,
) -> list[Grid]:
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415  only uploads load it

    try:
        with load_workbook(pack_parts(parts)) as book:
            return [
                Grid(
                    each.name,
                    book.get_sheet_by_name(each.name).to_python(skip_empty_area=False),
                    marks[each.name],
                    is_1904,
                )
                for each in sheets
            ]
    except CalamineError as error:
        defects.add("broken", detail=str(error))
        return []


def _part(parts: Mapping[str, bytes], sheet: SheetName) -> bytes:
    return next(part for name, part in parts.items() if name.lower() == sheet.part.lower())
