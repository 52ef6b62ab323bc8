"""
A template as a workbook: a sheet to fill, and a sheet that says how.

What is not to be changed is protected, without a password; what is chosen has a list. The same template gives the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from haidang.files.formula_signs import guard
from haidang.files.reports.xlsx_form import sheet_names
from haidang.files.sheets.cells import same_digits
from haidang.files.sheets.columns import BY_KEY, CODE, COLUMNS, FILLED, Column, choices, heading
from haidang.files.sheets.habits import PROBE_DAY, PROBE_NUMBER
from haidang.files.sheets.instructions import told_instructions
from haidang.files.sheets.template import Line, Template
from haidang.files.sheets.text_writing import shown_cell
from haidang.telling.teller import teller

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  a file has no zone; fixed, so that no clock is in the bytes
_MARK, _SOFT, _BAND, _FILL, _LINE = "#0b4f7d", "#51606e", "#f3f6f9", "#ffffff", "#c4ccd4"
# others are written with the month first on some machines when the sheet is saved as CSV
_DAY_FORM = "yyyy-mm-dd"
_FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets count a day that never was
_MESSAGE = 255  # longest that a spreadsheet shows beside a cell
_LARGEST = 10**15  # more digits are lost in a spreadsheet
_NARROW, _PAGE = 28, 90
_A4 = 9  # as spreadsheets number it
_LINE_HEIGHT = 15  # points
_ALLOWED = ("format_columns", "format_rows", "autofilter", "select_locked_cells", "select_unlocked_cells")


def write_workbook(template: Template) -> bytes:
    """Return a template as an Excel workbook (Office Open XML)."""
    from xlsxwriter import Workbook  # noqa: PLC0415  only workbooks load it

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    t = teller(template.language)
    with Workbook(out, options) as book:
        book.set_properties({"title": t.say("Figures to be entered"), "created": _CREATED})
        names = sheet_names([t.say("Figures"), t.say("Instructions")])
        table, help_sheet = (book.add_worksheet(name) for name in names)
        lists = _write_instructions(book, help_sheet, names[1], template)
        _write_table(book, table, template)
        _set_rules(table, template, lists)
        for sheet in (table, help_sheet):
            sheet.protect("", dict.fromkeys(_ALLOWED, True))
    return out.getvalue()


def _write_table(book: Workbook, sheet: Worksheet, template: Template) -> None:
    looks = _looks(book)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(template.lines), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, len(template.lines), len(COLUMNS) - 2)  # without what is for the program
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        look = looks["fill head" if column.is_filled else "head"]
        sheet.write_string(0, place, heading(column, template.language), look)
    place, told = len(COLUMNS), looks["told"]
    sheet.write_string(0, place, template.identity.text, told)
    sheet.write_datetime(0, place + 1, PROBE_DAY, looks["told day"])
    sheet.write_number(0, place + 2, float(PROBE_NUMBER), told)
    for row, line in enumerate(template.lines, start=1):
        words = {**template.words(line), CODE: line.code.text}
        cells = {**line.filled, **words}
        sheet.set_row(row, _height((cells.get(column.key, ""), column.width) for column in COLUMNS))
        for place, column in enumerate(COLUMNS):
            if column.is_filled:
                _fill(sheet, (row, place), column, line, template.language, looks)
            else:
                sheet.write_string(row, place, guard(words[column.key]), looks["words"])


def _height(cells: Iterable[tuple[str, int]]) -> int:
    """Return the height of a row for texts in columns of a width: not every program finds it by itself."""
    return _LINE_HEIGHT * max(
        sum(max(math.ceil(len(line) / width), 1) for line in (text or " ").splitlines())
        for text, width in cells
    )


def _fill(
    sheet: Worksheet,
    place: tuple[int, int],
    column: Column,
    line: Line,
    language: str,
    looks: Mapping[str, Any],
) -> None:
    text, look = line.filled.get(column.key, ""), looks[column.kind]
    if not text:
        sheet.write_blank(*place, None, look)
    elif column.kind == "number" and same_digits(text):
        sheet.write_number(*place, float(text), look)
    elif column.kind == "day" and (day := _true_day(text)) is not None:
        sheet.write_datetime(*place, day, look)
    else:
        sheet.write_string(*place, shown_cell(column, text, language), look)


def _true_day(text: str) -> date | None:
    """Return a day that a spreadsheet can hold; a draft may hold what is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _FIRST_DAY else None


