"""A report's main table as CSV."""

from __future__ import annotations

import csv
import io

from haidang.telling.report import Report


def draw_csv(report: Report) -> str:
    """Return the rows of a report under their keys."""
    out = io.StringIO()
    if report.rows is not None:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column.key for column in report.rows.columns])
        writer.writerows(report.rows.rows)
    return out.getvalue()
