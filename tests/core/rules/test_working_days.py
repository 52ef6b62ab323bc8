"""Days on which offices work."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.rules.working_days import is_working_day, next_working_day, resting_rules
from tests.make.core import day, make_rule

WEEKEND = [make_rule("weekend", 6), make_rule("weekend", 7)]
HUNG_KINGS = make_rule("holiday", valid_from="2025-04-07", valid_to="2025-04-07")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-10-04", "2024-10-04"),  # a Friday
        ("2024-10-05", "2024-10-07"),
        ("2024-10-06", "2024-10-07"),
        ("2025-04-06", "2025-04-08"),  # a Sunday before a holiday
    ],
)
def test_a_day_of_rest_becomes_the_next_working_day(on, expected):
    assert next_working_day([*WEEKEND, HUNG_KINGS], day(on)) == day(expected)


def test_without_rules_offices_work_every_day():
    assert next_working_day([], day("2024-10-06")) == day("2024-10-06")


def test_a_weekend_that_was_introduced_later_does_not_count_before():
    saturday = make_rule("weekend", 6, valid_from="1999-10-02")
    assert is_working_day([saturday], day("1999-09-25"))
    assert not is_working_day([saturday], day("1999-10-02"))


def test_other_rules_say_nothing_of_rest():
    assert resting_rules([make_rule("due_day", 6), *WEEKEND, HUNG_KINGS]) == [*WEEKEND, HUNG_KINGS]


def test_rules_by_which_nobody_ever_works_leave_the_day():
    assert next_working_day([make_rule("weekend", each) for each in range(1, 8)], day("2024-10-06")) == day(
        "2024-10-06"
    )


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_next_working_day_is_one_and_nothing_between_is(on):
    found = next_working_day(WEEKEND, on)
    assert is_working_day(WEEKEND, found)
    assert found >= on
    between = (on + timedelta(days=count) for count in range((found - on).days))
    assert not any(is_working_day(WEEKEND, each) for each in between)
