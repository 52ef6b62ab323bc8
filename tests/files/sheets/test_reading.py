"""Text and pasted cells, how a sheet is held against its template, how many findings are listed, how long it takes."""

from __future__ import annotations

import csv
import io
import time
from dataclasses import replace

import pytest

from haidang.base.text import Name
from haidang.files.sheets.container import MB
from haidang.files.sheets.defects import CAP, RULES, Defects, SheetFinding
from haidang.files.sheets.matching import check_against
from haidang.files.sheets.places import cell_name, column_index, column_name, read_reference
from haidang.files.sheets.reading import read_paste, read_sheet
from haidang.files.sheets.writing import write_template
from tests.make.sheets import LETTERS, SHEET, errors, fill, make_line, make_template, with_part

TEMPLATE = make_template(
    make_line("a", filled={"value": "1234.5", "note": 'một\nhai; "ba"', "status": "P"}), make_line("b")
)


def table(template=TEMPLATE):
    """The cells of a template, its headings first."""
    delimiter = "," if template.language == "en" else ";"
    return list(
        csv.reader(io.StringIO(write_template(template, ".csv").decode("utf-8-sig")), delimiter=delimiter)
    )


def written(rows, delimiter, line_end="\r\n", **options):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, **options).writerows(rows)
    return out.getvalue()


def rules_of(sheet):
    return [each.rule_id for each in sheet.findings]


# ------------------------------------------------------------------ text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_is_read_however_it_was_saved(delimiter, encoding, line_end):
    data = written(table(), delimiter, line_end).encode(encoding)
    sheet = check_against(read_sheet(data, "t.csv", language="vi"), TEMPLATE)
    assert rules_of(sheet) == []
    assert sheet.filled[0].cells["value"] == "1234.5"
    assert sheet.filled[0].cells["note"] == 'một\nhai; "ba"'


def test_places_in_text_are_those_of_the_spreadsheet():
    rows = table()
    rows[1][6] = "?"
    sheet = read_sheet(written(rows, ";").encode(), "t.csv", language="vi")
    assert [(each.row, each.column, each.cell, each.place) for each in sheet.findings] == [
        (2, "value", "G2", "t.csv!G2")
    ]


def test_the_program_that_saved_text_is_found_out_by_its_form_of_numbers_and_days():
    rows = table()
    rows[0][-2:], rows[1][6], rows[1][9] = ["12/31/2024", "1234.5"], "1.234", "7/1/2024"
    sheet = read_sheet(written(rows, ",").encode(), "t.csv", language="vi")
    assert sheet.rows[0].cells["value"] == "1.234"
    assert sheet.rows[0].cells["public_by"] == "2024-07-01"


# ------------------------------------------------------------------ what is pasted


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_pasted_cells_are_read_with_their_headings(delimiter):
    rows = [row[:15] for row in table()]  # without what stands behind the headings
    sheet = check_against(read_paste(written(rows, delimiter), name="paste", language="vi"), TEMPLATE)
    assert rules_of(sheet) == []
    assert (sheet.identity, sheet.filled[0].cells["value"]) == (None, "1234.5")


def test_pasted_quotation_marks_may_stand_anywhere():
    rows = [row[:15] for row in table()]
    rows[1][12] = '"Hải Phòng" hôm nay'
    text = "\n".join("\t".join(row) for row in rows)
    sheet = read_paste(text, name="paste", language="vi")
    assert sheet.filled[0].cells["note"] == '"Hải Phòng" hôm nay'


def test_pasted_cells_without_headings_are_asked_for_them():
    sheet = read_paste(written(table()[1:], "\t"), name="paste", language="vi")
    assert rules_of(sheet) == ["no-heading"]
    assert "Giá trị" in sheet.findings[0].params["allowed"]


@pytest.mark.parametrize(
    ("text", "rule_id"),
    [("", "file-empty"), (" \n", "file-empty"), ("a\0b", "nul-sign"), ("1", "no-heading")],
)
def test_what_is_no_table_is_named(text, rule_id):
    assert rules_of(read_paste(text, name="paste", language="fr")) == [rule_id]


# ------------------------------------------------------------------ against the template


@pytest.mark.parametrize(
    ("changes", "rule_id"),
    [
        ({"city": "dalat"}, "other-city"),
        ({"body_id": "health"}, "other-body"),
        ({"lines": (make_line("a", "2024-Q4"), make_line("b", "2024-Q4"))}, "other-period"),
        ({"lines": (*TEMPLATE.lines, make_line("c"))}, "list-changed"),
    ],
)
def test_a_file_of_another_template_is_told_once(changes, rule_id):
    data = write_template(TEMPLATE, ".xlsx")
    sheet = check_against(read_sheet(data, "t", language="vi"), replace(TEMPLATE, **changes))
    assert rules_of(sheet)[0] == rule_id
    assert rule_id == "list-changed" or rules_of(sheet) == [rule_id]


