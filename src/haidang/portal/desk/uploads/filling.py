"""The forms for handing in a file or pasted text, and for correcting what was read of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from haidang.base.text import say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.files.sheets.cells import TEXT_LENGTH, read_cell
from haidang.files.sheets.columns import BY_KEY
from haidang.files.sheets.container import MB, SIZE_MB
from haidang.files.sheets.defects import SheetFinding
from haidang.files.sheets.habits import habits_of
from haidang.portal.desk.forms.fields import Field, Form, Option, Trouble, Weight, form_of
from haidang.portal.desk.forms.subject import body_field
from haidang.portal.desk.models import UploadRow
from haidang.portal.desk.paging import Desk
from haidang.portal.desk.uploads.actions import Content
from haidang.portal.desk.uploads.rows import CORRECTABLE, REMARK, read_kept, write_kept
from haidang.portal.desk.uploads.troubles import keep
from haidang.portal.entries.proposing import read_cells, write_cells
from haidang.telling.cell_words import CellWords
from haidang.telling.choices import choices_of
from haidang.telling.columns import label_of

SURE = "sure"
_LONGEST_NAME = 200


def hand_in_form(desk: Desk, asked: Mapping[str, str]) -> Form:
    """Return the form for a file, or for text pasted out of a spreadsheet."""
    return form_of(
        replace(body_field(desk, asked.get("body", "")), scope="u"),
        Field(
            "file",
            say("File"),
            kind="file",
            hint=say(
                "The filled template as Excel workbook (.xlsx) or CSV, up to {most} MB.", most=str(SIZE_MB)
            ),
            more={"accept": ".xlsx,.csv,.txt,.tsv"},
        ),
        Field(
            "pasted",
            say("Or paste rows"),
            asked.get("pasted", ""),
            "lines",
            say("Copied out of the template in a spreadsheet program, with its row of headings."),
        ),
    )


def read_content(desk: Desk, form: Form) -> Content | None:
    """Return what was handed in; None with what is wrong noted in the form."""
    file, pasted = desk.request.FILES.get("file"), form.fields["pasted"].value
    if (file is None) == (not pasted.strip()):
        form.note(
            Trouble(say("A file, or pasted rows, and not both."), say("Choose a file, or paste rows.")),
            "file",
        )
        return None
    if file is None:
        return Content(pasted.encode(), desk.t(say("pasted rows")), is_pasted=True)
    if (file.size or 0) > SIZE_MB * MB:
        size = desk.t.number((file.size or 0) / MB, 1)
        problem = say("The file has {seen} MB; up to {allowed} MB are read.", seen=size, allowed=str(SIZE_MB))
        form.note(
            Trouble(problem, say("Split it: a part of the rows in each file, each with the heading.")), "file"
        )
        return None
    return Content(file.read(), (file.name or "")[:_LONGEST_NAME])


def row_form(desk: Desk, row: UploadRow, words: CellWords) -> Form:
    """Return the cells of a row that can be corrected, with what is wrong at each."""
    cells, kept = read_cells(row.cells), read_kept(row.troubles)
    unread = {each.column for each in read_kept(row.unread) if each.weight == Weight.WRONG}
    fields = {}
    for name in CORRECTABLE:
        text = cells.get(name) or ""
        if BY_KEY[name].kind == "number" and text and name not in unread:
            text = desk.t.digits(text)
        fields[name] = _field(row, name, text, words)
    fields[REMARK] = Field(
        f"{row.number}.{REMARK}",
        say("Remark for those who check"),
        row.remark,
        more={"maxlength": str(TEXT_LENGTH)},
    )
    form = Form(fields)
    for each in kept:
        trouble = each.told(desk.language)
        if each.cell:
            trouble = replace(
                trouble, problem=say("{cell}: {problem}", cell=each.cell, problem=trouble.problem)
            )
        form.note(trouble, each.column)
    return form


def _field(row: UploadRow, name: str, text: str, words: CellWords) -> Field:
    column = OBSERVATIONS.column(name)
    own, what = f"{row.number}.{name}", label_of(OBSERVATIONS, name)
    if column.values:
        choices = [Option(code, word) for code, word in choices_of(OBSERVATIONS.name, column).items()]
        if text not in column.values and text:  # what was found there, and is none of them
            choices.insert(0, Option(text, text))
        return Field(own, what, text, "select", options=[Option("", say("empty")), *choices])
    if column.kind == "ref":
        names = words.names(column.to)
        return Field(own, what, text, "search", options=[Option(key, key) for key in names])
    return Field(own, what, text, more={"maxlength": str(TEXT_LENGTH)})


def read_row(desk: Desk, row: UploadRow, posted: Mapping[str, str]) -> None:
    """Put what was typed into a row; what cannot be read is noted in it."""
    cells, unread = dict(read_cells(row.cells)), []
    for name in CORRECTABLE:
        typed = posted.get(f"{row.number}.{name}")
        if typed is None:
            unread += [each for each in read_kept(row.unread) if each.column == name]
            continue
        found = read_cell(BY_KEY[name], typed.strip(), habits_of(desk.language))
        cells[name] = found.text
        if found.rule_id:
            params = dict(found.params)
            unread.append(keep(SheetFinding(found.rule_id, "", row.number, name, found.text, params)))
    cells["public_from"] = cells.get("public_by")
    row.cells, row.unread = write_cells(cells), write_kept(unread)
    row.remark = posted.get(f"{row.number}.{REMARK}", row.remark).strip()[:TEXT_LENGTH]
    row.is_sure = f"{row.number}.{SURE}" in posted
