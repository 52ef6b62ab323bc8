"""
Sealing: what is committed and unsealed becomes the next link of the chain.

Writers wait for nobody: rows are sealed afterwards, by one process at a time. A row that was begun earlier and committed later than others comes
into a later seal, whatever its id. A seal is one transaction: it is there with all its rows, or not at all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from haidang.base.text import Said, say
from haidang.portal.audit.chain import CELLS, hash_seal, leaf
from haidang.portal.audit.models import AuditRow, Seal
from haidang.portal.jobs.kinds import job
from haidang.portal.jobs.regular import regular

ROWS_AT_ONCE = 5_000  # as many as are sealed while a writer on SQLite waits
_EVERY = timedelta(minutes=5)


def seal(*, now: datetime) -> int:
    """
    Seal all rows that are committed and unsealed, and return how many seals were made.

    The first time on a day a seal is made in any case, if only an empty one: each day has a head, and that there is one
    says nothing of what was written.

    Parameters
    ----------
    now
        The moment, with its time zone.
    """
    made = 0
    while _seal_next(now):
        made += 1
    return made


def is_due(now: datetime) -> bool:
    """Return whether something is unsealed, or the day has no head yet; a portal in which nothing was ever written has none."""
    if AuditRow.objects.filter(seal=None).exists():
        return True
    return Seal.objects.exists() and not _has_head(now)


def _has_head(now: datetime) -> bool:
    return Seal.objects.filter(day=timezone.localdate(now)).exists()


@transaction.atomic
def _seal_next(now: datetime) -> bool:
    """Make the next seal, and return whether there was one to make."""
    _wait_for_turn()
    last = Seal.objects.order_by("-number").defer("leaves").first()
    number, before = (last.number + 1, last.sha256) if last is not None else (1, "")
    day = None if _has_head(now) else timezone.localdate(now)
    unsealed = AuditRow.objects.filter(seal=None)
    ids = list(unsealed.order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE])
    if not ids and (day is None or last is None):
        return False
    # marked first and read afterwards: what is committed in between may be marked too, and is then read too
    unsealed.filter(pk__lte=max(ids, default=0)).update(seal_id=number)
    marked = AuditRow.objects.filter(seal_id=number).order_by("pk").values_list(*CELLS)
    found = [leaf(cells) for cells in marked.iterator(chunk_size=ROWS_AT_ONCE)]
    leaves = b"".join(found)
    Seal.objects.create(
        number=number,
        day=day,
        sealed_at=now,
        count=len(found),
        leaves=leaves,
        before=before,
        sha256=hash_seal(number, day, now, before, leaves),
    )
    return True


def _wait_for_turn() -> None:
    """Let one process seal at a time; on SQLite a transaction that writes is alone by itself. Writers of rows are not kept waiting."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Seal._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _what() -> Said:
    return say("Sealing the audit")


@regular(is_due, _EVERY)
@job(_what)
def seal_audit() -> Said:
    """Seal what is unsealed."""
    made = seal(now=timezone.now())
    return say("Seals made: {count}.", count=made)
