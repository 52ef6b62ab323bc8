"""Templates, files and pasted rows: handed in, looked through, corrected, and made entries of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.files.sheets.writing import FORMS, write_template
from haidang.portal.desk.forms.fields import (
    Form,
    Trouble,
    make_once,
    read_count,
    read_once,
    trouble_of,
    troubles_of,
)
from haidang.portal.desk.forms.lines import read_body_and_periods, template_form
from haidang.portal.desk.forms.subject import ENTER
from haidang.portal.desk.models import Upload, UploadRow
from haidang.portal.desk.paging import WRITE, Desk, form_status, page
from haidang.portal.desk.uploads.actions import correct, hand_in, leave, take
from haidang.portal.desk.uploads.filling import SURE, hand_in_form, read_content, read_row, row_form
from haidang.portal.desk.uploads.rows import is_clean, read_kept
from haidang.portal.desk.uploads.telling import list_uploads, tell_upload
from haidang.portal.desk.uploads.templates import make_template
from haidang.portal.entries.errors import ConflictError, DefectsError
from haidang.portal.entries.proposing import read_cells
from haidang.portal.reading.problems import AbsentError
from haidang.telling.cell_words import CellWords

_AT_ONCE = 25
_LISTED = 20
_MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
_WRONG, _ASKED, _CLEAN, _ALL = "wrong", "asked", "clean", "all"
_SHOWS: Mapping[str, tuple[Said, Q]] = {
    _WRONG: (say("with defects"), Q(is_wrong=True)),
    _ASKED: (say("with a question"), Q(is_wrong=False, is_asked=True)),
    _CLEAN: (say("clean"), Q(is_wrong=False, is_asked=False)),
    _ALL: (say("all"), Q()),
}


@page(ENTER, methods=WRITE)
def uploads(desk: Desk) -> HttpResponse:
    """Offer templates, take files and pasted rows, and list what was handed in."""
    asked = desk.request.GET.dict()
    form, once = hand_in_form(desk, desk.request.POST.dict() or asked), make_once()
    if desk.request.method == "POST":
        once = desk.request.POST.get("once", once)
        content = read_content(desk, form)
        if content is not None:
            made = hand_in(
                read_once(once),
                content,
                body_id=form.fields["body"].value,
                language=desk.language,
                acting=desk.acting,
                now=desk.now,
            )
            return _to(desk, made)
    return _offer(desk, form, template_form(desk, asked), once)


@page(ENTER)
def template(desk: Desk) -> HttpResponse:
    """Hand out the template of a body for periods."""
    asked = desk.request.GET.dict()
    form, file_form = template_form(desk, asked), asked.get("form", FORMS[0])
    read = read_body_and_periods(desk, form)
    if read is None:
        return _offer(desk, hand_in_form(desk, asked), form, make_once())
    body_id, periods = read
    response = HttpResponse(write_template(make_template(desk, body_id, periods, desk.t), file_form))
    name = "-".join([body_id, *(each.text.replace("/", "_") for each in periods)])
    response.headers["Content-Type"] = _MEDIA[file_form]
    response.headers["Content-Disposition"] = f'attachment; filename="{name}{file_form}"'
    return response


@page(ENTER, methods=WRITE)
def upload(desk: Desk, key: UUID) -> HttpResponse:
    """Show what was read of an upload and what is wrong with it; correct it, make entries of its rows, or leave it."""
    found = _find(desk, key)
    if desk.request.method != "POST":
        if _is_fragment(desk) and found.state != Upload.State.WAITING:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return _show(desk, found)
    try:
        told = _do(desk, found)
    except DefectsError as error:
        return _show(desk, found, [trouble_of(error), *_told_defects(found, error)])
    except (UseError, ConflictError) as error:
        return _show(desk, found, [trouble_of(error)])
    messages.success(desk.request, desk.t(told))
    return _to(desk, found, desk.request.GET.urlencode())


def _to(desk: Desk, upload: Upload, query: str = "") -> HttpResponse:
    place = reverse("desk:upload", args=[desk.language, upload.key])
    return HttpResponseRedirect(f"{place}?{query}" if query else place)


def _find(desk: Desk, key: UUID) -> Upload:
    """Return an upload of a body for which who asks may enter; of others not even that they exist."""
    found = Upload.objects.defer("content").filter(key=key).first()
    if found is None or not desk.may(ENTER, found.body_id):
        raise AbsentError(
            say("There is no such upload."), say("Choose one from the list, or hand in a file.")
        )
    return found


def _is_fragment(desk: Desk) -> bool:
    """Return whether the page itself asks how far the check is."""
    return desk.request.headers.get("HX-Request") == "true"


def _do(desk: Desk, found: Upload) -> Said:
    """Do what was asked for, and return what was done."""
    posted = desk.request.POST
    if "leave" in posted:
        leave(found, acting=desk.acting, now=desk.now)
        return say("The upload is left; nothing of it was entered.")
    if "take_clean" in posted:
        entries = take(found, None, acting=desk.acting, now=desk.now)
        return _taken(desk, len(entries))
    shown = [read_count(text) for text in posted.getlist("shown")[:_AT_ONCE]]
    rows = list(found.rows.filter(number__in=shown).order_by("number"))
    for row in rows:
        read_row(desk, row, posted)
    correct(found, rows, acting=desk.acting, now=desk.now)
    if "take" not in posted:
        return say(
            "Checked anew. Rows still with defects: {count}.", count=str(sum(row.is_wrong for row in rows))
        )
    chosen = [read_count(text) for text in posted.getlist("chosen")]
    return _taken(desk, len(take(found, chosen, acting=desk.acting, now=desk.now)))


def _taken(desk: Desk, count: int) -> Said:
    return say("{count} figures submitted, to be checked by another person.", count=desk.t.number(count, 0))


def _told_defects(found: Upload, error: DefectsError) -> list[Trouble]:
    """Return what keeps rows from going on, each with its row."""
    numbers = dict(found.rows.filter(key__in=list(error.findings)[:_AT_ONCE]).values_list("key", "number"))
    return [
        replace(trouble, problem=say("Row {number}: {problem}", number=str(number), problem=trouble.problem))
        for key, number in sorted(numbers.items(), key=lambda each: each[1])
        for _, trouble in troubles_of(error.findings[key])
    ]


def _offer(desk: Desk, form: Form, of_template: Form, once: str) -> HttpResponse:
    troubles = [*of_template.listed, *form.listed]
    context = {
        "form": form,
        "template_form": of_template,
        "forms": [(each, each.removeprefix(".").upper()) for each in FORMS],
        "once": once,
        "troubles": troubles,
        "listed": [tell_upload(desk, each) for each in list_uploads(desk)[:_LISTED]],
    }
    return desk.page("desk/uploads.html", context, status=form_status(troubles))


def _show(desk: Desk, found: Upload, troubles: Sequence[Trouble] = ()) -> HttpResponse:
    context = {
        "upload": found,
        "told": tell_upload(desk, found),
        "troubles": [("", each) for each in troubles],
    }
    if found.state == Upload.State.WAITING:
        return desk.page("desk/parts/progress.html" if _is_fragment(desk) else "desk/upload.html", context)
    counts = {name: found.rows.filter(condition).count() for name, (_, condition) in _SHOWS.items()}
    first = next((name for name in (_WRONG, _ASKED, _CLEAN) if counts[name]), _ALL)
    shown = desk.request.GET.get("show", "")
    shown = shown if shown in _SHOWS else first
    after = read_count(desk.request.GET.get("after", ""))
    rows = list(found.rows.filter(_SHOWS[shown][1], number__gt=after).order_by("number")[: _AT_ONCE + 1])
    words, page_rows = CellWords(desk.evidence, desk.t), rows[:_AT_ONCE]
    context |= {
        "file_troubles": [(each.cell, each.told(desk.language)) for each in read_kept(found.troubles)],
        "shows": [(name, said, counts[name], name == shown) for name, (said, _) in _SHOWS.items()],
        "rows": [_tell_row(desk, row, words) for row in page_rows],
        "can_take_clean": counts[_CLEAN] > 0 or any(is_clean(row) for row in page_rows),
        "following": f"?{urlencode({'show': shown, 'after': str(page_rows[-1].number)})}"
        if len(rows) > _AT_ONCE
        else "",
    }
    return desk.page("desk/upload.html", context, status=form_status(troubles))


def _tell_row(desk: Desk, row: UploadRow, words: CellWords) -> Mapping[str, object]:
    cells = read_cells(row.cells)
    about = [
        words.tell(OBSERVATIONS, name, cells.get(name)) for name in ("indicator_id", "area_id", "period")
    ]
    more = [
        words.tell(OBSERVATIONS, name, cells.get(name)) for name in ("unit", "producer_id") if cells.get(name)
    ]
    return {
        "row": row,
        "about": ", ".join(about),
        "more": "; ".join(more),
        "form": row_form(desk, row, words),
        "is_clean": is_clean(row),
        "sure": f"{row.number}.{SURE}",
    }
