"""
Where the cells of told tables lead.

A report is told text. What a cell names is found again from the column it stands in and the row around it; what is not
named beyond doubt leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from haidang.core.review.sources import first_days
from haidang.core.targets.target import Target
from haidang.files.methods import method_pages
from haidang.files.reports.html_text import Link
from haidang.flows.finding import settle_day
from haidang.portal.site.asking import Asked
from haidang.telling.phrases import DASH, Phrases

Row = Mapping[str, str]
Found = tuple[str, str] | None  # page and identifier
_PAGES = ("target", "document", "source", "method", "indicator", "area")

K = TypeVar("K", bound=Hashable)


class Links:
    """
    Finds the address of what a cell names.

    Parameters
    ----------
    asked
        The request, for language, day and revision.
    kind
        What identifiers in a column `id` are of: target, indicator, document, area; empty for none.
    document_id
        Document whose numbers stand in columns `number`.
    """

    def __init__(self, asked: Asked, kind: str = "", document_id: str = "") -> None:
        self._asked = asked
        self._kind = kind
        self._document_id = document_id
        self._evidence = asked.evidence
        self._phrases = Phrases(asked.t, {})
        self._ways: Mapping[str, Callable[[Row], Found]] = {
            "id": self._by_id,
            "name": self._by_id,
            "number": lambda row: self._target(row) if "target" in row and "id" not in row else None,
            "target": self._target,
            "document": lambda row: self._document(row["document"]),
            "parent": lambda row: self._named(row["parent"]),
            "of": lambda row: ("target", row["of"]) if row["of"] in self._targets else None,
            "value": lambda row: self._named(row["value"]),
            "from": lambda row: self._named(row["from"]),
            "to": lambda row: self._named(row["to"]),
            "area": lambda row: (
                ("area", row["area_id"]) if row.get("area_id") in self._evidence.areas() else None
            ),
            "source": lambda row: self._source(row["source"]) or _method(row["source"]),
            "method": lambda row: _method(row["method"]),
        }

    def __call__(self, row: Row, key: str) -> str:
        """Return the address of what a cell names, or nothing."""
        find = self._ways.get(key)
        found = find(row) if find is not None and row[key] else None
        if found is None:
            return ""
        page, name = found
        area = row.get("area_id", "") if page == "indicator" else ""
        where = {"area": area} if area in self._evidence.areas() else {}
        return self._asked.address(page, **{f"{page}_id": name}, **where)

    def _by_id(self, row: Row) -> Found:
        if "id" in row:
            # beside targets a page may list what has identifiers of another kind
            is_one = self._kind and (self._kind != "target" or row["id"] in self._targets)
            return (self._kind, row["id"]) if is_one else None
        # a row of what is not of one kind alone says in its column what it is
        return next(((page, row[f"{page}_id"]) for page in _PAGES if row.get(f"{page}_id")), None)

    def _source(self, told: str) -> Found:
        name = told.partition(" ")[0]  # its tier may stand after it
        return ("source", name) if name in self._sources_there else None

    def _target(self, row: Row) -> Found:
        if "id" in row:
            return self._by_id(row)
        if "number" in row and "target" in row:
            found = self._numbered.get((row["number"], row["target"]), "")
        else:
            found = self._in_documents.get(
                (row["target"], row.get("document", ""), row.get("period", "")), ""
            )
        return ("target", found) if found else None

    def _document(self, told: str) -> Found:
        name = told if told in self._evidence.documents() else self._documents.get(told, "")
        return ("document", name) if name else None

    def _named(self, told: str) -> Found:
        return self._document(told) or (("area", self._areas[told]) if self._areas.get(told) else None)

    @cached_property
    def _sources_there(self) -> frozenset[str]:
        """Return the sources that were public by the day; a figure may be older than where it was read."""
        day = settle_day(self._evidence, self._asked.as_of, self._asked.today).day
        first = first_days(self._evidence).items()
        return frozenset(name for name, since in first if since is None or since <= day)

    @cached_property
    def _targets(self) -> Mapping[str, Target]:
        return {each.target_id: each for each in self._evidence.targets()}

    @cached_property
    def _numbered(self) -> Mapping[tuple[str, str], str]:
        own = (each for each in self._targets.values() if each.document_id == self._document_id)
        return _only(
            ((f"{each.number or DASH}{each.part}", self._asked.t.name(each.name)), each.target_id)
            for each in own
        )

    @cached_property
    def _in_documents(self) -> Mapping[tuple[str, str, str], str]:
        """Return targets by name and document, with the period where the row has one and without."""
        t, documents = self._asked.t, self._evidence.documents()
        found = []
        for each in self._targets.values():
            name, document = t.name(each.name), self._phrases.document(documents[each.document_id])
            found += [((name, document, period), each.target_id) for period in ("", t.period(each.period))]
        return _only(found)

    @cached_property
    def _documents(self) -> Mapping[str, str]:
        documents = self._evidence.documents().values()
        return _only(
            (told, each.document_id)
            for each in documents
            for told in {each.number, self._phrases.text(each.title)} - {""}
        )

    @cached_property
    def _areas(self) -> Mapping[str, str]:
        return _only(
            (self._phrases.text(each.name), each.area_id) for each in self._evidence.areas().values()
        )


def _method(told: str) -> Found:
    """Return the page of a method by its name, or by its place among the documents."""
    name = told.removeprefix("docs/methods/").removesuffix(".md")
    return ("method", name) if name in method_pages() else None


def series_links(asked: Asked, links: Links, indicator_id: str = "", area_id: str = "") -> Link:
    """
    Return where the cells of a page about series lead: a name, to the figures of its row.

    Parameters
    ----------
    asked
        The request.
    links
        Where all other cells lead.
    indicator_id, area_id
        What the page is about: of a row that names only an area, or only an indicator.
    """

    def link(row: Row, key: str) -> str:
        name = row.get("indicator_id", indicator_id if "area_id" in row else "")
        if key != "name" or not name:
            return links(row, key)
        return asked.address("indicator", indicator_id=name, area=row.get("area_id", area_id))

    return link


def _only(pairs: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Return what is named once; under what is named twice stands nothing."""
    found: dict[K, str] = {}
    for key, name in pairs:
        found[key] = "" if found.get(key, name) != name else name
    return found
