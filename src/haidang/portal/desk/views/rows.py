"""Rows of all tables but the figures: what is held, a new one, a change of one that is held, and mending what was entered."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from haidang.base.text import Said, say
from haidang.core.bodies.tree import EVERY_BODY
from haidang.core.pack.tables import BY_NAME, OBSERVATIONS, Table
from haidang.flows.finding import find
from haidang.portal.accounts.permissions import forbidden
from haidang.portal.desk.entering import Start, enter
from haidang.portal.desk.forms.subject import ENTER
from haidang.portal.desk.listing import list_rows
from haidang.portal.desk.named_rows import asked_key
from haidang.portal.desk.paging import WRITE, Desk, page
from haidang.portal.desk.seeing import find_entry
from haidang.portal.entries.owners import ENTERED, OF_ANYBODY, OWNED_BY
from haidang.portal.entries.proposing import Cells, proposed_of
from haidang.portal.reading.problems import AbsentError
from haidang.telling.cell_words import CellWords
from haidang.telling.columns import ONE, TABLE


@page(ENTER)
def tables(desk: Desk) -> HttpResponse:
    """List the tables of which one may enter rows."""
    found = [(name, TABLE[name], Said(BY_NAME[name].doc)) for name in _allowed(desk)]
    return desk.page("desk/tables.html", {"tables": found})


@page(ENTER)
def rows(desk: Desk, table: str) -> HttpResponse:
    """List the rows of a table that are held."""
    definition = _find_table(desk, table)
    words = CellWords(desk.evidence, desk.t)
    listing = list_rows(definition, desk.evidence.rows(table), desk.request.GET.dict(), words, desk.t)
    context = {"table": table, "title": TABLE[table], "one": ONE[table], "listing": listing}
    return desk.page("desk/rows.html", context)


@page(ENTER, methods=WRITE)
def new(desk: Desk, table: str) -> HttpResponse:
    """Enter a new row; the parameters of the address fill it."""
    definition, given = _find_table(desk, table), desk.request.GET
    cells = {name: given.get(name) for name in definition.names if given.get(name)}
    return enter(desk, definition, Start(table, cells))


@page(ENTER, methods=WRITE)
def change(desk: Desk, table: str) -> HttpResponse:
    """Change a row that is held; the parameters of the address are its key."""
    definition = _find_table(desk, table)
    key = asked_key(desk, definition)
    held = _find_held(desk, definition, key)
    if not held:
        raise AbsentError(say("There is no such row."), say("Choose one from the list."))
    return enter(desk, definition, Start(table, held, held, key))


@page(ENTER, methods=WRITE)
def mend(desk: Desk, key: UUID) -> HttpResponse:
    """Mend what was entered and is still a draft, or was sent back."""
    entry = find_entry(desk, key, ENTER)
    if entry.table == OBSERVATIONS.name:
        return HttpResponseRedirect(reverse("desk:mend", args=[desk.language, key]))
    definition, proposed = BY_NAME[entry.table], proposed_of(entry)
    held = _find_held(desk, definition, proposed.replaces) if proposed.replaces else {}
    start = Start(
        entry.table,
        proposed.cells,
        held,
        proposed.replaces,
        proposed.remark,
        entry.body_id,
        entry.key,
        entry.version,
    )
    return enter(desk, definition, start)


def _allowed(desk: Desk) -> Iterator[str]:
    """Yield the tables of which one may enter rows; figures have forms of their own."""
    is_over_all = desk.may(ENTER, EVERY_BODY)
    return (
        name
        for name in ENTERED
        if name != OBSERVATIONS.name and (is_over_all or name in OWNED_BY or name in OF_ANYBODY)
    )


def _find_table(desk: Desk, name: str) -> Table:
    table = find(say("table"), name, {each: BY_NAME[each] for each in ENTERED if each != OBSERVATIONS.name})
    if name not in _allowed(desk):
        raise forbidden(ENTER)
    return table


def _find_held(desk: Desk, table: Table, key: Cells) -> Cells:
    """Return the row with a key as everyone sees it; empty without one."""
    cells = {name: key.get(name) for name in table.key}
    return desk.evidence.rows(table.name).filter(**cells).values(*table.names).first() or {}
