"""
A chart in somebody else's page: the figure, its table, its source; by headers of its own it may be framed by anyone.

It sets no cookie, runs no script, tells nobody where the reader comes from, and leads to the page it was taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from haidang.base.text import say
from haidang.files.reports.html import draw_chart, draw_table, svg_prefix
from haidang.portal.site.asking import Answer, Asked, Way
from haidang.portal.site.citing import city_of
from haidang.portal.site.pictures import kept_svg
from haidang.telling.report import Chart, Report

_PREFIX = "/embed"
_WIDTH = 720
_BESIDE = 150  # pixels below a chart for its caption, the table folded up and the source
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors *",
    )
)


@dataclass(frozen=True, slots=True)
class Taking:
    """What a page offers of one of its charts: pictures, and the code that puts it into another page."""

    caption: str
    pictures: tuple[Way, ...]
    code: str


def is_embed(request: HttpRequest) -> bool:
    """Whether a request is for something that stands in another's page."""
    return request.path_info.startswith(f"{_PREFIX}/")


def let_frame(response: HttpResponseBase) -> None:
    """Give an answer the headers by which anyone may frame it."""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers.pop("X-Frame-Options", None)


def takings(asked: Asked, report: Report) -> list[Taking]:
    """Return what may be taken of the charts of a page."""
    return [_taking(asked, chart) for chart in report.charts]


def _taking(asked: Asked, chart: Chart) -> Taking:
    place = asked.request.build_absolute_uri(f"{_PREFIX}{asked.here(chart=chart.chart_id)}")
    code = render_to_string(
        "site/embed_code.html",
        {"address": place, "title": chart.caption, "width": _WIDTH, "height": _height(chart)},
    )
    pictures = (
        Way("SVG", asked.here("svg", chart=chart.chart_id)),
        Way("PNG", asked.here("png", chart=chart.chart_id)),
    )
    return Taking(chart.caption, pictures, code.strip())


def _height(chart: Chart) -> int:
    """Return how high a frame must be to show a chart without scrolling."""
    found = _SIZE.search(kept_svg(chart.spec, chart.alt, svg_prefix(chart)))
    return _BESIDE + (round(_WIDTH * float(found[2]) / float(found[1])) if found is not None else _WIDTH)


def draw_embed(asked: Asked, answer: Answer, chart: Chart) -> str:
    """Return a chart with the tables beside it and the way to its page."""
    t, report = asked.t, answer.report
    section = next(each for each in report.sections if chart in each.charts)
    source = say("{city}, Haidang, as of {day}", city=city_of(asked), day=answer.day)
    context = {
        "chart": draw_chart(chart, kept_svg),
        "tables": [draw_table(table, answer.link) for table in section.tables],
        "tables_title": t(say("The numbers as a table")),
        "source_title": t(say("Source")),
        "source": Way(t(source), asked.here(chart="")),
    }
    return _draw(asked.language, report.title, context)


def draw_embed_problem(report: Report, ways: Iterable[Way]) -> str:
    """Return what is told in the place of a chart that cannot be shown."""
    return _draw(report.language, report.title, {"problem": report, "ways": ways})


def _draw(language: str, title: str, context: dict[str, Any]) -> str:
    return render_to_string("site/embed.html", {"language": language, "title": title, **context})
