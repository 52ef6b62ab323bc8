"""
Writing a table or a chart to a file whose name says the form: .csv, .parquet, .svg, .png.

A file is written whole or not at all.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.files.charts import draw_png, draw_svg
from haidang.files.reports.csv_form import csv_text
from haidang.telling.report import Chart, Table

FORMS = (".csv", ".parquet", ".svg", ".png")


def write_export(path: Path, make_table: Callable[[], Table | None], chart: Chart | None) -> None:
    """
    Write a result.

    Parameters
    ----------
    path
        The file; its suffix is one of `FORMS`.
    make_table
        Makes the table, for .csv and .parquet.
    chart
        The chart, for .svg and .png.

    Raises
    ------
    UseError
        For another suffix, a result without table or chart, or a place that cannot be written.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        raise UseError(
            say("«{path}» names no form that can be written.", path=str(path)),
            say("End it with one of {forms}.", forms=FORMS),
            "--out",
        )
    _write(path, _drawn(form, chart) if form in (".svg", ".png") else _tabled(form, make_table()))


def _drawn(form: str, chart: Chart | None) -> bytes:
    if chart is None:
        raise _nothing()
    if form == ".svg":
        return draw_svg(chart.spec, chart.alt, chart.chart_id).encode()
    return draw_png(chart.spec)


def _tabled(form: str, table: Table | None) -> bytes:
    if table is None or not table.rows:
        raise _nothing()
    if form == ".csv":
        return csv_text(table).encode()
    names = [column.key for column in table.columns]
    frame = pl.DataFrame(table.rows, schema=names, orient="row")
    target = io.BytesIO()
    frame.with_columns(_typed(frame[name]) for name in names).write_parquet(target)
    return target.getvalue()


def _typed(texts: pl.Series) -> pl.Series:
    """Return a column as whole numbers or numbers where all its texts are such."""
    for kind in (pl.Int64, pl.Float64):
        cast = texts.cast(kind, strict=False)
        if cast.null_count() == 0:
            return cast
    return texts


def _nothing() -> UseError:
    return UseError(
        say("There is nothing to write."), say("See the reason the command prints without --out.")
    )


def _write(path: Path, data: bytes) -> None:
    scratch: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".haidang-", delete=False) as file:
            scratch = Path(file.name)
            file.write(data)
        scratch.chmod(0o644)
        scratch.replace(path)
    except OSError as error:
        if scratch is not None:
            scratch.unlink(missing_ok=True)
        raise UseError(
            say("«{path}» cannot be written: {detail}.", path=str(path), detail=error.strerror or str(error)),
            say("Name a file in a folder that you may write to."),
            "--out",
        ) from None
