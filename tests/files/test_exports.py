"""Writing a table or a chart by the ending of a file's name: whole or not at all."""

from __future__ import annotations

import csv
from dataclasses import replace

import polars as pl
import pytest
from openpyxl import load_workbook

from haidang.base.errors import UseError
from haidang.files.exports import FORMS, write_export
from haidang.telling.report import Chart, Column, Report, Section, Table

TABLE = Table(
    "fan",
    (Column("year", "Year"), Column("q50", "Middle", "right"), Column("note", "Note")),
    (("2024", "1.5", "Đồ Sơn"), ("2025", "2e9", "a,b")),
)
CHART = Chart(
    "c1",
    "A fan",
    "It rises from 1 to 2.",
    {
        "width": 60,
        "height": 40,
        "data": {"values": [{"x": 1, "y": 1}, {"x": 2, "y": 2}]},
        "mark": "line",
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
        },
    },
)


def make_report(table=TABLE, chart=CHART) -> Report:
    sections = (Section("a", "A", charts=(chart,) if chart else ()),)
    return Report("en", "A fan", "", (), sections, (), make_rows=lambda: table)


def write(path, table=TABLE, chart=CHART):
    write_export(path, make_report(table, chart))
    return path


def test_a_csv_holds_the_table(tmp_path):
    rows = list(csv.DictReader(write(tmp_path / "fan.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows == [
        {"year": "2024", "q50": "1.5", "note": "Đồ Sơn"},
        {"year": "2025", "q50": "2e9", "note": "a,b"},
    ]


def test_a_parquet_file_holds_numbers_as_numbers(tmp_path):
    frame = pl.read_parquet(write(tmp_path / "fan.parquet"))
    assert frame.schema == {"year": pl.Int64, "q50": pl.Float64, "note": pl.String}
    assert frame.rows() == [(2024, 1.5, "Đồ Sơn"), (2025, 2e9, "a,b")]


def test_a_column_with_an_empty_cell_stays_text(tmp_path):
    table = Table("t", (Column("year", "Year"),), (("2024",), ("",)))
    assert pl.read_parquet(write(tmp_path / "t.parquet", table))["year"].to_list() == ["2024", ""]


@pytest.mark.slow
def test_a_chart_is_drawn(tmp_path):
    svg = write(tmp_path / "fan.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "It rises from 1 to 2." in svg
    assert write(tmp_path / "fan.png").read_bytes().startswith(b"\x89PNG")


def test_the_ending_may_be_in_capitals(tmp_path):
    assert write(tmp_path / "FAN.CSV").read_text(encoding="utf-8-sig").startswith("year")


@pytest.mark.parametrize("name", ["fan.txt", "fan", "fan.csv.gz", ".csv"])
def test_another_ending_is_refused_with_the_forms(tmp_path, name):
    with pytest.raises(UseError) as caught:
        write(tmp_path / name)
    assert "--out" in str(caught.value)
    assert all(form in str(caught.value) for form in FORMS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "table", "chart"),
    [
        ("a.csv", None, CHART),
        ("a.csv", Table("t", TABLE.columns, ()), CHART),
        ("a.parquet", None, CHART),
        ("a.svg", TABLE, None),
        ("a.png", TABLE, None),
    ],
)
def test_where_there_is_nothing_to_write_nothing_is_written(tmp_path, name, table, chart):
    with pytest.raises(UseError) as caught:
        write(tmp_path / name, table, chart)
    assert "nothing to write" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_the_table_is_not_made_for_a_chart(tmp_path):
    def never():
        raise AssertionError("made")

    write_export(tmp_path / "fan.svg", replace(make_report(), make_rows=never))


def test_a_workbook_holds_all_of_it(tmp_path):
    book = load_workbook(write(tmp_path / "fan.xlsx"))
    assert [cell.value for cell in book.worksheets[0]["A"]][:3] == ["A fan", "A", "It rises from 1 to 2."]
    assert list(book.worksheets[1].values)[1:] == [(2024, 1.5, "Đồ Sơn"), (2025, 2e9, "a,b")]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UseError) as caught:
        write(tmp_path / "none" / "fan.csv")
    assert "cannot be written" in str(caught.value)
    assert "No such file or directory" in str(caught.value)


def test_a_place_that_cannot_be_replaced_is_told_and_no_scratch_stays(tmp_path):
    place = tmp_path / "fan.csv"
    (place / "inside").mkdir(parents=True)
    with pytest.raises(UseError):
        write(place)
    assert [each.name for each in tmp_path.iterdir()] == ["fan.csv"]


def test_a_file_that_is_there_is_replaced_whole_and_can_be_read_by_all(tmp_path):
    place = tmp_path / "fan.csv"
    place.write_text("x" * 10_000, encoding="utf-8")
    write(place)
    assert "x" not in place.read_text(encoding="utf-8")
    assert place.stat().st_mode & 0o777 == 0o644
    assert [each.name for each in tmp_path.iterdir()] == ["fan.csv"]
