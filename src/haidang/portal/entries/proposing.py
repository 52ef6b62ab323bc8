"""What is proposed: a row of a table of the pack, as texts, before and after it is an entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from uuid import UUID

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.pack.tables import BY_NAME, FORECASTS, OBSERVATIONS
from haidang.portal.entries.models import Entry

Cells: TypeAlias = Mapping[str, str | None]
"""Texts by column, as in the pack; what is empty is None or left out."""

PUBLIC_FROM, PUBLIC_BY = "public_from", "public_by"
_LATER = frozenset({PUBLIC_BY})  # of a figure's key: known at its publication


@dataclass(frozen=True, slots=True)
class Proposed:
    """
    A row that is proposed.

    Attributes
    ----------
    key
        Of the entry; made by whoever proposes it.
    table
        The table.
    cells
        The row; of a withdrawal the day alone, as `withdrawn_on`.
    act
        Whether a row is added, changed or withdrawn.
    replaces
        Key of the row that is changed or withdrawn; else empty.
    remark
        The enterer's words for those who check.
    version
        The version of the entry that was seen; 0 for a new one.
    seen
        Number of the revision in which the row that is changed or withdrawn was looked at; 0 for the current one.
    """

    key: UUID
    table: str
    cells: Cells
    act: str = Entry.Act.ADD
    replaces: Cells = field(default_factory=dict)
    remark: str = ""
    version: int = 0
    seen: int = 0

    @property
    def subject(self) -> str:
        """What it is about; of a change that is what the row is about."""
        return subject_of(self.table, self.replaces or self.cells)


def subject_of(table: str, cells: Cells) -> str:
    """Return what a row is about, as JSON: the cells of the key, of a figure without the day of publication."""
    names = [name for name in BY_NAME[table].key if name not in _LATER or table != OBSERVATIONS.name]
    return write_cells({name: cells.get(name) for name in names})


def tidied(row: Proposed) -> Proposed:
    """
    Return a row in the one form: cells without a text left out, a change with the key of the row that it is about, which it keeps.

    Raises
    ------
    UseError
        For a table, a column or an act that is none of these.
    """
    table = BY_NAME.get(row.table)
    if table is None or table is FORECASTS:
        raise _unknown(row.table, [name for name in BY_NAME if name != FORECASTS.name], "table")
    unknown = {*row.cells, *row.replaces}.difference(table.names)
    if unknown:
        raise _unknown(min(unknown), table.names, min(unknown))
    acts = [*Entry.Act] if table is OBSERVATIONS else [Entry.Act.ADD, Entry.Act.CHANGE]
    if row.act not in acts:
        raise _unknown(row.act, acts, "act")
    if (row.act == Entry.Act.ADD) == bool(row.replaces):
        raise UseError(
            say("A change or a withdrawal names the row that it is about, a new row does not."),
            say("Name the cells of its key as they are held."),
            "replaces",
        )
    replaces = {name: row.replaces.get(name) or None for name in table.key} if row.replaces else {}
    key = replaces if row.act == Entry.Act.CHANGE else {}
    cells = {name: text for name, text in {**row.cells, **key}.items() if text}
    return replace(row, cells=cells, replaces=replaces)


def _unknown(seen: str, allowed: Iterable[str], where: str) -> UseError:
    return UseError(
        say("«{seen}» is not one of {allowed}.", seen=seen, allowed=[str(each) for each in allowed]),
        say("Use one of them."),
        where,
    )


def proposed_of(entry: Entry) -> Proposed:
    """Return what an entry proposes."""
    return Proposed(
        entry.key,
        entry.table,
        read_cells(entry.cells),
        entry.act,
        read_cells(entry.replaces) if entry.replaces else {},
        entry.remark,
        entry.version,
        entry.seen,
    )


def write_cells(cells: Cells) -> str:
    """Return cells as JSON, those that are empty left out, in the order of their names."""
    return json.dumps({name: text for name, text in sorted(cells.items()) if text}, ensure_ascii=False)


def read_cells(text: str) -> Cells:
    """Return what `write_cells` wrote."""
    cells: dict[str, str | None] = json.loads(text)
    return cells
