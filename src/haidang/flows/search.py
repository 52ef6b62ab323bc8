"""Look for words in all that is held: targets, indicators, documents, areas, bodies, sources, commitments, methods."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from haidang.base.days import AsOf
from haidang.base.errors import UseError
from haidang.base.text import Name, nfc, say, words_of
from haidang.core.bodies.body import Body
from haidang.core.evidence import Evidence
from haidang.core.review.reviewing import future_notices
from haidang.core.review.sources import first_days
from haidang.core.search.found import KINDS, SearchView, group
from haidang.core.search.index import Entry, Index, look_up, make_index

LONGEST = 200
SHOWN = 10
MOST = 1000


def run(index: Index, query: str, *, today: date, as_of: date | None = None, kind: str = "") -> SearchView:
    """
    Look for words.

    Parameters
    ----------
    index
        Made by `index_of`.
    query
        What is looked for.
    today, as_of
        The current day, and the day asked for; without one, all that is there today is found.
    kind
        One of `KINDS`; empty for all.

    Raises
    ------
    UseError
        For a query that is too long or no text, or another kind.
    """
    if kind not in ("", *KINDS):
        raise UseError(
            say("«{seen}» is nothing that can be looked for by itself.", seen=kind),
            say("Use one of {allowed}.", allowed=KINDS),
            "kind",
        )
    query = _read(query)
    day = AsOf.of(as_of or today, today)
    words = tuple(words_of(query))
    hits = [hit for hit in look_up(index, words, day.day) if kind in ("", hit.entry.kind)]
    return SearchView(
        day, query, words, kind, group(hits, MOST if kind else SHOWN), tuple(future_notices(day))
    )


def _read(query: str) -> str:
    query = " ".join(nfc(query).split())
    if any(unicodedata.category(letter) == "Cc" for letter in query):
        raise UseError(
            say("What is looked for holds a sign that is no text."),
            say("Write words, numbers or identifiers."),
            "q",
        )
    if len(query) > LONGEST:
        raise UseError(
            say("What is looked for has {count} letters.", count=len(query)),
            say("Use {count} letters or fewer.", count=LONGEST),
            "q",
        )
    return query


def index_of(evidence: Evidence, methods: Iterable[Entry] = ()) -> Index:
    """Return the index of all that can be found in evidence, and of pages of methods beside it."""
    return make_index(
        (
            *_targets(evidence),
            *_indicators(evidence),
            *_documents(evidence),
            *_areas(evidence),
            *_bodies(evidence),
            *_sources(evidence),
            *_commitments(evidence),
            *methods,
        )
    )


def _all(name: Name) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (name.vi, name.en, name.fr))))


def _named(bodies: Mapping[str, Body], *body_ids: str) -> tuple[str, ...]:
    return tuple(told for each in body_ids if each in bodies for told in _all(bodies[each].name))


def _targets(evidence: Evidence) -> Iterator[Entry]:
    documents, indicators, bodies = evidence.documents(), evidence.indicators(), evidence.bodies()
    for each in evidence.targets():
        document, indicator = documents[each.document_id], indicators.get(each.indicator_id)
        measured = (indicator.indicator_id, *_all(indicator.name)) if indicator is not None else ()
        where = (each.clause, document.number, *_all(document.title))
        details = (each.quote, *measured, *where, *_named(bodies, each.body_id))
        yield Entry(
            "target", each.target_id, each.name, (each.target_id,), details, each.counts_from(document.issued)
        )


def _indicators(evidence: Evidence) -> Iterator[Entry]:
    bodies = evidence.bodies()
    for each in evidence.indicators().values():
        legal = each.legal
        told = (legal.concept, legal.method, legal.disaggregation, legal.data_source, each.formula)
        details = (*told, *_named(bodies, legal.responsible_body_id, each.preferred_producer_id))
        yield Entry("indicator", each.indicator_id, each.name, (each.indicator_id,), details)


def _documents(evidence: Evidence) -> Iterator[Entry]:
    bodies = evidence.bodies()
    for each in evidence.documents().values():
        codes = (each.document_id, each.number)
        yield Entry(
            "document", each.document_id, each.title, codes, _named(bodies, each.issuer_id), each.issued
        )


def _areas(evidence: Evidence) -> Iterator[Entry]:
    areas = evidence.areas()
    for each in areas.values():
        parent = areas.get(each.parent_id)
        details = (each.kind, *(_all(parent.name) if parent is not None else ()))
        codes = (each.area_id, each.official_code)
        yield Entry("area", each.area_id, each.name, codes, details, each.valid_from)


def _bodies(evidence: Evidence) -> Iterator[Entry]:
    bodies = evidence.bodies()
    for each in bodies.values():
        details = _named(bodies, each.parent_id)
        yield Entry("body", each.body_id, each.name, (each.body_id,), details, each.valid_from)


def _sources(evidence: Evidence) -> Iterator[Entry]:
    first = first_days(evidence)
    for each in evidence.sources().values():
        details = (each.publisher, each.url)
        yield Entry(
            "source", each.source_id, Name(each.title), (each.source_id,), details, first[each.source_id]
        )


def _commitments(evidence: Evidence) -> Iterator[Entry]:
    bodies, documents = evidence.bodies(), evidence.documents()
    for each in evidence.commitments():
        basis = documents.get(each.basis_id)
        where = (basis.number, *_all(basis.title)) if basis is not None else ()
        details = (each.theme, *where, *_named(bodies, each.asker_id, *each.addressee_ids))
        yield Entry("commitment", each.commitment_id, each.text, (each.commitment_id,), details, each.asked)
