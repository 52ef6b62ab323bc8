"""An answer in the form asked for: the page, the same as data, one of its charts as a picture or for another's page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.files.reports.forms import draw
from haidang.files.reports.xlsx_form import draw_xlsx
from haidang.portal.reading.problems import AbsentError, FormError
from haidang.portal.site.asking import Answer, Asked
from haidang.portal.site.caching import Body
from haidang.portal.site.citing import archived, cite, with_citation
from haidang.portal.site.embedding import draw_embed
from haidang.portal.site.forms import EMBED, FORMS, forms_of
from haidang.portal.site.frame import draw_page, with_notes
from haidang.portal.site.pictures import kept_png, kept_svg_file
from haidang.telling.report import Chart, Report

_PAGE = "text/html; charset=utf-8"
_SCALES = ("1", "2", "3")
_SCALE = "2"


def draw_answer(asked: Asked, answer: Answer) -> Body:
    """
    Return the content of an answer in the form asked for.

    Raises
    ------
    FormError
        When the page has no such form.
    AbsentError
        For a chart that the page does not have.
    UseError
        For a scale of a picture that is none.
    """
    if not asked.form:
        return Body(draw_page(asked, answer).encode(), _PAGE, _headers(asked, answer))
    report = with_notes(answer.report, answer.notes)
    if asked.form == EMBED:
        return Body(draw_embed(asked, answer, _chart(asked, report)).encode(), _PAGE)
    form = FORMS[asked.form]
    if not form.has(report):
        raise FormError(asked.form, forms_of(report))
    return Body(_content(asked, answer, report), form.media, _headers(asked, answer))


def _headers(asked: Asked, answer: Answer) -> Mapping[str, str]:
    headers = {"Link": f'<{archived(asked, answer, asked.form)}>; rel="cite-as"'}
    if asked.form and FORMS[asked.form].is_saved:
        path = asked.request.path.strip("/").removesuffix(f".{asked.form}")
        name = f"{'-'.join(path.split('/'))}-{answer.day.isoformat()}.{asked.form}"
        headers["Content-Disposition"] = f'attachment; filename="{quote(name)}"'
    return headers


def _content(asked: Asked, answer: Answer, report: Report) -> bytes:
    match asked.form:
        case "md" if answer.markdown:
            return answer.markdown.encode()
        case "md":
            return draw(with_citation(report, asked, answer), "md").encode()
        case "xlsx":
            return draw_xlsx(with_citation(report, asked, answer))
        case "svg":
            chart = _chart(asked, report)
            return kept_svg_file(chart.spec, chart.alt, f"{chart.caption} {cite(asked, answer)}").encode()
        case "png":
            return kept_png(_chart(asked, report).spec, _scale(asked.more["scale"]))
        case form:
            return draw(report, form).encode()


def _scale(text: str) -> float:
    if text and text not in _SCALES:
        raise UseError(
            say("«{seen}» is no scale of a picture.", seen=text),
            say("Use one of {allowed}.", allowed=_SCALES),
            "scale",
        )
    return float(text or _SCALE)


def _chart(asked: Asked, report: Report) -> Chart:
    """Return the chart asked for, the first one where none is named."""
    charts, wanted = {each.chart_id: each for each in report.charts}, asked.more["chart"]
    if not charts:
        raise AbsentError(
            say("There is no chart on this page."),
            say("Choose a page with a chart, for example that of an indicator."),
        )
    if wanted and wanted not in charts:
        raise AbsentError(
            say("There is no chart «{seen}» on this page.", seen=wanted),
            say("Use one of {allowed}.", allowed=tuple(charts)),
            "chart",
        )
    return charts[wanted or report.charts[0].chart_id]
