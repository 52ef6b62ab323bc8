"""Erasing values from the audit when a law says so: what was written stays known, and the chain stays whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from haidang.portal.audit.models import AuditRow
from haidang.portal.audit.recording import Actor, Write, record


def erase_values(table: str, keys: Iterable[str], *, by: Actor, now: datetime) -> int:
    """
    Erase the values in all rows about some things, inside the caller's transaction; returns in how many there were any.

    Which fields were written, by whom and when, stays. What is left of a value is its hash with a salt of chance that is gone
    too: nobody can find out by guessing what it was.

    Parameters
    ----------
    table, keys
        The things, as they were recorded.
    by
        Who erases.
    now
        The moment, with its time zone.
    """
    erased = {
        key: AuditRow.objects.filter(table=table, key=key).exclude(values="").update(values="", salt="")
        for key in keys
    }
    writes = [
        Write("audit.erase", table, key, {"rows": str(count)}) for key, count in erased.items() if count
    ]
    record(writes, by=by, now=now)
    return sum(erased.values())
