"""Which area a figure of today is about where earlier ones were about an area that has ended since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from haidang.core.areas.area import Area, Succession


def heir_of(
    areas: Mapping[str, Area], successions: Iterable[Succession], area_id: str, day: date
) -> str | None:
    """
    Return the area itself where it exists on a day, else the one that followed it by then, however often.

    Parameters
    ----------
    areas
        All areas by identifier.
    successions
        What became of them.
    area_id
        The area.
    day
        The day.

    Returns
    -------
    heir
        None where it does not exist yet, or not one area alone followed.
    """
    followed: dict[str, set[str]] = {}
    for each in successions:
        if each.kind == "area" and each.from_id and each.to_id in areas and each.day <= day:
            followed.setdefault(each.from_id, set()).add(each.to_id)
    passed: set[str] = set()
    while area_id in areas and area_id not in passed:
        if areas[area_id].exists_on(day):
            return area_id
        passed.add(area_id)
        heirs = followed.get(area_id, set())
        if len(heirs) != 1:
            return None
        area_id = next(iter(heirs))
    return None
