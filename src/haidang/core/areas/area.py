"""Areas with validity, successions, and the version of the territory on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from haidang.base.text import Name


@dataclass(frozen=True, slots=True)
class Area:
    """
    An administrative area.

    Attributes
    ----------
    valid_from, valid_to
        First and last day of existence; None when open.
    """

    area_id: str
    level: str
    name: Name
    kind: str = ""
    official_code: str = ""
    parent_id: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    area_km2: float | None = None
    lon: float | None = None
    lat: float | None = None
    source_id: str = ""
    confidence: str = ""
    note: str = ""

    def exists_on(self, day: date) -> bool:
        """Return whether the area exists on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and not self.ended_by(day)

    def ended_by(self, day: date) -> bool:
        """Return whether the area has ceased to exist before or at the end of `day`."""
        return self.valid_to is not None and self.valid_to < day

    def end_by(self, day: date) -> date | None:
        """Return the last day of existence as it is known on `day`: an end still to come is not foreseen."""
        return self.valid_to if self.valid_to is not None and self.valid_to <= day else None


@dataclass(frozen=True, slots=True)
class Succession:
    """
    What one predecessor gave to one successor.

    Attributes
    ----------
    from_id
        The predecessor's identifier; empty when no row holds it and only its name is known.
    bases
        What the share is a share of: `people`, `area` or both.
    share
        Between 0 and 1; None when unknown.
    """

    kind: str
    from_id: str
    from_name: str
    from_level: str
    to_id: str
    day: date
    bases: tuple[str, ...]
    share: float | None
    source_id: str = ""
    note: str = ""

    @property
    def predecessor(self) -> str:
        """The predecessor's identifier, or its name where no row holds it."""
        return self.from_id or self.from_name


def territory_on(areas: Iterable[Area], day: date, level: str = "") -> list[Area]:
    """Return the areas that exist on `day`, of one level or of all: one version of the territory."""
    return [area for area in areas if area.exists_on(day) and (not level or area.level == level)]


def predecessors_of(successions: Iterable[Succession], area_id: str) -> list[Succession]:
    """Return what went into an area."""
    return [each for each in successions if each.kind == "area" and each.to_id == area_id]


def successors_of(successions: Iterable[Succession], area_id: str) -> list[Succession]:
    """Return what an area went into."""
    return [each for each in successions if each.kind == "area" and each.from_id == area_id]


def is_within(areas: Mapping[str, Area], area_id: str, whole_id: str) -> bool:
    """Return whether `area_id` lies in `whole_id` by the tree of parents (or is it)."""
    seen: set[str] = set()
    while area_id and area_id not in seen:
        if area_id == whole_id:
            return True
        seen.add(area_id)
        area_id = areas[area_id].parent_id if area_id in areas else ""
    return False
