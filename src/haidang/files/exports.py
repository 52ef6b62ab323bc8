"""
Writing a report to a file whose name says the form.

Its table as .csv or .parquet, its first chart as .svg or .png, all of it as .xlsx. A file is written whole or not at all.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import polars as pl

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.files.charts import draw_png, draw_svg_file
from haidang.files.reports.csv_form import csv_text
from haidang.files.reports.xlsx_form import draw_xlsx
from haidang.telling.report import Chart, Report, Table

FORMS = (".csv", ".parquet", ".svg", ".png", ".xlsx")


def write_export(path: Path, report: Report) -> None:
    """
    Write a result.

    Parameters
    ----------
    path
        The file; its suffix is one of `FORMS`.
    report
        The told result.

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
    _write(path, _content(form, report))


def _content(form: str, report: Report) -> bytes:
    if form == ".xlsx":
        return draw_xlsx(report)
    if form in (".svg", ".png"):
        return _drawn(form, report.charts[0] if report.charts else None)
    return _tabled(form, report.rows)


def _drawn(form: str, chart: Chart | None) -> bytes:
    if chart is None:
        raise _nothing()
    if form == ".svg":
        return draw_svg_file(chart.spec, chart.alt, chart.caption).encode()
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
