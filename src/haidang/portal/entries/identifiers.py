"""Identifiers of new rows: one is proposed from what the row says, and is free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from uuid import UUID

from haidang.base.text import words_of
from haidang.core.pack.tables import BY_NAME
from haidang.portal.entries.models import OPEN, Entry
from haidang.portal.entries.proposing import Cells, read_cells
from haidang.portal.registry.models import current_rows

_LONGEST = 60
_MADE_OF: Mapping[str, tuple[str, ...]] = {
    "assessments": ("document_id", "target_no", "target_id", "day"),
    "documents": ("number", "issued"),
    "events": ("commitment_id", "kind", "day"),
    "expectations": ("body_id", "indicator_ids", "frequency"),
    "targets": ("document_id", "target_no", "part"),
}
"""The cells that an identifier is made of before a name, by table."""
_NAMES = (
    "name_en",
    "title_en",
    "text_en",
    "what_en",
    "name_vi",
    "title_vi",
    "text_vi",
    "what_vi",
    "title",
    "citation",
)
_YEAR = 4  # letters of a day
_ENOUGH = 2


def propose_identifier(table: str, cells: Cells, *, besides: UUID | None = None) -> str:
    """
    Return an identifier for a new row, free among what is held and what is on its way; empty where nothing is filled in yet.

    Parameters
    ----------
    table, cells
        The row.
    besides
        The entry of the row itself, which may be there already: what it has is free for it.
    """
    stem = _stem(table, cells)
    if not stem:
        return ""
    return next(name for name in _forms(stem) if is_free(table, name, besides=besides))


def is_free(table: str, name: str, *, besides: UUID | None = None) -> bool:
    """Return whether no row that is held or on its way has an identifier; parameters as those of `propose_identifier`."""
    column = BY_NAME[table].key[0]
    if current_rows(table).filter(**{column: name}).exists():
        return False
    others = Entry.objects.filter(table=table, state__in=OPEN).values_list("key", "subject")
    return all(key == besides or read_cells(each).get(column) != name for key, each in others)


def _stem(table: str, cells: Cells) -> str:
    made_of = [(each, cells.get(each) or "") for each in _MADE_OF.get(table, ())]
    parts = [text[:_YEAR] if each == "issued" else text for each, text in made_of if text]
    if len(parts) < _ENOUGH:
        parts += [next((text for name in _NAMES if (text := cells.get(name))), "")]
    return "-".join(words_of(" ".join(parts)))[:_LONGEST].strip("-")


def _forms(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))
