"""The territory on a day, what became of areas, and that figures of the merged city never judge the old one."""

from datetime import date

import pytest

from haidang.core.areas.area import is_within, predecessors_of, successors_of, territory_on
from haidang.flows.review import run
from tests.make.core import day, haiphong, haiphong_with, make_area, make_succession

MERGER = day("2025-07-01")
EVE = day("2025-06-30")


@pytest.mark.parametrize(
    ("on", "exists", "ended"),
    [
        ("2023-12-31", False, False),
        ("2024-01-01", True, False),
        ("2025-06-30", True, False),  # the last day belongs to it
        ("2025-07-01", False, True),
    ],
)
def test_an_area_exists_from_its_first_to_its_last_day(on, exists, ended):
    area = make_area(valid_from="2024-01-01", valid_to="2025-06-30")
    assert area.exists_on(day(on)) is exists
    assert area.ended_by(day(on)) is ended


def test_an_area_without_days_exists_always():
    area = make_area()
    assert area.exists_on(date.min)
    assert area.exists_on(date.max)
    assert not area.ended_by(date.max)


def real(on, level=""):
    return {each.area_id for each in territory_on(haiphong().areas().values(), on, level)}


def test_the_real_territory_changes_on_1_july_2025():
    assert "haiphong" in real(EVE)
    assert "haiphong_merged" not in real(EVE)
    assert "haiphong" not in real(MERGER)
    assert "haiphong_merged" in real(MERGER)
    assert len(real(MERGER, "commune")) == 114
    assert real(EVE, "commune") == set()  # no commune of before the merger is held as a row
    assert real(MERGER, "district") == set()
    assert real(MERGER) & real(EVE) == {"vietnam"}


def test_the_districts_of_january_2025_replace_those_of_2024():
    before, after = real(day("2024-12-31"), "district"), real(day("2025-01-01"), "district")
    assert len(before) == 27
    assert len(after) == 27
    assert len(before - after) == len(after - before) == 2


def test_all_communes_of_the_merged_city_lie_in_it_and_none_in_the_old_one():
    areas = haiphong().areas()
    for commune in real(MERGER, "commune"):
        assert is_within(areas, commune, "haiphong_merged")
        assert is_within(areas, commune, "vietnam")
        assert not is_within(areas, commune, "haiphong")


def test_what_lies_in_what_follows_the_parents_and_ends():
    areas = {
        each.area_id: each
        for each in (
            make_area("ward", parent_id="city"),
            make_area("city", parent_id="country"),
            make_area("country", parent_id="missing"),
            make_area("a", parent_id="b"),
            make_area("b", parent_id="a"),
        )
    }
    assert is_within(areas, "ward", "ward")
    assert is_within(areas, "ward", "country")
    assert not is_within(areas, "city", "ward")
    assert not is_within(areas, "ward", "elsewhere")
    assert not is_within(areas, "a", "elsewhere")  # a circle of parents does not hang


def test_the_merged_city_came_from_two_and_the_old_one_went_into_it():
    rows = haiphong().successions()
    into = predecessors_of(rows, "haiphong_merged")
    assert {(each.from_id, each.share, each.day) for each in into} == {
        ("haiphong", 1.0, MERGER),
        ("haiduong", 1.0, MERGER),
    }
    assert [each.to_id for each in successors_of(rows, "haiphong")] == ["haiphong_merged"]


def test_successions_of_bodies_are_no_successions_of_areas():
    rows = [make_succession("old", "new"), make_succession("old", "new", kind="body")]
    assert predecessors_of(rows, "new") == rows[:1]
    assert successors_of(rows, "old") == rows[:1]


def test_a_predecessor_without_a_row_goes_by_its_name():
    assert make_succession(from_id="", from_name="Phường An Biên").predecessor == "Phường An Biên"
    assert make_succession(from_id="haiphong").predecessor == "haiphong"


# ---------------------------------------------------------------- the merged city and the old targets

TODAY = day("2026-03-01")


def merged(indicator_id, period, value, unit):
    """A figure of the merged city, public when it is asked for and better than every old promise."""
    return {
        "indicator_id": indicator_id,
        "area_id": "haiphong_merged",
        "period": period,
        "value": value,
        "unit": unit,
        "status": "A",
        "producer_id": "city_statistics",
        "public_from": "2025-12-31",
        "public_by": "2025-12-31",
        "source_id": "review-2024-11-14",
    }


@pytest.mark.parametrize("on", ["2025-07-15", "2026-02-01"])
def test_figures_of_the_merged_city_never_judge_the_targets_of_the_old_one(on):
    planted = haiphong_with(
        "observations",
        merged("budget_revenue_total", "2025", "999999", "VND bn"),
        merged("budget_revenue_total", "2023", "999999", "VND bn"),
        merged("grdp_growth", "2024", "99", "% yoy"),
        merged("grdp_per_capita_usd", "2025", "99999", "USD"),
        merged("party_members_recruited", "2021-01-01/P5Y", "99999", "members"),
    )
    plain = run(haiphong(), today=TODAY, as_of=day(on))
    after = run(planted, today=TODAY, as_of=day(on))
    for name in ("numbered", "missing", "elsewhere", "this_year", "record", "undecided", "sums", "notices"):
        assert getattr(after, name) == getattr(plain, name), name


def test_a_target_that_outlived_its_city_says_other_territory_and_not_missed():
    lines = {line.target.target_id: line for line in run(haiphong(), today=TODAY, as_of=TODAY).undecided}
    assert lines["NQ45-2025-budget"].verdict.reason == "other_territory"
    # a promise of 2020 ended five years before the city did: its gap has nothing to do with the merger
    assert lines["QD821-2020-urban"].verdict.reason == "figure_not_held"
