"""
Entering a row of any table but the figures: drawing its form, looking at what was typed, handing it in.

First a look: what changes, and what is wrong, before anything is written; a draft may have defects, what is submitted may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.http import HttpResponse

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.pack.defects import Finding
from haidang.core.pack.tables import Table
from haidang.portal.desk.forms.fields import make_once, read_count, read_once, trouble_of, troubles_of
from haidang.portal.desk.forms.figure import remark_field
from haidang.portal.desk.forms.rows import RowForm, RowForms, tidy
from haidang.portal.desk.forms.subject import ENTER, body_field
from haidang.portal.desk.forms.units import units_of
from haidang.portal.desk.handing import handed, lead_to
from haidang.portal.desk.paging import Desk, form_status
from haidang.portal.entries.actions import save
from haidang.portal.entries.checking import find_defects
from haidang.portal.entries.errors import DefectsError
from haidang.portal.entries.identifiers import is_free, propose_identifier
from haidang.portal.entries.models import Batch, Entry
from haidang.portal.entries.owners import OF_ANYBODY, find_foreign, owner_of
from haidang.portal.entries.proposing import Cells, Proposed, write_cells
from haidang.telling.cell_words import CellWords
from haidang.telling.columns import ONE, TABLE, label_of

_LOOK, _SAVE, _SUBMIT = "look", "save", "submit"


@dataclass(frozen=True, slots=True)
class Start:
    """
    What a form begins with.

    Attributes
    ----------
    table, cells
        The row, as texts.
    held, replaces
        The row that is changed as it is held, and its key; empty for a new one.
    remark, body_id, key, version
        Of an entry that is mended.
    """

    table: str
    cells: Cells
    held: Cells = field(default_factory=dict)
    replaces: Cells = field(default_factory=dict)
    remark: str = ""
    body_id: str = ""
    key: UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Changed:
    """A cell that is another one than is held, told."""

    label: Said
    before: str
    after: str


def enter(desk: Desk, table: Table, start: Start) -> HttpResponse:
    """Draw the form for a row, or take what was typed into it."""
    words = CellWords(desk.evidence, desk.t)
    forms = RowForms(table, words, desk.t, units_of(desk))
    form = forms.draw(start.cells, is_held=bool(start.replaces))
    _add_fields(desk, form, start)
    posted, once, cells = desk.request.POST, make_once(), start.cells
    is_posted = desk.request.method == "POST"
    if is_posted:
        once = posted.get("once", once)
        cells = forms.read(form, start.cells, posted.dict())
        for name in form.fields.keys() & {"remark", "body"}:
            form.fields[name].value = tidy(posted.get(name, ""))
        key = start.key or uuid5(read_once(once), table.name)
        cells = _with_identifier(table, form, cells, start, key)
        taken = _take(desk, table, form, start, cells, key)
        if taken is not None:
            return taken
    context = {
        "table": table.name,
        "tables": TABLE[table.name],
        "one": ONE[table.name],
        "start": start,
        "form": form,
        "once": once,
        "version": posted.get("version", start.version),
        "seen": posted.get("seen", desk.evidence.revision.number),
        "changes": list(_changes(table, start.held, cells, words)) if is_posted else [],
        "is_looked_at": is_posted and not form.is_wrong,
    }
    return desk.page("desk/row.html", context, status=form_status(form.is_wrong))


def _add_fields(desk: Desk, form: RowForm, start: Start) -> None:
    """Add what is no cell: for which body it is entered, where that does not follow from the row; and the remark."""
    remark = remark_field(start.remark)
    more = [remark]
    if start.table in OF_ANYBODY and not start.replaces and start.key is None:
        more.insert(0, body_field(desk, ""))
    form.groups.append((say("For those who check"), more))
    form.fields = {**form.fields, **{each.name: each for each in more}}


def _take(
    desk: Desk, table: Table, form: RowForm, start: Start, cells: Cells, key: UUID
) -> HttpResponse | None:
    """Hand in what was typed and lead to it; None when there is more to see first, with what is wrong noted in the form."""
    posted = desk.request.POST
    do = next((each for each in (_SUBMIT, _SAVE) if each in posted), _LOOK)
    row = Proposed(
        key,
        table.name,
        cells,
        Entry.Act.CHANGE if start.replaces else Entry.Act.ADD,
        start.replaces,
        form.fields["remark"].value,
        read_count(posted.get("version", "")) if start.key is not None else 0,
        read_count(posted.get("seen", "")) if start.replaces else 0,
    )
    body_id = _body_of(desk, form, row, start)
    refused = _refused(desk, row, start, body_id)
    if refused is not None:
        named = form.fields.get(refused.where)
        if named is None or not named.troubles:  # who answers is not known where it could not be read
            form.note(trouble_of(refused), refused.where)
        return None
    if do == _LOOK:
        _note(form, find_defects([row]).get(row.key, ()))
    if do == _LOOK or (do == _SUBMIT and form.is_wrong):
        return None
    try:
        (entry,) = save(
            [row],
            handed(read_once(posted.get("once", "")), Batch.Way.FORM, body_id, [row], do),
            acting=desk.acting,
            now=desk.now,
            submit=do == _SUBMIT,
        )
    except DefectsError as error:
        _note(form, error.findings[row.key])
        return None
    return lead_to(desk, entry, is_submitted=do == _SUBMIT)


def _with_identifier(table: Table, form: RowForm, cells: Cells, start: Start, key: UUID) -> Cells:
    """Return the cells of a new row with an identifier: the one typed when it is free, else one that is proposed."""
    column = next((each.name for each in table.columns if each.kind == "id"), "")
    if not column or start.replaces:
        return cells
    typed = cells.get(column) or ""
    if typed and is_free(table.name, typed, besides=key):
        return cells
    proposed = propose_identifier(table.name, {**cells, column: None}, besides=key)
    if typed:
        taken = UseError(
            say("The identifier «{seen}» is taken.", seen=typed),
            say("«{name}» is free.", name=proposed) if proposed else say("Choose another one."),
        )
        form.note(trouble_of(taken), column)
        return cells
    form.fields[column].value = proposed
    return {**cells, column: proposed or None}


def _body_of(desk: Desk, form: RowForm, row: Proposed, start: Start) -> str:
    if start.key is not None:
        return start.body_id
    if "body" in form.fields:
        return form.fields["body"].value
    return owner_of(row.table, row.cells, desk.evidence)


def _refused(desk: Desk, row: Proposed, start: Start, body_id: str) -> UseError | None:
    """Return why the row is not taken at all; None when it is."""
    if start.held and write_cells(start.held) == write_cells(row.cells):
        return UseError(say("Nothing is changed."), say("Change what is to be another one."))

    def may_enter(body: str) -> bool:
        return desk.may(ENTER, body)

    return find_foreign(
        row, body_id, evidence=desk.evidence, tree=desk.tree, day=desk.today, may_enter=may_enter
    )


def _note(form: RowForm, findings: Iterable[Finding]) -> None:
    for name, trouble in troubles_of(findings):
        form.note(trouble, name)


def _changes(table: Table, held: Cells, cells: Cells, words: CellWords) -> Iterator[Changed]:
    for name in table.names:
        if (held.get(name) or "") != (cells.get(name) or ""):
            before = words.tell(table, name, held.get(name))
            yield Changed(label_of(table, name), before, words.tell(table, name, cells.get(name)))
