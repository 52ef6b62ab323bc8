"""Parquet tables: read into the same frames as CSV, numbers as their shortest text unless they are strings."""

from __future__ import annotations

import io

import polars as pl

from haidang.core.pack.content import ROW, dtype
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.tables import Table
from haidang.files.csv_tables import canonical, with_canonical_cells


def read_parquet(data: bytes, table: Table, file: str) -> tuple[pl.DataFrame | None, Findings]:
    """Read a table; as `read_csv`, rows counted from 1."""
    findings = Findings()
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, OSError) as error:
        findings.add(Finding("unreadable", file, None, "", "", {"detail": str(error).splitlines()[0]}))
        return None, findings
    for name in table.required:
        if name not in frame.columns:
            findings.add(Finding("missing-column", file, None, name, name))
    for name in frame.columns:
        if name not in table.names:
            findings.add(Finding("extra-column", file, None, name, name, {"allowed": table.names}))
    if frame.height == 0:
        findings.add(Finding("header-only", file))
        return None, findings
    names = [name for name in table.names if name in frame.columns]
    texts = frame.select(_text(frame, name) for name in names)
    tidy = texts.select(pl.all().str.strip_chars().replace("", None).str.normalize("NFC"))
    typed = tidy.cast({name: dtype(table.column(name)) for name in names}).with_row_index(ROW, offset=1)
    return with_canonical_cells(typed, table), findings


def _text(frame: pl.DataFrame, name: str) -> pl.Expr:
    column = pl.col(name)
    kind = frame.schema[name]
    if kind == pl.Boolean:
        return column.cast(pl.String).str.to_lowercase()
    if kind.is_float():  # 12.0 from a spreadsheet is written 12
        return column.cast(pl.String).str.replace(r"\.0$", "")
    return column.cast(pl.String)


def write_parquet(frame: pl.DataFrame, table: Table) -> bytes:
    """Return a table as Parquet, all columns text, in canonical order."""
    target = io.BytesIO()
    canonical(frame, table).write_parquet(target, compression="zstd")
    return target.getvalue()
