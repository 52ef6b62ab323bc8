"""
The life of an entry: which moves there are, from where to where, who may make them. The one table of it; docs print it.

Three hands: who entered, who checks and who publishes are different persons, each also different from those in whose stead another one acted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from haidang.base.text import Said, say
from haidang.portal.entries.models import State

STATES: Mapping[str, Said] = {
    State.DRAFT: say("Draft"),
    State.ENTERED: say("Entered, to be checked"),
    State.CHECKED: say("Checked, to be published"),
    State.PUBLISHED: say("Published"),
    State.SENT_BACK: say("Sent back"),
    State.DISCARDED: say("Discarded"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """
    A move of an entry.

    Attributes
    ----------
    code, label
        Its code, and what it is called.
    permission
        What it takes.
    sources, target
        States from which it is allowed, and where it leads.
    is_of_others
        Whether it must be made by a person who had no hand in the entry before.
    needs_reason
        Whether a reason must be given.
    """

    code: str
    label: Said
    permission: str
    sources: tuple[State, ...]
    target: State
    is_of_others: bool = False
    needs_reason: bool = False


_ALL = (
    Move("save", say("Save"), "entries.enter", (State.DRAFT, State.SENT_BACK), State.DRAFT),
    Move("submit", say("Submit"), "entries.enter", (State.DRAFT, State.SENT_BACK), State.ENTERED),
    Move("take_back", say("Take back"), "entries.enter", (State.ENTERED,), State.DRAFT),
    Move("discard", say("Discard"), "entries.enter", (State.DRAFT, State.SENT_BACK), State.DISCARDED),
    Move("check", say("Check"), "entries.check", (State.ENTERED,), State.CHECKED, is_of_others=True),
    Move("publish", say("Publish"), "entries.publish", (State.CHECKED,), State.PUBLISHED, is_of_others=True),
    Move("send_back", say("Send back"), "entries.check", (State.ENTERED, State.CHECKED), State.SENT_BACK, needs_reason=True),
)  # fmt: skip
MOVES: Mapping[str, Move] = {each.code: each for each in _ALL}
