"""Hostile and clumsy files, each with what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from haidang.files.sheets.columns import BY_KEY, COLUMNS
from haidang.files.sheets.container import MB, SIZE_MB
from haidang.files.sheets.writing import write_template
from tests.make.sheets import (
    LETTERS,
    SHEET,
    fill,
    make_line,
    make_template,
    packed,
    part_of,
    with_part,
    with_stated_size,
)


@dataclass(frozen=True)
class Case:
    """A hostile or clumsy file: how it is made, and the rules that it breaks with the cells in which it does."""

    make: Callable[[], bytes]
    defects: tuple[tuple[str, str], ...]


def _plain() -> bytes:
    return fill(make_template(), {"value2": 12.5})


def _of_part(name: str, content: bytes | str) -> Callable[[], bytes]:
    return lambda: with_part(_plain(), name, content)


def _of_cells(cells: Mapping[str, Any], change: Callable[[Any], None] | None = None) -> Callable[[], bytes]:
    return lambda: fill(make_template(), {"value2": 12.5, **cells}, change)


def _one_more(name: str, state: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        sheet = book.create_sheet(name)
        sheet["A1"], sheet.sheet_state = "x", state

    return change


def _copied(book: Any) -> None:
    book.copy_worksheet(book.worksheets[0])


def _hidden_row(book: Any) -> None:
    book.worksheets[0].row_dimensions[2].hidden = True


def _hidden_column(book: Any) -> None:
    book.worksheets[0].column_dimensions[LETTERS["value"]].hidden = True


def _error(book: Any) -> None:
    cell = book.worksheets[0][f"{LETTERS['value']}3"]
    cell.value, cell.data_type = "#REF!", "e"


def _per_cent(book: Any) -> None:
    cell = book.worksheets[0][f"{LETTERS['value']}3"]
    cell.value, cell.number_format = 0.05, "0.0%"


def _serial_day(book: Any) -> None:
    cell = book.worksheets[0][f"{LETTERS['public_by']}2"]
    cell.value, cell.number_format = 45_123, "General"


def _merged(book: Any) -> None:
    book.worksheets[0].merge_cells("G3:G4")


def _moved(book: Any) -> None:
    """Sort one column by itself."""
    sheet = book.worksheets[0]
    sheet["A2"], sheet["A3"] = sheet["A3"].value, sheet["A2"].value


def _without_column(book: Any) -> None:
    book.worksheets[0].delete_cols(COLUMNS.index(BY_KEY["status"]) + 1)


def _renamed(book: Any) -> None:
    book.worksheets[0][f"{LETTERS['note']}1"] = "Ghi chus"


def _twice(book: Any) -> None:
    book.worksheets[0][f"{LETTERS['note']}1"] = book.worksheets[0][f"{LETTERS['value']}1"].value


def _copied_row(book: Any) -> None:
    sheet = book.worksheets[0]
    for place in range(1, len(COLUMNS) + 1):
        sheet.cell(5, place).value = sheet.cell(2, place).value


def _shared_bomb() -> bytes:
    """A long text that very many cells share."""
    text = "x" * 32_000
    shared = f"<sst><si><t>{text}</t></si>{'<si><t>y</t></si>' * 300}</sst>"
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 2000))
    data = with_part(write_template(make_template(), ".xlsx"), "xl/sharedStrings.xml", shared)
    return with_part(data, SHEET, f"<worksheet><sheetData>{cells}</sheetData></worksheet>")


def _of_text(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding)


def _csv(change: Callable[[str], str], encoding: str = "utf-8-sig") -> Callable[[], bytes]:
    template = make_template(make_line(filled={"value": "12.5"}))
    return lambda: change(write_template(template, ".csv").decode("utf-8-sig")).encode(encoding, "replace")


_VALUE = LETTERS["value"]
_DAY = LETTERS["public_by"]
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

CORPUS: Mapping[str, Case] = {
    # -- not a workbook at all
    "nothing": Case(lambda: b"", (("file-empty", ""),)),
    "a mark and no more": Case(lambda: b"\xef\xbb\xbf\r\n", (("file-empty", ""),)),
    "a PDF": Case(lambda: b"%PDF-1.7 ...", (("other-format", ""),)),
    "a picture": Case(lambda: b"\x89PNG\r\n\x1a\n", (("other-format", ""),)),
    "a web page called .xlsx": Case(lambda: b"<html><table><tr><td>1", (("other-format", ""),)),
    "an old workbook": Case(lambda: _OLE + bytes(600), (("other-format", ""),)),
    "a password": Case(lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), (("password", ""),)),
    "an OpenDocument sheet": Case(lambda: packed({"content.xml": "<x/>"}), (("other-format", ""),)),
    "a binary workbook": Case(lambda: packed({"xl/workbook.bin": b"x"}), (("other-format", ""),)),
    "an archive": Case(lambda: packed({"a.csv": "1"}), (("other-format", ""),)),
    "a cut workbook": Case(lambda: _plain()[:2000], (("broken", ""),)),
    "too large": Case(lambda: b"a" * (SIZE_MB * MB + MB), (("file-too-large", ""),)),
    # -- a workbook that is more than cells
    "macros": Case(_of_part("xl/vbaProject.bin", b"x"), (("macros", ""),)),
    "macros under another name": Case(
        lambda: with_part(
            _plain(),
            "[Content_Types].xml",
            part_of(_plain(), "[Content_Types].xml").replace(
                "spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
            ),
        ),
        (("macros", ""),),
    ),
    "external links": Case(_of_part("xl/externalLinks/externalLink1.xml", "<x/>"), (("external-links", ""),)),
    "connections": Case(_of_part("xl/connections.xml", "<x/>"), (("external-links", ""),)),
    "a file inside": Case(_of_part("xl/embeddings/a.bin", b"x"), (("embedded", ""),)),
    "an archive inside": Case(_of_part("xl/media/a.zip", b"x"), (("embedded", ""),)),
    "entities": Case(_of_part(SHEET, _DOCTYPE), (("declares-entities", SHEET),)),
    "entities in a part that is not read": Case(
        _of_part("docProps/custom.xml", _DOCTYPE), (("declares-entities", "docProps/custom.xml"),)
    ),
    "entities in UTF-16": Case(
        _of_part("xl/styles.xml", _DOCTYPE.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")),
        (("declares-entities", "xl/styles.xml"),),
    ),
    "a part with no end": Case(_of_part(SHEET, "<worksheet>"), (("broken", ""),)),
    "elements within elements": Case(_of_part(SHEET, "<a>" * 5000 + "</a>" * 5000), (("broken", ""),)),
    "a bomb": Case(_of_part(SHEET, bytes(8 * MB)), (("shrinks-too-much", ""),)),
    "a part that states too much": Case(
        lambda: with_stated_size(_plain(), SHEET, 2**31), (("unpacks-too-large", ""),)
    ),
    "a part that states too little": Case(lambda: with_stated_size(_plain(), SHEET, 100), (("broken", ""),)),
    "a text that many cells share": Case(_shared_bomb, (("too-much-text", ""),)),
    "very many parts": Case(
        lambda: packed({"xl/workbook.xml": "<x/>", **{f"xl/{number}.xml": "" for number in range(600)}}),
        (("unpacks-too-large", ""),),
    ),
    "a cell far away": Case(
        _of_cells({}, lambda book: book.worksheets[0].cell(1048576, 16384, 1)),
        (("reaches-too-far", "XFD1048576"),),
    ),
    # -- its sheets
    "a hidden sheet": Case(_of_cells({}, _one_more("Nháp", "hidden")), (("hidden-sheet", ""),)),
    "a very hidden sheet": Case(_of_cells({}, _one_more("Nháp", "veryHidden")), (("hidden-sheet", ""),)),
    "another sheet": Case(_of_cells({}, _one_more("Nháp", "visible")), (("other-sheet", ""),)),
    "two tables": Case(_of_cells({}, _copied), (("two-tables", ""),)),
    # -- its layout
    "merged cells": Case(_of_cells({}, _merged), (("merged", "G3"),)),
    "a hidden row": Case(_of_cells({}, _hidden_row), (("hidden-row", ""),)),
    "a hidden column": Case(_of_cells({}, _hidden_column), (("hidden-column", ""),)),
    "a column taken out": Case(_of_cells({}, _without_column), (("missing-heading", ""),)),
    "a heading renamed": Case(
        _of_cells({}, _renamed), (("missing-heading", ""), ("other-column", f"{LETTERS['note']}1"))
    ),
    "a heading twice": Case(
        _of_cells({}, _twice), (("heading-twice", f"{LETTERS['note']}1"), ("missing-heading", ""))
    ),
    # -- its rows
    "a column sorted by itself": Case(_of_cells({}, _moved), (("words-changed", "A2"),)),
    "a row copied": Case(_of_cells({}, _copied_row), (("row-twice", f"{LETTERS['code']}5"),)),
    "a row without code": Case(_of_cells({"value7": 5}), (("no-code", f"{_VALUE}7"),)),
    "a signature below": Case(_of_cells({"value8": "Hải Phòng, ngày 5"}), (("row-ignored", f"{_VALUE}8"),)),
    "a code changed": Case(
        _of_cells({"code2": "growth"}),
        (("bad-code", f"{LETTERS['code']}2"), ("rows-missing", "")),
    ),
    "a code of another row": Case(
        _of_cells({"code2": "grwth|haiphong|2024-Q3|statistics_office"}),
        (("unknown-row", f"{LETTERS['code']}2"), ("rows-missing", "")),
    ),
    "a remark and no value": Case(_of_cells({"note3": "chưa có"}), (("no-value", f"{LETTERS['note']}3"),)),
    "nothing filled": Case(_of_cells({"value2": None}), (("no-figures", ""),)),
    # -- its cells
    "words for a number": Case(_of_cells({"value3": "hơn 5"}), (("not-a-number", f"{_VALUE}3"),)),
    "a unit behind": Case(_of_cells({"value3": "5 tỷ"}), (("not-a-number", f"{_VALUE}3"),)),
    "a truth value": Case(_of_cells({"value3": True}), (("not-a-number", f"{_VALUE}3"),)),
    "thousands or decimals": Case(_of_cells({"value3": "1.234"}), (("either-number", f"{_VALUE}3"),)),
    "a day for a number": Case(_of_cells({"value3": date(2025, 5, 12)}), (("day-for-number", f"{_VALUE}3"),)),
    "per cent": Case(_of_cells({}, _per_cent), (("per-cent", f"{_VALUE}3"),)),
    "an exponent": Case(_of_cells({"value3": "1,2E+11"}), (("digits-lost", f"{_VALUE}3"),)),
    "a serial day": Case(_of_cells({}, _serial_day), (("serial-day", f"{_DAY}2"),)),
    "a serial day in text": Case(_of_cells({"public_by2": "45123"}), (("serial-day", f"{_DAY}2"),)),
    "no day": Case(_of_cells({"public_by2": "31/02/2024"}), (("not-a-day", f"{_DAY}2"),)),
    "a year alone": Case(_of_cells({"public_by2": "2024"}), (("not-a-day", f"{_DAY}2"),)),
    "a time of day": Case(_of_cells({"public_by2": "2024-01-02 03:00"}), (("not-a-day", f"{_DAY}2"),)),
    "no choice": Case(_of_cells({"status2": "xong"}), (("not-a-choice", f"{LETTERS['status']}2"),)),
    "a formula without result": Case(_of_cells({"value3": "=1+1"}), (("formula-empty", f"{_VALUE}3"),)),
    "an error": Case(_of_cells({}, _error), (("error-cell", f"{_VALUE}3"),)),
    "a long text": Case(_of_cells({"note2": "x" * 3000}), (("too-long", f"{LETTERS['note']}2"),)),
    "a turning sign": Case(_of_cells({"note2": "a\u202eb"}), (("control-signs", f"{LETTERS['note']}2"),)),
    # -- text
    "an old encoding": Case(_csv(lambda text: text, "cp1252"), (("not-unicode", ""),)),
    "UTF-16 without its mark": Case(_of_text("a;b\nc;d\n", "utf-16-le"), (("nul-sign", ""),)),
    "an open quote": Case(_csv(lambda text: text.replace("12,5", '"12,5', 1)), (("open-quote", ""),)),
    "a table of something else": Case(
        _of_text("name;age\nAn;7\n"), (("no-identity", ""), ("no-heading", ""))
    ),
    "numbers misunderstood": Case(
        _csv(lambda text: text.replace("1234,5", "12345")),
        (("numbers-changed", ""), ("list-changed", ""), ("rows-missing", "")),
    ),
    "an identity changed": Case(
        _csv(lambda text: text.replace("revision=12", "revision=x")),
        (("bad-identity", ""), ("rows-missing", "")),
    ),
    "a later form": Case(
        _csv(lambda text: text.replace("version=1", "version=9")),
        (("newer-form", ""), ("list-changed", ""), ("rows-missing", "")),
    ),
}
"""Every hostile or clumsy file with what is found when it is read as an answer to `make_template()`, in Vietnamese."""
