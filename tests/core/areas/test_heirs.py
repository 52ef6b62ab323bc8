"""Which area took the place of one that has ended."""

from __future__ import annotations

from datetime import date

import pytest

from haidang.base.text import Name
from haidang.core.areas.area import Area, Succession
from haidang.core.areas.heirs import heir_of

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def area(area_id, valid_from=None, valid_to=None):
    return Area(area_id, "commune", Name(area_id), valid_from=valid_from, valid_to=valid_to)


def followed(from_id, to_id, day=FIRST, basis="people"):
    return Succession("area", from_id, from_id, "commune", to_id, day, (basis,), None)


AREAS = {
    each.area_id: each
    for each in (
        area("old", valid_to=LAST),
        area("twin", valid_to=LAST),
        area("split", valid_to=LAST),
        area("gone", valid_to=LAST),
        area("new", FIRST, date(2026, 12, 31)),
        area("other", FIRST),
        area("newest", date(2027, 1, 1)),
    )
}
SUCCESSIONS = (
    followed("old", "new"),
    followed("old", "new", basis="area"),
    followed("twin", "new"),
    followed("split", "new"),
    followed("split", "other"),
    followed("new", "newest", date(2027, 1, 1)),
    Succession("body", "gone", "gone", "", "new", FIRST, (), None),
)


@pytest.mark.parametrize(
    ("area_id", "day", "heir"),
    [
        ("old", LAST, "old"),
        ("old", FIRST, "new"),
        ("old", date(2027, 1, 1), "newest"),
        ("twin", FIRST, "new"),
        ("split", FIRST, None),  # not one area alone followed
        ("gone", FIRST, None),  # a body's succession is none of an area
        ("new", LAST, None),  # not there yet
        ("unknown", FIRST, None),
    ],
)
def test_an_area_is_followed_where_one_alone_took_its_place(area_id, day, heir):
    assert heir_of(AREAS, SUCCESSIONS, area_id, day) == heir


def test_a_ring_of_successions_ends():
    ring = (followed("old", "twin"), followed("twin", "old"))
    assert heir_of(AREAS, ring, "old", FIRST) is None
