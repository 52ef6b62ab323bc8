"""What of the entries who asks may see: of other bodies' ones not even that they exist."""

from __future__ import annotations

from uuid import UUID

from haidang.base.text import say
from haidang.portal.desk.paging import Desk
from haidang.portal.entries.models import Entry
from haidang.portal.entries.queries import SEE, seen_by
from haidang.portal.reading.problems import AbsentError


def find_entry(desk: Desk, key: UUID, code: str = SEE) -> Entry:
    """
    Return an entry over whose body who asks has a permission.

    Raises
    ------
    AbsentError
        When there is none, or the permission is lacking.
    """
    entry = seen_by(desk.holder, desk.tree, desk.today, code).select_related("batch").filter(key=key).first()
    if entry is None:
        raise AbsentError(say("There is no such entry."), say("Choose one from the list of entries."))
    return entry
