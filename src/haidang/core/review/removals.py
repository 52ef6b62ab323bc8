"""What was removed by law, as of a day: that a figure of a series was, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from haidang.base.days import AsOf
from haidang.base.text import Said, say
from haidang.core.evidence import Evidence, Removal
from haidang.core.indicators.indicator import SeriesKey


@dataclass(frozen=True, slots=True)
class RemovalsView:
    """What was removed by law and was public by a day: the last removals first."""

    as_of: AsOf
    removals: tuple[Removal, ...]
    notices: tuple[Said, ...]


def list_removals(evidence: Evidence, day: date) -> Sequence[Removal]:
    """Return what is told of as of a day of what was removed by law, the last removals first."""
    told = (each for each in evidence.description().removals if each.is_told(day))
    return sorted(told, key=lambda each: (each.removed_on, each.basis), reverse=True)


def removal_notices(evidence: Evidence, key: SeriesKey | None, day: date) -> list[Said]:
    """Return what a reader of a series must know: which law took a figure of it away. What it said is told nowhere."""
    laws = {
        (each.removed_on, each.basis): None
        for each in list_removals(evidence, day)
        if key is not None and (each.indicator_id, each.area_id) == (key.indicator_id, key.area_id)
    }
    return [
        say(
            "A figure of this series was removed by law on {day}: {basis}.",
            day=removed_on,
            basis=basis.rstrip("."),
        )
        for removed_on, basis in laws
    ]
