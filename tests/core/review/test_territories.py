"""Which areas stand beside another one, and a territory before and after its change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from haidang.core.review.territories import Tie, areas_beside, figures_across, turnings_of
from tests.make.core import day, make_area, make_book, make_indicator, make_observation, make_succession

AREAS = {
    each.area_id: each
    for each in (
        make_area("country", level="country"),
        make_area("old", valid_to="2025-06-30", parent_id="country"),
        make_area("older", valid_to="2025-06-30", parent_id="country"),
        make_area("new", valid_from="2025-07-01", parent_id="country"),
        make_area("town", level="district"),
        make_area("far"),
    )
}
MERGER = (make_succession("old", "new"), make_succession("older", "new", None))
AFTER = day("2026-01-01")


def beside(area_id, held, on=AFTER, successions=MERGER):
    return [(each.area_id, tie) for each, tie in areas_beside(held, AREAS, successions, AREAS[area_id], on)]


def test_the_territories_before_and_after_come_first():
    held = {"far", "country", "new", "older", "old", "town"}
    assert beside("new", held) == [
        ("old", Tie.BEFORE),
        ("older", Tie.BEFORE),
        ("country", Tie.NONE),
        ("far", Tie.NONE),
        ("town", Tie.NONE),
    ]
    assert beside("old", held)[0] == ("new", Tie.AFTER)


def test_a_change_to_come_ties_nothing():
    assert beside("new", {"old"}, day("2025-06-30")) == [("old", Tie.NONE)]
    assert beside("new", {"old"}, day("2025-07-01")) == [("old", Tie.BEFORE)]


def test_areas_that_no_row_holds_are_passed_over():
    assert beside("new", {"elsewhere"}) == []


@given(st.permutations(sorted(AREAS)), st.sampled_from(sorted(AREAS)))
def test_each_other_area_stands_there_once_whatever_the_order(held, area_id):
    found = beside(area_id, held)
    assert found == beside(area_id, sorted(AREAS))
    assert sorted(name for name, _ in found) == sorted(set(AREAS) - {area_id})


def test_a_merger_is_one_turning_for_each_of_its_areas():
    for area_id in ("old", "older", "new"):
        (turning,) = turnings_of(AREAS, MERGER, area_id)
        assert (turning.day, turning.after.area_id) == (day("2025-07-01"), "new")
        assert [each.area_id for each in turning.areas] == ["old", "older", "new"]
    assert turnings_of(AREAS, MERGER, "far") == []


def test_predecessors_known_by_name_alone_have_no_column():
    named = make_succession("", "new", None, from_name="Phường cũ")
    (turning,) = turnings_of(AREAS, (named,), "new")
    assert (len(turning.parts), turning.before) == (1, ())


def test_one_that_began_and_ended_has_two_turnings_in_order():
    later = make_succession("new", "far", day=day("2027-01-01"))
    assert [each.after.area_id for each in turnings_of(AREAS, (later, *MERGER), "new")] == ["new", "far"]


def test_only_what_two_territories_have_stands_side_by_side():
    people = make_indicator("people")
    figures = [
        make_observation("2023", 1, area_id="old"),
        make_observation("2024", 2, area_id="old"),
        make_observation("2025", 3, area_id="new"),
        make_observation("2024", 9, area_id="old", indicator_id="people"),
    ]
    book = make_book(figures, "2026-06-01", make_indicator(), people)
    areas = [AREAS["old"], AREAS["older"], AREAS["new"]]
    ((indicator, last),) = figures_across(book, (make_indicator(), people), areas)
    assert indicator.indicator_id == "revenue"
    assert [None if each is None else each.observation.value for each in last] == [2, None, 3]
