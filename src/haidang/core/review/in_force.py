"""Which bodies stand in the place of others on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from haidang.core.areas.area import Succession


def bodies_in_force(body_ids: Iterable[str], successions: Sequence[Succession], day: date) -> tuple[str, ...]:
    """
    Return the bodies that stand in the place of others on a day, each once.

    Parameters
    ----------
    body_ids
        Bodies as they were named; empty ones are passed over.
    successions
        Successions of areas and bodies; those after the day are not looked at.
    day
        The day.
    """
    found: dict[str, None] = {}
    seen: set[str] = set()
    todo = [each for each in body_ids if each]
    while todo:
        body_id = todo.pop(0)
        if body_id in seen:
            continue
        seen.add(body_id)
        after = [
            each.to_id
            for each in successions
            if each.kind == "body" and each.from_id == body_id and each.day <= day
        ]
        if after:
            todo = [*after, *todo]
        else:
            found[body_id] = None
    return tuple(found)
