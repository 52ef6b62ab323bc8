"""
What entries keep of a row that is removed by law, and its end: their cells, those of their steps, and all own words.

That there were entries, who moved them and when, stays. Those that are on their way are discarded.
"""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver

from haidang.core.pack.tables import BY_NAME
from haidang.portal.audit.erasing import erase_values
from haidang.portal.audit.recording import Actor
from haidang.portal.entries.life import MOVES
from haidang.portal.entries.models import OPEN, Entry, Step
from haidang.portal.entries.noting import advance, note, parts
from haidang.portal.entries.proposing import PUBLIC_BY, Cells, read_cells, subject_of, write_cells
from haidang.portal.registry.mapping import Key
from haidang.portal.registry.removing import row_removed, scrub


@receiver(row_removed, dispatch_uid="entries")
def erase(table: str, key: Key, by: Actor, now: datetime, **_more: object) -> None:
    """Erase what entries hold of a row."""
    cells = dict(zip(BY_NAME[table].key, key, strict=True))
    found = [entry for entry in _about(table, cells) if _holds(entry, cells)]
    on_their_way = [entry for entry in found if entry.state in OPEN]
    discard = MOVES["discard"]
    advance(discard, on_their_way, lambda _: by, now)
    note(discard, on_their_way, lambda _: by, now)
    for part in parts(found):
        Entry.objects.filter(key__in=[entry.key for entry in part]).update(
            cells=write_cells(cells), remark=""
        )
        Step.objects.filter(entry__in=part).update(cells="", reason="")
    erase_values("entries", [str(entry.key) for entry in found], by=by, now=now)
    scrub(Entry, Step)


def _about(table: str, cells: Cells) -> list[Entry]:
    """Return the entries about the same thing, that row or another vintage of it."""
    subject = subject_of(table, cells)
    return list(Entry.objects.select_for_update().filter(table=table, subject=subject).order_by("key"))


def _holds(entry: Entry, cells: Cells) -> bool:
    """Return whether an entry proposes this very row; a draft that does not say when it is public may."""
    own = read_cells(entry.replaces) if entry.replaces else read_cells(entry.cells)
    return own.get(PUBLIC_BY) in (None, cells.get(PUBLIC_BY)) or PUBLIC_BY not in cells
