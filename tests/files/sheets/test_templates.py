"""Templates: what they look like, and that they come back as they were filled, whatever program saved them."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from haidang.base.errors import UseError
from haidang.base.text import LANGUAGES, nfc
from haidang.core.pack.tables import BOUNDS, STATUSES
from haidang.files.sheets.columns import BY_KEY, COLUMNS, FILLED, find_column, heading
from haidang.files.sheets.identity import Identity, parse_code, parse_identity
from haidang.files.sheets.matching import check_against
from haidang.files.sheets.reading import read_sheet
from haidang.files.sheets.writing import FORMS, write_template
from tests.make.sheets import LETTERS, SHEET, errors, fill, make_line, make_template, part_of, with_part

FULL = {
    "value": "1234.5",
    "bound": ">",
    "status": "P",
    "public_by": "2024-10-06",
    "source_id": "gso_2024",
    "definition": "giá so sánh 2010",
    "note": "dòng một\ndòng hai; «ba»\t=4",
    "remark": "=HYPERLINK(1)",
}


def opened(template):
    return load_workbook(io.BytesIO(write_template(template, ".xlsx")))


def cells_of(sheet):
    return [dict(row.cells) for row in sheet.rows]


# ------------------------------------------------------------------ what is written


@pytest.mark.parametrize("form", FORMS)
def test_the_same_template_gives_the_same_bytes(form):
    assert write_template(make_template(), form) == write_template(make_template(), form)


def test_another_form_is_refused_with_those_there_are():
    with pytest.raises(UseError, match=r"\.ods.*\.xlsx, \.csv"):
        write_template(make_template(), ".ods")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_has_a_sheet_to_fill_and_one_that_says_how(language):
    template = make_template(language=language)
    figures, instructions = opened(template).worksheets
    heads = [cell.value for cell in figures[1][: len(COLUMNS)]]
    assert heads == [heading(column, language) for column in COLUMNS]
    assert figures.freeze_panes == "B2"
    assert figures.max_row == 1 + len(template.lines)
    told = [str(row[1].value) for row in instructions.iter_rows()]
    assert template.identity.text in told
    assert {"visible"} == {sheet.sheet_state for sheet in (figures, instructions)}


def test_only_the_cells_to_be_filled_can_be_changed():
    figures, _ = opened(make_template()).worksheets
    assert figures.protection.sheet
    assert figures.protection.password is None
    for cell, column in zip(figures[2], COLUMNS, strict=False):
        assert cell.protection.locked is not column.is_filled


def test_choices_have_lists_and_numbers_and_days_are_asked_for():
    template = make_template(sources={"gso_2024": "Niên giám"})
    rules = opened(template).worksheets[0].data_validations.dataValidation
    kinds = {str(rule.sqref)[0]: rule.type for rule in rules}
    assert {key: kinds[LETTERS[key]] for key in ("value", "bound", "status", "public_by", "source_id")} == {
        "value": "decimal",
        "bound": "list",
        "status": "list",
        "public_by": "date",
        "source_id": "list",
    }


def test_nothing_in_a_workbook_is_a_formula():
    line = make_line(filled={"note": "=1+1", "remark": "@x", "definition": "-a"}, held="+1")
    for sheet in opened(make_template(line, sources={"a": "=2"})).worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_nothing_in_csv_can_become_a_formula():
    line = make_line(filled={"note": "=1+1", "value": "-5", "remark": "@x"}, held="+1")
    text = write_template(make_template(line), ".csv").decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text), delimiter=";"))[1]
    assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == ["-5"]


def test_csv_is_marked_and_has_semicolons_where_decimals_have_commas():
    line = make_line(filled={"value": "12.5"})
    vi, en = (write_template(make_template(line, language=each), ".csv") for each in ("vi", "en"))
    assert vi.startswith(b"\xef\xbb\xbf")
    assert b";12,5;" in vi
    assert b",12.5," in en


def test_a_template_without_lines_is_one_without_rows():
    template = replace(make_template(), lines=())
    for form in FORMS:
        sheet = read_sheet(write_template(template, form), "t", language="vi")
        assert (sheet.rows, [each.rule_id for each in sheet.findings]) == ((), ["no-figures"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_have_one_heading(language):
    assert [find_column(heading(column, language)) for column in COLUMNS] == list(COLUMNS)


# ------------------------------------------------------------------ what comes back


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_template_comes_back_as_it_was(form, language):
    template = make_template(make_line("a", filled=FULL), make_line("b", "2024-08"), language=language)
    sheet = check_against(read_sheet(write_template(template, form), f"t{form}", language="en"), template)
    assert sheet.findings == ()
    assert cells_of(sheet) == [FULL, dict.fromkeys(FULL, "")]
    assert (sheet.identity, sheet.language) == (template.identity, language)
    assert [row.code for row in sheet.filled] == [template.lines[0].code]
    assert errors(sheet) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_with_defects_comes_back_with_them(form):
    template = make_template(make_line("a", filled={"value": "?", "public_by": "hôm qua", "status": "X"}))
    sheet = read_sheet(write_template(template, form), "t", language="vi")
    assert sorted(each.rule_id for each in sheet.findings) == ["not-a-choice", "not-a-day", "not-a-number"]


def test_what_is_filled_is_a_row_of_the_pack():
    line = make_line("a", filled=FULL)
    row = line.figure(FULL)
    assert row == {
        "indicator_id": "a",
        "area_id": "haiphong",
        "period": "2024-Q3",
        "producer_id": "statistics_office",
        "unit": "VND bn",
        **{key: text for key, text in FULL.items() if key != "remark"},
        "public_from": "2024-10-06",
    }
    assert "public_from" not in line.figure({"value": "1", "public_by": ""})


def test_a_workbook_edited_by_another_program_is_read():
    template = make_template()
    data = fill(
        template,
        {
            "value2": 12.5,
            "bound2": "gần",
            "status2": "sơ bộ",
            "public_by2": date(2024, 10, 1),
            "note2": 2024,
            "value4": "-3,25",
        },
    )
    sheet = check_against(read_sheet(data, "t.xlsx", language="vi"), template)
    assert sheet.findings == ()
    first, _, last = cells_of(sheet)
    assert {key: first[key] for key in ("value", "bound", "status", "public_by", "note")} == {
        "value": "12.5",
        "bound": "<",
        "status": "P",
        "public_by": "2024-10-01",
        "note": "2024",
    }
    assert last["value"] == "-3.25"
    assert sheet.place(2, "value") == f"{LETTERS['value']}2"


def test_columns_may_stand_in_another_order_and_rows_above():
    def change(book):
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(min_row=1, max_row=4):
            row[0].value, row[COLUMNS.index(BY_KEY["remark"])].value = (
                row[COLUMNS.index(BY_KEY["remark"])].value,
                row[0].value,
            )
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Biểu số 1"

    template = make_template()
    sheet = check_against(read_sheet(fill(template, {"value3": 7}, change), "t", language="vi"), template)
    assert [each.severity for each in sheet.findings if each.severity == "error"] == []
    assert [(row.number, row.cells["value"]) for row in sheet.filled] == [(6, "7")]


def test_a_workbook_that_counts_from_1904_has_the_same_days():
    def change(book):
        book.epoch = CALENDAR_MAC_1904

    data = fill(make_template(), {"value2": 1, "public_by2": date(2024, 10, 1)}, change)
    assert read_sheet(data, "t", language="vi").rows[0].cells["public_by"] == "2024-10-01"


def test_a_formula_is_read_by_its_last_result_and_said():
    data = fill(make_template(), {"value2": 12.5})
    part = part_of(data, SHEET)
    place = f'{LETTERS["value"]}2"'
    start = part.index("<v>", part.index(f'r="{place}'))
    data = with_part(data, SHEET, part[:start] + "<f>6.25*2</f>" + part[start:])
    sheet = read_sheet(data, "t", language="vi")
    assert [(each.rule_id, each.cell, each.severity) for each in sheet.findings] == [
        ("formula-taken", f"{LETTERS['value']}2", "warning")
    ]
    assert sheet.rows[0].cells["value"] == "12.5"


def texts():
    """Texts in the form of the pack: in NFC, without spaces around them and without signs that cannot be seen."""
    letters = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters=TURNING)
    signs = st.one_of(letters, st.sampled_from("'=+-@\t\n;,\"0_x|#"))
    return st.text(signs, max_size=30).map(lambda text: nfc(text.strip()))


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
FILLED_CELLS = st.fixed_dictionaries(
    {
        "value": st.decimals(-(10**9), 10**9, places=3)
        .map(lambda number: format(number, "f"))
        .filter(lambda text: float(text) != 0),
        "bound": st.sampled_from(["", *BOUNDS]),
        "status": st.sampled_from(["", *STATUSES]),
        "public_by": st.one_of(st.just(""), st.dates(date(1800, 1, 1), date(2200, 1, 1)).map(date.isoformat)),
        "source_id": st.from_regex(r"\A[a-z][a-z0-9_.-]{0,20}\Z"),
        "definition": texts(),
        "note": texts(),
        "remark": texts(),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(FILLED_CELLS, min_size=1, max_size=3), st.sampled_from(FORMS), st.sampled_from(LANGUAGES))
def test_whatever_is_written_into_a_template_is_read_back(rows, form, language):
    lines = [make_line(f"i{number}", filled=cells) for number, cells in enumerate(rows)]
    template = make_template(*lines, language=language)
    sheet = check_against(read_sheet(write_template(template, form), "t", language="vi"), template)
    assert [each for each in sheet.findings if each.severity == "error"] == []
    assert cells_of(sheet) == rows


@given(st.from_regex(r"\A[a-z0-9_]{1,9}\Z"), st.sampled_from(["2024", "2024-08", "2024-01-01/P8M"]))
def test_codes_and_identities_are_read_as_they_were_written(name, period):
    code = make_line(name, period).code
    assert parse_code(code.text) == code
    identity = Identity(1, name, name, (period, "2023"), 7, "vi", "2025-07-01", "abc")
    assert parse_identity(identity.text) == identity


@pytest.mark.parametrize("text", ["", "a|b|c", "a|b|2024-13|d", "a||2024|d", "a|b|2024|d|e"])
def test_what_is_no_code_is_none(text):
    assert parse_code(text) is None


SOFFICE = shutil.which("soffice")
AS_SHOWN = "34,76,1,,0,false,true,false"


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "steps",
    [
        (f"csv:Text - txt - csv (StarCalc):59,{AS_SHOWN}",),
        ("csv:Text - txt - csv (StarCalc):9,34,65535,1",),  # UTF-16 with tabs
        ("xls", "xlsx"),
    ],
    ids=["semicolons", "Unicode text", "by way of xls"],
)
def test_libreoffice_may_save_it_again(tmp_path, steps):
    template = make_template(make_line("a"), make_line("b", "2024-08"), make_line("c", "2024-04-01"))
    cells = {
        "value2": 12.5,
        "bound2": ">",
        "status2": "P",
        "public_by2": date(2024, 10, 6),
        "note2": 'một\nhai; "ba"',
        "value3": -1234.567,
    }
    file = tmp_path / "t.xlsx"
    file.write_bytes(fill(template, cells))
    for number, step in enumerate(steps):
        folder = tmp_path / str(number)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        subprocess.run(
            [SOFFICE, "--headless", profile, "--convert-to", step, "--outdir", folder, file],
            check=True,
            capture_output=True,
        )
        file = folder / f"t.{step.partition(':')[0]}"
    sheet = check_against(read_sheet(file.read_bytes(), file.name, language="vi"), template)
    assert sheet.findings == ()
    first, second, _ = cells_of(sheet)
    assert {key: text for key, text in first.items() if text} == {
        "value": "12.5",
        "bound": ">",
        "status": "P",
        "public_by": "2024-10-06",
        "note": 'một\nhai; "ba"',
    }
    assert second["value"] == "-1234.567"


def test_every_column_to_be_filled_is_tried_above():
    assert set(FULL) == {column.key for column in FILLED}
