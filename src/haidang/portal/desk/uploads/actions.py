"""What becomes of an upload: it is handed in, its rows are corrected, become entries, or are left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.desk.models import Upload, UploadRow
from haidang.portal.desk.uploads.closing import close, note
from haidang.portal.desk.uploads.jobs import check_upload
from haidang.portal.desk.uploads.rows import check_rows, is_clean, note_defects, proposed_of_row
from haidang.portal.entries.actions import Acting, Handed, save
from haidang.portal.entries.errors import ConflictError, DefectsError
from haidang.portal.entries.models import Batch, Entry
from haidang.portal.entries.noting import parts, with_hands
from haidang.portal.jobs.kinds import FIRST

_CHANGED = ["cells", "unread", "troubles", "remark", "is_wrong", "is_asked", "is_sure"]
_AT_ONCE = 400
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Content:
    """What was handed in: its bytes, what it is called, and whether it is pasted text and no file."""

    data: bytes
    name: str
    is_pasted: bool = False


def hand_in(
    key: UUID, content: Content, *, body_id: str, language: str, acting: Acting, now: datetime
) -> Upload:
    """
    Keep what was handed in and have it checked; the same key twice is the same upload.

    Parameters
    ----------
    key
        Made by the page that sends it.
    content
        What was handed in.
    body_id
        Whose figures they are.
    language
        Of the page.
    acting
        As whom.
    now
        The moment, with its time zone.

    Raises
    ------
    ForbiddenError
        When entering for this body is not allowed.
    """
    by, sha256 = acting("entries.enter", body_id), hashlib.sha256(content.data).hexdigest()
    with transaction.atomic():
        upload, is_new = Upload.objects.get_or_create(
            key=uuid5(key, sha256),
            defaults={
                "by_key": by.account_key,
                "body_id": body_id,
                "enterers": with_hands("[]", by),
                "language": language,
                "is_pasted": content.is_pasted,
                "file_name": content.name,
                "sha256": sha256,
                "content": content.data,
                "made_at": now,
            },
        )
        if is_new:
            note("upload.hand_in", upload, {"body_id": None, "sha256": None}, by=by, now=now)
            check_upload.using(priority=FIRST).enqueue(key=str(upload.key))
    return upload


def correct(upload: Upload, rows: Sequence[UploadRow], *, acting: Acting, now: datetime) -> None:
    """Check rows anew that were corrected, and save them."""
    by = acting("entries.enter", upload.body_id)
    with transaction.atomic():
        _lock(upload)
        check_rows(rows, json.loads(upload.places))
        UploadRow.objects.bulk_update(rows, _CHANGED, batch_size=_AT_ONCE // len(_CHANGED))
        upload.enterers = with_hands(upload.enterers, by)
        upload.save(update_fields=["enterers"])
        note("upload.correct", upload, {"rows": str(len(rows))}, by=by, now=now)


def take(upload: Upload, numbers: Sequence[int] | None, *, acting: Acting, now: datetime) -> list[Entry]:
    """
    Make entries of rows and submit them, all or none, as one batch.

    Parameters
    ----------
    upload
        The upload.
    numbers
        Which rows; None takes all that are clean.
    acting
        As whom.
    now
        The moment, with its time zone.

    Raises
    ------
    UseError
        When no row is chosen, or one has defects or an open question.
    DefectsError, ConflictError, ForbiddenError
        As `entries.actions.save`.
    """
    _drop_entered(upload)
    rows = list(upload.rows.order_by("number"))
    wanted = None if numbers is None else set(numbers)
    chosen = [row for row in rows if (is_clean(row) if wanted is None else row.number in wanted)]
    _refuse(chosen)
    way = Batch.Way.PASTE if upload.is_pasted else Batch.Way.FILE
    batch_key = uuid5(upload.key, " ".join(str(row.key) for row in chosen))
    handed = Handed(batch_key, way, upload.body_id, upload.file_name, upload.sha256, upload.enterers)
    try:
        entries = save([proposed_of_row(row) for row in chosen], handed, acting=acting, now=now, submit=True)
    except (
        DefectsError
    ) as error:  # what shows only when all are looked at together is kept with the rows, to be answered
        _note(upload, chosen, error)
        raise
    _drop_entered(upload)
    return entries


def leave(upload: Upload, *, acting: Acting, now: datetime) -> None:
    """Leave what is not decided on, and erase it."""
    by = acting("entries.enter", upload.body_id)
    with transaction.atomic():
        _lock(upload, Upload.State.WAITING, Upload.State.CHECKED)
        close(upload)
        note("upload.leave", upload, {}, by=by, now=now)


def _lock(upload: Upload, *states: str) -> None:
    """Let nobody else decide on an upload until the end of the transaction; it is in one of these states, else it is checked."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.state not in (states or (Upload.State.CHECKED,)):
        raise ConflictError(
            say("The upload is decided on already."), say("Look at its entries, or hand in another file.")
        )
    upload.taken, upload.enterers = held.taken, held.enterers


def _refuse(chosen: Sequence[UploadRow]) -> None:
    if not chosen:
        raise UseError(say("No row is chosen that can go on."), say("Tick rows, or mend those with defects."))
    held = [str(row.number) for row in chosen if not is_clean(row)]
    if held:
        raise UseError(
            say("Rows {numbers} cannot go on as they are; nothing was written.", numbers=held[:_NAMED]),
            say(
                "Mend what is named; where it is asked whether you are sure, tick it and say why in the remark."
            ),
        )


def _note(upload: Upload, rows: Sequence[UploadRow], error: DefectsError) -> None:
    found = [row for row in rows if row.key in error.findings]
    for row in found:
        note_defects(row, error.findings[row.key], json.loads(upload.places))
    UploadRow.objects.bulk_update(found, _CHANGED, batch_size=_AT_ONCE // len(_CHANGED))


def _drop_entered(upload: Upload) -> None:
    """Take out the rows that are entries; done again after a process was killed between the two."""
    with transaction.atomic():
        _lock(upload)
        entered = [
            key
            for part in parts(list(upload.rows.values_list("key", flat=True)))
            for key in Entry.objects.filter(key__in=part).values_list("key", flat=True)
        ]
        for part in parts(entered):
            upload.rows.filter(key__in=part).delete()
        upload.taken += len(entered)
        if entered and not upload.rows.exists():
            close(upload)
        elif entered:
            upload.save(update_fields=["taken"])
