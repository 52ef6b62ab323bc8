"""A report's main table as CSV: no cell of it becomes a formula where it is opened."""

from __future__ import annotations

import csv
import io

from haidang.files.formula_signs import guard
from haidang.telling.report import Report, Table


def draw_csv(report: Report) -> str:
    """Return the rows of a report under their keys; empty when it has none."""
    return "" if report.rows is None else csv_text(report.rows)


def csv_text(table: Table) -> str:
    """Return a table as CSV under the keys of its columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows(map(guard, row) for row in table.rows)
    return out.getvalue()
