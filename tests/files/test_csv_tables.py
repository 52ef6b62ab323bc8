"""CSV tables: round trips, every accepted form, and files that are no table."""

import polars as pl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from haidang.core.pack.content import ROW
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.csv_tables import read_csv, write_csv
from tests.make.pack import TINY, csv_bytes
from tests.make.tables import forms, spelled, tables

AREAS = BY_NAME["areas"]


def frame_of(table, rows):
    return pl.DataFrame(rows, schema=dict.fromkeys(table.names, pl.String), orient="row")


def read(data, table):
    frame, findings = read_csv(data, table, f"{table.name}.csv")
    assert findings.errors == []
    return frame


def rows_of(frame, table):
    return [
        tuple(None if cell is None else str(cell) for cell in row)
        for row in frame.select(name for name in table.names if name in frame.columns).iter_rows()
    ]


@pytest.mark.slow
@given(tables())
def test_what_was_written_is_read(drawn):
    table, rows = drawn
    frame = read(write_csv(frame_of(table, rows), table), table)
    assert sorted(rows_of(frame, table), key=repr) == sorted(rows, key=repr)


@pytest.mark.slow
@given(tables())
def test_reading_then_writing_gives_the_same_bytes(drawn):
    table, rows = drawn
    data = write_csv(frame_of(table, rows), table)
    assert write_csv(read(data, table), table) == data


@pytest.mark.slow
@given(tables(), forms())
def test_every_accepted_form_becomes_the_canonical_one(drawn, form):
    table, rows = drawn
    inside = "".join(cell for row in rows for cell in row if cell)
    assume(form["line_end"] != "\r" or ("\n" not in inside and "\r" not in inside))
    assert write_csv(read(spelled(table, rows, form), table), table) == write_csv(
        frame_of(table, rows), table
    )


@pytest.mark.slow
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(drawn, order):
    table, rows = drawn
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert write_csv(frame_of(table, shuffled), table) == write_csv(frame_of(table, rows), table)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_canonical_form(table):
    data = write_csv(read(csv_bytes(list(reversed(TINY[table.name]))), table), table)
    header, *lines = data.decode().splitlines()
    assert header == ",".join(table.names)
    keys = [
        tuple(row[name] or "" for name in table.key)
        for row in frame_of(table, [])
        .vstack(read(data, table).select(pl.col(table.names).cast(pl.String)))
        .iter_rows(named=True)
    ]
    assert keys == sorted(keys)
    assert len(lines) == len(TINY[table.name])
    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "number", ["6.70", "6.7", "06.7", "100.00", "1e3", "-0", "0.10", "12345678901234567890.5"]
)
def test_numbers_keep_their_published_text(number):
    data = csv_bytes([{"area_id": "a", "level": "city", "name_vi": "A", "area_km2": number}])
    assert f",{number},".encode() in write_csv(read(data, AREAS), AREAS)


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        ("2024-01-01/P3M", "2024-Q1"),
        ("8 tháng năm 2024", "2024-01-01/P8M"),
        ("quý I/2024", "2024-Q1"),
        (" 2024 ", "2024"),
        ("2024-13", "2024-13"),
    ],
)
def test_periods_get_their_one_form(seen, kept):
    table = BY_NAME["observations"]
    frame = read(csv_bytes([TINY["observations"][0] | {"period": seen}]), table)
    assert frame["period"].to_list() == [kept]


@pytest.mark.parametrize(
    ("seen", "kept"), [("a; b", "a;b"), ("a;", "a"), (";", None), (" ; ", None), ("a;;b", "a;b"), ("", None)]
)
def test_lists_get_their_one_form(seen, kept):
    table = BY_NAME["commitments"]
    frame = read(csv_bytes([TINY["commitments"][0] | {"indicator_ids": seen}]), table)
    assert frame["indicator_ids"].to_list() == [kept]
    data = write_csv(frame, table)
    assert write_csv(read(data, table), table) == data


def line(*cells):
    return ",".join(cells) + "\n"


def test_commas_quotation_marks_and_line_ends_inside_cells():
    cells = ["a, b", 'say "yes"', "two\nlines", "two\r\nlines", '"', ",", "\ra", "a\n\n\nb"]
    rows = [{"area_id": f"a{number}", "level": "city", "name_vi": cell} for number, cell in enumerate(cells)]
    frame = read(csv_bytes(rows), AREAS)
    assert frame["name_vi"].to_list() == [cell.strip() for cell in cells]
    assert frame[ROW].to_list() == list(range(2, len(cells) + 2))
    assert write_csv(read(write_csv(frame, AREAS), AREAS), AREAS) == write_csv(frame, AREAS)


