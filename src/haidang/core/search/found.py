"""What was found, by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from haidang.base.days import AsOf
from haidang.base.text import Said
from haidang.core.search.index import Hit

KINDS = ("target", "indicator", "document", "area", "body", "source", "commitment", "method")


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the closest ones, and how many there are."""

    kind: str
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SearchView:
    """
    What was found.

    Attributes
    ----------
    query, words
        What was looked for, as written and as folded words; without a word nothing was looked for.
    kind
        The one kind asked for; empty for all.
    groups
        What was found by kind, the kind of the closest hit first.
    """

    as_of: AsOf
    query: str
    words: tuple[str, ...]
    kind: str
    groups: tuple[Group, ...]
    notices: tuple[Said, ...]

    @property
    def count(self) -> int:
        """How many things were found."""
        return sum(group.count for group in self.groups)


def group(hits: Iterable[Hit], shown: int) -> tuple[Group, ...]:
    """Return hits, the closest first, by kind; of each no more than `shown`."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.entry.kind, []).append(hit)
    kinds = sorted(by_kind, key=lambda kind: (by_kind[kind][0].rank, KINDS.index(kind)))
    return tuple(Group(kind, tuple(by_kind[kind][:shown]), len(by_kind[kind])) for kind in kinds)
