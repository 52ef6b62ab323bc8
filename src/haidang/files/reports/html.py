"""
A report as HTML: as one file with nothing to load, and as the body of a page of the portal. One drawing for both.

Readable aloud, fit for print and for a phone.

Landmarks, one heading a level, captions and scoped headers (roles are written out, because tables turned into cards
on a phone would lose them); statuses carry a sign besides their words; on narrow
screens each row becomes a card whose cells name their column. Charts are drawn into the page and named as a whole; their
numbers stand in the table that follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape
from importlib import resources

from haidang.base.text import say
from haidang.files.charts import draw_svg
from haidang.telling.report import Chart, Report, Section, Table
from haidang.telling.teller import teller

FACTS, WIDE = ' class="facts"', ' class="wide"'
_MANY = 6  # columns: on less than a desk's width a row is a card
_LONG = 16  # letters: a longer word may be broken where its column would be too wide
_ADDRESS = re.compile(r"https?://[^\s<>\"«»]+")
_AFTER = ".,;:)"  # signs that end a sentence rather than an address
_TONES = {"✓": "good", "▲": "good", "▼": "warn", "✗": "bad", "?": "open"}


Link = Callable[[Mapping[str, str], str], str]
"""Takes a row, text by key of column, and the key of one of its cells; gives the address of what that cell names, or ""."""


def draw_body(report: Report, link: Link | None = None) -> str:
    """
    Return a report without page, title and footer: lead, notices, parts, sections.

    Parameters
    ----------
    report
        The told result.
    link
        Where the cells of tables lead; None leads nowhere.
    """
    return "\n".join(_body(report, link)) + "\n"


def draw_html(report: Report) -> str:
    """Return a self-contained page."""
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    t = teller(report.language)
    style = resources.files("haidang.files.reports").joinpath("static/report.css").read_text(encoding="utf-8")
    yield "<!doctype html>"
    yield f'<html lang="{report.language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(report.title)}</title>"
    yield f"<style>\n{style}</style>"
    yield "</head>"
    yield "<body>"
    skip = t(say("Skip to the content"))
    yield f'<a class="skip" href="#content">{escape(skip)}</a>'
    yield f"<header><h1>{escape(report.title)}</h1></header>"
    yield '<main id="content">'
    yield from _body(report, None)
    yield "</main>"
    yield "<footer>"
    yield from (f"<p>{escape(line)}</p>" for line in report.footer)
    yield "</footer>"
    yield "</body>"
    yield "</html>"


def _body(report: Report, link: Link | None) -> Iterator[str]:
    t = teller(report.language)
    if report.lead:
        yield f'<p class="lead">{escape(report.lead)}</p>'
    for notice in report.notices:
        yield f'<p class="notice">{escape(notice)}</p>'
    if len(report.sections) > 1:
        parts = t(say("Parts"))
        yield f'<nav aria-label="{escape(parts)}"><ul>'
        for section in report.sections:
            yield f'<li><a href="#{section.section_id}">{escape(section.title)}</a></li>'
        yield "</ul></nav>"
    for section in report.sections:
        yield from _section(section, link)


def _section(section: Section, link: Link | None) -> Iterator[str]:
    yield f'<section id="{section.section_id}" aria-labelledby="{section.section_id}-title">'
    yield f'<h2 id="{section.section_id}-title">{escape(section.title)}</h2>'
    for sentence in section.sentences:
        yield f"<p>{_text(sentence)}</p>"
    for chart in section.charts:
        yield from _chart(chart)
    for table in section.tables:
        yield from _table(table, link)
    yield "</section>"


def _chart(chart: Chart) -> Iterator[str]:
    yield f'<figure id="{escape(chart.chart_id)}">'
    yield draw_svg(chart.spec, chart.alt, f"{chart.chart_id}-svg")
    yield f"<figcaption>{escape(chart.caption)}</figcaption>"
    yield "</figure>"


def _table(table: Table, link: Link | None) -> Iterator[str]:
    # two columns, what and its value: on a phone they need no labels
    is_facts = tuple(column.key for column in table.columns) == ("what", "value")
    yield f'<table role="table"{FACTS if is_facts else WIDE if len(table.columns) >= _MANY else ""}>'
    yield f"<caption>{escape(table.caption)}</caption>"
    heads = "".join(
        f'<th role="columnheader" scope="col"{_align(column.align)}>{escape(column.label)}</th>'
        for column in table.columns
    )
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
    yield '<tbody role="rowgroup">'
    for row in table.rows:
        named = {column.key: cell for column, cell in zip(table.columns, row, strict=True)}
        cells = (
            f'<td role="cell" data-label="{escape(column.label)}"{_class(column.align, cell)}>'
            f"{_cell(cell, link(named, column.key) if link is not None else '')}</td>"
            for column, cell in zip(table.columns, row, strict=True)
        )
        yield f'<tr role="row">{"".join(cells)}</tr>'
    yield "</tbody></table>"


def _cell(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else _text(text)


def _text(text: str) -> str:
    """Return text as HTML, addresses in it as links."""
    found, done = [], 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_AFTER)
        found += [
            escape(text[done : match.start()]),
            f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>',
        ]
        done = match.start() + len(address)
    return "".join((*found, escape(text[done:])))


def _align(align: str) -> str:
    return ' class="number"' if align == "right" else ""


def _class(align: str, cell: str) -> str:
    tone = _TONES.get(cell[:1], "")
    long = "long" if any(len(word) > _LONG for word in cell.split()) else ""
    names = " ".join(filter(None, ("number" if align == "right" else "", tone, long)))
    return f' class="{names}"' if names else ""
