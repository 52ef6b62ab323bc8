"""A report for the terminal."""

from __future__ import annotations

import io
import shutil

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from haidang.telling.report import Report, Table

_NARROW = 60


def draw_terminal(report: Report, width: int | None = None) -> str:
    """Return a report as plain text, tables fitted to `width` columns (None asks the terminal)."""
    columns = max(width or shutil.get_terminal_size((110, 40)).columns, _NARROW)
    out = io.StringIO()
    console = Console(file=out, width=columns, color_system=None, highlight=False, emoji=False, markup=False)
    console.print(Text(report.title))
    console.print("=" * min(len(report.title), columns))
    if report.lead:
        console.print()
        console.print(Text(report.lead))
    for notice in report.notices:
        console.print()
        console.print(Text(f"! {notice}"))
    for section in report.sections:
        console.print()
        console.print(Text(section.title))
        console.print("-" * min(len(section.title), columns))
        for sentence in section.sentences:
            console.print(Text(sentence), soft_wrap="://" in sentence)  # an address stays in one piece
        for table in section.tables:
            console.print(_grid(table))
    if report.footer:
        console.print()
    for line in report.footer:
        console.print(Text(line))
    return "\n".join(row.rstrip() for row in out.getvalue().splitlines()) + "\n"


def _grid(table: Table) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in table.columns:
        grid.add_column(
            Text(column.label), justify=column.align, overflow="fold", no_wrap=column.key == "number"
        )
    for row in table.rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid
