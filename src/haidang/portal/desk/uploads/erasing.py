"""
What uploads keep of a figure that is removed by law, and its end.

Rows about it go. What was found of rows that are compared with it may quote it and is told no more: they are to be checked anew. What waits to
be read has it where nobody knows, and is left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q
from django.dispatch import receiver

from haidang.base.text import say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.audit.recording import Actor
from haidang.portal.desk.models import Upload, UploadRow
from haidang.portal.desk.uploads.closing import close, note
from haidang.portal.desk.uploads.rows import proposed_of_row, write_kept
from haidang.portal.desk.uploads.troubles import keep_said
from haidang.portal.entries.checking import compared_with, series_of
from haidang.portal.entries.noting import parts
from haidang.portal.entries.proposing import PUBLIC_BY, Cells, read_cells, subject_of
from haidang.portal.registry.mapping import Key
from haidang.portal.registry.removing import row_removed, scrub

_CHANGED = (
    say("What goes together with this row has changed in the meantime."),
    say("Look at it again."),
)


@receiver(row_removed, dispatch_uid="uploads")
def erase(table: str, key: Key, by: Actor, now: datetime, **_more: object) -> None:
    """Erase what uploads hold of a figure; they are of figures alone."""
    if table != OBSERVATIONS.name:
        return
    figure = dict(zip(OBSERVATIONS.key, key, strict=True))
    undecided = Upload.objects.select_for_update().exclude(state=Upload.State.DECIDED).order_by("key")
    for upload in undecided:
        if upload.state == Upload.State.WAITING:
            close(upload)
            note("upload.leave", upload, {}, by=by, now=now)
        else:
            _erase_rows(upload, figure, by, now)
    scrub(Upload, UploadRow)


def _erase_rows(upload: Upload, figure: Cells, by: Actor, now: datetime) -> None:
    """Erase rows about a figure, and what was found of those that are compared with it."""
    series = compared_with(series_of(figure))
    rows = list(upload.rows.filter(_names({each.indicator_id for each in series})))
    gone = [row.pk for row in rows if _is_about(row, figure)]
    beside = [row.pk for row in rows if series_of(read_cells(row.cells)) in series]
    told = {"troubles": write_kept([keep_said(*_CHANGED)]), "is_wrong": True, "is_asked": False}
    for part in parts(beside):
        upload.rows.filter(pk__in=part).exclude(troubles="[]").update(**told)
    for part in parts(gone):
        upload.rows.filter(pk__in=part).delete()
    if beside:
        Upload.objects.filter(pk=upload.pk).update(troubles="[]")  # it may quote rows that could not be read
        note("upload.correct", upload, {"rows": str(len(beside))}, by=by, now=now)


def _names(indicators: Iterable[str]) -> Q:
    """Return the condition that a row is of one of these indicators."""
    told = (json.dumps(each, ensure_ascii=False) for each in sorted(indicators))
    return reduce(or_, (Q(cells__contains=f'"indicator_id": {each}') for each in told))


def _is_about(row: UploadRow, figure: Cells) -> bool:
    """Return whether a row proposes this very figure; one that does not say when it is public may."""
    proposed = proposed_of_row(row)
    is_same = proposed.subject == subject_of(OBSERVATIONS.name, figure)
    return is_same and proposed.cells.get(PUBLIC_BY) in (None, figure[PUBLIC_BY])
