"""The forms in which a report can be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from haidang.files.reports.csv_form import draw_csv
from haidang.files.reports.html import draw_html
from haidang.files.reports.ics_form import draw_ics
from haidang.files.reports.json_form import draw_json
from haidang.files.reports.markdown import draw_markdown
from haidang.telling.report import Report

_DRAWERS: Mapping[str, Callable[[Report], str]] = {
    "json": draw_json,
    "csv": draw_csv,
    "md": draw_markdown,
    "ics": draw_ics,
    "html": draw_html,
}


def draw(report: Report, form: str, width: int | None = None) -> str:
    """
    Return a report as text.

    Parameters
    ----------
    report
        The told result.
    form
        `table`, `json`, `csv`, `md`, `ics` or `html`.
    width
        For `table`: columns of the terminal; None asks the terminal.
    """
    if form in _DRAWERS:
        return _DRAWERS[form](report)
    from haidang.files.reports.terminal import draw_terminal  # noqa: PLC0415  rich is slow to import

    return draw_terminal(report, width)
