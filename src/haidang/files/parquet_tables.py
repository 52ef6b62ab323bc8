"""Parquet tables: read into the same frames as CSV, numbers as their shortest text unless they are strings."""

from __future__ import annotations

import io
from decimal import Decimal

import polars as pl

from haidang.core.pack.content import ROW, dtype
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.tables import Table
from haidang.files.csv_tables import canonical, with_canonical_cells, without_empty_rows

# a damaged file can make the reader panic, which polars does not count among its errors
_BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


def read_parquet(data: bytes, table: Table, file: str) -> tuple[pl.DataFrame | None, Findings]:
    """Read a table; as `read_csv`, rows counted from 1."""
    findings = Findings()
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except _BROKEN as error:
        findings.add(_unreadable(file, "", error))
        return None, findings
    for name in table.required:
        if name not in frame.columns:
            findings.add(Finding("missing-column", file, None, name, name))
    for name in frame.columns:
        if name not in table.names:
            findings.add(Finding("extra-column", file, None, name, name, {"allowed": table.names}))
    texts: dict[str, pl.Series] = {}
    for name in table.names:
        if name in frame.columns:
            try:
                texts[name] = _text(frame[name])
            except _BROKEN as error:
                findings.add(_unreadable(file, name, error))
    tidy = pl.DataFrame(texts).select(pl.all().str.strip_chars().replace("", None).str.normalize("NFC"))
    typed = tidy.cast({name: dtype(table.column(name)) for name in texts}).with_row_index(ROW, offset=1)
    rows = without_empty_rows(with_canonical_cells(typed, table))
    if rows.height == 0 and not findings.listed:
        findings.add(Finding("header-only", file))
    return (rows if rows.height else None), findings


def _unreadable(file: str, column: str, error: BaseException) -> Finding:
    return Finding("unreadable", file, None, column, "", {"detail": str(error).partition("\n")[0]})


def _text(column: pl.Series) -> pl.Series:
    text = column.cast(pl.String)
    if column.dtype == pl.Boolean:
        return text.str.to_lowercase()
    if not column.dtype.is_float():
        return text
    text = text.str.replace(r"\.0$", "")  # 12.0 from a spreadsheet is written 12
    powers = text.filter(text.str.contains("e", literal=True)).unique()
    return text.replace(powers, pl.Series([f"{Decimal(each):f}" for each in powers], dtype=pl.String))


def write_parquet(frame: pl.DataFrame, table: Table) -> bytes:
    """Return a table as Parquet, all columns text, in canonical order."""
    target = io.BytesIO()
    canonical(frame, table).write_parquet(target, compression="zstd")
    return target.getvalue()