def test_a_later_revision_alone_is_no_matter():
    data = write_template(TEMPLATE, ".xlsx")
    assert rules_of(check_against(read_sheet(data, "t", language="vi"), replace(TEMPLATE, revision=99))) == []


def test_a_name_that_changed_since_is_named_at_its_cell():
    now = replace(TEMPLATE, lines=(replace(TEMPLATE.lines[0], indicator=Name("Tên mới")), TEMPLATE.lines[1]))
    sheet = check_against(read_sheet(write_template(TEMPLATE, ".xlsx"), "t", language="vi"), now)
    assert [(each.rule_id, each.cell) for each in sheet.findings] == [
        ("list-changed", ""),
        ("words-changed", "A2"),
    ]
    assert "Tên mới" in str(sheet.findings[1].problem)


def test_rows_taken_out_are_counted_and_rows_without_value_may_be_of_any_template():
    rows = table()
    rows[2][14] = "z|haiphong|2024-Q3|statistics_office"
    sheet = check_against(read_sheet(written(rows, ";").encode(), "t", language="vi"), TEMPLATE)
    assert [(each.rule_id, each.params["count"]) for each in sheet.findings] == [("rows-missing", 1)]


def test_an_error_of_one_row_is_told_of_no_other():
    data = fill(make_template(), {"value2": 1, "value3": "?", "value4": 3})
    sheet = read_sheet(data, "t", language="vi")
    assert [row.number for row in sheet.filled] == [2, 3, 4]
    assert errors(sheet) == [3]


def test_a_defect_of_the_whole_file_is_told_of_no_row():
    text = write_template(TEMPLATE, ".csv").decode().replace("version=1", "version=2")
    assert errors(read_sheet(text.encode(), "t", language="vi")) == [None]


def test_two_definitions_of_one_figure_are_two_figures():
    rows = table()
    rows.insert(2, list(rows[1]))
    rows[2][11] = "khác"
    assert rules_of(read_sheet(written(rows, ";").encode(), "t", language="vi")) == []


# ------------------------------------------------------------------ findings, places, speed


def test_findings_beyond_the_cap_are_counted():
    template = make_template(*(make_line(f"i{number}", filled={"value": "1"}) for number in range(CAP + 7)))
    text = write_template(template, ".csv").decode().replace(";1;", ";?;")
    sheet = read_sheet(text.encode(), "t", language="vi")
    assert len(sheet.findings) == CAP + 1
    more = next(each for each in sheet.findings if each.rule_id == "and-more")
    assert (more.params["count"], more.row) == (7, CAP + 1)


def test_findings_are_ordered_with_those_of_the_file_first():
    defects = Defects("t")
    defects.add("not-a-number", "b", row=3, column="value", cell="G3")
    defects.add("no-identity")
    assert [each.rule_id for each in defects.all()] == ["no-identity", "not-a-number"]
    assert defects.has_errors


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.rule_id)
def test_a_rule_says_what_is_wrong_and_what_to_do(rule):
    finding = SheetFinding(rule.rule_id, "t.xlsx", 3, "value", "x" * 500, {}, "G3")
    assert rule.problem.endswith(".")
    assert rule.remedy.rstrip("}").endswith((".", "{nearest"))
    assert (finding.severity, finding.asks_for_note, finding.place) == (rule.severity, False, "t.xlsx!G3")
    assert len(finding.problem.params["value"]) < 100


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((9, 25), "Z10"), ((0, 26), "AA1"), ((1, 16383), "XFD2")]
)
def test_cells_are_named_as_in_a_spreadsheet(place, name):
    assert cell_name(*place) == name
    assert read_reference(name) == read_reference("$" + name) == place
    assert column_index(column_name(place[1])) == place[1]


@pytest.mark.parametrize("text", ["", "A", "1", "A1:B2", "ABCD1"])
def test_what_names_no_cell_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  the text itself
        read_reference(text)


def test_a_bomb_is_refused_without_being_unpacked():
    data = with_part(fill(TEMPLATE, {}), SHEET, bytes(100 * MB))
    start = time.perf_counter()
    sheet = read_sheet(data, "t", language="vi")
    assert time.perf_counter() - start < 0.2
    assert rules_of(sheet) == ["unpacks-too-large"]


@pytest.mark.slow
@pytest.mark.parametrize("form", [".xlsx", ".csv"])
def test_many_rows_are_read(form):
    lines = [make_line(f"i{number}", filled={"value": str(number)}) for number in range(1500)]
    template = make_template(*lines)
    sheet = check_against(read_sheet(write_template(template, form), "t", language="vi"), template)
    assert (len(sheet.filled), errors(sheet)) == (len(lines), [])


def test_the_value_stands_where_the_tests_say():
    assert LETTERS["value"] == "G"
