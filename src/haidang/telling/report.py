"""
What a report is made of, before it is drawn.

Everything here is told text in one language; the drawers in `files.reports` add nothing but form. Tables carry a
caption and a header for every column, so that each form of them can be read aloud.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: the key for machines and the header for people."""

    key: str
    label: str
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table.

    Attributes
    ----------
    caption
        What it shows.
    columns
        Its columns.
    rows
        Cells in the order of the columns; every row has one for each.
    marked
        Folded beginnings of words that were looked for; a drawer that can marks the words in the cells.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """
    One of many things that are counted, as a mark with a sign.

    Attributes
    ----------
    label
        What stands beside the sign, such as a number.
    sign
        Tells the status without colour.
    words
        The same in words, read aloud.
    row
        What it is, as the row of a table, by which a drawer finds where it leads.
    """

    label: str
    sign: str
    words: str
    row: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """All of something at a glance, a mark each; the table below says the same."""

    caption: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart, not yet drawn.

    Attributes
    ----------
    chart_id
        Its id in a page; unique in a report.
    caption
        What it shows, below it.
    alt
        One sentence that says what it shows with its main numbers, for those who do not see it.
    spec
        The Vega-Lite specification, complete with its data.
    """

    chart_id: str
    caption: str
    alt: str
    spec: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """
    A part of a report.

    Attributes
    ----------
    section_id
        Its id in a page; unique in a report.
    title
        Its heading.
    sentences
        What is said first.
    tables
        Tables; with a chart, the table behind it is always among them, since not every form and reader has charts.
    charts
        Charts, drawn between the sentences and the tables.
    """

    section_id: str
    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Something that falls on a day, for a calendar.

    Attributes
    ----------
    entry_id
        Its identifier: the same for the same thing whenever it is told.
    day
        The day.
    title, text
        What it is, and more of it.
    told_on
        The day as of which it is told.
    """

    entry_id: str
    day: date
    title: str
    text: str
    told_on: date


def no_entries() -> tuple[Entry, ...]:
    """Return nothing that falls on a day: what most reports have."""
    return ()


def no_rows() -> Table | None:
    """Return no table: what a report has that cannot be written as CSV."""
    return None


@dataclass(frozen=True, slots=True)
class Report:
    """
    A told result.

    Attributes
    ----------
    lead
        The one sentence that matters most.
    notices
        What the reader must know before reading on.
    sections
        The parts in order.
    footer
        Where it comes from: data, day, method.
    tallies
        What the first table counts, at a glance.
    make_data
        Makes `data`, the same result for machines; only called when that form is asked for.
    make_rows
        Makes `rows`, the table that is written as CSV.
    make_entries
        Makes `entries`, what falls on days, for a calendar.
    """

    language: str
    title: str
    lead: str
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: tuple[str, ...]
    tallies: tuple[Tally, ...] = ()
    make_data: Callable[[], dict[str, Any]] = dict
    make_rows: Callable[[], Table | None] = no_rows
    make_entries: Callable[[], tuple[Entry, ...]] = no_entries

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All charts, in the order in which they stand."""
        return tuple(chart for section in self.sections for chart in section.charts)

    @property
    def has_rows(self) -> bool:
        """Whether there is a table to be written as CSV; known without making it."""
        return self.make_rows is not no_rows

    @property
    def data(self) -> dict[str, Any]:
        """The result as JSON values."""
        return self.make_data()

    @property
    def has_entries(self) -> bool:
        """Whether it tells of what falls on days; known without making it."""
        return self.make_entries is not no_entries

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What falls on days."""
        return self.make_entries()

    @property
    def rows(self) -> Table | None:
        """The result as one table; None when it has none."""
        return self.make_rows()
