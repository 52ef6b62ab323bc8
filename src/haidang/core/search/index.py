"""
An index of things by their words, and looking in it.

A thing is found when each word looked for begins a word of it; case, diacritics, hyphens and order do not matter. The
index is one text a thing, read from end to end: with some ten thousand things that takes milliseconds, and the work is
bounded by the number of things and of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from haidang.base.text import Name, words_of


class Rank(IntEnum):
    """How a thing was found, the closest first."""

    EXACT = 0  # its identifier or number is what was looked for
    BEGINS = 1  # a name begins with it
    NAMED = 2  # its words stand in names and codes
    ELSEWHERE = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A thing that can be found.

    Attributes
    ----------
    kind, item_id
        What it is, and its identifier; together unique.
    name
        Its name in all languages.
    codes
        Its identifier and official numbers.
    details
        Other texts in which its words may stand.
    since
        The first day on which it can be found; None when it always could.
    """

    kind: str
    item_id: str
    name: Name
    codes: tuple[str, ...]
    details: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, and how."""

    entry: Entry
    rank: Rank


@dataclass(frozen=True, slots=True)
class _Folded:
    """The words of an entry, a blank before each, so that ` ha` finds what begins with «ha»."""

    entry: Entry
    codes: tuple[str, ...]
    names: tuple[str, ...]
    named: str
    whole: str


Index = Sequence[_Folded]
"""What `make_index` returns."""


def make_index(entries: Iterable[Entry]) -> Index:
    """Return an index of things."""
    return [_fold(each) for each in entries]


def _fold(entry: Entry) -> _Folded:
    codes = tuple(_joined(each) for each in entry.codes if each)
    names = tuple(
        dict.fromkeys(_joined(each) for each in (entry.name.vi, entry.name.en, entry.name.fr) if each)
    )
    named = "".join((*names, *codes))
    return _Folded(entry, codes, names, named, named + "".join(_joined(each) for each in entry.details))


def _joined(text: str) -> str:
    return _after_blanks(words_of(text))


def _after_blanks(words: Iterable[str]) -> str:
    return "".join(f" {each}" for each in words)


def look_up(index: Index, words: Sequence[str], day: date) -> list[Hit]:
    """
    Return what is found, the closest first.

    Parameters
    ----------
    index
        Made by `make_index`.
    words
        Folded words, all of which must be found; without any nothing is.
    day
        What was not there by the end of this day is not found.
    """
    wanted = [f" {each}" for each in _telling(words)]
    if not wanted:
        return []
    phrase = _after_blanks(words)
    hits = [
        Hit(each.entry, _rank(each, wanted, phrase))
        for each in index
        if (each.entry.since is None or each.entry.since <= day)
        and all(word in each.whole for word in wanted)
    ]
    # of names that say as much, the shorter one says it of less else
    return sorted(hits, key=lambda hit: (hit.rank, len(hit.entry.name.vi)))


def _telling(words: Iterable[str]) -> list[str]:
    """Return the words that say something: where «hai» is looked for, «ha» is found by itself."""
    distinct = sorted(set(words))
    following = [*distinct[1:], ""]
    return [each for each, after in zip(distinct, following, strict=False) if not after.startswith(each)]


def _rank(each: _Folded, wanted: Sequence[str], phrase: str) -> Rank:
    if phrase in each.codes:
        return Rank.EXACT
    if any(name.startswith(phrase) for name in each.names):
        return Rank.BEGINS
    return Rank.NAMED if all(word in each.named for word in wanted) else Rank.ELSEWHERE
