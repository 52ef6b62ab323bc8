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
from haidang.portal.site.asking import FORMS, PARAMETERS, Answer, Asked, Note, Way, address
from haidang.portal.site.odds import here
from haidang.telling.report import Report
from haidang.telling.teller import Teller, teller

NAVIGATION: Mapping[str, Said] = {
    "overview": say("Overview"),
    "targets": say("Targets"),
    "indicators": say("Indicators"),
    "documents": say("Documents"),
    "areas": say("Areas"),
    "commitments": say("Commitments"),
}
_ROOMS = {
    "target": "targets",
    "indicator": "indicators",
    "odds": "indicators",
    "document": "documents",
    "area": "areas",
}
_FORM_NAMES = {"json": "JSON", "csv": "CSV", "md": "Markdown"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language to choose."""

    code: str
    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Room:
    """An entry of the navigation."""

    label: str
    address: str
    is_current: bool


def draw_page(asked: Asked, answer: Answer) -> str:
    """Return the page of an answer."""
    t = asked.t
    page = _page_name(asked.request)
    context = {
        **_common(asked.request, t, asked.fixed),
        "city": _city(asked),
        "title": answer.report.title,
        "report": answer.report,
        "body": draw_body(answer.report, answer.link),
        "notes": answer.notes,
        "related": answer.related,
        "related_title": t(say("Go on")),
        "controls": _controls(asked, answer),
        "forms_title": t(say("This page as data")),
        "forms": [
            Way(_FORM_NAMES[form], address(_with_form(page), asked.language, _names(asked), form))
            for form in FORMS
        ],
        "cite_title": t(say("How to cite this page")),
        "cite": _cite(asked, answer),
    }
    return render_to_string("site/page.html", context)


def draw_plain(request: HttpRequest, report: Report, ways: tuple[Way, ...]) -> str:
    """Return a page that needs no evidence: what went wrong, and where to go from there."""
    t = teller(report.language)
    context = {
        **_common(request, t, {}),
        "title": report.title,
        "report": report,
        "body": draw_body(report),
        "related": ways,
        "related_title": t(say("Go on")),
    }
    return render_to_string("site/page.html", context)


def _common(request: HttpRequest, t: Teller, fixed: Mapping[str, str]) -> dict[str, Any]:
    page = _page_name(request)
    return {
        "language": t.language,
        "brand": t(say("Haidang")),
        "skip": t(say("Skip to the content")),
        "rooms_title": t(say("Pages")),
        "rooms": [
            Room(t(label), address(name, t.language, fixed), _ROOMS.get(page, _overview(page)) == name)
            for name, label in NAVIGATION.items()
        ],
        "tongues_title": t(say("Language")),
        "tongues": list(_tongues(request, t.language)),
    }


def _overview(page: str) -> str:
    return "overview" if page == "review" else page


def _with_form(page: str) -> str:
    """Return the name of a page under which it has other forms."""
    return "review" if page == "overview" else page


def _page_name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.url_name or "" if match is not None and match.namespace == "site" else ""


def _tongues(request: HttpRequest, current: str) -> Iterator[Tongue]:
    match = request.resolver_match
    for code, name in settings.LANGUAGES:
        place = address("overview", code, {})
        if match is not None and "language" in match.kwargs:
            names = {key: value for key, value in match.kwargs.items() if key not in ("language", "form")}
            asked = {key: request.GET.get(key, "") for key in PARAMETERS}
            place = address(match.url_name or "overview", code, {**asked, **names})
        yield Tongue(code, str(name), place, code == current)


def _names(asked: Asked) -> dict[str, object]:
    match = asked.request.resolver_match
    path = match.kwargs if match is not None else {}
    own = {key: value for key, value in path.items() if key not in ("language", "form")}
    return {**asked.fixed, **asked.more, **own}


def _city(asked: Asked) -> str:
    about = asked.evidence.description()
    area = asked.evidence.areas().get(about.area_id)
    return asked.t.name(area.name if area is not None else about.title)


def _controls(asked: Asked, answer: Answer) -> dict[str, Any]:
    t = asked.t
    own = {each.name for each in answer.fields}
    kept = {key: value for key, value in {**asked.fixed, **asked.more}.items() if key not in own}
    return {
        "action": asked.request.path,
        "label": t(say("What was public by")),
        "value": answer.day.isoformat(),
        "latest": asked.today.isoformat(),
        "button": t(say("Show")),
        "hidden": [(key, value) for key, value in kept.items() if value and key != "as_of"],
        "fields": answer.fields,
        "fields_title": t(say("Choose and put in order")),
        "is_narrowed": any(asked.more[name] for name in own),
    }


def _cite(asked: Asked, answer: Answer) -> list[tuple[str, str, str]]:
    """Return the citation: what, its value, and the address where it has one."""
    t, source = asked.t, asked.source
    lasting = asked.request.build_absolute_uri(here(asked, as_of=answer.day, rev=source.revision))
    rows = [(t(say("Address")), lasting, lasting), (t(say("As of")), t.day(answer.day), "")]
    if source.revision is not None:
        rows.append((t(say("Revision of the data")), str(source.revision), ""))
    rows.append((t(say("Hash of the content")), source.content_hash, ""))
    return rows


def with_notes(report: Report, notes: tuple[Note, ...]) -> Report:
    """Return a report that says in all its forms what the page adds to it."""
    if not notes:
        return report
    told = tuple(note.text for note in notes)

    def data() -> dict[str, Any]:
        found = report.data
        return {**found, "notices": [*found.get("notices", ()), *told]}

    return replace(report, notices=(*report.notices, *told), make_data=data)
