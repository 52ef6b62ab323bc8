"""Which periods are expected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.expectations.expectation import Frequency
from haidang.core.pack.tables import FREQUENCIES
from tests.make.core import day, make_expectation, period


def test_the_pack_allows_what_the_program_knows():
    assert tuple(Frequency) == FREQUENCIES


@pytest.mark.parametrize(
    ("frequency", "count", "first", "last"),
    [
        ("month", 12, "2024-01", "2024-12"),
        ("quarter", 4, "2024-Q1", "2024-Q4"),
        ("half", 2, "2024-S1", "2024-S2"),
        ("year", 1, "2024", "2024"),
        ("year_to_month", 11, "2024-01", "2024-01-01/P11M"),
        ("year_to_quarter", 3, "2024-Q1", "2024-01-01/P9M"),
    ],
)
def test_the_periods_of_a_year(frequency, count, first, last):
    periods = Frequency(frequency).periods(2024)
    assert (len(periods), periods[0].text, periods[-1].text) == (count, first, last)


@given(st.sampled_from(Frequency), st.integers(1900, 2100))
def test_the_periods_lie_in_their_year_in_order_and_are_known_again(frequency, year):
    periods = frequency.periods(year)
    assert all(each.start.year == each.end.year == year for each in periods)
    assert [each.end for each in periods] == sorted({each.end for each in periods})
    assert all(frequency.has(each) for each in periods)


def test_a_period_of_another_kind_is_none_of_them():
    assert not Frequency.YEAR_TO_QUARTER.has(period("2024"))
    assert not Frequency.MONTH.has(period("2024-01-01/P2M"))


def test_an_expectation_holds_between_its_days():
    made = make_expectation(valid_from="2024-08-01", valid_to="2026-01-12")
    assert [made.is_in_force(day(on)) for on in ("2024-07-31", "2024-08-01", "2026-01-12", "2026-01-13")] == [
        False,
        True,
        True,
        False,
    ]
    assert make_expectation().is_in_force(day("1900-01-01"))
