"""Reading series for a backtest: long form, every defect at once with its file and row."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.errors import DataError, UseError
from haidang.files.series import read_series

HEADER = "series,t,value"


def csv(folder, *lines, name="a.csv", header=HEADER):
    path = folder / name
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def refused(place, where=(), kind=DataError):
    with pytest.raises(kind) as caught:
        read_series(place, where)
    return str(caught.value)


def test_series_are_read_in_the_order_of_their_years(tmp_path):
    path = csv(tmp_path, "b,2,20", "a,2001,1.5", "b,1,10", "a,2000,-3", "b,3,30")
    assert read_series(path) == {"a": [-3, 1.5], "b": [10, 20, 30]}


def test_parquet_reads_like_csv(tmp_path):
    frame = pl.DataFrame({"series": ["a", "a"], "t": [1, 2], "value": [1.0, 2.0], "more": [None, "x"]})
    frame.write_parquet(tmp_path / "a.parquet")
    assert read_series(tmp_path / "a.parquet") == {"a": [1, 2]}


def test_a_folder_is_read_whole_and_other_files_are_left_alone(tmp_path):
    csv(tmp_path, "a,1,1", "a,2,2")
    pl.DataFrame({"series": ["b"], "t": [1], "value": [3]}).write_parquet(tmp_path / "b.parquet")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    assert read_series(tmp_path) == {"a": [1, 2], "b": [3]}


def test_conditions_choose_rows_and_rows_left_out_are_not_looked_at(tmp_path):
    path = csv(
        tmp_path,
        "a,1,1,YEARLY,x",
        "a,2,2,YEARLY,x",
        "a,1,oops,MONTHLY,x",
        "b,1,5,YEARLY,y",
        header=f"{HEADER},period,set",
    )
    assert read_series(path, ["period=YEARLY"]) == {"a": [1, 2], "b": [5]}
    assert read_series(path, ["period=YEARLY", "set=y"]) == {"b": [5]}
    assert "No row is left" in refused(path, ["period=DAILY"])


def test_a_value_of_a_condition_may_hold_an_equals_sign(tmp_path):
    path = csv(tmp_path, "a,1,1,k=v", header=f"{HEADER},about")
    assert read_series(path, ["about=k=v"]) == {"a": [1]}


@pytest.mark.parametrize("condition", ["period", "=YEARLY", ""])
def test_what_is_no_condition_is_refused(tmp_path, condition):
    assert "--where" in refused(csv(tmp_path, "a,1,1"), [condition], UseError)


def test_every_defect_is_told_at_once_with_file_and_row(tmp_path):
    csv(tmp_path, "a,1,1", "a,2,many", ",3,4", "a,2.5,4", "a,3,nan", "a,4,inf", "a,,7")
    csv(tmp_path, "b,1,1", "b,1,2", "b,4,3", name="b.csv")
    csv(tmp_path, "b,1,1", name="c.csv")
    csv(tmp_path, "d,1", name="d.csv", header="series,t")
    text = refused(tmp_path)
    for part in (
        "a.csv, row 3: value «many» is no number",
        "a.csv, row 4: the series has no name",
        "a.csv, row 5: t «2.5» is no whole number",
        "a.csv, row 6: value «nan» is no number",
        "a.csv, row 7: value «inf» is no number",
        "a.csv, row 8: t «",
        "b.csv: series «b» has t 1 twice",
        "b.csv: series «b» has a gap after t 1",
        "c.csv: series «b» stands in another file too",
        "d.csv has no column value; it has series, t",
    ):
        assert part in text, part


def test_an_empty_cell_is_shown_as_empty(tmp_path):
    assert "None" not in refused(csv(tmp_path, "a,1,1", "a,,2", "a,3,"))


def test_a_blank_line_at_the_end_is_no_row(tmp_path):
    assert read_series(csv(tmp_path, "a,1,1", "a,2,2", "")) == {"a": [1, 2]}


def test_a_column_of_any_other_name_is_allowed(tmp_path):
    assert read_series(csv(tmp_path, "a,1,1,9", header=f"{HEADER},row")) == {"a": [1]}


def test_rows_of_parquet_are_counted_from_one(tmp_path):
    frame = pl.DataFrame({"series": ["a", None], "t": [1, 2], "value": [1.0, None]})
    frame.write_parquet(tmp_path / "a.parquet")
    text = refused(tmp_path / "a.parquet")
    assert "a.parquet, row 2: the series has no name" in text
    assert "row 1" not in text


def test_of_many_defects_twenty_are_listed_and_the_rest_counted(tmp_path):
    text = refused(csv(tmp_path, *(f"a,{each},x" for each in range(1, 31))))
    assert text.count("is no number") == 20
    assert "10 more are not listed" in text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b""),
        ("a.csv", b"\xff\xfe\x00\x01"),
        ("a.csv", b'series,t,value\na,1,"2'),
        ("a.csv", b"series,t,value\na,1,2,3,4\n"),
        ("a.parquet", b"no parquet"),
        ("a.parquet", b""),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert name in refused(tmp_path / name)


@pytest.mark.parametrize("name", ["none.csv", "folder", "notes.txt"])
def test_a_place_without_series_is_told(tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert "holds no .csv or .parquet file" in refused(tmp_path / name, kind=UseError)


def test_a_header_alone_leaves_no_row(tmp_path):
    assert "No row is left" in refused(csv(tmp_path))


@pytest.mark.slow
@given(
    st.dictionaries(
        st.text("abcđ", min_size=1, max_size=3),
        st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_written_is_read_again(tmp_path_factory, series):
    rows = [
        (name, 2000 + place, value) for name, values in series.items() for place, value in enumerate(values)
    ]
    folder = tmp_path_factory.mktemp("series")
    csv(folder, *(f"{name},{t},{value!r}" for name, t, value in rows))
    assert read_series(folder / "a.csv") == series
