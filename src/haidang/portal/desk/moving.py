"""Which moves of an entry who asks may make: what its buttons offer. Whether a move is made is judged again where it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from haidang.portal.desk.paging import Desk
from haidang.portal.entries.life import MOVES, Move
from haidang.portal.entries.models import Entry
from haidang.portal.entries.noting import hands_of

_OFFERED = ("submit", "check", "publish", "send_back", "take_back", "discard")


@dataclass(frozen=True, slots=True)
class Offer:
    """
    A move that could be made.

    Attributes
    ----------
    move
        The move.
    is_of_another
        Whether it takes another person: who asks had a hand in the entry.
    """

    move: Move
    is_of_another: bool = False


def offers(desk: Desk, entry: Entry) -> list[Offer]:
    """Return the moves of an entry for which who asks has the permission."""
    return list(_offers(desk, entry))


def moves_of_all(desk: Desk, entries: Iterable[Entry]) -> list[Move]:
    """Return the moves that can be made of one entry at least, by who asks, in the order of the life."""
    found = {each.move.code for entry in entries for each in _offers(desk, entry) if not each.is_of_another}
    return [MOVES[code] for code in _OFFERED if code in found]


def _offers(desk: Desk, entry: Entry) -> Iterator[Offer]:
    hands = hands_of(entry)
    for code in _OFFERED:
        move = MOVES[code]
        if entry.state in move.sources and desk.may(move.permission, entry.body_id):
            own = desk.acting(move.permission, entry.body_id).hands
            yield Offer(move, is_of_another=move.is_of_others and not hands.isdisjoint(own))
