"""The forms in which a report can be written."""

from __future__ import annotations

from haidang.telling.report import Report

FORMS = ("table", "json", "csv", "md", "html")


def draw(report: Report, form: str, width: int | None = None) -> str:
    """
    Return a report as text.

    Parameters
    ----------
    report
        The told result.
    form
        One of `FORMS`.
    width
        For `table`: columns of the terminal; None asks the terminal.
    """
    # each form is imported when it is asked for: the terminal's needs rich, the others do not
    if form == "json":
        from haidang.files.reports.json_form import draw_json  # noqa: PLC0415

        return draw_json(report)
    if form == "csv":
        from haidang.files.reports.csv_form import draw_csv  # noqa: PLC0415

        return draw_csv(report)
    if form == "md":
        from haidang.files.reports.markdown import draw_markdown  # noqa: PLC0415

        return draw_markdown(report)
    if form == "html":
        from haidang.files.reports.html import draw_html  # noqa: PLC0415

        return draw_html(report)
    from haidang.files.reports.terminal import draw_terminal  # noqa: PLC0415

    return draw_terminal(report, width)
