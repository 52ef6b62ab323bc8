"""A report as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from haidang.telling.report import Report, Table


def draw_markdown(report: Report) -> str:
    """Return a report as Markdown with pipe tables."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_text(report.title)}"
    if report.lead:
        yield from ("", f"**{_text(report.lead)}**")
    for notice in report.notices:
        yield from ("", f"> {_text(notice)}")
    for section in report.sections:
        yield from ("", f"## {_text(section.title)}")
        for sentence in section.sentences:
            yield from ("", _text(sentence))
        for chart in section.charts:
            yield from ("", f"*{_text(chart.alt)}*")
        for table in section.tables:
            yield from ("", *_table(table))
    if report.footer:
        yield from ("", "---")
        for line in report.footer:
            yield from ("", _text(line))


def _table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join(_text(column.label) for column in table.columns) + " |"
    yield "|" + "|".join("---:" if column.align == "right" else "---" for column in table.columns) + "|"
    for row in table.rows:
        yield "| " + " | ".join(_text(cell) for cell in row) + " |"


def _text(text: str) -> str:
    for sign in ("\\", "|", "*", "_", "<", "`", "["):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ")
