"""Rows of an upload: what was read of a sheet, and what the checks say of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from haidang.base.text import say
from haidang.core.pack.defects import Finding
from haidang.core.pack.tables import OBSERVATIONS
from haidang.files.sheets.sheet import Sheet, SheetRow
from haidang.files.sheets.template import Line
from haidang.portal.desk.forms.fields import Weight
from haidang.portal.desk.models import Upload, UploadRow
from haidang.portal.desk.uploads.troubles import Kept, keep, keep_said
from haidang.portal.entries.checking import find_defects
from haidang.portal.entries.life import STATES
from haidang.portal.entries.models import OPEN, Entry
from haidang.portal.entries.noting import parts
from haidang.portal.entries.proposing import Proposed, read_cells, write_cells

REMARK = "remark"
CORRECTABLE = ("value", "bound", "status", "public_by", "source_id", "definition", "note")
"""Columns whose cells can be corrected here; the others say what the row is about."""


def make_row(upload: Upload, row: SheetRow, line: Line | None, unread: Iterable[Kept]) -> UploadRow:
    """Return a row as it was read, with what could not be; without a line its template does not have it."""
    about = {name: getattr(row.code, name) for name in ("indicator_id", "area_id", "period", "producer_id")}
    cells = line.figure(row.cells) if line is not None else {**about, **row.cells}
    return UploadRow(
        upload=upload,
        number=row.number,
        cells=write_cells({name: text for name, text in cells.items() if name != REMARK}),
        unread=write_kept(unread),
        remark=row.cells.get(REMARK, ""),
    )


def unread_of(sheet: Sheet) -> Mapping[int | None, list[Kept]]:
    """Return what is wrong with a sheet by row; under None what is wrong with the file."""
    found: dict[int | None, list[Kept]] = {}
    for each in sheet.findings:
        found.setdefault(each.row, []).append(keep(each, each.cell))
    return found


def proposed_of_row(row: UploadRow) -> Proposed:
    """Return what a row proposes."""
    return Proposed(row.key, OBSERVATIONS.name, read_cells(row.cells), remark=row.remark.strip())


def check_rows(rows: Sequence[UploadRow], place: Mapping[str, str]) -> None:
    """
    Note in rows what is wrong with them; what could not be read is not checked further.

    Parameters
    ----------
    rows
        The rows; they are not saved here.
    place
        The letters of the columns in the sheet.
    """
    readable = {row.key: row for row in rows if not _has_wrong(read_kept(row.unread))}
    proposed = {key: proposed_of_row(row) for key, row in readable.items()}
    found = find_defects(list(proposed.values()))
    taken = _taken(proposed.values())
    for row in rows:
        kept = [*read_kept(row.unread), *_kept(row, found.get(row.key, ()), place)]
        if row.key in proposed and proposed[row.key].subject in taken:
            state = STATES[taken[proposed[row.key].subject]]
            problem = say("An entry about the same thing is on its way: {state}.", state=state)
            kept.append(keep_said(problem, say("Open that one, or wait until it is published.")))
        _note(row, kept)


def note_defects(row: UploadRow, findings: Iterable[Finding], place: Mapping[str, str]) -> None:
    """Note in a row what was found when all rows were checked together; it is not saved here."""
    _note(row, [*read_kept(row.unread), *_kept(row, findings, place)])


def _kept(row: UploadRow, findings: Iterable[Finding], place: Mapping[str, str]) -> Iterator[Kept]:
    for finding in findings:
        letters = place.get(finding.column, "")
        yield keep(finding, f"{letters}{row.number}" if letters else "")


def _note(row: UploadRow, kept: Sequence[Kept]) -> None:
    row.troubles = write_kept(kept)
    row.is_wrong = _has_wrong(kept)
    row.is_asked = any(each.weight == Weight.ASKED for each in kept)


def is_clean(row: UploadRow) -> bool:
    """Return whether a row can become an entry: nothing is wrong, and what is asked was answered."""
    return not row.is_wrong and (not row.is_asked or (row.is_sure and bool(row.remark.strip())))


def write_kept(kept: Iterable[Kept]) -> str:
    """Return troubles as JSON."""
    return json.dumps([each.json for each in kept], ensure_ascii=False)


def read_kept(text: str) -> list[Kept]:
    """Return what `write_kept` wrote."""
    return [Kept(**each) for each in json.loads(text)]


def _has_wrong(kept: Iterable[Kept]) -> bool:
    return any(each.weight == Weight.WRONG for each in kept)


def _taken(proposed: Collection[Proposed]) -> Mapping[str, str]:
    """Return the states of those entries on their way that are about the same things, by what they are about."""
    subjects = [row.subject for row in proposed]
    found: dict[str, str] = {}
    for part in parts(subjects):
        entries = Entry.objects.filter(table=OBSERVATIONS.name, state__in=OPEN, subject__in=part)
        found |= dict(entries.values_list("subject", "state"))
    return found