def _looks(book: Workbook) -> dict[str, Any]:
    fixed = {"valign": "top", "text_wrap": True, "bg_color": _BAND, "border": 1, "border_color": _LINE}
    fill = {"valign": "top", "locked": False, "bg_color": _FILL, "border": 1, "border_color": _LINE}
    told = {"valign": "top", "font_color": _LINE, "font_size": 8}  # for the program
    return {
        "head": book.add_format({**fixed, "bold": True}),
        "fill head": book.add_format({**fixed, "bold": True, "bg_color": _MARK, "font_color": "#ffffff"}),
        "words": book.add_format({**fixed, "font_color": _SOFT}),
        "told": book.add_format(told),
        "told day": book.add_format({**told, "num_format": _DAY_FORM}),
        # «General» takes a decimal comma as well as a point, whichever the program is set to
        "number": book.add_format({**fill, "align": "right"}),
        "day": book.add_format({**fill, "num_format": _DAY_FORM}),
        "choice": book.add_format(fill),
        "text": book.add_format({**fill, "text_wrap": True}),
    }


def _set_rules(sheet: Worksheet, template: Template, lists: Mapping[str, str]) -> None:
    """Set what the spreadsheet program itself asks of the cells to be filled, and what it says beside them."""
    t, last = teller(template.language), len(template.lines)
    if not last:
        return
    rules: dict[str, dict[str, object]] = {
        "number": {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -_LARGEST,
            "maximum": _LARGEST,
            "error_message": t.say("Write a bare number, without unit and without per cent sign.")[:_MESSAGE],
        },
        "day": {
            "validate": "date",
            "criteria": ">=",
            "value": _FIRST_DAY,
            "error_message": t.say("Write an existing day, for example 2024-11-14.")[:_MESSAGE],
        },
    }
    for place, column in enumerate(COLUMNS):
        if not column.is_filled:
            continue
        rule = dict(rules.get(column.kind, {"validate": "any"}))
        if column.key in lists:
            # a source that the list lacks may be written by its identifier
            rule |= {
                "validate": "list",
                "source": lists[column.key],
                "show_error": column.key != "source_id",
                "error_message": t.say("Choose one from the list, or leave the cell empty.")[:_MESSAGE],
            }
        rule["input_message"] = t(column.help)[:_MESSAGE]
        sheet.data_validation(1, place, last, place, rule)


def _write_instructions(book: Workbook, sheet: Worksheet, name: str, template: Template) -> dict[str, str]:
    """Write how a template is filled, and the lists to choose from; return where each list stands, by column."""
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, _NARROW)
    sheet.set_column(1, 1, _PAGE)
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    row = 0
    for label, text in told_instructions(template):
        sheet.set_row(row, _height(((label, _NARROW), (text, _PAGE))))
        sheet.write_string(row, 0, guard(label), bold)
        sheet.write_string(row, 1, guard(text), plain)
        row += 1
    listed = {
        column.key: choices(column.key, template.language) for column in FILLED if column.kind == "choice"
    }
    if template.sources:
        listed["source_id"] = {key: f"{key} – {title}" for key, title in template.sources.items()}
    found = {}
    for key, labels in listed.items():
        row += 1
        sheet.write_string(row, 0, heading(BY_KEY[key], template.language), bold)
        for place, label in enumerate(labels.values(), start=row):
            sheet.write_string(place, 1, guard(label), plain)
        found[key] = f"='{name.replace(chr(39), chr(39) * 2)}'!$B${row + 1}:$B${row + len(labels)}"
        row += len(labels)
    return found
