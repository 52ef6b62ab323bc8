"""A report for the terminal."""

from __future__ import annotations

import io
import shutil

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from haidang.base.text import say
from haidang.telling.report import Report, Table
from haidang.telling.teller import teller

_NARROW = 60
_KEPT = {"\u00a0": "\ue000", "\u202f": "\ue001"}  # private signs of width 1
_MOST_ROWS = 200  # more are not read in a terminal, and take seconds to lay out


def draw_terminal(report: Report, width: int | None = None) -> str:
    """Return a report as plain text, tables fitted to `width` columns (None asks the terminal)."""
    columns = max(width or shutil.get_terminal_size((110, 40)).columns, _NARROW)
    out = io.StringIO()
    console = Console(file=out, width=columns, color_system=None, highlight=False, emoji=False, markup=False)
    console.print(_text(report.title))
    console.print("=" * min(len(report.title), columns))
    if report.lead:
        console.print()
        console.print(_text(report.lead))
    for notice in report.notices:
        console.print()
        console.print(_text(f"! {notice}"))
    for section in report.sections:
        console.print()
        console.print(_text(section.title))
        console.print("-" * min(len(section.title), columns))
        for sentence in section.sentences:
            console.print(_text(sentence), soft_wrap="://" in sentence)  # an address stays in one piece
        for table in section.tables:
            console.print(_grid(table))
            if len(table.rows) > _MOST_ROWS:
                more = say(
                    "{count} more rows: ask for them with --format csv, json, md or html.",
                    count=len(table.rows) - _MOST_ROWS,
                )
                console.print(_text(teller(report.language)(more)))
    if report.footer:
        console.print()
    for line in report.footer:
        console.print(_text(line))
    text = out.getvalue()
    for sign, stand_in in _KEPT.items():
        text = text.replace(stand_in, sign)
    return "\n".join(row.rstrip(" ") for row in text.split("\n")).rstrip("\n") + "\n"


def _text(text: str) -> Text:
    """Return text whose no-break spaces do not break: rich takes them for spaces, so others stand in for them."""
    for sign, stand_in in _KEPT.items():
        text = text.replace(sign, stand_in)
    return Text(text)


def _grid(table: Table) -> Grid:
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in table.columns:
        grid.add_column(
            _text(column.label), justify=column.align, overflow="fold", no_wrap=column.key == "number"
        )
    for row in table.rows[:_MOST_ROWS]:
        grid.add_row(*(_text(cell) for cell in row))
    return grid
