"""
The frame around a told report: whose page, which language, which day, where else to go, how to cite it.

The report itself is drawn where the files draw it, so that a page and a printed review are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string

from haidang.base.text import Said, say
from haidang.files.reports.html import draw_body
from haidang.files.reports.html_text import draw_text
from haidang.flows.search import LONGEST
from haidang.portal.site.asking import (
    PARAMETERS,
    Answer,
    Asked,
    Field,
    Note,
    Way,
    address,
    given,
    given_often,
)
from haidang.portal.site.citing import citation, cite, city_of
from haidang.portal.site.embedding import takings
from haidang.portal.site.forms import FORMS, forms_of
from haidang.portal.site.pictures import kept_svg
from haidang.portal.site.search_field import search_field
from haidang.telling.report import Report
from haidang.telling.teller import Teller, teller

NAVIGATION: Mapping[str, Said] = {
    "overview": say("Overview"),
    "targets": say("Targets"),
    "indicators": say("Indicators"),
    "documents": say("Documents"),
    "areas": say("Areas"),
    "commitments": say("Commitments"),
    "compare": say("Compare"),
    "leader": say("Leader's page"),
}
FURTHER: Mapping[str, Said] = {
    "calendar": say("Calendar of figures"),
    "record": say("The record"),
    "score": say("How the forecasts did"),
    "sources": say("Sources"),
    "methods": say("Methods"),
    "seals": say("Seals of the audit"),
    "search": say("Search"),
}
"""What is reached from the foot of every page."""
ROOMS: Mapping[str, Said] = {**NAVIGATION, **FURTHER}
_ROOMS = {
    "target": "targets",
    "indicator": "indicators",
    "odds": "indicators",
    "document": "documents",
    "area": "areas",
    "source": "sources",
    "method": "methods",
}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language to choose."""

    code: str
    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same as data: the name of the form, its address, its media type."""

    label: str
    address: str
    media: str


@dataclass(frozen=True, slots=True)
class Room:
    """An entry of the navigation."""

    label: str
    address: str
    is_current: bool


def draw_page(asked: Asked, answer: Answer) -> str:
    """Return the page of an answer."""
    t = asked.t
    context = {
        **_common(asked.request, t, {**asked.fixed, **_chosen_day(answer)}, {**asked.fixed, **asked.own}),
        "city": city_of(asked),
        "canonical": asked.here(),
        "title": answer.report.title,
        "report": answer.report,
        "body": answer.body or draw_body(answer.report, answer.link, kept_svg),
        "footer": [draw_text(line, answer.link) for line in answer.report.footer],
        "page_class": answer.page_class,
        "notes": answer.notes,
        "related": answer.related,
        "related_title": t(say("Go on")),
        # prose is the same on every day
        "controls": None if answer.markdown else _controls(asked, answer),
        "forms_title": t(say("This page as data")),
        "forms": _alternates(asked, answer.report),
        "charts_title": t(say("Take a chart with you")),
        "charts": takings(asked, answer.report),
        "embed_title": t(say("Code to put it into another page")),
        "cite_title": t(say("How to cite this page")),
        "cite": cite(asked, answer),
        "citation": citation(asked, answer),
    }
    return render_to_string("site/page.html", context)


def _alternates(asked: Asked, report: Report) -> list[Alternate]:
    """Return the forms of the whole page; pictures are of one chart, and stand with it."""
    forms = [(each, FORMS[each]) for each in forms_of(report) if not FORMS[each].takes]
    return [Alternate(form.label, asked.here(ending), form.media.partition(";")[0]) for ending, form in forms]


def draw_plain(request: HttpRequest, report: Report, ways: tuple[Way, ...]) -> str:
    """Return a page that needs no evidence: what went wrong, and where to go from there."""
    t = teller(report.language)
    context = {
        **_common(request, t, {}, _as_given(request)),
        "title": report.title,
        "report": report,
        "body": draw_body(report),
        "related": ways,
        "related_title": t(say("Go on")),
    }
    return render_to_string("site/page.html", context)


def _as_given(request: HttpRequest) -> dict[str, object]:
    """Return what a request gives; what is longer than any page takes is left out."""
    given = {key: given_often(request, key) for key in PARAMETERS}
    return {key: values for key, values in given.items() if all(len(each) <= LONGEST for each in values)}


def _common(
    request: HttpRequest, t: Teller, fixed: Mapping[str, str], asked: Mapping[str, object]
) -> dict[str, Any]:
    """
    Return what stands around every page.

    Parameters
    ----------
    request, t
        The request, and the teller of its language.
    fixed
        Day and revision that are carried to other pages.
    asked
        What this very page was asked for, carried to it in other languages; of a page that is kept for other readers only
        what its key in the cache knows.
    """
    page = _page_name(request)
    current = _ROOMS.get(page, _overview(page))

    def rooms(names: Mapping[str, Said]) -> list[Room]:
        return [
            Room(t(label), address(name, t.language, fixed), name == current) for name, label in names.items()
        ]

    return {
        "language": t.language,
        "brand": t(say("Haidang")),
        "skip": t(say("Skip to the content")),
        "rooms_title": t(say("Pages")),
        "rooms": rooms(NAVIGATION),
        "further_title": t(say("Further pages")),
        "further": rooms(FURTHER),
        "search": search_field(request, t, fixed),
        "tongues_title": t(say("Language")),
        "tongues": list(_tongues(request, t.language, asked)),
    }


def _overview(page: str) -> str:
    return "overview" if page == "review" else page


def _page_name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.url_name or "" if match is not None and match.namespace == "site" else ""


def _tongues(request: HttpRequest, current: str, asked: Mapping[str, object]) -> Iterator[Tongue]:
    match = request.resolver_match
    for code, name in settings.LANGUAGES:
        place = address("overview", code, {})
        if match is not None and match.namespace == "site" and "language" in match.kwargs:
            names = {key: value for key, value in match.kwargs.items() if key not in ("language", "form")}
            place = address(match.url_name or "overview", code, {**asked, **names})
        yield Tongue(code, str(name), place, code == current)


def _chosen_day(answer: Answer) -> dict[str, str]:
    """Return the day to be carried from a page that has controls of its own for it."""
    return {"as_of": answer.day.isoformat()} if answer.days else {}


def _controls(asked: Asked, answer: Answer) -> dict[str, Any]:
    t = asked.t
    days = answer.days or (Field("as_of", t(say("What was public by")), answer.day.isoformat()),)
    own = {each.name for each in answer.fields}
    shown = {"as_of", *own, *(each.name for each in days)}
    kept = {key: value for key, value in {**asked.fixed, **asked.own}.items() if key not in shown}
    return {
        "action": asked.request.path,
        "days": days,
        "latest": "" if asked.is_settled else asked.today.isoformat(),
        "button": t(say("Show")),
        "hidden": given(kept),
        "fields": answer.fields,
        "fields_title": t(say("Choose and put in order")),
        "is_narrowed": any(asked.own[name] for name in own),
    }


def with_notes(report: Report, notes: tuple[Note, ...]) -> Report:
    """Return a report that says in all its forms what the page adds to it."""
    if not notes:
        return report
    told = tuple(note.text for note in notes)

    def data() -> dict[str, Any]:
        found = report.data
        return {**found, "notices": [*found.get("notices", ()), *told]}

    return replace(report, notices=(*report.notices, *told), make_data=data)
