"""Rows of a table that are held, as a list to search and to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from haidang.base.errors import UseError
from haidang.base.text import LANGUAGES, Name, Said, say, words_of
from haidang.core.pack.tables import Table
from haidang.core.search.index import Entry, look_up, make_index
from haidang.portal.desk.forms.fields import read_count
from haidang.portal.registry.models import Row
from haidang.telling.cell_words import CellWords
from haidang.telling.columns import label_of
from haidang.telling.teller import Teller

AT_ONCE = 50
_STEMS = ("name", "title", "text", "what")
_ALONE = ("title", "citation", "from_name")
_MOST_COLUMNS = 4
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "assessments": ("document_id", "target_no", "target_id", "verdict", "day"),
    "targets": ("target_id", "document_id", "kind", "low", "unit", "period", "value_status"),
    "observations": ("indicator_id", "area_id", "period", "value", "producer_id", "public_by"),
}
"""Columns of a list where the required ones are not what people know a row by."""
_NEVER = date.max


@dataclass(frozen=True, slots=True)
class Line:
    """
    A row in a list.

    Attributes
    ----------
    key, name
        Its key, and what it is called.
    cells
        What is shown of it besides, told, each with its column.
    """

    key: Mapping[str, str | None]
    name: str
    cells: tuple[tuple[Said, str], ...]

    @property
    def query(self) -> str:
        """Its key as the parameters of an address."""
        return urlencode({name: text for name, text in self.key.items() if text})


@dataclass(frozen=True, slots=True)
class Listing:
    """
    A page of a list.

    Attributes
    ----------
    columns, lines
        Its columns but the name, and its rows.
    count
        How many rows were found in all, told.
    page, pages
        Which page it is, of how many.
    query
        The words that were looked for.
    """

    columns: tuple[Said, ...]
    lines: Sequence[Line]
    count: str
    page: int
    pages: int
    query: str

    @property
    def before(self) -> str:
        """The parameters of the page before; empty on the first one."""
        return self._address(self.page - 1) if self.page > 1 else ""

    @property
    def after(self) -> str:
        """The parameters of the page after; empty on the last one."""
        return self._address(self.page + 1) if self.page < self.pages else ""

    def _address(self, page: int) -> str:
        return urlencode({**({"q": self.query} if self.query else {}), "page": page})


def list_rows(
    table: Table,
    rows: QuerySet[Row],
    asked: Mapping[str, str],
    words: CellWords,
    t: Teller,
    *,
    is_found: bool = False,
) -> Listing:
    """
    Return a page of rows.

    Parameters
    ----------
    table, rows
        The table, and those of its rows that may be seen.
    asked
        `q`, words that must all be found, and `page`.
    words, t
        What rows are called, and the reader's language.
    is_found
        Whether the rows are those that are looked for already.

    Raises
    ------
    UseError
        When there is no such page.
    """
    found = sorted(rows.values(*table.names), key=lambda row: [row[name] or "" for name in table.key])
    query = asked.get("q", "").strip()
    if query and not is_found:
        found = list(_search(table, found, query))
    pages = max(1, ceil(len(found) / AT_ONCE))
    page, shown = _read_page(asked.get("page", "1"), pages), shown_columns(table)
    labels = tuple(label_of(table, name) for name in shown)

    def line(row: Mapping[str, Any]) -> Line:
        name, told = t.name(_name(table, row)), [words.tell(table, each, row[each]) for each in shown]
        key = {each: row[each] for each in table.key}
        return Line(key, name or told[0], tuple(zip(labels, told, strict=True)))

    lines = [line(row) for row in found[AT_ONCE * (page - 1) : AT_ONCE * page]]
    return Listing(labels, lines, t.number(len(found), 0), page, pages, query)


def name_of(table: Table, cells: Mapping[str, Any], t: Teller) -> str:
    """Return what a row is called: its name, else its identifier or what stands first in it."""
    name = _name(table, cells)
    return t.name(name) or str(cells.get(table.key[0]) or "")


def _name(table: Table, cells: Mapping[str, Any]) -> Name:
    for stem in _STEMS:
        if f"{stem}_vi" in table.names:
            return Name(*(cells.get(f"{stem}_{language}") or "" for language in LANGUAGES))
    return Name(next((cells.get(each) or "" for each in _ALONE if each in table.names), ""))


def shown_columns(table: Table) -> tuple[str, ...]:
    """Return the columns by which people know the rows of a table, besides their name."""
    if table.name in _SHOWN:
        return _SHOWN[table.name]
    identifiers = [each.name for each in table.columns if each.kind == "id"]
    telling = [
        each.name
        for each in table.columns
        if each.required
        and each.name not in identifiers
        and not each.name.endswith("_vi")
        and each.name != "title"
    ]
    return (*identifiers, *telling[:_MOST_COLUMNS])


def _search(table: Table, found: Sequence[Mapping[str, Any]], query: str) -> Iterator[Mapping[str, Any]]:
    def entry(place: int, row: Mapping[str, Any]) -> Entry:
        codes = tuple(row[name] or "" for name in (*table.key, *({"number"} & set(table.names))))
        return Entry("", str(place), _name(table, row), codes)

    index = make_index(entry(place, row) for place, row in enumerate(found))
    return (found[int(hit.entry.item_id)] for hit in look_up(index, words_of(query), _NEVER))


def _read_page(text: str, pages: int) -> int:
    page = read_count(text)
    if not 1 <= page <= pages:
        raise UseError(
            say("There is no page «{seen}» of this list.", seen=text),
            say("Choose one from 1 to {count}.", count=pages),
            "page",
        )
    return page
