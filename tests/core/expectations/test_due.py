"""On which day a figure is due."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.expectations.due import day_due, fall_due
from haidang.core.expectations.expectation import Frequency
from tests.make.core import day, make_expectation, make_rule, period

WEEKEND = [make_rule("weekend", 6), make_rule("weekend", 7)]


@pytest.mark.parametrize(
    ("about", "own", "due"),
    [
        ("2024-01-01/P9M", {"due_day": 6, "due_months": 1}, "2024-10-06"),
        ("2026-Q1", {"due_day": 29, "due_months": 0}, "2026-03-29"),
        ("2024", {"due_day": 1, "due_months": 0}, "2024-12-01"),
        ("2026", {"due_day": 29, "due_months": -1}, "2026-11-29"),
        ("2023", {"due_day": 6, "due_months": 22}, "2025-10-06"),
        ("2024-02", {"due_day": 31, "due_months": 0}, "2024-02-29"),  # a month without a 31st
        ("2024-02", {"due_day": None, "due_days": 5, "due_months": 0}, "2024-03-05"),
        ("2024-02", {"due_day": None, "due_days": -1, "due_months": 0}, "2024-02-28"),
    ],
)
def test_the_day_is_counted_from_the_end_of_the_period(about, own, due):
    assert day_due(make_expectation(**own), period(about), None) == day(due)


def test_a_rule_sets_the_day():
    bare = make_expectation(due_day=None, due_months=1, rule_id="R1")
    assert day_due(bare, period("2024-03"), make_rule("due_day", 6)) == day("2024-04-06")
    assert day_due(bare, period("2024-03"), make_rule("due_days", 10)) == day("2024-04-10")


def test_without_any_day_there_is_a_defect():
    with pytest.raises(ValueError, match="X1 has no day"):
        day_due(make_expectation(due_day=None), period("2024"), None)


def due(expectation, rule=None, first="2024-01-01", last="2024-12-31", known="2030-01-01"):
    found = fall_due(expectation, rule, WEEKEND, day(first), day(last), day(known))
    return {about.text: on.isoformat() for about, on in found}


def test_periods_of_other_years_fall_due_too():
    assert due(make_expectation("year", due_day=6, due_months=22)) == {"2022": "2024-10-06"}


def test_a_day_slides_only_where_it_is_said():
    assert due(make_expectation("quarter", due_day=6), first="2024-10-01") == {"2024-Q3": "2024-10-06"}
    sliding = make_expectation("quarter", due_day=6, slides=True)
    assert due(sliding, first="2024-10-01") == {"2024-Q3": "2024-10-07"}
    # what slides out of the days asked for is not in them
    assert due(sliding, first="2024-10-01", last="2024-10-06") == {}


OLD = make_rule("due_day", 6, valid_from="2024-08-01", valid_to="2026-01-12")
NEW = make_rule("due_day", 3, valid_from="2026-01-13")
BY_RULE = make_expectation("quarter", due_day=None, rule_id="R1")


def test_the_law_of_the_due_day_decides():
    span = {"first": "2025-07-01", "last": "2026-12-31"}
    assert due(BY_RULE, OLD, **span) == {
        "2025-Q2": "2025-07-06",
        "2025-Q3": "2025-10-06",
        "2025-Q4": "2026-01-06",
    }
    assert due(BY_RULE, NEW, **span) == {
        "2026-Q1": "2026-04-03",
        "2026-Q2": "2026-07-03",
        "2026-Q3": "2026-10-03",
    }


def test_later_law_is_not_foreseen():
    span = {"first": "2026-01-01", "last": "2026-12-31", "known": "2024-11-14"}
    assert due(BY_RULE, OLD, **span) == {
        "2025-Q4": "2026-01-06", "2026-Q1": "2026-04-06", "2026-Q2": "2026-07-06", "2026-Q3": "2026-10-06",
    }  # fmt: skip
    assert due(BY_RULE, NEW, **span) == {}


def test_an_agreement_ends_on_its_own_days():
    assert list(due(make_expectation("month", valid_from="2024-11-01"), known="2025-06-01")) == [
        "2024-10",
        "2024-11",
    ]


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "0003-01-01"), ("9998-01-01", "9999-12-31")])
def test_the_ends_of_the_calendar_hold_nothing(first, last):
    for each in Frequency:
        assert (
            due(make_expectation(each, due_days=1100, due_day=None, slides=True), first=first, last=last)
            == {}
        )


@given(
    st.sampled_from(Frequency),
    st.integers(1, 31),
    st.integers(-12, 36),
    st.dates(day("1990-01-01"), day("2090-01-01")),
)
def test_every_period_of_a_year_falls_due_once(frequency, number, months, start):
    made = make_expectation(frequency, due_day=number, due_months=months, valid_from=None)
    last = start.replace(day=1, year=start.year + 5)
    found = list(fall_due(made, None, (), start, last, last))
    assert len({about for about, _ in found}) == len(found)
    assert all(start <= on <= last for _, on in found)
    # as many as fit, but for those at the ends
    assert abs(len(found) - 5 * len(frequency.periods(2024))) <= len(frequency.periods(2024)) + 1
