"""Templates of figures, and files that are filled or changed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook

from haidang.base.text import Name
from haidang.files.sheets.columns import COLUMNS
from haidang.files.sheets.identity import Code
from haidang.files.sheets.sheet import Sheet
from haidang.files.sheets.template import Line, Template
from haidang.files.sheets.writing import write_template

FIRST_ROW = 2
"""Row of the first figure of a workbook, as a spreadsheet counts it."""
SHEET = "xl/worksheets/sheet1.xml"
"""The part of the sheet to fill."""
LETTERS = {column.key: chr(ord("A") + place) for place, column in enumerate(COLUMNS)}


def make_line(indicator_id: str = "growth", period: str = "2024-Q3", **changes: Any) -> Line:
    """Return a line of a template."""
    area_id = changes.pop("area_id", "haiphong")
    parts: dict[str, Any] = {
        "code": Code(indicator_id, area_id, period, "statistics_office"),
        "indicator": Name(
            f"Chỉ số {indicator_id}", f"Indicator {indicator_id}", f"Indicateur {indicator_id}"
        ),
        "area": Name("Hải Phòng", "Hai Phong"),
        "producer": Name("Chi cục Thống kê", "Statistics office"),
        "unit": "VND bn",
        "held": "9 (2023)",
    }
    return Line(**{**parts, **changes})


def make_template(*lines: Line, **changes: Any) -> Template:
    """Return a template of three lines, or of those given."""
    parts: dict[str, Any] = {
        "city": "haiphong",
        "body_id": "statistics_office",
        "body": Name("Chi cục Thống kê", "Statistics office"),
        "revision": 12,
        "language": "vi",
        "made_on": date(2025, 7, 1),
        "lines": lines or (make_line("growth"), make_line("exports"), make_line("-odd=name")),
    }
    return Template(**{**parts, **changes})


def fill(template: Template, cells: Mapping[str, Any], change: Callable[[Any], None] | None = None) -> bytes:
    """Return a template as a workbook in which cells (`value2`: column and row) are filled, saved by another program."""
    book = load_workbook(io.BytesIO(write_template(template, ".xlsx")))
    sheet = book.worksheets[0]
    for place, content in cells.items():
        key = place.rstrip("0123456789")
        sheet[f"{LETTERS[key]}{place[len(key) :]}"] = content
    if change is not None:
        change(book)
    return save(book)


def save(book: Workbook) -> bytes:
    """Return a workbook as its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes | str) -> bytes:
    """Return a packed file with a part more, or another one in the place of one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            if each.filename != name:
                new.writestr(each.filename, old.read(each))
        new.writestr(name, content)
    return out.getvalue()


def part_of(data: bytes, name: str) -> str:
    """Return a part of a packed file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def with_stated_size(data: bytes, name: str, size: int) -> bytes:
    """Return a packed file that states another unpacked size of a part than it has."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        entry = file.getinfo(name)
    struct.pack_into("<L", changed, entry.header_offset + 22, size)
    central = data.index(b"PK\x01\x02")
    while data[central + 46 : central + 46 + len(name)] != name.encode():
        central = data.index(b"PK\x01\x02", central + 4)
    struct.pack_into("<L", changed, central + 24, size)
    return bytes(changed)


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a packed file of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def errors(sheet: Sheet) -> list[int | None]:
    """The rows that have an error; None for the whole file."""
    return [each.row for each in sheet.findings if each.severity == "error"]
