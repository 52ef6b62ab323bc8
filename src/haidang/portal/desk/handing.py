"""
What is handed in by a form, once: sent again with the same content, by a double click or after a lost answer, it is the same batch.

What is sent again with other content, from a page that one went back to, is another batch: nothing of it is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from haidang.base.text import say
from haidang.portal.desk.paging import Desk
from haidang.portal.entries.actions import Handed
from haidang.portal.entries.models import Batch, Entry
from haidang.portal.entries.proposing import Proposed, write_cells

SUBMITTED = say("Submitted, to be checked by another person.")


def handed(once: UUID, way: Batch.Way, body_id: str, rows: Sequence[Proposed], what: str = "") -> Handed:
    """
    Return what comes with the rows of a form.

    Parameters
    ----------
    once
        The key that the form was drawn with.
    way, body_id
        How they come in, and the body that answers for them.
    rows
        The rows.
    what
        What is done with them, where the form can do several things.
    """
    told = [f"{row.key} {row.act} {row.version} {write_cells(row.cells)} {row.remark}" for row in rows]
    return Handed(uuid5(once, "\n".join([what, *told])), way, body_id)


def lead_to(desk: Desk, entry: Entry, *, is_submitted: bool) -> HttpResponse:
    """Say what became of what was handed in, and lead to its entry."""
    messages.success(desk.request, desk.t(SUBMITTED if is_submitted else say("Saved as a draft.")))
    return HttpResponseRedirect(reverse("desk:entry", args=[desk.language, entry.key]))
