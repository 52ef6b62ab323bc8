"""A report's data as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from haidang.telling.report import Report


def draw_json(report: Report) -> str:
    """Return the data of a report."""
    return json_text(report.data)


def json_text(data: Mapping[str, Any]) -> str:
    """Return data as JSON; numbers that do not exist are refused, never written as NaN."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
