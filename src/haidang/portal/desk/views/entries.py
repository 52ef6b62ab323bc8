"""Entries: the list, one of them with its life, and their moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.desk.detail import ACTS, WAYS, EntryWords
from haidang.portal.desk.entry_list import digest_of, is_key, list_form, page_of, read_chosen, select
from haidang.portal.desk.forms.fields import Form, Trouble, read_count, trouble_of, troubles_of
from haidang.portal.desk.forms.held import held_of, tell_held
from haidang.portal.desk.forms.moments import read_moment
from haidang.portal.desk.forms.subject import subject_of
from haidang.portal.desk.handing import SUBMITTED
from haidang.portal.desk.moving import moves_of_all, offers
from haidang.portal.desk.paging import WRITE, Desk, form_status, page
from haidang.portal.desk.seeing import find_entry
from haidang.portal.entries.actions import move
from haidang.portal.entries.checking import find_defects
from haidang.portal.entries.errors import DefectsError
from haidang.portal.entries.life import MOVES
from haidang.portal.entries.models import OPEN, Batch, Entry, State
from haidang.portal.entries.proposing import proposed_of, read_cells
from haidang.portal.entries.queries import SEE
from haidang.portal.reading.problems import AbsentError

_MOST_TOLD, _HELD = 20, 6
_DONE: Mapping[str, Said] = {
    "submit": SUBMITTED,
    "take_back": say("Taken back: it is a draft again."),
    "discard": say("Discarded."),
    "check": say("Checked, to be published by a third person."),
    "publish": say("Published."),
    "send_back": say("Sent back."),
}


@page(SEE, methods=WRITE)
def entries(desk: Desk) -> HttpResponse:
    """List entries, and move those that are chosen, all or none."""
    asked = desk.request.GET.dict()
    form, batch = list_form(desk, asked), _find_batch(desk, asked.get("batch", ""))
    found = select(desk, form, batch.key if batch is not None else None)
    if desk.request.method != "POST":
        return _list(desk, form, batch, found)
    try:
        code, public_at = _read_code(desk.request.POST), read_moment(desk.request.POST.get("public_at", ""))
        chosen = read_chosen(desk, found, code)
        moved = move(
            code,
            chosen,
            acting=desk.acting,
            now=desk.now,
            reason=desk.request.POST.get("reason", ""),
            public_at=public_at,
        )
    except DefectsError as error:
        return _list(desk, form, batch, found, [trouble_of(error), *_told_defects(desk, error)])
    except UseError as error:
        return _list(desk, form, batch, found, [trouble_of(error)])
    told = say("{done} Entries: {count}.", done=_told_done(desk, code, public_at), count=str(len(moved)))
    messages.success(desk.request, desk.t(told))
    return HttpResponseRedirect(desk.request.get_full_path())


@page(SEE, methods=WRITE)
def entry(desk: Desk, key: UUID) -> HttpResponse:
    """Show an entry: its row as people read it, what it changes, its steps, what can be done with it; and move it."""
    found = find_entry(desk, key)
    if desk.request.method != "POST":
        return _show(desk, found)
    posted = desk.request.POST
    try:
        code, public_at = _read_code(posted), read_moment(posted.get("public_at", ""))
        move(
            code,
            {found.key: read_count(posted.get("version", ""))},
            acting=desk.acting,
            now=desk.now,
            reason=posted.get("reason", ""),
            public_at=public_at,
        )
    except (DefectsError, UseError) as error:
        return _show(desk, found, [trouble_of(error)])
    messages.success(desk.request, desk.t(_told_done(desk, code, public_at)))
    return HttpResponseRedirect(reverse("desk:entry", args=[desk.language, key]))


def _read_code(posted: QueryDict) -> str:
    """
    Return the move that was chosen.

    Raises
    ------
    UseError
        When it is none.
    """
    code = posted.get("move", "")
    if code not in _DONE:
        raise UseError(say("«{seen}» is no move of an entry.", seen=code), say("Press one of the buttons."))
    return code


def _told_done(desk: Desk, code: str, public_at: datetime | None) -> Said:
    """Return what a move did."""
    if public_at is None:
        return _DONE[code]
    moment = desk.t.moment(timezone.localtime(public_at))
    return say("Published; everybody sees it from {moment} on.", moment=moment)


def _find_batch(desk: Desk, text: str) -> Batch | None:
    """Return the batch that an address names; of one that who asks may not see nothing is told."""
    if not text:
        return None
    batch = Batch.objects.filter(key=text).first() if is_key(text) else None
    if batch is None or not desk.may(SEE, batch.body_id):
        raise AbsentError(say("There is no such batch."), say("Choose an entry from the list."))
    return batch


def _told_defects(desk: Desk, error: DefectsError) -> list[Trouble]:
    """Return what is wrong with entries, each with what it is about."""
    words, told = EntryWords(desk), []
    for entry in Entry.objects.filter(key__in=list(error.findings)[:_MOST_TOLD]):
        for _, trouble in troubles_of(error.findings[entry.key]):
            problem = say("{entry}: {problem}", entry=words.title(entry), problem=trouble.problem)
            told.append(replace(trouble, problem=problem))
    return told


def _list(
    desk: Desk, form: Form, batch: Batch | None, found: QuerySet[Entry], troubles: Sequence[Trouble] = ()
) -> HttpResponse:
    words, listed = EntryWords(desk), page_of(found, desk.request.GET.get("after", ""))
    chosen, moves = set(desk.request.POST.getlist("chosen")), moves_of_all(desk, listed.entries)
    context = {
        "form": form,
        "batch": batch,
        "batch_told": words.batch(batch) if batch is not None else "",
        "digest": digest_of(dict(found.values_list("key", "version"))) if batch is not None else "",
        "count": desk.t.number(listed.count, 0),
        "rows": [
            {
                "entry": each,
                "title": words.title(each),
                "act": ACTS[each.act],
                "value": words.value(each),
                "state": words.state(each),
                "body": words.body(each),
                "since": words.moment(each.moved_at),
                "can_move": any(not offer.is_of_another for offer in offers(desk, each)),
                "is_chosen": f"{each.key}:{each.version}" in chosen,
            }
            for each in listed.entries
        ],
        "moves": moves,
        "can_publish": any(each.code == "publish" for each in moves),
        "reason": desk.request.POST.get("reason", ""),
        "following": _following(desk, listed.following),
        "troubles": [("", each) for each in troubles],
    }
    return desk.page("desk/entries.html", context, status=form_status(troubles))


def _following(desk: Desk, after: str) -> str:
    return f"?{urlencode({**desk.request.GET.dict(), 'after': after})}" if after else ""


def _show(desk: Desk, entry: Entry, troubles: Sequence[Trouble] = ()) -> HttpResponse:
    words = EntryWords(desk)
    row, subject, is_open = proposed_of(entry), subject_of(desk, entry), entry.state in OPEN
    findings = find_defects([row]).get(row.key, ()) if is_open else ()
    context = {
        "entry": entry,
        "title": words.title(entry),
        "act": ACTS[entry.act],
        "state": words.state(entry),
        "body": words.body(entry),
        "way": WAYS[entry.batch.way],
        "lines": words.lines(entry),
        "steps": words.steps(entry),
        "held": tell_held(desk, subject, held_of(desk, subject, _HELD)) if subject is not None else None,
        "public_at": words.moment(entry.public_at) if entry.public_at else "",
        "public_page": _public_page(desk, entry),
        "review_day": desk.evidence.description().review_day,
        "findings": [trouble for _, trouble in troubles_of(findings)],
        "offers": offers(desk, entry),
        "mending": _mending(desk, entry),
        "troubles": [("", each) for each in troubles],
        "posted": desk.request.POST,
    }
    return desk.page("desk/entry.html", context, status=form_status(troubles))


def _public_page(desk: Desk, entry: Entry) -> str:
    """Return where everybody sees a figure that is published; empty for other tables, and for what is not published."""
    if entry.table != OBSERVATIONS.name or entry.state != State.PUBLISHED:
        return ""
    cells = read_cells(entry.replaces or entry.cells)
    path = {"language": desk.language, "indicator_id": cells["indicator_id"], "form": ""}
    query = urlencode({"area": cells["area_id"] or "", "as_of": desk.today.isoformat()})
    return f"{reverse('site:indicator', kwargs=path)}?{query}"


def _mending(desk: Desk, entry: Entry) -> str:
    """Return where an entry is mended; empty where it cannot be now, or not by who asks."""
    save = MOVES["save"]
    if entry.state not in save.sources or not desk.may(save.permission, entry.body_id):
        return ""
    name = "desk:mend" if entry.table == OBSERVATIONS.name else "desk:row_mend"
    return reverse(name, args=[desk.language, entry.key])
