"""
Computing the chain anew, from its first seal to the last: is every sealed row there, as it was sealed, and no other.

It reads some thousand rows at a time, so that it takes no more memory for a million. Nothing is locked: what is sealed does not change, and
what is sealed meanwhile is not waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.portal.audit.chain import CELLS, commit, hash_seal, leaf, read_leaves
from haidang.portal.audit.models import AuditRow, Seal
from haidang.telling.audit import Link, Verified

_ROWS_AT_ONCE = 5_000
_SEALS_AT_ONCE = 20  # each may have leaves of 200 kB
_LATE = timedelta(hours=1)
_HASH_DIGITS = 64
_VALUES = ("values", "salt")
_READ = ("seal_id", *CELLS, *_VALUES)
_AT, _COMMITMENT = CELLS.index("at"), CELLS.index("commitment")

Row = tuple[Any, ...]


def count_sealed() -> int:
    """Return how many rows are sealed, as the seals say."""
    return Seal.objects.aggregate(sum=Sum("count"))["sum"] or 0


def read_head(text: str) -> str:
    """
    Return a head as it is kept.

    Raises
    ------
    UseError
        For what is no hash.
    """
    head = text.strip().lower()
    if head and not (len(head) == _HASH_DIGITS and set(head) <= set("0123456789abcdef")):
        raise UseError(
            say("«{seen}» is no head of the audit.", seen=text),
            say(
                "A head is {count} digits from 0 to 9 and a to f, as the page of the seals shows it.",
                count=_HASH_DIGITS,
            ),
            "--head",
        )
    return head


def verify(head: str = "", *, on_rows: Callable[[int], object] = lambda _: None) -> Verified:
    """
    Compute the chain anew, up to the first thing that does not fit.

    Parameters
    ----------
    head
        A hash that was published, as `read_head` returns it; empty without one.
    on_rows
        Called with the number of rows that were read, each time some were.
    """
    walk = _Walk(head)
    for seals in _batches():
        first, last = seals[0].number, seals[-1].number
        try:
            rows = _rows(first, last)
        except ValueError:  # SQLite holds a 13th month too
            return walk.result(
                say("a row of the seals {first} to {last} cannot be read.", first=str(first), last=str(last))
            )
        for seal in seals:
            flaw = walk.take(seal, rows.get(seal.number, ()))
            if flaw is not None:
                return walk.result(flaw)
        on_rows(sum(map(len, rows.values())))
    return walk.result(_beyond(walk.last) or walk.missing_head())


@dataclass
class _Walk:
    """The way along the chain: what fits so far."""

    head: str
    last: Seal | None = None
    found: Verified = field(default_factory=Verified)

    def take(self, seal: Seal, rows: Sequence[Row]) -> Said | None:
        """Take the next seal with its rows, or return what does not fit."""
        flaw = _flaw_of(seal, self.last) or _flaw_in(seal, rows)
        if flaw is not None:
            return flaw
        since = self.last.sealed_at - _LATE if self.last is not None else None
        late = [cells[0] for cells, _ in rows if since is not None and cells[_AT] < since]
        self.found = replace(
            self.found,
            rows=self.found.rows + len(rows),
            seals=self.found.seals + 1,
            erased=self.found.erased
            + sum(bool(cells[_COMMITMENT] and not values) for cells, (values, _) in rows),
            late=self.found.late + len(late),
            first_late=self.found.first_late or (late[0] if late else 0),
            found=_link(seal) if seal.sha256 == self.head else self.found.found,
        )
        self.last = seal
        return None

    def missing_head(self) -> Said | None:
        """Return that the head asked for is that of no seal."""
        if not self.head or self.found.found is not None:
            return None
        return say(
            "no seal has the head {head}. If it was published by this portal, the end of the chain was taken away, or the chain was made anew.",
            head=self.head,
        )

    def result(self, flaw: Said | None) -> Verified:
        """Return what was found, with the first thing that does not fit."""
        last = _link(self.last) if self.last is not None else None
        unsealed = AuditRow.objects.filter(seal=None).count()
        return replace(self.found, last=last, head=self.head, flaw=flaw, unsealed=unsealed)


def _batches() -> Iterator[list[Seal]]:
    """Yield seals in their order, as many at once as have some thousand rows together."""
    batch: list[Seal] = []
    for seal in Seal.objects.order_by("number").iterator(chunk_size=_SEALS_AT_ONCE):
        if batch and sum(each.count for each in batch) + seal.count > _ROWS_AT_ONCE:
            yield batch
            batch = []
        batch.append(seal)
    if batch:
        yield batch


def _rows(first: int, last: int) -> dict[int, list[Row]]:
    """Return the rows of seals by seal, each as its cells and its values."""
    found = (
        AuditRow.objects.filter(seal_id__gte=first, seal_id__lte=last)
        .order_by("seal_id", "pk")
        .values_list(*_READ)
    )
    ends = -len(_VALUES)
    return {
        number: [(each[1:ends], each[ends:]) for each in of]
        for number, of in groupby(found.iterator(chunk_size=_ROWS_AT_ONCE), itemgetter(0))
    }


def _flaw_of(seal: Seal, before: Seal | None) -> Said | None:
    """Return what does not fit of a seal itself."""
    expected = before.number + 1 if before is not None else 1
    if seal.number != expected:
        return say("seal {number} is missing.", number=str(expected))
    if seal.before != (before.sha256 if before is not None else ""):
        return say("seal {number} does not follow the seal before it.", number=str(seal.number))
    leaves = bytes(seal.leaves)
    made = hash_seal(seal.number, seal.day, seal.sealed_at, seal.before, leaves)
    if seal.sha256 != made or seal.count != len(list(read_leaves(leaves))):
        return say(
            "seal {number} was changed: its hash is not that of what stands in it.", number=str(seal.number)
        )
    return None


def _flaw_in(seal: Seal, rows: Sequence[Row]) -> Said | None:
    """Return the first row of a seal that is not as it was sealed; the seal itself fits."""
    sealed = dict(read_leaves(bytes(seal.leaves)))
    held = {cells[0]: (cells, values) for cells, values in rows}

    def where(row_id: int) -> dict[str, object]:
        day = timezone.localtime(seal.sealed_at).date()
        return {"row": str(row_id), "number": str(seal.number), "day": day}

    for row_id in sorted(sealed.keys() | held.keys()):
        if row_id not in held:
            return say("row {row} is missing; seal {number} of {day} closes it.", **where(row_id))
        if row_id not in sealed:
            return say(
                "row {row} was put in: seal {number} of {day}, to which it claims to belong, does not close it.",
                **where(row_id),
            )
        cells, (values, salt) = held[row_id]
        if leaf(cells) != sealed[row_id]:
            return say(
                "row {row} was changed after it was sealed by seal {number} of {day}.", **where(row_id)
            )
        if (values or salt) and commit(values, salt) != cells[_COMMITMENT]:
            return say(
                "the values of row {row} were changed after it was sealed by seal {number} of {day}.",
                **where(row_id),
            )
    return None


def _beyond(last: Seal | None) -> Said | None:
    """Return a row that names a seal which is not there."""
    newest = last.number if last is not None else 0
    row = AuditRow.objects.filter(Q(seal_id__gt=newest) | Q(seal_id__lt=1)).order_by("pk").first()
    if row is None or row.seal_id is None or Seal.objects.filter(number=row.seal_id).exists():  # sealed since
        return None
    return say(
        "row {row} names seal {number}, which is not there: the end of the chain was taken away.",
        row=str(row.pk),
        number=str(row.seal_id),
    )


def _link(seal: Seal) -> Link:
    return Link(seal.number, timezone.localtime(seal.sealed_at), seal.sha256)
