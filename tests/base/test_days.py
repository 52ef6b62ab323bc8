"""Days: ISO alone is accepted, anything else is answered with what to write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.days import AsOf, parse_day
from haidang.base.errors import PeriodError


@given(st.dates())
def test_iso_days_are_read(day):
    assert parse_day(day.isoformat()) == day


@given(st.dates(), st.sampled_from("/.-"))
def test_a_local_form_is_answered_with_its_iso_form(day, separator):
    local = f"{day.day}{separator}{day.month}{separator}{day.year:04d}"
    with pytest.raises(PeriodError) as caught:
        parse_day(local)
    assert str(caught.value.remedy) == f"Write {day.isoformat()}."


@pytest.mark.parametrize("text", ["14/11/2024", "14-11-2024", "14.11.2024", " 14/11/2024 "])
def test_the_review_day_in_local_form(text):
    with pytest.raises(PeriodError, match=r"is not an ISO day\. Write 2024-11-14\."):
        parse_day(text)


@pytest.mark.parametrize("text", ["31/11/2024", "29/2/2023", "0/1/2024", "1/13/2024", "1/1/0000"])
def test_a_local_form_of_no_day(text):
    with pytest.raises(PeriodError, match="There is no such day"):
        parse_day(text)


@pytest.mark.parametrize("text", ["2024-11-31", "2023-02-29", "2024-13-01", "0000-01-01"])
def test_an_iso_form_of_no_day(text):
    with pytest.raises(PeriodError, match="is not a day of the calendar"):
        parse_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/11",
        "2024",
        "2024-11",
        "20241114",
        "2024-11-14T00:00",
        "2024-W46-4",
        "tomorrow",
        "2024-11-14 ",
        "\u0662\u0660\u0662\u0664-01-01",
    ],
)
def test_anything_else(text):
    with pytest.raises(PeriodError) as caught:
        parse_day(text, "--as-of")
    assert str(caught.value) == (
        f"--as-of: «{text}» is not an ISO day. Write an existing day as year-month-day, for example 2024-11-14."
    )


@given(st.dates(), st.dates())
def test_a_day_to_come_is_answered_as_today(asked, today):
    as_of = AsOf.of(asked, today)
    assert as_of.day == min(asked, today)
    assert as_of.asked == asked
    assert as_of.was_future == (asked > today)


def test_today_is_not_the_future():
    assert not AsOf.of(date(2024, 11, 14), date(2024, 11, 14)).was_future
