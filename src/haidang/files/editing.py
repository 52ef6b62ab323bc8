"""Changing single cells and adding rows of a pack's content; the result is checked before it is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from haidang.core.pack.checking import check_content
from haidang.core.pack.content import ROW, Content, dtype
from haidang.core.pack.defects import PackError
from haidang.core.pack.tables import BY_NAME


def change_row(content: Content, table: str, key: str, changes: Mapping[str, str]) -> Content:
    """Return the content with columns of one row changed; an empty text empties the cell."""
    name = BY_NAME[table].key[0]
    frame = content.frames[table]
    is_row = pl.col(name).cast(pl.String) == key
    frame = frame.with_columns(
        pl.when(is_row)
        .then(pl.lit(value or None, dtype=pl.String))
        .otherwise(pl.col(column).cast(pl.String))
        .cast(frame.schema[column])
        .alias(column)
        for column, value in changes.items()
    )
    return _with(content, table, frame)


def add_row(content: Content, table: str, row: Mapping[str, str]) -> Content:
    """Return the content with one row more."""
    return add_rows(content, table, [row])


def add_rows(content: Content, table: str, rows: Sequence[Mapping[str, str]]) -> Content:
    """Return the content with more rows."""
    definition = BY_NAME[table]
    frame = content.frame(table)
    last = frame[ROW].max() if frame.height else 1
    cells = {
        column.name: pl.Series([row.get(column.name) or None for row in rows], dtype=pl.String).cast(
            dtype(column)
        )
        for column in definition.columns
    }
    numbers = pl.Series(range(int(str(last)) + 1, int(str(last)) + 1 + len(rows)), dtype=pl.UInt32)
    added = pl.DataFrame({ROW: numbers, **cells}).select(frame.columns)
    return _with(content, table, pl.concat([frame, added]))


def _with(content: Content, table: str, frame: pl.DataFrame) -> Content:
    return Content(content.description, {**content.frames, table: frame}, content.files)


def check(content: Content, where: str) -> Content:
    """
    Return the content when it has no errors.

    Raises
    ------
    PackError
        With all its errors.
    """
    findings = check_content(content, with_warnings=False)
    if findings.count("error"):
        raise PackError(findings, where)
    return content
