"""Checking what was handed in, with its progress; and erasing what nobody decided on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_hex
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from haidang.base.errors import HaidangError
from haidang.base.periods import Period, parse_period
from haidang.base.text import Said, say
from haidang.core.bodies.tree import BodyTree
from haidang.files.sheets.identity import Code
from haidang.files.sheets.matching import check_against
from haidang.files.sheets.places import column_name
from haidang.files.sheets.reading import read_paste, read_sheet
from haidang.files.sheets.sheet import Sheet
from haidang.files.sheets.template import Line
from haidang.portal.audit.recording import SYSTEM
from haidang.portal.desk.forms.fields import Weight
from haidang.portal.desk.models import Upload, UploadRow
from haidang.portal.desk.uploads.closing import close, note
from haidang.portal.desk.uploads.rows import check_rows, make_row, unread_of, write_kept
from haidang.portal.desk.uploads.templates import make_template
from haidang.portal.desk.uploads.troubles import Kept, keep_said
from haidang.portal.jobs.kinds import job
from haidang.portal.jobs.regular import regular
from haidang.portal.registry.bodies import tree_of
from haidang.portal.registry.errors import told_errors
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.telling.teller import teller

KEPT_FOR = timedelta(days=14)
"""How long an upload waits for a decision."""
_DECIDED = say("It is decided on already, or checked by another worker.")
_AT_ONCE = 2000
_INSERT = 100


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a template is made from."""

    evidence: DatabaseEvidence
    tree: BodyTree
    today: date


def _what(key: str) -> Said:  # noqa: ARG001  takes what the job takes
    return say("Checking an upload")


@job(_what)
def check_upload(key: str) -> Said:
    """Read an upload and check its rows; what was found before is replaced."""
    with told_errors():
        upload = Upload.objects.filter(key=UUID(key), state=Upload.State.WAITING).first()
        if upload is None or upload.content is None:
            return _DECIDED
        sheet, lines, troubles = _read(upload)
        of_rows = unread_of(sheet)
        known = {row.number for row in sheet.filled}
        for number, kept in of_rows.items():
            if number is None or number not in known:
                troubles += [each for each in kept if number is None or each.weight == Weight.WRONG]
        rows = [
            make_row(upload, row, lines.get(row.code), of_rows.get(row.number, ())) for row in sheet.filled
        ]
        if not _write(upload, sheet, rows, troubles):
            return _DECIDED
        return say("Rows checked: {count}.", count=len(rows))


def _read(upload: Upload) -> tuple[Sheet, Mapping[Code, Line], list[Kept]]:
    """Return the sheet, compared with the template of now, the lines of that, and what is wrong beyond it."""
    content = bytes(upload.content or b"")
    if upload.is_pasted:
        sheet = read_paste(content.decode(), name=upload.file_name, language=upload.language)
    else:
        sheet = read_sheet(content, upload.file_name, language=upload.language)
    periods = _periods(sheet)
    if not periods:
        return sheet, {}, []
    evidence = DatabaseEvidence()
    ground = _Ground(evidence, tree_of(evidence), timezone.localdate())
    try:
        template = make_template(ground, upload.body_id, periods, teller(sheet.language))
    except HaidangError as error:
        return sheet, {}, [keep_said(error.problem, error.remedy)]
    return check_against(sheet, template), template.by_code, []


def _periods(sheet: Sheet) -> list[Period]:
    """Return the periods that a sheet is of: as it says itself, else those of its rows."""
    texts = sheet.identity.periods if sheet.identity is not None else [row.code.period for row in sheet.rows]
    found = []
    for text in dict.fromkeys(texts):
        try:
            found.append(parse_period(text))
        except HaidangError:
            continue
    return found


def _write(upload: Upload, sheet: Sheet, rows: Sequence[UploadRow], troubles: Iterable[Kept]) -> bool:
    """
    Write the rows part by part, so that who waits sees how far it is; the last part makes it whole.

    Of two runs of the job, the one of a worker that was believed to be lost among them, the later one goes on. Returns whether this one did.
    """
    place = {name: column_name(index) for name, index in sheet.columns.items()}
    run = token_hex()
    waiting = Upload.objects.filter(pk=upload.pk, state=Upload.State.WAITING)
    with transaction.atomic():
        if not waiting.update(run=run, done=0, total=len(rows)):
            return False
        UploadRow.objects.filter(upload=upload).delete()
    own = waiting.filter(run=run)
    check_rows(rows, place)  # all together: what is compared with each other may lie far apart
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        with transaction.atomic():
            if not own.update(done=start + len(part)):
                return False
            UploadRow.objects.bulk_create(part, batch_size=_INSERT)
    made = {"troubles": write_kept(troubles), "places": json.dumps(place)}
    # what was read is kept once: what is erased of the rows does not stay in the bytes
    return bool(own.update(state=Upload.State.CHECKED, content=None, **made))


def _is_any_old(now: datetime) -> bool:
    return _old(now).exists()


def _old(now: datetime) -> QuerySet[Upload]:
    return Upload.objects.exclude(state=Upload.State.DECIDED).filter(made_at__lt=now - KEPT_FOR)


def _erasing() -> Said:
    return say("Erasing uploads that nobody decided on")


@regular(_is_any_old, timedelta(hours=1))
@job(_erasing)
def erase_old() -> Said:
    """Erase what was left lying too long: the rows that were read, and the bytes where they were not."""
    now = timezone.now()
    found = list(_old(now).defer("content"))
    for upload in found:
        with transaction.atomic():
            close(upload)
            note("upload.leave", upload, {}, by=SYSTEM, now=now)
    return say("Uploads erased: {count}.", count=len(found))
