"""
One thing in several territories: which areas stand beside another one, and a territory before and after its change.

Each keeps its own figures; nothing is added up, and none stands in the place of another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.base.days import AsOf
from haidang.base.text import Said
from haidang.core.areas.area import Area, Succession, predecessors_of, successors_of
from haidang.core.indicators.book import Book
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.indicators.series import Figure, last_of
from haidang.core.review.lines import Line

MOST_BESIDE = 12  # areas whose figures one page shows; the others are counted
MOST_READ = 60  # areas whose figures are read for that: a page must not grow slow with them


class Tie(StrEnum):
    """How the territory of another area hangs together with the one asked for."""

    NONE = ""
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """The figures of an indicator in another area, oldest first; one at least."""

    area: Area
    tie: Tie
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Turning:
    """
    A day on which areas became another one.

    Attributes
    ----------
    day
        The first day of the new territory.
    parts
        What it came from, also what no row holds.
    before, after
        The areas that are held, and the new one.
    rows
        Indicators with figures of two of the territories at least: the last figure of each area in `areas`.
    """

    day: date
    parts: tuple[Succession, ...]
    before: tuple[Area, ...]
    after: Area
    rows: tuple[tuple[Indicator, tuple[Figure | None, ...]], ...] = ()

    @property
    def areas(self) -> tuple[Area, ...]:
        """The old territories, then the new one."""
        return (*self.before, self.after)


@dataclass(frozen=True, slots=True)
class AreaView:
    """
    An area as of a day.

    Attributes
    ----------
    parent, children
        Its place in the tree on the day.
    predecessors, successors
        What it came from and became by the day.
    series
        Each indicator that has a figure of it, with the last one.
    turnings
        The days on which it came to be and ended, with the other territories.
    lines
        Targets for it that exist on the day.
    """

    as_of: AsOf
    area: Area
    parent: Area | None
    children: tuple[Area, ...]
    predecessors: tuple[Succession, ...]
    successors: tuple[Succession, ...]
    series: tuple[tuple[Indicator, Figure], ...]
    turnings: tuple[Turning, ...]
    lines: tuple[Line, ...]
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class TerritoryView:
    """The areas that exist on a day: one version of the territory."""

    as_of: AsOf
    areas: tuple[Area, ...]
    notices: tuple[Said, ...]


def areas_beside(
    held: Collection[str], areas: Mapping[str, Area], successions: Sequence[Succession], area: Area, day: date
) -> list[tuple[Area, Tie]]:
    """
    Return the areas that stand beside another one: what it came from and became, then those around it.

    Parameters
    ----------
    held
        Identifiers of areas that have figures.
    areas
        All areas by identifier.
    successions
        All successions; those after the day are not looked at.
    area
        The area asked for.
    day
        Day as of which.
    """
    known = [each for each in successions if each.day <= day]
    ties = {each.to_id: Tie.AFTER for each in successors_of(known, area.area_id)}
    ties = {each.from_id: Tie.BEFORE for each in predecessors_of(known, area.area_id)} | ties

    def order(each: Area) -> tuple[bool, bool, bool, str]:
        is_around = each.area_id == area.parent_id
        return each.area_id not in ties, not is_around, each.level != area.level, each.area_id

    found = (areas[each] for each in held if each in areas and each != area.area_id)
    return [(each, ties.get(each.area_id, Tie.NONE)) for each in sorted(found, key=order)]


def turnings_of(areas: Mapping[str, Area], successions: Iterable[Succession], area_id: str) -> list[Turning]:
    """Return how an area came to be and what it became, the earliest first; `successions` are those known."""
    known = list(successions)
    ends = {each.to_id for each in predecessors_of(known, area_id) + successors_of(known, area_id)}
    groups: dict[tuple[date, str], list[Succession]] = {}
    for each in known:
        if each.kind == "area" and each.to_id in ends and each.to_id in areas:
            groups.setdefault((each.day, each.to_id), []).append(each)
    return [
        Turning(
            day,
            tuple(parts),
            tuple(areas[each.from_id] for each in parts if each.from_id in areas),
            areas[to_id],
        )
        for (day, to_id), parts in sorted(groups.items())
    ]


def figures_across(
    book: Book, indicators: Iterable[Indicator], areas: Sequence[Area]
) -> tuple[tuple[Indicator, tuple[Figure | None, ...]], ...]:
    """Return the last figure of each area, of the indicators that two of them have figures of."""
    rows = []
    for indicator in indicators:
        last = tuple(
            last_of(book.figures(SeriesKey(indicator.indicator_id, area.area_id)).values()) for area in areas
        )
        if sum(figure is not None for figure in last) > 1:
            rows.append((indicator, last))
    return tuple(rows)
