"""Reading the audit: the heads that are public, and the rows as an auditor asks for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from haidang.portal.audit.chain import CELLS, leaf, read_leaves
from haidang.portal.audit.models import AuditRow, Seal
from haidang.telling.seals import Head


def list_heads(until: date) -> list[Head]:
    """Return the heads that were published by a day, the newest first."""
    found = Seal.objects.filter(day__lte=until).order_by("-number")
    return [Head(day, sha256) for day, sha256 in found.values_list("day", "sha256") if day is not None]


def newest_head_at() -> datetime | None:
    """Return when the newest head was made; None without any."""
    return Seal.objects.exclude(day=None).order_by("-number").values_list("sealed_at", flat=True).first()


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Which rows are asked for; what is empty narrows nothing.

    Attributes
    ----------
    since, until
        First and last day, where the city lies.
    act, table
        What was done, and to what.
    text
        Part of a key.
    account_keys
        Any of these accounts wrote, or somebody in their stead; None narrows nothing.
    body_id
        The body of the office in which it was written.
    before
        The id of a row: those before it alone, which stay the same while rows are added.
    """

    since: date | None = None
    until: date | None = None
    act: str = ""
    table: str = ""
    text: str = ""
    account_keys: Collection[str] | None = None
    body_id: str = ""
    before: int | None = None


def find_rows(wanted: Wanted) -> QuerySet[AuditRow]:
    """Return the rows that are asked for, the newest first."""
    rows = AuditRow.objects.order_by("-pk").select_related("seal").defer("seal__leaves")
    equal = {"act": wanted.act, "table": wanted.table, "body_id": wanted.body_id}
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if wanted.text:
        rows = rows.filter(key__icontains=wanted.text)
    if wanted.since is not None and wanted.since > date.min:
        rows = rows.filter(at__gte=_morning(wanted.since))
    if wanted.until is not None and wanted.until < date.max:
        rows = rows.filter(at__lt=_morning(wanted.until + timedelta(days=1)))
    if wanted.before is not None:
        rows = rows.filter(pk__lt=wanted.before)
    if wanted.account_keys is not None:
        keys = list(wanted.account_keys)
        rows = rows.filter(Q(by_key__in=keys) | Q(for_key__in=keys))
    return rows


def head_of(seal: Seal) -> Seal | None:
    """Return the first seal from this one on whose hash is published; None when it is still to come."""
    return (
        Seal.objects.filter(number__gte=seal.number)
        .exclude(day=None)
        .order_by("number")
        .defer("leaves")
        .first()
    )


def is_as_sealed(row: AuditRow) -> bool:
    """Return whether a sealed row is as its seal has it."""
    if row.seal is None:
        raise ValueError("the row is not sealed")
    cells = AuditRow.objects.values_list(*CELLS).get(pk=row.pk)
    return dict(read_leaves(bytes(row.seal.leaves))).get(row.pk) == leaf(cells)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_default_timezone())
