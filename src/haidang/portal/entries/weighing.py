"""Whether rows may go further: what the checks say of them, each with what it leans upon."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.entries.checking import find_defects, stops
from haidang.portal.entries.errors import DefectsError
from haidang.portal.entries.models import OPEN, Entry
from haidang.portal.entries.proposing import PUBLIC_BY, Proposed, proposed_of
from haidang.portal.registry.mapping import Key, read_key, write_key
from haidang.portal.registry.removed import refuse_removed


def refuse_defects(
    rows: Sequence[Proposed], body_ids: Collection[str] = (), *, day: date | None = None
) -> None:
    """
    Refuse rows that have errors, or warnings that ask for a remark.

    Parameters
    ----------
    rows
        The rows.
    body_ids
        Bodies whose other rows on their way they may lean upon: a target upon a document that is to be published with it.
    day
        Day on which they become public; None takes the current one.

    Raises
    ------
    DefectsError
        With what is wrong with each.
    UseError
        When one was removed by law.
    """
    refuse_removed((row.table, _key(row, day or timezone.localdate())) for row in rows)
    beside = _beside({row.key for row in rows}, body_ids)
    found = find_defects([*rows, *beside], day=day)
    stopping = {row.key: findings for row in rows if (findings := stops(row, found.get(row.key, ())))}
    if stopping:
        raise DefectsError(stopping)


def _key(row: Proposed, day: date) -> Key:
    """Return the key that a row has once it is published."""
    cells = row.replaces or {PUBLIC_BY: day.isoformat(), **row.cells}
    return read_key(write_key(row.table, cells))


def _beside(keys: Collection[UUID], body_ids: Collection[str]) -> list[Proposed]:
    """Return what is on its way for bodies and can be leaned upon: nothing leans upon a figure."""
    if not body_ids:
        return []
    open_ones = Entry.objects.filter(state__in=OPEN, body_id__in=body_ids).exclude(table=OBSERVATIONS.name)
    return [proposed_of(entry) for entry in open_ones.order_by("key") if entry.key not in keys]
