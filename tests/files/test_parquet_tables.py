"""Parquet tables: the same rows as CSV, also when columns have types of their own."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.pack.content import ROW
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.csv_tables import read_csv, write_csv
from haidang.files.parquet_tables import read_parquet, write_parquet
from tests.make.pack import TINY, csv_bytes
from tests.make.tables import tables

AREAS = BY_NAME["areas"]


def parquet(frame):
    target = io.BytesIO()
    frame.write_parquet(target)
    return target.getvalue()


def read(data, table):
    frame, findings = read_parquet(data, table, f"{table.name}.parquet")
    assert findings.errors == []
    return frame


@pytest.mark.slow
@given(tables())
def test_parquet_and_csv_hold_the_same(drawn):
    table, rows = drawn
    frame = pl.DataFrame(rows, schema=dict.fromkeys(table.names, pl.String), orient="row")
    assert write_csv(read(write_parquet(frame, table), table), table) == write_csv(frame, table)


@pytest.mark.slow
@given(tables())
def test_reading_then_writing_gives_the_same_bytes(drawn):
    table, rows = drawn
    frame = pl.DataFrame(rows, schema=dict.fromkeys(table.names, pl.String), orient="row")
    data = write_parquet(frame, table)
    assert write_parquet(read(data, table), table) == data


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_read_frame_looks_as_if_read_from_csv(table):
    from_csv, _ = read_csv(csv_bytes(TINY[table.name]), table, "x.csv")
    from_parquet = read(write_parquet(from_csv, table), table)
    for name in from_csv.columns:
        assert from_parquet.schema[name] == from_csv.schema[name]


def test_columns_with_types_are_read_as_text():
    frame = pl.DataFrame(
        {
            "area_id": ["a", "b"],
            "level": pl.Series(["city", "commune"], dtype=pl.Categorical),
            "name_vi": [" A ", "Đồ Sơn"],
            "valid_from": [date(2025, 7, 1), None],
            "area_km2": [12.0, 6.7],
            "lon": [Decimal("106.70"), Decimal("-1.00")],
            "lat": [20, 21],
        }
    )
    seen = read(parquet(frame), AREAS)
    assert seen.rows() == [
        (1, "a", "city", "A", "2025-07-01", "12", "106.70", "20"),
        (2, "b", "commune", "Đồ Sơn", None, "6.7", "-1.00", "21"),
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.1, "0.1"),
        (1e16, "10000000000000000"),
        (1.5e-7, "0.00000015"),
        (-2e20, "-200000000000000000000"),
        (0.0, "0"),
        (2088.02, "2088.02"),
        (1e15, "1000000000000000"),
    ],
)
def test_numbers_are_written_without_exponent(number, text):
    frame = pl.DataFrame({"area_id": ["a"], "level": ["city"], "name_vi": ["A"], "area_km2": [number]})
    assert read(parquet(frame), AREAS)["area_km2"].to_list() == [text]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_number_is_that_number(number):
    frame = pl.DataFrame({"area_id": ["a"], "level": ["city"], "name_vi": ["A"], "area_km2": [number]})
    (text,) = read(parquet(frame), AREAS)["area_km2"].to_list()
    assert float(text) == number
    assert set(text) <= set("-0123456789.")


def test_booleans_are_written_in_small_letters():
    row = TINY["commitments"][0] | {"is_measurable": True}
    assert read(parquet(pl.DataFrame([row])), BY_NAME["commitments"])["is_measurable"].to_list() == ["true"]


def test_periods_and_lists_get_their_one_form():
    row = TINY["commitments"][0] | {"due": "8 tháng năm 2024", "indicator_ids": "a; b;"}
    frame = read(parquet(pl.DataFrame([row])), BY_NAME["commitments"])
    assert frame.select("due", "indicator_ids").rows() == [("2024-01-01/P8M", "a;b")]


@pytest.mark.parametrize(
    ("change", "findings"),
    [
        (pl.exclude("level"), [("missing-column", None, "level")]),
        ([pl.all(), pl.lit("x").alias("mayor")], [("extra-column", None, "mayor")]),
        ([pl.all(), pl.lit("x").alias(ROW)], [("extra-column", None, ROW)]),
    ],
)
def test_missing_and_extra_columns(change, findings):
    frame = pl.DataFrame([TINY["areas"][0]])
    _, seen = read_parquet(parquet(frame.select(change)), AREAS, "areas.parquet")
    assert [(each.rule_id, each.row, each.column) for each in seen.errors] == findings


def test_a_file_without_rows():
    frame, findings = read_parquet(parquet(pl.DataFrame([TINY["areas"][0]]).clear()), AREAS, "areas.parquet")
    assert frame is None
    assert [each.rule_id for each in findings.errors] == ["header-only"]


def test_rows_that_are_empty_throughout_are_passed_over_as_in_csv():
    rows = [TINY["areas"][0], dict.fromkeys(TINY["areas"][0]), TINY["areas"][1]]
    seen = read(parquet(pl.DataFrame(rows)), AREAS)
    assert seen["area_id"].to_list() == ["city", "city_merged"]


@pytest.mark.parametrize(
    "column",
    [
        pl.Series([[1, 2]]),
        pl.Series([{"x": 1}]),
        pl.Series([b"\xff"]),
        pl.Series([datetime(2024, 11, 14, 8, 30, tzinfo=UTC)]),
        pl.Series([None], dtype=pl.Null),
        pl.Series([float("nan")]),
    ],
    ids=lambda column: str(column.dtype),
)
def test_columns_of_strange_types_stop_nothing(column):
    frame = pl.DataFrame([TINY["areas"][0]]).with_columns(column.alias("area_km2"), column.alias("name_vi"))
    frame, findings = read_parquet(parquet(frame), AREAS, "areas.parquet")
    assert frame is not None or findings.errors


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 20, b"area_id,level\na,city\n"])
def test_what_is_no_parquet_is_unreadable(data):
    frame, findings = read_parquet(data, AREAS, "areas.parquet")
    assert frame is None
    assert [each.rule_id for each in findings.errors] == ["unreadable"]


@pytest.mark.slow
@given(st.integers(0, 10**6))
def test_a_file_cut_short_is_refused(place):
    whole = write_parquet(read_csv(csv_bytes(TINY["areas"]), AREAS, "areas.csv")[0], AREAS)
    frame, findings = read_parquet(whole[: place % len(whole)], AREAS, "areas.parquet")
    assert frame is None
    assert [each.rule_id for each in findings.errors] == ["unreadable"]
