"""The pages of methods, as they stand in the documentation: in English, and the page says so."""

from __future__ import annotations

from django.template.loader import render_to_string

from haidang.base.text import say
from haidang.core.review.reviewing import future_notices
from haidang.files.methods import INDEX, MethodPage, method_pages
from haidang.files.prose import draw_prose
from haidang.flows.finding import find, settle_day
from haidang.portal.site.asking import Answer, Asked, Note, Way
from haidang.portal.site.links import Links
from haidang.portal.site.paging import page
from haidang.telling.methods import tell_method


@page()
def methods(asked: Asked) -> Answer:
    """Show the index of the methods."""
    return _shown(asked, method_pages()[INDEX])


@page()
def method(asked: Asked, method_id: str) -> Answer:
    """Show a method: definition, formula, edge cases, limits, how to check by hand."""
    return _shown(asked, find(say("method page"), method_id, method_pages()))


def _shown(asked: Asked, shown: MethodPage) -> Answer:
    t, day = asked.t, settle_day(asked.evidence, asked.as_of, asked.today)

    def resolve(name: str) -> str:
        # what is no page of a method stands in the documentation alone
        found = method_pages().get(name.removesuffix(".md"))
        return "" if found is None else _address(asked, found)

    # the index is all of them, a page is itself
    names = [(each.name, each.title) for each in method_pages().values()] if shown.name == INDEX else []
    note = "" if t.language == "en" else t(say("This page is in English."))
    body = render_to_string("site/prose.html", {"note": note, "prose": draw_prose(shown.text, resolve)})
    pages = method_pages().values()
    others = tuple(Way(each.title, _address(asked, each)) for each in pages if each != shown)
    return Answer(
        tell_method(shown.name, shown.title, shown.text, t, names),
        day.day,
        Links(asked),
        notes=tuple(Note(t(each)) for each in future_notices(day)),
        related=others,
        body=body,
        markdown=shown.text,
    )


def _address(asked: Asked, shown: MethodPage) -> str:
    if shown.name == INDEX:
        return asked.address("methods")
    return asked.address("method", method_id=shown.name)
