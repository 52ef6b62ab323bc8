"""A report's data as JSON."""

from __future__ import annotations

import json

from haidang.telling.report import Report


def draw_json(report: Report) -> str:
    """Return the data of a report; numbers that do not exist are refused, never written as NaN."""
    return json.dumps(report.data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
