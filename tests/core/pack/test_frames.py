"""Numbers, days and periods of frames: what can be read is read, the rest is null and stops nothing."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.days import parse_day
from haidang.base.errors import PeriodError
from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.pack.content import ROW, Content, empty_frame
from haidang.core.pack.frames import day, distinct, number, read_period, with_ends
from haidang.core.pack.tables import TABLES

TEXTS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.text("0123456789.-,+eE ", max_size=6),
    st.decimals(-(10**12), 10**12, allow_nan=False, places=3).map(lambda value: f"{value:f}"),
)


def is_plain(text):
    """The obvious twin: a sign, digits, perhaps a point and digits."""
    digits = "0123456789"
    whole, point, part = text.removeprefix("-").partition(".")
    return bool(whole) and all(c in digits for c in whole + part) and (not point or bool(part))


@given(st.lists(TEXTS, max_size=8))
def test_only_plain_decimal_numbers_are_numbers(texts):
    frame = pl.DataFrame({"value": texts}, schema={"value": pl.String})
    seen = frame.select(number("value"))["value"].to_list()
    assert seen == [float(text) if text is not None and is_plain(text) else None for text in texts]


@given(st.lists(st.one_of(st.none(), st.dates().map(str), st.text("0123456789-", max_size=10)), max_size=8))
def test_only_iso_days_are_days(texts):
    frame = pl.DataFrame({"day": texts}, schema={"day": pl.Categorical})

    def read(text):
        try:
            return parse_day(text or "")
        except PeriodError:
            return None

    assert frame.select(day("day"))["day"].to_list() == [read(text) for text in texts]


@given(st.lists(st.sampled_from([None, "2024", "2024-Q1", "2024-13", "8 tháng năm 2024", "x"]), max_size=8))
def test_periods_get_their_ends(texts):
    frame = with_ends(pl.DataFrame({"period": texts}, schema={"period": pl.Categorical}))
    periods = [read_period(text) if text else None for text in texts]
    assert frame["start"].to_list() == [period.start if period else None for period in periods]
    assert frame["end"].to_list() == [period.end if period else None for period in periods]


@given(st.lists(st.one_of(st.none(), st.text(max_size=3)), max_size=10))
def test_distinct_values_are_each_there_once(texts):
    for dtype in (pl.String, pl.Categorical):
        frame = pl.DataFrame({"x": texts}, schema={"x": dtype})
        assert sorted(distinct(frame, "x")) == sorted({text for text in texts if text is not None})


def test_an_absent_table_is_empty_and_has_all_columns():
    content = Content(Description("x", Name("x")), {}, {})
    for table in TABLES:
        frame = content.frame(table.name)
        assert frame.height == 0
        assert frame.columns == [ROW, *table.names]
        assert frame.schema == empty_frame(table).schema
        assert content.file(table.name) == f"{table.name}.csv"
