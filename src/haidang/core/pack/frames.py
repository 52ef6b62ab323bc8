"""
Columns of a pack's frames as numbers, days and periods.

Values that cannot be read become null: the check of the cells has named them, the later checks pass them by.
Categories are read once per distinct value, which is what makes checking a million rows quick.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from haidang.base.errors import HaidangError
from haidang.base.periods import Period, parse_period
from haidang.core.pack.tables import LIST_SEPARATOR

# no figure has more digits; longer ones would become infinite
NUMBER_PATTERN = r"^-?[0-9]{1,30}(\.[0-9]+)?$"
_DAY_LENGTH = len("2024-11-14")


def distinct(frame: pl.DataFrame, column: str) -> list[str]:
    """Return the distinct non-null values of a column as strings."""
    return frame[column].drop_nulls().unique().cast(pl.String).to_list()


def number(column: str) -> pl.Expr:
    """Return the column as floats; null where it is no plain decimal number."""
    text = pl.col(column).cast(pl.String)
    return pl.when(text.str.contains(NUMBER_PATTERN)).then(text).cast(pl.Float64, strict=False)


def day(column: str) -> pl.Expr:
    """Return the column as dates; null where it is no ISO day."""
    text = pl.col(column).cast(pl.String)
    read = text.str.to_date("%Y-%m-%d", strict=False)
    # polars reads 24-1-5 too, and years that Python has no date for
    is_day = (text.str.len_bytes() == _DAY_LENGTH) & read.is_between(date.min, date.max)
    return pl.when(is_day).then(read)


def mapped(
    frame: pl.DataFrame, column: str, read: Callable[[str], object], dtype: pl.DataType | type[pl.DataType]
) -> pl.Series:
    """Return the column with `read` applied once per distinct value."""
    table = {value: read(value) for value in distinct(frame, column)}
    keys = pl.Series(list(table), dtype=pl.Categorical)
    return frame[column].replace_strict(
        keys, pl.Series(list(table.values()), dtype=dtype), default=None, return_dtype=dtype
    )


def read_period(text: str) -> Period | None:
    """Return the period, or None when it is none."""
    try:
        return parse_period(text)
    except HaidangError:
        return None


def one_form(text: str, kind: str) -> str | None:
    """Return a period or a list in its one form (`2024-01-01/P3M` is `2024-Q1`); None for a list of nothing."""
    if kind == "refs":
        parts = (part.strip() for part in text.split(LIST_SEPARATOR))
        return LIST_SEPARATOR.join(part for part in parts if part) or None
    period = read_period(text)
    return text if period is None else period.text


def with_ends(frame: pl.DataFrame, column: str = "period") -> pl.DataFrame:
    """Add `start` and `end`, the first and last day of the period in `column`."""

    def start(text: str) -> date | None:
        period = read_period(text)
        return period.start if period else None

    def end(text: str) -> date | None:
        period = read_period(text)
        return period.end if period else None

    return frame.with_columns(
        mapped(frame, column, start, pl.Date).alias("start"),
        mapped(frame, column, end, pl.Date).alias("end"),
    )
