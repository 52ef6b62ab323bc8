"""What was found for some words, as of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.template.loader import render_to_string

from haidang.base.text import Name, say
from haidang.core.evidence import Evidence, PerEvidence
from haidang.core.search.found import KINDS, SearchView
from haidang.core.search.index import Entry, Index
from haidang.files.methods import INDEX, method_pages
from haidang.files.prose import paragraphs_of
from haidang.files.reports.html import draw_body
from haidang.flows import search as flow
from haidang.portal.site.asking import Answer, Asked, Choice, Field
from haidang.portal.site.links import Row
from haidang.portal.site.paging import page
from haidang.portal.site.search_field import search_field
from haidang.telling.search import KIND_WORDS, tell_search


@page("q", "kind")
def search(asked: Asked) -> Answer:
    """Look for words in all that was there on the day."""
    t, query = asked.t, asked.more["q"]
    view = flow.run(
        _index(asked.evidence), query, today=asked.today, as_of=asked.as_of, kind=asked.more["kind"]
    )
    report = tell_search(view, asked.evidence, t)
    link = _SearchLinks(asked, view)
    body = render_to_string(
        "site/found.html",
        {
            "search": search_field(asked.request, t, asked.fixed),
            "lead": report.lead,
            "body": draw_body(replace(report, lead=""), link),
        },
    )
    return Answer(report, view.as_of.day, link, fields=_fields(asked, view), body=body)


def _make_index(evidence: Evidence) -> Index:
    return flow.index_of(evidence, _methods())


_index = PerEvidence(_make_index)


def _methods() -> Iterator[Entry]:
    for each in method_pages().values():
        if each.name != INDEX:
            details = tuple(paragraphs_of(each.text))
            yield Entry("method", each.name, Name(each.title), (each.name,), details)


def _fields(asked: Asked, view: SearchView) -> tuple[Field, ...]:
    if not view.words:
        return ()
    t = asked.t
    choices = (Choice("", t(say("all"))), *(Choice(kind, t(KIND_WORDS[kind])) for kind in KINDS))
    return (Field("kind", t(say("Kind")), view.kind, choices),)


class _SearchLinks:
    """Finds where what was found is shown; what is not of the pages' usual day, as of a day on which it is there."""

    def __init__(self, asked: Asked, view: SearchView) -> None:
        self._asked = asked
        usual = asked.evidence.description().review_day
        self._later: Mapping[str, bool] = {
            hit.entry.item_id: bool(usual and hit.entry.since and hit.entry.since > usual)
            for group in view.groups
            for hit in group.hits
        }
        self._day = view.as_of.day

    def __call__(self, row: Row, key: str) -> str:
        """Return the address of what a cell names, or nothing."""
        if key != "name":
            return ""
        kind, name = next(
            (column.removesuffix("_id"), row[column]) for column in row if column.endswith("_id")
        )
        if not name:  # the row that stands for the rest
            return self._asked.here(kind=kind)
        if kind == "commitment":
            return self._asked.address("commitments")
        if kind == "body":  # a body has no page: all that names it is found by its name
            return self._asked.address("search", q=row["name"])
        later = {"as_of": self._day} if self._asked.as_of is None and self._later[name] else {}
        return self._asked.address(kind, **{f"{kind}_id": name}, **later)
