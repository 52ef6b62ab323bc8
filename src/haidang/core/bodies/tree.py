"""
Which body stands in for which: the tree of bodies with their days, and what they became.

A body answers for itself and for all below it. When a body has ended, what became of it answers for what it left; a body that has ended
answers for nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from haidang.core.bodies.body import Body

EVERY_BODY = ""
"""What an office holds that answers for every body of the city."""


@dataclass(frozen=True, slots=True)
class BodyTree:
    """
    Bodies by identifier, and the successors of each.

    Attributes
    ----------
    bodies
        All bodies, those that have ended too.
    successors
        What became of a body: the identifiers of those that followed it.
    """

    bodies: Mapping[str, Body]
    successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_there(self, body_id: str, day: date) -> bool:
        """Return whether a body exists on a day."""
        body = self.bodies.get(body_id)
        if body is None:
            return False
        is_made = body.valid_from is None or body.valid_from <= day
        return is_made and (body.valid_to is None or body.valid_to >= day)

    def answers_for(self, holder_id: str, body_id: str, day: date) -> bool:
        """
        Return whether one body answers for another on a day.

        Parameters
        ----------
        holder_id
            The body that would answer; `EVERY_BODY` answers for every one.
        body_id
            The body in question; it may have ended.
        day
            The day on which it is asked.
        """
        if holder_id == EVERY_BODY:
            return True
        return self.is_there(holder_id, day) and holder_id in self.above(body_id, day)

    def above(self, body_id: str, day: date) -> frozenset[str]:
        """Return a body, all above it, and where it has ended by a day its successors with all above them."""
        found: set[str] = set()
        ahead = [body_id]
        while ahead:
            each = ahead.pop()
            body = self.bodies.get(each)
            if body is None or each in found:
                continue
            found.add(each)
            if body.parent_id:
                ahead.append(body.parent_id)
            if body.valid_to is not None and body.valid_to < day:
                ahead += self.successors.get(each, ())
        return frozenset(found)

    def below(self, holder_id: str, day: date) -> frozenset[str]:
        """Return every body for which one answers on a day."""
        return frozenset(each for each in self.bodies if self.answers_for(holder_id, each, day))


def make_tree(bodies: Mapping[str, Body], followed: Iterable[tuple[str, str]] = ()) -> BodyTree:
    """
    Return the tree of bodies.

    Parameters
    ----------
    bodies
        All bodies by identifier.
    followed
        Pairs of a body and one that followed it.
    """
    successors: dict[str, tuple[str, ...]] = {}
    for body_id, successor_id in followed:
        successors[body_id] = (*successors.get(body_id, ()), successor_id)
    return BodyTree(bodies, successors)
