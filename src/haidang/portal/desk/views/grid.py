"""The grid of a body: many figures at once, saved as drafts or submitted together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from haidang.base.text import say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.desk.detail import EntryWords
from haidang.portal.desk.forms.choosing import find, offer
from haidang.portal.desk.forms.fields import (
    Field,
    Form,
    Option,
    Trouble,
    form_of,
    make_once,
    read_once,
    trouble_of,
    troubles_of,
)
from haidang.portal.desk.forms.grid import MOST_CELLS, Cell, Grid, Sent, draw_grid, note_defects, read_grid
from haidang.portal.desk.forms.lines import Asked, lines_form, read_lines
from haidang.portal.desk.forms.subject import ENTER
from haidang.portal.desk.handing import handed
from haidang.portal.desk.paging import WRITE, Desk, form_status, page
from haidang.portal.entries.actions import move, save
from haidang.portal.entries.errors import ConflictError, DefectsError
from haidang.portal.entries.models import Batch
from haidang.portal.entries.proposing import Cells
from haidang.telling.cell_words import CellWords
from haidang.telling.choices import choices_of
from haidang.telling.columns import label_of


@page(ENTER, methods=WRITE)
def grid(desk: Desk) -> HttpResponse:
    """Ask for body and periods, then draw the grid, or take what was sent of it."""
    form = lines_form(desk, desk.request.GET.dict())
    asked = read_lines(desk, form) if "periods" in desk.request.GET else None
    if asked is not None and len(asked.lines) * len(asked.periods) > MOST_CELLS:
        form.note(_too_many(desk, asked), "periods")
        asked = None
    if asked is None:
        context = {"form": form, "troubles": form.listed}
        return desk.page("desk/grid.html", context, status=form_status(form.is_wrong))
    if desk.request.method == "POST":
        return _take(desk, form, asked)
    return _show(
        desk, form, asked, draw_grid(desk, asked.body_id, asked.lines, asked.periods), _together(desk)
    )


def _too_many(desk: Desk, asked: Asked) -> Trouble:
    return Trouble(
        say(
            "The grid would have {count} cells.",
            count=desk.t.number(len(asked.lines) * len(asked.periods), 0),
        ),
        say("Up to {most} are drawn: ask for fewer periods, an area or a topic.", most=str(MOST_CELLS)),
    )


def _together(desk: Desk) -> Form:
    """Return what goes with every figure that is typed now."""
    words = choices_of(OBSERVATIONS.name, OBSERVATIONS.column("status"))
    sources = CellWords(desk.evidence, desk.t).names("sources")
    hint = say("It goes with every figure that you type now.")
    return form_of(
        Field("status", label_of(OBSERVATIONS, "status"), "", "select", hint, [Option("", say("as each had it last")), *(Option(code, word) for code, word in words.items())]),
        Field("source_id", label_of(OBSERVATIONS, "source_id"), "", "search", hint, offer(sources)),
    )  # fmt: skip


def _read_together(desk: Desk, together: Form, posted: Mapping[str, str]) -> Cells:
    together.fill(posted)
    sources = CellWords(desk.evidence, desk.t).names("sources")
    source_id = together.read("source_id", lambda text: find(text, sources, say("source")))
    found = {"status": together.fields["status"].value, "source_id": source_id}
    return {name: text for name, text in found.items() if text}


def _take(desk: Desk, form: Form, asked: Asked) -> HttpResponse:
    """Save what was touched, or submit all that stands there; or show what keeps it from that, and nothing is written."""
    posted, once = desk.request.POST.dict(), read_once(desk.request.POST.get("once", ""))
    is_submitted, together = "submit" in posted, _together(desk)
    drawn = draw_grid(desk, asked.body_id, asked.lines, asked.periods)
    new = _read_together(desk, together, posted)
    sent = read_grid(desk, drawn, posted, once, new, with_all=is_submitted)
    troubles: list[Trouble] = []
    if not (drawn.troubled or together.is_wrong):
        try:
            _write(desk, asked, sent, once, is_submitted=is_submitted)
        except DefectsError as error:
            note_defects(drawn, sent, {key: troubles_of(of) for key, of in error.findings.items()})
        except ConflictError as error:  # at the very same time: what stands there now is compared anew
            drawn = draw_grid(desk, asked.body_id, asked.lines, asked.periods)
            read_grid(desk, drawn, posted, once, new, with_all=is_submitted)
            troubles = [] if drawn.troubled else [trouble_of(error)]
        else:
            return HttpResponseRedirect(desk.request.get_full_path())
    return _show(desk, form, asked, drawn, together, once=str(once), troubles=troubles)


def _write(desk: Desk, asked: Asked, sent: Sent, once: UUID, *, is_submitted: bool) -> None:
    with transaction.atomic():
        if sent.rows:
            with_rows = handed(once, Batch.Way.GRID, asked.body_id, sent.rows, str(is_submitted))
            save(sent.rows, with_rows, acting=desk.acting, now=desk.now, submit=is_submitted)
        if sent.emptied:
            move("discard", sent.emptied, acting=desk.acting, now=desk.now)
    saved, gone = str(len(sent.rows)), str(len(sent.emptied))
    if is_submitted:
        told = say("{count} figures submitted, to be checked by another person.", count=saved)
    elif sent.rows or sent.emptied:
        told = say("Figures saved as drafts: {count}; drafts discarded: {gone}.", count=saved, gone=gone)
    else:
        told = say("Nothing was changed.")
    messages.success(desk.request, desk.t(told))


def _show(
    desk: Desk,
    form: Form,
    asked: Asked,
    drawn: Grid,
    together: Form,
    *,
    once: str = "",
    troubles: list[Trouble] | None = None,
) -> HttpResponse:
    words = EntryWords(desk)
    listed = [("", each) for each in troubles or ()] + together.listed
    listed += [(cell.place, each) for cell in drawn.troubled for each in cell.troubles]
    context = {
        "form": form,
        "together": together,
        "once": once or make_once(),
        "periods": [(each.text, desk.t.period(each)) for each in asked.periods],
        "rows": list(_tell_rows(desk, asked, drawn, words)),
        "troubles": listed,
        "conflicts": sum(cell.theirs is not None for cell in drawn.cells),
    }
    status = HTTPStatus.CONFLICT if context["conflicts"] else form_status(listed)
    return desk.page("desk/grid.html", context, status=status)


def _tell_rows(desk: Desk, asked: Asked, drawn: Grid, words: EntryWords) -> Iterator[Mapping[str, object]]:
    t, cells = desk.t, CellWords(desk.evidence, desk.t)
    for line, row in zip(asked.lines, drawn.rows, strict=True):
        yield {
            "name": t.name(line.indicator.name),
            "area": cells.names("areas").get(line.area_id, line.area_id),
            "producer": cells.names("bodies").get(line.producer_id, line.producer_id),
            "definition": line.definition,
            "unit": t.quantity("", line.unit).strip(),
            "latest": [(t.period(each.period), cells.held(each)) for each in line.latest],
            "cells": [(cell, cell and _tell_cell(desk, cell, words)) for cell in row],
        }


def _tell_cell(desk: Desk, cell: Cell, words: EntryWords) -> Mapping[str, object]:
    held = cell.line.of(cell.period)
    told = {
        "held": CellWords(desk.evidence, desk.t).held(held) if held is not None else "",
        "state": words.state(cell.entry) if cell.entry is not None else "",
        "seen": f"{cell.version}:{cell.seen[1]}" if cell.entry is not None else "",
    }
    if cell.theirs is not None:
        empty = say("empty")
        told["mine"] = desk.t(say("mine: {value}", value=cell.shown or empty))
        told["theirs"] = desk.t(say("theirs: {value}", value=cell.theirs or empty))
        told["last"] = words.last(cell.entry) if cell.entry is not None else ""
    return told
