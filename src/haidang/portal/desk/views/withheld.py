"""
What is withheld from the public: the list, withholding a row, releasing it, and removing it because a law says so.

Each deed has a page of its own that lists what goes together with the row; only what was listed there is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import Name, Said, say, words_of
from haidang.core.pack.tables import OBSERVATIONS
from haidang.core.search.index import Entry, look_up, make_index
from haidang.portal.desk.forms.fields import Form, trouble_of
from haidang.portal.desk.forms.withholding import STATES, choice_form, read_choice, read_removal, removal_form
from haidang.portal.desk.listing import list_rows
from haidang.portal.desk.named_rows import (
    WITHHELD_TABLES,
    Named,
    find_named,
    find_table,
    name_held,
    words_of_all,
)
from haidang.portal.desk.paging import WRITE, Desk, form_status, page
from haidang.portal.desk.together import mark_of, tell_row, tell_together
from haidang.portal.registry.mapping import read_key
from haidang.portal.registry.models import Withheld, current_rows
from haidang.portal.registry.removing import remove as remove_row
from haidang.portal.registry.withholding import release as release_row
from haidang.portal.registry.withholding import withhold as withhold_row
from haidang.telling.cell_words import CellWords
from haidang.telling.columns import ONE, TABLE, label_of

WITHHOLD = "rows.withhold"
_MOST_INDICATORS = 10


@page(WITHHOLD)
def withheld(desk: Desk) -> HttpResponse:
    """List what is withheld now, and lead to the tables of which something can be."""
    lines = list(_lines(desk, words_of_all(desk)))
    return desk.page(
        "desk/withheld.html", {"lines": lines, "tables": [(name, TABLE[name]) for name in WITHHELD_TABLES]}
    )


@page(WITHHOLD)
def rows(desk: Desk, table: str) -> HttpResponse:
    """List the rows of a table, those too that the public does not see."""
    definition, found = find_table(table), current_rows(table)
    for each in Withheld.objects.filter(table=table, state=Withheld.State.REMOVED):
        found = found.exclude(**dict(zip(definition.key, read_key(each.key), strict=True)))
    words, is_figures = words_of_all(desk), definition is OBSERVATIONS
    if is_figures:  # there may be a million of them
        found = found.filter(Q(("indicator_id__in", _indicators(desk.request.GET.get("q", ""), words))))
    listing = list_rows(definition, found, desk.request.GET.dict(), words, desk.t, is_found=is_figures)
    context = {
        "table": table,
        "title": TABLE[table],
        "one": ONE[table],
        "listing": listing,
        "is_figures": is_figures,
    }
    return desk.page("desk/withheld_rows.html", context)


@page(WITHHOLD, methods=WRITE)
def withhold(desk: Desk, table: str) -> HttpResponse:
    """Withhold a row: the choice how, what goes together with it, the deed."""
    named, given = find_named(desk, table), {**desk.request.GET.dict(), **desk.request.POST.dict()}
    form = choice_form(given)
    chosen = read_choice(form, desk.now) if "state" in given else None
    if chosen is None:
        return _show(desk, named, form, "desk/withhold.html")
    state, until = chosen
    if _is_looked_at(desk, named, form):
        withhold_row(table, named.texts, state, now=desk.now, until=until, by=desk.acting(WITHHOLD))
        return _done(desk, say("It is withheld."))
    return _show(desk, named, form, "desk/withhold.html", is_chosen=True)


@page(WITHHOLD, methods=WRITE)
def release(desk: Desk, table: str) -> HttpResponse:
    """Give a row back to the public: what comes back with it, the deed."""
    named, form = find_named(desk, table), Form({})
    if _is_looked_at(desk, named, form):
        is_done = release_row(table, named.texts, now=desk.now, by=desk.acting(WITHHOLD))
        return _done(
            desk, say("It is released.") if is_done else say("It was not withheld: nothing was done.")
        )
    return _show(desk, named, form, "desk/release.html")


@page(WITHHOLD, methods=WRITE)
def remove(desk: Desk, table: str) -> HttpResponse:
    """Remove a row because a law says so: what is erased, the law, the deed."""
    named, form = find_named(desk, table), removal_form(desk.request.POST.dict())
    is_looked_at = _is_looked_at(desk, named, form)
    basis = read_removal(form, named.identifier) if desk.request.method == "POST" else None
    if basis is not None and is_looked_at:
        remove_row(table, named.texts, basis=basis, by=desk.acting(WITHHOLD), now=desk.now)
        return _done(desk, say("It is removed, and its place says so."))
    return _show(desk, named, form, "desk/remove.html")


def _indicators(query: str, words: CellWords) -> list[str]:
    """Return the indicators whose names hold the words that are looked for; without words none."""
    names = words.names("indicators")
    index = make_index(Entry("", each, Name(name), (each,)) for each, name in names.items())
    return [hit.entry.item_id for hit in look_up(index, words_of(query), date.max)[:_MOST_INDICATORS]]


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is withheld, told."""

    named: Named
    name: str
    one: Said
    how: str
    since: str
    count: int


def _lines(desk: Desk, words: CellWords) -> Iterator[Line]:
    is_over = Q(state=Withheld.State.EMBARGOED, until__lte=desk.now)
    found = Withheld.objects.exclude(state__in=(Withheld.State.RELEASED, Withheld.State.REMOVED)).exclude(
        is_over
    )
    for each in found.annotate(count=Count("rows")).order_by("-recorded_at", "pk"):
        named = name_held(each)
        since = desk.t.moment(timezone.localtime(each.recorded_at))
        yield Line(
            named,
            tell_row(named.table, named.cells, words, desk.t),
            ONE[each.table],
            _how(desk, each),
            since,
            each.count,
        )


def _how(desk: Desk, held: Withheld) -> str:
    if held.until is None:
        return desk.t(STATES[held.state])
    return desk.t.say("until {moment}", moment=desk.t.moment(timezone.localtime(held.until)))


def _is_looked_at(desk: Desk, named: Named, form: Form) -> bool:
    """Return whether the deed is asked for by somebody who saw what goes together with the row as it is now."""
    seen = desk.request.POST.get("seen")
    if seen is None:
        return False
    is_same = seen == mark_of(named.table.name, named.key)
    if not is_same:
        changed = UseError(
            say("What goes together with this row has changed in the meantime."), say("Look at it again.")
        )
        form.note(trouble_of(changed))
    return is_same


def _show(desk: Desk, named: Named, form: Form, template: str, *, is_chosen: bool = False) -> HttpResponse:
    words, table = words_of_all(desk), named.table
    filled = [
        (label_of(table, name), words.tell(table, name, text)) for name, text in named.cells.items() if text
    ]
    context = {
        "named": named,
        "name": tell_row(table, named.cells, words, desk.t),
        "one": ONE[table.name],
        "cells": filled,
        "how": "" if named.held is None else _how(desk, named.held),
        "together": tell_together(table.name, named.key, words, desk.t),
        "seen": mark_of(table.name, named.key),
        "form": form,
        "is_chosen": is_chosen,
    }
    return desk.page(template, context, status=form_status(form.listed))


def _done(desk: Desk, told: Said) -> HttpResponse:
    messages.success(desk.request, desk.t(told))
    return HttpResponseRedirect(reverse("desk:withheld", args=[desk.language]))
