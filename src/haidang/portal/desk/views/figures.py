"""Entering one figure, a new vintage, a correction or a withdrawal, and mending what was entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.desk.forms.fields import Form, make_once, read_count, read_once, trouble_of, troubles_of
from haidang.portal.desk.forms.figure import (
    draw_figure,
    draw_withdrawal,
    field_of_source,
    is_new_source,
    read_figure,
    read_source,
    read_withdrawal,
    without_key,
)
from haidang.portal.desk.forms.held import Held, find_held, held_of, tell_held
from haidang.portal.desk.forms.subject import ENTER, Subject, read_subject, subject_form, subject_of
from haidang.portal.desk.handing import handed, lead_to
from haidang.portal.desk.naming import Bodies
from haidang.portal.desk.paging import WRITE, Desk, form_status, page
from haidang.portal.desk.seeing import find_entry
from haidang.portal.entries.actions import save
from haidang.portal.entries.errors import DefectsError
from haidang.portal.entries.models import Batch, Entry
from haidang.portal.entries.owners import find_foreign
from haidang.portal.entries.proposing import PUBLIC_BY, PUBLIC_FROM, Cells, Proposed, proposed_of
from haidang.portal.reading.problems import AbsentError

_ADD, _CHANGE, _WITHDRAW = Entry.Act.ADD, Entry.Act.CHANGE, Entry.Act.WITHDRAW
_TITLES: Mapping[str, Said] = {
    _ADD: say("Enter a figure"),
    _CHANGE: say("Correct a figure"),
    _WITHDRAW: say("Withdraw a figure"),
}
_OF_EACH_VINTAGE = (
    "value",
    "value_text",
    "bound",
    PUBLIC_FROM,
    PUBLIC_BY,
    "withdrawn_on",
    "source_id",
    "note",
)


@dataclass(frozen=True, slots=True)
class Filling:
    """
    What the form for a figure begins with.

    Attributes
    ----------
    act, cells, replaces, remark
        As of what is proposed.
    key, version
        Of the entry that is mended; without a key it is a new one.
    seen
        Number of the revision that was looked at.
    """

    act: str
    cells: Cells
    replaces: Cells = field(default_factory=dict)
    remark: str = ""
    key: UUID | None = None
    version: int = 0
    seen: int = 0


@page(ENTER, methods=WRITE)
def figure(desk: Desk) -> HttpResponse:
    """Ask what a figure is about, then for the figure; what a held one has is filled in when it is named."""
    asked = desk.request.GET
    form = subject_form(desk, asked.dict())
    is_asked = bool(asked.keys() & {"indicator", "period"}) and "choose" not in asked
    subject = read_subject(desk, form) if is_asked else None
    if subject is None:
        return desk.page("desk/figure_subject.html", {"form": form}, status=form_status(form.is_wrong))
    held = held_of(desk, subject)
    act = asked.get("act", _ADD)
    return _ask(desk, subject, held, _begin(subject, act, held, asked.dict()))


@page(ENTER, methods=WRITE)
def mend(desk: Desk, key: UUID) -> HttpResponse:
    """Mend a draft, or what was sent back."""
    entry = find_entry(desk, key, ENTER)
    row, subject = proposed_of(entry), subject_of(desk, entry)
    if subject is None:
        raise AbsentError(
            say("This entry is no figure that can be mended here."), say("Open it from the list.")
        )
    filling = Filling(row.act, row.cells, row.replaces, row.remark, entry.key, entry.version)
    return _ask(desk, subject, held_of(desk, subject), filling)


def _begin(subject: Subject, act: str, held: Sequence[Held], asked: Mapping[str, str]) -> Filling:
    """Return what a new form begins with."""
    named = find_held(held, asked)
    if act not in _TITLES or (act != _ADD and named is None):
        raise UseError(
            say("There is no such figure to correct or to withdraw."),
            say("Choose one of those that are held."),
        )
    if named is None:
        return Filling(act, _usual(subject, held))
    if act == _ADD:
        return Filling(
            act, {name: text for name, text in named.cells.items() if name not in _OF_EACH_VINTAGE}
        )
    return Filling(act, named.cells if act == _CHANGE else {}, named.key)


def _usual(subject: Subject, held: Sequence[Held]) -> Cells:
    """Return unit, status, producer and definition as the body had them last."""
    indicator = subject.indicator
    producers = (subject.body_id, indicator.preferred_producer_id)
    last = next((each.cells for each in held if each.cells["producer_id"] in producers), {})
    return {
        "unit": last.get("unit") or indicator.unit,
        "status": last.get("status") or "A",
        "producer_id": last.get("producer_id") or indicator.preferred_producer_id or subject.body_id,
        "definition": last.get("definition"),
    }


def _ask(desk: Desk, subject: Subject, held: Sequence[Held], filling: Filling) -> HttpResponse:
    """Draw the form, or take what was sent."""
    if filling.act == _WITHDRAW:
        form = draw_withdrawal(filling.cells, filling.remark)
    else:
        form = draw_figure(desk, subject, filling.cells, held, filling.remark)
        form = without_key(form) if filling.act == _CHANGE else form
    posted, once = desk.request.POST, make_once()
    if desk.request.method == "POST":
        once = posted.get("once", once)
        filling = replace(
            filling, version=read_count(posted.get("version", "")), seen=read_count(posted.get("seen", ""))
        )
        form.fill(posted.dict())
        saved = _take(desk, subject, form, filling, read_once(once))
        if saved is not None:
            return saved
    context = {
        "title": _TITLES[filling.act],
        "form": form,
        "about": _tell_about(desk, subject),
        "filling": filling,
        "held": tell_held(desk, subject, held),
        "once": once,
        "seen": filling.seen or desk.evidence.revision.number,
        "is_new_source": is_new_source(form),
        "elsewhere": f"{reverse('desk:figure', args=[desk.language])}?{urlencode({**subject.parameters, 'choose': '1'})}",
    }
    return desk.page("desk/figure.html", context, status=form_status(form.listed))


def _take(desk: Desk, subject: Subject, form: Form, filling: Filling, once: UUID) -> HttpResponse | None:
    """Save what was sent and lead to it; None with what is wrong noted in the form."""
    is_submitted = "submit" in desk.request.POST
    if not is_submitted:  # a draft may be half filled
        form.ask_for_less("value", "unit")
    rows = list(_read(desk, subject, form, filling, once))
    if form.is_wrong or _note_foreign(desk, subject, form, rows[-1]):
        return None
    try:
        entries = save(
            rows,
            handed(once, Batch.Way.FORM, subject.body_id, rows, str(is_submitted)),
            acting=desk.acting,
            now=desk.now,
            submit=is_submitted,
        )
    except DefectsError as error:
        _note(form, rows, error)
        return None
    return lead_to(desk, entries[-1], is_submitted=is_submitted)


def _note_foreign(desk: Desk, subject: Subject, form: Form, row: Proposed) -> bool:
    """Note in the form when a figure is a matter of another body, and return whether it is."""
    error = find_foreign(
        row,
        subject.body_id,
        evidence=desk.evidence,
        tree=desk.tree,
        day=desk.today,
        may_enter=lambda body_id: desk.may(ENTER, body_id),
    )
    if error is not None:
        form.note(trouble_of(error), error.where)
    return error is not None


def _read(desk: Desk, subject: Subject, form: Form, filling: Filling, once: UUID) -> Iterator[Proposed]:
    """Yield what is proposed: a new source before the figure that rests on it."""
    cells = (
        read_withdrawal(desk, form)
        if filling.act == _WITHDRAW
        else read_figure(desk, form, subject, filling.cells)
    )
    source = None if filling.act == _WITHDRAW else read_source(desk, form, once)
    if source is not None:
        yield source
        cells = {**cells, "source_id": source.cells["source_id"]}
    key = filling.key or uuid5(once, OBSERVATIONS.name)
    remark = form.fields["remark"].value
    yield Proposed(key, OBSERVATIONS.name, cells, filling.act, filling.replaces, remark, filling.version)


def _note(form: Form, rows: Sequence[Proposed], error: DefectsError) -> None:
    for row in rows:
        for column, trouble in troubles_of(error.findings.get(row.key, ())):
            form.note(trouble, column if row.table == OBSERVATIONS.name else field_of_source(column))


def _tell_about(desk: Desk, subject: Subject) -> Mapping[str, str]:
    return {
        "indicator": desk.t.name(subject.indicator.name),
        "area": desk.t.name(subject.area.name),
        "period": desk.t.period(subject.period),
        "body": Bodies(desk).name(subject.body_id),
    }
