"""A workbook, read back by another library: all that is said, real numbers and days, and nothing that could be run."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from haidang.files.reports import xlsx_form
from haidang.files.reports.xlsx_form import draw_xlsx, sheet_names
from haidang.telling.report import Column, Report, Section, Table

TOLD = Table(
    "Bảng số liệu",
    (Column("what", "Chỉ tiêu"), Column("value", "Kết quả", "right")),
    (("Tỷ lệ hộ nghèo", "1,5 %"), ("Đồ Sơn", "≥ 6")),
)
KEYS = ("target_id", "low", "public_by", "period", "note")
ROWS = (
    ("XVI-01", "9.50", "2024-11-14", "2024", "=1+1"),
    ("XVI-02", "", "", "2023", ""),
    ("XVI-03", "-1200", "1999-02-28", "2022", "đ"),
)


def make_report(rows=ROWS, keys=KEYS, sections=None, **changes) -> Report:
    data = Table("data", tuple(Column(key, key) for key in keys), rows)
    parts = {
        "language": "vi",
        "title": "Kiểm điểm",
        "lead": "Đạt 14 trong 20 chỉ tiêu.",
        "notices": ("Số ước tính.",),
        "sections": sections or (Section("a", "Các chỉ tiêu: 2024", ("Một câu.",), (TOLD,)),),
        "footer": ("Trích dẫn: https://example.org/vi/?rev=1",),
        "make_rows": lambda: data,
    }
    return Report(**(parts | changes))


def read(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(draw_xlsx(report)))


def texts(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def plain(value):
    return value.date() if isinstance(value, datetime) else value


def test_the_first_sheet_says_all_that_is_said_and_leads_to_the_others():
    book = read(make_report())
    said = texts(book.worksheets[0])
    for text in ("Kiểm điểm", "Đạt 14 trong 20 chỉ tiêu.", "Số ước tính.", "Một câu."):
        assert text in said
    assert "Trích dẫn: https://example.org/vi/?rev=1" in said
    links = [cell.hyperlink.location for (cell,) in book.worksheets[0].iter_rows() if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert book.properties.title == "Kiểm điểm"


def test_the_data_have_numbers_and_days_and_identifiers_stay_text():
    sheet = read(make_report()).worksheets[1]
    head, first, second, third = ([plain(cell.value) for cell in row] for row in sheet.iter_rows())
    assert tuple(head) == KEYS
    assert first == ["XVI-01", 9.5, date(2024, 11, 14), "2024", "=1+1"]
    assert second == ["XVI-02", None, None, "2023", None]
    assert third == ["XVI-03", -1200, date(1999, 2, 28), "2022", "đ"]
    assert sheet["B2"].number_format == "0.00"  # as many decimals as were published
    assert sheet["B4"].number_format == "General"
    assert sheet["C2"].is_date


@pytest.mark.parametrize(
    "texts_",
    [
        ("1", "more than 6"),
        ("007", "1"),
        ("1234567890123456789",),
        ("2024-02-30",),
        ("1850-01-01",),
        ("2024-02-01", "3"),
        ("nan",),
        ("1e999",),
        ("1,5",),
        ("+5",),
    ],
)
def test_a_column_that_is_not_all_numbers_or_days_stays_text(texts_):
    sheet = read(make_report(tuple((text,) for text in texts_), ("value",))).worksheets[1]
    assert tuple(row[0].value for row in sheet.iter_rows(min_row=2)) == texts_
    assert {row[0].data_type for row in sheet.iter_rows(min_row=2)} == {"s"}


def test_a_table_keeps_its_told_text_its_head_and_its_sides():
    book = read(make_report())
    sheet = book.worksheets[2]
    assert sheet.title == "Các chỉ tiêu 2024"
    assert texts(sheet) == ["Chỉ tiêu", "Kết quả", "Tỷ lệ hộ nghèo", "1,5 %", "Đồ Sơn", "≥ 6"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet["B2"].alignment.horizontal == "right"
    assert sheet.column_dimensions["A"].width > 12


FORMULAS = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://evil.example","x")',
    "{=1}",
    "http://x",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_or_a_link(text):
    told = Table(text, (Column("a", text),), ((text,),))
    report = make_report(
        ((text,),), (text,), (Section("s", text, (text,), (told,)),), title=text, lead=text, footer=(text,)
    )
    data = draw_xlsx(report)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            content = file.read(name).decode()
            assert "<f>" not in content
            assert 'TargetMode="External"' not in content
    book = load_workbook(io.BytesIO(data))
    for sheet in book:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    cell = book.worksheets[2]["A2"]
    assert cell.value.strip() == text.strip()
    # a spreadsheet that edits the cell keeps it text
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


def test_the_same_report_gives_the_same_bytes_and_no_clock_is_in_them():
    first = draw_xlsx(make_report())
    assert draw_xlsx(make_report()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert re.findall(r"\d{4}-\d\d-\d\dT", file.read("docProps/core.xml").decode()) == ["2000-01-01T"] * 2
        assert {each.date_time[0] for each in file.infolist()} == {1980}


def test_a_report_without_tables_is_one_sheet():
    report = make_report(sections=(Section("a", "Một phần", ("Một câu.",)),))
    book = read(Report(report.language, report.title, "", (), report.sections, ()))
    assert len(book.sheetnames) == 1


def test_an_empty_table_is_its_head():
    sheet = read(make_report(())).worksheets[1]
    assert tuple(texts(sheet)) == KEYS


def test_a_large_table_is_written_as_it_comes_and_reads_the_same(monkeypatch):
    small = read(make_report())
    monkeypatch.setattr(xlsx_form, "_LARGE", 1)
    large = read(make_report())
    assert [texts(sheet) for sheet in large] == [texts(sheet) for sheet in small]


def test_a_table_longer_than_a_sheet_goes_on_on_the_next(monkeypatch):
    monkeypatch.setattr(xlsx_form, "_ROWS", 2)
    book = read(make_report())
    parts = [texts(sheet) for sheet in book.worksheets[1:3]]
    assert [part[: len(KEYS)] for part in parts] == [list(KEYS)] * 2
    assert [part[len(KEYS)] for part in parts] == ["XVI-01", "XVI-03"]


def test_a_text_that_no_cell_can_hold_says_that_it_is_cut():
    sheet = read(make_report((("x" * 40_000,),), ("note",))).worksheets[1]
    assert sheet["A2"].value == "x" * 32_766 + "…"


@given(st.lists(st.text(max_size=60), max_size=12))
def test_names_of_sheets_are_such_as_a_workbook_takes(wanted):
    names = sheet_names(wanted)
    assert len(names) == len(wanted)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert name[0] != "'" != name[-1]
        assert name.casefold() != "history"


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_any_text_can_be_written_and_read(cells):
    report = make_report(tuple((cell,) for cell in cells), ("note",))
    with zipfile.ZipFile(io.BytesIO(draw_xlsx(report))) as file:
        assert file.testzip() is None
    assert len(read(report).sheetnames) == 3


def test_names_keep_whole_words_and_their_order():
    assert sheet_names(["5. Nhìn lại các cam kết trước đây"] * 2 + ["a/b", "A:B", ""]) == [
        "5. Nhìn lại các cam kết trước",
        "5. Nhìn lại các cam kết trước 2",
        "a b",
        "A B 2",
        "–",
    ]
