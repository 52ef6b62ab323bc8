"""Targets and areas side by side: in the order asked for, nothing added, nothing of later; what is refused in one sentence."""

from __future__ import annotations

import pytest

from haidang.base.errors import NameUnknownError, UseError
from haidang.flows import side_by_side
from tests.make.core import Memory, day, haiphong, make_area, make_observation, make_succession

TODAY = day("2026-11-25")
REVIEW = day("2024-11-14")


def test_targets_keep_the_order_asked_for_and_stand_once():
    view = side_by_side.targets(haiphong(), ["PLAN-2024-grdp", "XVI-20", "PLAN-2024-grdp"], today=TODAY)
    assert [line.target.target_id for line in view.lines] == ["PLAN-2024-grdp", "XVI-20"]
    assert view.lines[0].odds is not None


@pytest.mark.parametrize("names", [["XVI-20"], ["XVI-20", "XVI-20"], [f"XVI-0{n}" for n in range(1, 10)]])
def test_one_target_or_too_many_are_refused(names):
    with pytest.raises(UseError, match="2 to 6 different ones"):
        side_by_side.targets(haiphong(), names, today=TODAY)


def test_targets_that_were_not_there_are_named():
    with pytest.raises(UseError, match="PLAN-2024-grdp"):
        side_by_side.targets(haiphong(), ["PLAN-2024-grdp", "XVI-20"], today=TODAY, as_of=day("2022-01-01"))


OLD, NEW, FAR = (
    make_area("old", valid_to="2025-06-30"),
    make_area("new", valid_from="2025-07-01"),
    make_area("far"),
)


def neighbours():
    figures = [
        make_observation("2023", 10, area_id="old"),
        make_observation("2025", 30, area_id="new"),
        make_observation("2023", 7, area_id="far"),
    ]
    return Memory(area_rows=[OLD, NEW, FAR], figures=figures, succession_rows=[make_succession()])


def test_areas_stand_in_their_own_places_and_nothing_is_added():
    view = side_by_side.areas(neighbours(), "revenue", ["new", "old", "far"], today=TODAY)
    told = [
        (period.text, [figure and figure.observation.value for figure in figures])
        for period, figures in view.rows
    ]
    assert told == [("2023", [None, 10, 7]), ("2025", [30, None, None])]
    assert [(each.from_id, each.to_id) for each in view.successions] == [("old", "new")]


def test_what_became_of_an_area_later_is_not_told():
    view = side_by_side.areas(neighbours(), "revenue", ["old", "far"], today=TODAY, as_of=REVIEW)
    assert view.successions == ()
    with pytest.raises(UseError, match="Not yet there"):
        side_by_side.areas(neighbours(), "revenue", ["old", "new"], today=TODAY, as_of=REVIEW)


@pytest.mark.parametrize(
    ("indicator", "names", "words"),
    [
        ("", ["old", "far"], "none is named"),
        ("revenu", ["old", "far"], "no indicator «revenu»"),
        ("revenue", ["old", "fare"], "no area «fare»"),
        ("revenue", ["old"], "2 to 6"),
        ("revenue", [], "2 to 6"),
    ],
)
def test_what_cannot_be_compared_is_refused(indicator, names, words):
    with pytest.raises((UseError, NameUnknownError), match=words):
        side_by_side.areas(neighbours(), indicator, names, today=TODAY)


def test_one_kind_of_thing_at_a_time():
    side_by_side.check_one_thing(days=False, targets=False, areas=False)
    with pytest.raises(UseError, match="cannot be compared at once"):
        side_by_side.check_one_thing(days=False, targets=True, areas=True)
