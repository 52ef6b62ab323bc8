"""Reading entries for who asks: which they may see, what waits for them, and a row beside what is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from haidang.core.bodies.tree import EVERY_BODY, BodyTree
from haidang.core.pack.tables import BY_NAME, OBSERVATIONS
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.permissions import Holder, bodies_of, may
from haidang.portal.accounts.roles import BY_CODE
from haidang.portal.entries.models import OPEN, Entry, State
from haidang.portal.entries.proposing import PUBLIC_BY, Cells, read_cells
from haidang.portal.registry.queries import get_revision
from haidang.portal.registry.visibility import public_sight

SEE = "entries.see"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many entries wait, and since when the oldest does; None without any."""

    count: int
    since: datetime | None


def seen_by(holder: Holder, tree: BodyTree, day: date, code: str = SEE) -> QuerySet[Entry]:
    """
    Return the entries over whose bodies somebody has a permission on a day.

    Parameters
    ----------
    holder
        Who asks.
    tree, day
        The bodies, and the day; what became of a body answers for what is left of it.
    code
        The permission.
    """
    return Entry.objects.filter(_is_over(holder, tree, day, code))


def entered_by(account: Account) -> Q:
    """Return the condition that an account entered an entry, or mended it."""
    return Q(enterers__contains=f'"{account.key}"')


def handled_by(account: Account) -> Q:
    """Return the condition that an account has a hand in an entry."""
    return entered_by(account) | Q(checkers__contains=f'"{account.key}"')


def waiting_for(holder: Holder, tree: BodyTree, day: date) -> Mapping[str, Waiting]:
    """
    Return what waits for somebody, in one statement: `sent_back` and `drafts` of their own, `to_check` and `to_publish` of others.

    What they had a hand in waits for another person, and is left out of the last two.
    """
    mine, had_hand = entered_by(holder.account), handled_by(holder.account)
    conditions = {
        "sent_back": Q(state=State.SENT_BACK) & mine,
        "drafts": Q(state=State.DRAFT) & mine,
        "to_check": Q(state=State.ENTERED) & _is_over(holder, tree, day, "entries.check") & ~had_hand,
        "to_publish": Q(state=State.CHECKED) & _is_over(holder, tree, day, "entries.publish") & ~had_hand,
    }
    counts = {f"{name}_count": Count("pk", filter=each) for name, each in conditions.items()}
    oldest = {f"{name}_since": Min("moved_at", filter=each) for name, each in conditions.items()}
    found = seen_by(holder, tree, day).filter(state__in=OPEN).aggregate(**counts, **oldest)
    return {name: Waiting(found[f"{name}_count"], found[f"{name}_since"]) for name in conditions}


def rows_beside(entry: Entry) -> Sequence[Cells]:
    """
    Return the rows that are held about the same thing: of a figure all vintages of its producer, the last one first.

    What is withheld, or was removed by law, is not among them.
    """
    table, subject = BY_NAME[entry.table], read_cells(entry.subject)
    names = [name for name in table.key if table is not OBSERVATIONS or name != PUBLIC_BY]
    seen = public_sight(timezone.now()).rows(table.name, get_revision())
    rows = seen.filter(**{name: subject.get(name) for name in names})
    found: list[Cells] = list(rows.values(*table.names))
    return sorted(found, key=lambda cells: cells.get(PUBLIC_BY) or "", reverse=True)


def _is_over(holder: Holder, tree: BodyTree, day: date, code: str) -> Q:
    """Return the condition that a permission is held over the body of an entry."""
    if not may(holder, code):
        return Q(pk__in=())
    if any(each.role in BY_CODE[code].roles and each.body_id == EVERY_BODY for each in holder.offices):
        return Q()  # those of bodies that are not known any more too
    return Q(body_id__in=sorted(bodies_of(holder, code, tree, day)))