HEADER = line("area_id", "level", "name_vi")


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([line("a", "city", "A"), line("b", "city")], [3]),
        ([line("a", "city", "A", "x"), line("b", "city", "B")], [2]),
        ([line("a", "city", "A", ""), line("b", "city", "B")], [2]),
        ([line("a", "city"), line("b", "city", "B", "x"), line("c", "city", "C")], [2, 3]),
        ([line("a", "city", '"A, of\nthe, sea"'), "\n", line("b", "city"), line("c")], [4, 5]),
        ([line("a", "city", "A"), "end"], [3]),
        ([line("a", "city", "A"), '"x, y"'], [3]),
    ],
)
def test_ragged_rows_are_named_by_row(lines, rows):
    frame, findings = read_csv("".join([HEADER, *lines]).encode(), AREAS, "areas.csv")
    assert frame is None
    assert [(each.rule_id, each.row) for each in findings.errors] == [
        ("wrong-field-count", row) for row in rows
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("cell", "row"),
    [('"B', 3), ('B"', 3), ('5" B', 3), ('"B" of', 3), ('"B""', 3), ('"', 3), ('""B"', 3)],
)
@pytest.mark.parametrize("rest", ["", "c,city,C\n", 'c,city,"C"\n'])
def test_a_quotation_mark_out_of_place_is_named_by_row(line_end, cell, row, rest):
    text = HEADER + line("a", "city", '"A, a"') + line("b", "city", cell) + rest
    frame, findings = read_csv(text.replace("\n", line_end).encode(), AREAS, "areas.csv")
    assert frame is None
    assert [(each.rule_id, each.row) for each in findings.errors] == [("unreadable", row)]
    assert "quotation mark" in str(findings.errors[0].problem)


def test_a_quotation_mark_left_open_at_the_very_end_loses_nothing_in_silence():
    frame, findings = read_csv((HEADER + 'a,city,"Haiphong').encode(), AREAS, "areas.csv")
    assert frame is None
    assert [(each.rule_id, each.row) for each in findings.errors] == [("unreadable", 2)]


def test_a_quotation_mark_left_open_in_a_long_file():
    text = HEADER + line("a", "city", '"A') + line("b", "city", "B") * 20_000
    frame, findings = read_csv(text.encode(), AREAS, "areas.csv")
    assert frame is None
    assert [(each.rule_id, each.row) for each in findings.errors] == [("unreadable", 2)]


@given(st.text(st.sampled_from('a,"\n\r ;'), max_size=30))
def test_any_text_is_read_or_refused_with_a_finding(text):
    frame, findings = read_csv((HEADER + text).encode(), AREAS, "areas.csv")
    assert (frame is None) == bool(findings.errors)
    if frame is not None:
        data = write_csv(frame, AREAS)
        assert write_csv(read(data, AREAS), AREAS) == data


@given(st.binary(max_size=40))
@example(b"\x01\r\x01")
def test_any_bytes_are_read_or_refused_with_a_finding(data):
    frame, findings = read_csv(data, AREAS, "areas.csv")
    assert frame is None
    assert findings.errors


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=3))
def test_damage_anywhere_is_read_or_refused_with_a_finding(place, damage):
    whole = csv_bytes(TINY["areas"])
    place %= len(whole)
    read_csv(whole[:place] + damage + whole[place + len(damage) :], AREAS, "areas.csv")


def test_names_of_columns_may_have_spaces_and_quotation_marks():
    data = b'\xef\xbb\xbf area_id ,"level","name_vi "\r\na,city,A\r\n'
    assert rows_of(read(data, AREAS), AREAS) == [("a", "city", "A")]


@pytest.mark.parametrize(
    "data", [b"area_id,le\rvel,name_vi\na,city,A\n", b"x" * 200_000, b"x" * 200_000 + b"\ny\n"]
)
def test_a_first_line_that_is_no_header_is_refused(data):
    _, findings = read_csv(data, AREAS, "areas.csv")
    assert {"missing-column", "extra-column"} <= {each.rule_id for each in findings.errors}
    assert all(len(each.value) < 50 for each in findings.errors)


def test_every_defect_of_the_header_is_named():
    frame, findings = read_csv(b"area_id,name_vi,mayor,lon,lon\na,A,x,1,2\n", AREAS, "areas.csv")
    assert frame is None
    assert [(each.rule_id, each.row, each.column) for each in findings.errors] == [
        ("missing-column", 1, "level"),
        ("column-twice", 1, "lon"),
        ("extra-column", 1, "mayor"),
    ]
    assert "name_fr" in str(findings.errors[2].problem)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_optional_columns_may_be_left_out(table):
    row = dict.fromkeys(table.required, "x")
    frame = read(csv_bytes([row]), table)
    assert frame.height == 1
    assert write_csv(frame, table).decode().splitlines()[0] == ",".join(table.names)
