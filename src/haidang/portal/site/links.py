"""
Where the cells of told tables lead.

A report is told text. What a cell names is found again from the column it stands in and the row around it; what is not
named beyond doubt leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from haidang.core.targets.target import Target
from haidang.portal.site.asking import Asked
from haidang.telling.phrases import DASH, Phrases

Row = Mapping[str, str]
Found = tuple[str, str] | None  # page and identifier

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
            "number": lambda row: None if "id" in row else self._target(row),
            "target": self._target,
            "document": lambda row: self._document(row["document"]),
            "parent": lambda row: (
                ("area", row["parent"]) if row["parent"] in self._evidence.areas() else None
            ),
            "of": lambda row: ("target", row["of"]) if row["of"] in self._targets else None,
            "value": lambda row: self._named(row["value"]),
            "from": lambda row: self._named(row["from"]),
            "to": lambda row: self._named(row["to"]),
        }

    def __call__(self, row: Row, key: str) -> str:
        """Return the address of what a cell names, or nothing."""
        find = self._ways.get(key)
        found = find(row) if find is not None and row[key] else None
        if found is None:
            return ""
        page, name = found
        return self._asked.address(page, **{f"{page}_id": name})

    def _by_id(self, row: Row) -> Found:
        return (self._kind, row["id"]) if self._kind and "id" in row else None

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


def _only(pairs: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Return what is named once; under what is named twice stands nothing."""
    found: dict[K, str] = {}
    for key, name in pairs:
        found[key] = "" if found.get(key, name) != name else name
    return found
