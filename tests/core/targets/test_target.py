"""Targets and official assessments: from when a target counts, what an assessment is about."""

import pytest

from haidang.core.indicators.indicator import SeriesKey
from tests.make.core import day, make_assessment, make_indicator, make_target


def test_a_target_counts_from_the_issue_of_its_document_else_from_its_first_day():
    target = make_target(period="2021-01-01/P5Y", public_by=day("2024-11-14"))
    assert target.counts_from(day("2020-10-15")) == day("2020-10-15")
    assert target.counts_from(None) == day("2021-01-01")  # the day of the earliest source hides nothing


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"low": 0.0}, True),
        ({"low": None}, False),
        ({"kind": ""}, False),
        ({"value_status": "not_held"}, False),
        ({"value_status": "not_published"}, False),
        ({"kind": "composite", "low": None}, True),
    ],
)
def test_figures_can_decide_only_a_held_value_of_a_known_kind(changes, expected):
    assert make_target(**changes).has_value is expected


def test_a_composite_has_no_series():
    assert make_target().key == SeriesKey("revenue", "city")
    assert make_target(indicator_id="").key is None


@pytest.mark.parametrize(
    ("assessed", "expected"),
    [
        ({"number": 7}, True),
        ({"number": 8}, False),
        ({"number": 7, "document_id": "another"}, False),
        ({"target_id": "T7a"}, True),
        ({"target_id": "T7b", "number": 7}, False),  # said of one part, not of its sisters
        ({}, False),  # said of the whole document
    ],
)
def test_an_assessment_is_about_a_target_by_its_identifier_or_its_number(assessed, expected):
    target = make_target(target_id="T7a", number=7, part="a")
    assert make_assessment(**assessed).is_about(target) is expected


@pytest.mark.parametrize(
    ("kind", "direction", "expected"),
    [
        ("at_least", "down", False),
        ("at_most", "up", True),
        ("", "down", True),
        ("", "up", False),
        ("about", "down", True),
        ("every_year", "down", True),
        ("total", "down", False),
        ("", "none", False),
    ],
)
def test_a_value_is_reached_from_above_where_its_kind_says_so_or_less_is_better(kind, direction, expected):
    assert make_target(kind=kind).is_at_most(direction) is expected


def test_a_number_of_a_target_is_told_in_the_unit_of_its_indicator():
    assert make_target(unit="VND m").value_in(make_indicator(), 5000) == 5
    assert make_target(unit="").value_in(make_indicator(), 5000) == 5000


def test_levels_are_the_kinds_that_promise_one_value_at_a_date():
    kinds = (
        "at_least",
        "at_most",
        "about",
        "within",
        "total",
        "average_growth",
        "every_year",
        "composite",
        "",
    )
    assert [make_target(kind=kind).is_level for kind in kinds] == [True] * 4 + [False] * 5
