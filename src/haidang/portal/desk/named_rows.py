"""Rows that an address names by table and key, those that the public does not see too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from haidang.base.text import say
from haidang.core.pack.tables import BY_NAME, FORECASTS, TABLES, Table
from haidang.flows.finding import find
from haidang.portal.desk.paging import Desk
from haidang.portal.reading.problems import AbsentError
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.mapping import read_key, write_key
from haidang.portal.registry.models import ROWS, Withheld
from haidang.portal.registry.visibility import Sight
from haidang.telling.cell_words import CellWords

WITHHELD_TABLES = {each.name: each for each in TABLES if each is not FORECASTS}
"""Tables of which rows are withheld by themselves: a forecast goes with what it is made of."""


@dataclass(frozen=True, slots=True)
class Named:
    """
    A row.

    Attributes
    ----------
    table, key
        Its table, and the cells of its key.
    cells
        Its newest form.
    held
        What withholds it by its own name; None when nothing does.
    """

    table: Table
    key: Mapping[str, str | None]
    cells: Mapping[str, Any]
    held: Withheld | None

    @property
    def query(self) -> str:
        """Its key as the parameters of an address."""
        return urlencode({name: text for name, text in self.key.items() if text})

    @property
    def identifier(self) -> str:
        """What is typed to name it: its key, with blanks between its parts."""
        return " ".join(filter(None, self.key.values()))

    @property
    def texts(self) -> dict[str, str]:
        """Its key as texts, what is empty as an empty one."""
        return {name: text or "" for name, text in self.key.items()}


def find_table(name: str) -> Table:
    """
    Return a table of which rows are withheld.

    Raises
    ------
    NameUnknownError
        When there is none of this name.
    """
    return find(say("table"), name, WITHHELD_TABLES)


def asked_key(desk: Desk, table: Table) -> dict[str, str | None]:
    """Return the key that the parameters of an address are."""
    return {name: desk.request.GET.get(name) or None for name in table.key}


def find_named(desk: Desk, table: str) -> Named:
    """
    Return the row that the parameters of an address name.

    Raises
    ------
    AbsentError
        When there is none, or it was removed by law.
    """
    definition = find_table(table)
    key = asked_key(desk, definition)
    held = Withheld.objects.filter(table=table, key=write_key(table, key))
    found = held.exclude(state=Withheld.State.RELEASED).first()
    cells = _newest(definition, key)
    if not cells or (found is not None and found.state == Withheld.State.REMOVED):
        raise AbsentError(say("There is no such row."), say("Choose one from the list."))
    return Named(definition, key, cells, found)


def name_held(held: Withheld) -> Named:
    """Return the row that is withheld by its own name."""
    table = BY_NAME[held.table]
    key = dict(zip(table.key, read_key(held.key), strict=True))
    return Named(table, key, _newest(table, key) or key, held)


def words_of_all(desk: Desk) -> CellWords:
    """Return what cells are called, those of rows too that the public does not see."""
    return CellWords(DatabaseEvidence(sight=Sight()), desk.t)


def _newest(table: Table, key: Mapping[str, str | None]) -> Mapping[str, Any]:
    rows = ROWS[table.name]._default_manager.filter(**key).order_by("-pk")
    return rows.values(*table.names).first() or {}
