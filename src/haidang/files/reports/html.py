"""
A report as HTML: as one file with nothing to load, and as the body of a page of the portal. One drawing for both.

Readable aloud, fit for print and for a phone.

Landmarks, one heading a level, captions and scoped headers; statuses carry a sign besides their words; on narrow screens
each row becomes a card whose cells name their column, and stays a row of a table for those who listen. Charts are drawn
into the page and named as a whole; their numbers stand in the table that follows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from html import escape
from importlib import resources
from typing import Any

from haidang.base.text import say
from haidang.files.charts import draw_svg
from haidang.files.reports.html_text import Link, draw_marked, draw_text
from haidang.telling.phrases import DASH
from haidang.telling.report import Chart, Report, Section, Table, Tally
from haidang.telling.teller import teller

FACTS, WIDE = ' class="facts"', ' class="wide"'
_MANY = 6  # columns: on less than a desk's width a row is a card
_LONG = 16  # letters: a longer word may be broken where its column would be too wide
_TONES = {"✓": "good", "▲": "good", "≈": "warn", "▼": "warn", "✗": "bad", "?": "open"}
_BECAME = " → "  # of a change the later status gives the tone


DrawSvg = Callable[[dict[str, Any], str, str], str]
"""As `draw_svg`, which somebody may keep what it drew of."""


def draw_body(report: Report, link: Link | None = None, svg: DrawSvg = draw_svg) -> str:
    """
    Return a report without page, title and footer: lead, notices, parts, sections.

    Parameters
    ----------
    report
        The told result.
    link
        Where the cells of tables lead; None leads nowhere.
    svg
        How its charts are drawn.
    """
    return "\n".join(_body(report, link, svg)) + "\n"


def draw_chart(chart: Chart, svg: DrawSvg = draw_svg) -> str:
    """Return a chart with its caption."""
    return "\n".join(_chart(chart, svg))


def svg_prefix(chart: Chart) -> str:
    """Return what the ids inside a drawn chart begin with."""
    return f"{chart.chart_id}-svg"


def draw_table(table: Table, link: Link | None = None) -> str:
    """Return a table; `link` tells where its cells lead."""
    return "\n".join(_table(table, link))


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
    yield from _body(report, None, draw_svg)
    yield "</main>"
    yield "<footer>"
    yield from (f"<p>{escape(line)}</p>" for line in report.footer)
    yield "</footer>"
    yield "</body>"
    yield "</html>"


def _body(report: Report, link: Link | None, svg: DrawSvg) -> Iterator[str]:
    t = teller(report.language)
    if report.lead:
        yield f'<p class="lead">{escape(report.lead)}</p>'
    for notice in report.notices:
        yield f'<p class="notice">{escape(notice)}</p>'
    for tally in report.tallies:
        yield from _tally(tally, link)
    if len(report.sections) > 1:
        parts = t(say("Parts"))
        yield f'<nav aria-label="{escape(parts)}"><ul>'
        for section in report.sections:
            yield f'<li><a href="#{section.section_id}">{escape(section.title)}</a></li>'
        yield "</ul></nav>"
    for section in report.sections:
        yield from _section(section, link, svg)


def _tally(tally: Tally, link: Link | None) -> Iterator[str]:
    yield f'<div class="tally"><p>{escape(tally.caption)}</p><ol>'
    for mark in tally.marks:
        told = f'<b>{escape(mark.sign)}</b> {escape(mark.label)}<span class="aside">. {escape(mark.words)}</span>'
        address = link(mark.row, "target") if link is not None else ""
        if address:
            told = f'<a href="{escape(address)}" title="{escape(mark.words)}">{told}</a>'
        tone = _TONES.get(mark.sign, "open")
        yield f'<li class="{tone}">{told}</li>'
    yield "</ol></div>"


def _section(section: Section, link: Link | None, svg: DrawSvg) -> Iterator[str]:
    yield f'<section id="{section.section_id}" aria-labelledby="{section.section_id}-title">'
    yield f'<h2 id="{section.section_id}-title">{escape(section.title)}</h2>'
    for sentence in section.sentences:
        yield f"<p>{draw_text(sentence, link)}</p>"
    for chart in section.charts:
        yield from _chart(chart, svg)
    for table in section.tables:
        yield from _table(table, link)
    yield "</section>"


def _chart(chart: Chart, svg: DrawSvg) -> Iterator[str]:
    yield f'<figure id="{escape(chart.chart_id)}">'
    yield svg(chart.spec, chart.alt, svg_prefix(chart))
    yield f"<figcaption>{escape(chart.caption)}</figcaption>"
    yield "</figure>"


def _table(table: Table, link: Link | None) -> Iterator[str]:
    # two columns, what and its value: on a phone they need no labels
    is_facts = tuple(column.key for column in table.columns) == ("what", "value")
    yield f"<table{FACTS if is_facts else WIDE if len(table.columns) >= _MANY else ''}>"
    yield f"<caption>{escape(table.caption)}</caption>"
    heads = "".join(
        f'<th scope="col"{_align(column.align)}>{escape(column.label)}</th>' for column in table.columns
    )
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        named = {column.key: cell for column, cell in zip(table.columns, row, strict=True)}
        cells = (
            f'<td data-label="{escape(column.label)}"{_class(column.align, cell)}>'
            f"{_cell(cell, link(named, column.key) if link is not None else '', link, table.marked)}</td>"
            for column, cell in zip(table.columns, row, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"


def _cell(text: str, address: str, link: Link | None, marked: Collection[str]) -> str:
    if not address:
        return draw_text(text, link, marked)
    return f'<a href="{escape(address)}">{draw_marked(text, marked)}</a>'


def _align(align: str) -> str:
    return ' class="number"' if align == "right" else ""


def _class(align: str, cell: str) -> str:
    tone = "none" if cell == DASH else _TONES.get(cell.rpartition(_BECAME)[2][:1], "")
    long = "long" if any(len(word) > _LONG for word in cell.split()) else ""
    names = " ".join(filter(None, ("number" if align == "right" else "", tone, long)))
    return f' class="{names}"' if names else ""
