"""
Who sees a row: the one rule, applied before anything is counted.

What is recorded is public unless it is withheld: for the office alone, until a moment, or for ever because a law says so.
What is withheld is so on every day and in every revision, and so is whatever refers to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.crypto import salted_hmac

from haidang.core.pack.tables import FORECASTS, OBSERVATIONS
from haidang.portal.registry.models import ROWS, Revision, Row, Withheld, WithheldRow, rows_at

_AT_ONCE = 500  # identifiers in one condition


@dataclass(frozen=True, slots=True)
class Sight:
    """
    What the public sees at a moment; equal to another one that sees the same.

    Attributes
    ----------
    stamp
        Tells one state of what is withheld from another; empty when nothing is.
    changed_at
        When it changed last; None when it never did.
    closed
        The rows that are withheld, by table.
    unseen_from
        The first day, in ISO form, by which a figure that is withheld was public; empty without one.
    """

    stamp: str = ""
    changed_at: datetime | None = field(default=None, compare=False)
    closed: Mapping[str, frozenset[int]] = field(default_factory=dict, compare=False)
    unseen_from: str = field(default="", compare=False)

    def rows(self, table: str, revision: Revision) -> QuerySet[Row]:
        """Return those rows of a table in a revision that everyone may see."""
        rows = rows_at(table, revision.number)
        for part in _parts(self.closed.get(table, ())):
            rows = rows.exclude(pk__in=part)
        if (
            self.unseen_from and table == FORECASTS.name
        ):  # one that knew a figure which is not seen would tell of it
            made_from_seen = Q(("data_sha256", self.hashed(revision.data_sha256)))
            rows = rows.filter(made_from_seen | Q(("as_of__lt", self.unseen_from)))
        return rows

    def hashed(self, content_hash: str) -> str:
        """
        Return the hash of what is seen of content with this hash; the same when all of it is.

        It is made with a secret, or whoever guesses what is withheld could make sure of it.
        """
        if not self.stamp:
            return content_hash
        return salted_hmac("haidang.sight", f"{content_hash} {self.stamp}", algorithm="sha256").hexdigest()


def public_sight(now: datetime) -> Sight:
    """Return what the public sees at a moment, with its time zone."""
    held = Withheld.objects.aggregate(
        count=Count("pk"),
        recorded=Max("recorded_at", filter=Q(recorded_at__lte=now)),
        ended=Max("until", filter=Q(until__lte=now)),
    )
    if not held["count"]:
        return Sight()
    changed_at = max(filter(None, (held["recorded"], held["ended"])), default=None)
    closed: dict[str, set[int]] = {}
    for table, row_id in WithheldRow.objects.filter(_is_closed(now)).values_list("table", "row_id"):
        closed.setdefault(table, set()).add(row_id)
    if not closed:
        return Sight(changed_at=changed_at)
    removed = (
        Withheld.objects.filter(state=Withheld.State.REMOVED).order_by("pk").values_list("pk", flat=True)
    )
    text = ";".join(
        [*(f"{table}:{sorted(ids)}" for table, ids in sorted(closed.items())), f"removed:{list(removed)}"]
    )
    stamp = hashlib.sha256(text.encode()).hexdigest()
    return Sight(
        stamp, changed_at, {table: frozenset(ids) for table, ids in closed.items()}, _first_day(closed)
    )


def _first_day(closed: Mapping[str, Collection[int]]) -> str:
    """Return the first day by which one of these figures was public."""
    figures = ROWS[OBSERVATIONS.name]._default_manager
    days = (
        figures.filter(pk__in=part).aggregate(first=Min("public_by"))["first"]
        for part in _parts(closed.get(OBSERVATIONS.name, ()))
    )
    return min(filter(None, days), default="")


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _is_closed(now: datetime) -> Q:
    """Return the condition that a row is withheld still: an embargo ends by itself, the others do not."""
    return Q(withheld__until=None) | Q(withheld__until__gt=now)
