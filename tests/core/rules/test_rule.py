"""Dated rules: which one is in force, and from when an official figure can exist."""

import pytest

from haidang.core.rules.rule import Rule, official_figure_from
from tests.make.core import day, haiphong, period


def rule(rule_id="r", valid_from="", valid_to="", value=1.0, **changes):
    return Rule(
        rule_id,
        changes.get("kind", "official_figure"),
        changes.get("indicator_ids", ("grdp_growth",)),
        value,
        changes.get("unit", "years"),
        day(valid_from) if valid_from else None,
        day(valid_to) if valid_to else None,
        "Decree 1",
        "high",
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2022-12-31", False), ("2023-01-01", True), ("2024-07-31", True), ("2024-08-01", False)],
)
def test_a_rule_is_in_force_from_its_first_to_its_last_day(on, expected):
    assert rule(valid_from="2023-01-01", valid_to="2024-07-31").is_in_force(day(on)) is expected


def test_a_rule_without_days_is_always_in_force():
    assert rule().is_in_force(day("1900-01-01"))
    assert rule().is_in_force(day("2900-01-01"))


def test_the_official_figure_of_a_year_comes_in_the_second_year_after():
    found = official_figure_from([rule()], "grdp_growth", period("2023"), day("2024-11-14"))
    assert found.day == day("2025-01-01")
    assert found.rule.rule_id == "r"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1.0, "years", "2025-01-01"),
        (1.5, "years", "2025-07-01"),
        (0.25, "years", "2024-04-01"),
        (90.0, "days", "2024-03-31"),  # 90 days after 31 December are over on 30 March
        (0.0, "days", "2024-01-01"),
    ],
)
def test_the_time_after_the_period_is_counted_from_its_last_day(value, unit, expected):
    ruled = rule(value=value, unit=unit)
    found = official_figure_from([ruled], "grdp_growth", period("2023"), day("2024-11-14"))
    assert found.day == day(expected)


def test_the_rule_of_the_day_decides():
    rows = [
        rule("before", valid_to="2024-07-31", value=2.0),
        rule("after", valid_from="2024-08-01", value=1.0),
    ]
    assert official_figure_from(rows, "grdp_growth", period("2023"), day("2024-07-31")).day == day(
        "2026-01-01"
    )
    assert official_figure_from(rows, "grdp_growth", period("2023"), day("2024-08-01")).day == day(
        "2025-01-01"
    )


@pytest.mark.parametrize(
    ("rows", "indicator_id", "text"),
    [
        ([], "grdp_growth", "2023"),
        ([rule(kind="window")], "grdp_growth", "2023"),
        ([rule()], "tourists", "2023"),
        ([rule()], "grdp_growth", "2024-Q1"),  # only years are ruled
        ([rule(valid_to="2023-12-31")], "grdp_growth", "2023"),
    ],
)
def test_where_no_rule_speaks_nothing_is_said(rows, indicator_id, text):
    assert official_figure_from(rows, indicator_id, period(text), day("2024-11-14")) is None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2022-12-31", None),
        ("2023-06-30", "official-gdp-2023"),
        ("2024-11-14", "official-gdp-2024"),
        ("2026-01-13", "official-gdp-2026"),
    ],
)
def test_the_real_rules_follow_each_other_and_nobody_has_signed_them(on, expected):
    found = official_figure_from(haiphong().rules(), "grdp_growth", period("2022"), day(on))
    assert (found and found.rule.rule_id) == expected
    if found:
        assert found.day == day("2024-01-01")
        assert found.rule.checked_by == ""
