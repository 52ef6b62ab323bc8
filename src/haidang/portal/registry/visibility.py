"""
Who sees a row: the one rule, applied before anything is counted.

What is recorded is public unless it is withheld: for the office alone, until a moment, or for ever because a law says so.
What is withheld is so on every day and in every revision, and so is whatever refers to it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from haidang.portal.registry.models import Row, Withheld, WithheldRow


@dataclass(frozen=True, slots=True)
class Sight:
    """
    What the public sees at a moment.

    Attributes
    ----------
    now
        The moment.
    stamp
        Tells one state of what is withheld from another; empty when nothing is.
    tables
        Tables of which some row is withheld.
    """

    now: datetime
    stamp: str = ""
    tables: frozenset[str] = frozenset()

    def of(self, rows: QuerySet[Row], table: str) -> QuerySet[Row]:
        """Return those rows of a table that everyone may see."""
        if table not in self.tables:
            return rows
        return rows.exclude(pk__in=_closed(self.now).filter(table=table).values("row_id"))

    def hashed(self, content_hash: str) -> str:
        """Return the hash of what is seen of content with this hash; the same when all of it is."""
        return (
            hashlib.sha256(f"{content_hash} {self.stamp}".encode()).hexdigest()
            if self.stamp
            else content_hash
        )


def public_sight(now: datetime) -> Sight:
    """Return what the public sees at a moment, with its time zone."""
    held = list(Withheld.objects.filter(_is_closed("", now)).order_by("pk").values_list("pk", flat=True))
    if not held:
        return Sight(now)
    stamp = hashlib.sha256(",".join(map(str, held)).encode()).hexdigest()[:16]
    return Sight(now, stamp, frozenset(_closed(now).values_list("table", flat=True).distinct()))


def _closed(now: datetime) -> QuerySet[WithheldRow]:
    return WithheldRow.objects.filter(_is_closed("withheld__", now))


def _is_closed(prefix: str, now: datetime) -> Q:
    """Return the condition that what is withheld is so still: an embargo ends by itself, the others do not."""
    return Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": now})
