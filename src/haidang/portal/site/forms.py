"""The forms of a page: what each is called, what a page must have for it, and what it takes in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from haidang.telling.report import Report

EMBED = "embed"
"""A chart to stand in somebody else's page; it has an address of its own and is no ending of one."""


@dataclass(frozen=True, slots=True)
class Form:
    """
    A form in which a page can be had, under its ending.

    Attributes
    ----------
    label
        Its name, the same in every language.
    media
        Its media type.
    has
        Whether a report has this form.
    takes
        What its address takes besides what the page takes.
    is_saved
        Whether it is saved as a file rather than shown.
    """

    label: str
    media: str
    has: Callable[[Report], bool] = lambda _: True
    takes: tuple[str, ...] = ()
    is_saved: bool = False


def _has_charts(report: Report) -> bool:
    return bool(report.charts)


def _has_tables(report: Report) -> bool:
    return report.has_rows or any(section.tables for section in report.sections)


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMS: Mapping[str, Form] = {
    "json": Form("JSON", "application/json"),
    "csv": Form(
        "CSV", "text/csv; charset=utf-8; header=present", lambda report: report.has_rows, is_saved=True
    ),
    "xlsx": Form("Excel", _WORKBOOK, _has_tables, is_saved=True),
    "ics": Form(
        "iCalendar", "text/calendar; charset=utf-8", lambda report: report.has_entries, is_saved=True
    ),
    "md": Form("Markdown", "text/markdown; charset=utf-8"),
    "svg": Form("SVG", "image/svg+xml", _has_charts, ("chart",)),
    "png": Form("PNG", "image/png", _has_charts, ("chart", "scale")),
}


def forms_of(report: Report) -> tuple[str, ...]:
    """Return the endings of the forms that a report has."""
    return tuple(ending for ending, form in FORMS.items() if form.has(report))


def takes(form: str) -> tuple[str, ...]:
    """Return what a form takes in its address besides what the page takes."""
    if form == EMBED:
        return ("chart",)
    return FORMS[form].takes if form else ()
