"""
The figures that a body makes, line by line, for periods to be filled: for the grid, and for the template of an upload.

A line is an indicator in an area, as one producer of the body has it by one definition. Where an area has ended since, the line is of the one
that followed it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from haidang.base.periods import Period
from haidang.core.areas.heirs import heir_of
from haidang.core.bodies.tree import BodyTree
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.portal.entries.offering import offered
from haidang.portal.registry.evidence import DatabaseEvidence

_SHOWN = 2
_OFFICIAL = "A"


@dataclass(frozen=True, slots=True)
class Line:
    """
    What is filled for some periods.

    Attributes
    ----------
    indicator, area_id, producer_id, definition, unit
        What it is.
    held
        Its figures that are held and not withdrawn, of this producer and definition, the latest period first, its last vintage alone.
    """

    indicator: Indicator
    area_id: str
    producer_id: str
    definition: str
    unit: str
    held: tuple[Observation, ...] = ()

    def of(self, period: Period) -> Observation | None:
        """Return the figure of a period that is held."""
        return next((each for each in self.held if each.period == period), None)

    @property
    def status(self) -> str:
        """The status that its last figure has; that of an official one without any."""
        return self.held[0].status if self.held else _OFFICIAL

    @property
    def latest(self) -> tuple[Observation, ...]:
        """The last figures that are held, to compare with."""
        return self.held[:_SHOWN]


class Ground(Protocol):
    """What lines are made from: a request at the desk is one."""

    @property
    def evidence(self) -> DatabaseEvidence:
        """What is held."""

    @property
    def tree(self) -> BodyTree:
        """The tree of bodies."""

    @property
    def today(self) -> date:
        """The current day."""


def lines_of(
    ground: Ground, body_id: str, periods: Sequence[Period], *, area_id: str = "", topic: str = ""
) -> list[Line]:
    """
    Return what a body fills for periods, by indicator, area and producer.

    Parameters
    ----------
    ground, body_id
        What is held, and the body.
    periods
        The periods; a line is there whose area exists at the end of one.
    area_id, topic
        Narrow the lines to an area or a topic.
    """
    evidence = ground.evidence
    indicators = {
        key: each
        for key, each in offered(evidence, ground.tree, body_id, ground.today).items()
        if topic in ("", each.topic)
    }
    own, heirs = ground.tree.below(body_id, ground.today), _Heirs(evidence, periods)

    def read(keys: Collection[SeriesKey]) -> dict[tuple[str, str, str], Line]:
        figures = evidence.observations(keys)
        found: dict[tuple[str, str, str], Line] = {}
        for key in keys:
            for line in _of_series(indicators[key.indicator_id], key, figures.get(key, ()), own):
                for heir in heirs.of(line.area_id):
                    place = (key.indicator_id, heir, line.producer_id)
                    if heir == line.area_id:
                        found[place] = line
                    else:  # what the former area had is not the new one's
                        found.setdefault(place, replace(line, area_id=heir, held=()))
        return found

    series = {key for key in evidence.series() if key.indicator_id in indicators}
    here = {key for key in series if not area_id or area_id in heirs.of(key.area_id)}
    found = read(here)
    bare = indicators.keys() - {place[0] for place in found}
    bare -= {place[0] for place in read({key for key in series - here if key.indicator_id in bare})}
    for indicator in (indicators[each] for each in bare):
        preferred = indicator.preferred_producer_id
        producer_id = preferred if preferred in own else body_id
        for heir in heirs.of(evidence.description().area_id):
            found[indicator.indicator_id, heir, producer_id] = Line(
                indicator, heir, producer_id, "", indicator.unit
            )
    return [line for _, line in sorted(found.items()) if area_id in ("", line.area_id)]


def exists_in(evidence: DatabaseEvidence, line: Line, period: Period) -> bool:
    """Return whether the area of a line exists at the end of a period."""
    return evidence.areas()[line.area_id].exists_on(period.end)


class _Heirs:
    """Which areas took the place of one at the ends of periods; asked once for each area."""

    def __init__(self, evidence: DatabaseEvidence, periods: Sequence[Period]) -> None:
        self._areas, self._successions = evidence.areas(), evidence.successions()
        self._days = {period.end for period in periods}
        self._kept: dict[str, frozenset[str]] = {}

    def of(self, area_id: str) -> frozenset[str]:
        """Return the areas."""
        if area_id not in self._kept:
            found = (heir_of(self._areas, self._successions, area_id, day) for day in self._days)
            self._kept[area_id] = frozenset(filter(None, found))
        return self._kept[area_id]


def _of_series(
    indicator: Indicator, key: SeriesKey, figures: Sequence[Observation], own: frozenset[str]
) -> Iterator[Line]:
    """Yield a line for each producer of the body that has figures, by the definition of its last one."""
    by_producer: dict[str, list[Observation]] = {}
    for each in figures:
        if each.producer_id in own and each.withdrawn_on is None:
            by_producer.setdefault(each.producer_id, []).append(each)
    for producer_id, of in by_producer.items():
        last = max(of, key=lambda each: (each.period.end, each.public_by))
        by_period = {
            each.period: each
            for each in sorted(of, key=lambda each: each.public_by)
            if each.definition == last.definition
        }
        held = sorted(by_period.values(), key=lambda each: (each.period.end, each.period.days), reverse=True)
        yield Line(indicator, key.area_id, producer_id, last.definition, last.unit, tuple(held))
