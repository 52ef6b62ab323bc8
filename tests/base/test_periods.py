"""Periods: every form is read, each span has one text, office words are understood."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from haidang.base.errors import PeriodError
from haidang.base.periods import Period, parse_period, year

DAYS = st.dates()


@st.composite
def periods(draw):
    start, end = sorted((draw(DAYS), draw(DAYS)))
    return Period(start, end)


@st.composite
def whole_months(draw):
    first, last = sorted((draw(DAYS), draw(DAYS)))
    after = (last.replace(day=28) + timedelta(days=4)).replace(day=1) if last < date(9999, 12, 1) else None
    return Period(first.replace(day=1), after - timedelta(days=1) if after else date.max)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-S1", "2024-01-01", "2024-06-30"),
        ("2024-S2", "2024-07-01", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2019-04-01", "2019-04-01", "2019-04-01"),
        ("2024-01-01/P8M", "2024-01-01", "2024-08-31"),
        ("2024-01-01/P294D", "2024-01-01", "2024-10-20"),
        ("2021-01-01/P5Y", "2021-01-01", "2025-12-31"),
        ("2020-10-14/P5Y", "2020-10-14", "2025-10-13"),
        ("2023-12-15/P1M", "2023-12-15", "2024-01-14"),
        ("2024-01-31/P1M", "2024-01-31", "2024-02-28"),
    ],
)
def test_sdmx_forms(text, start, end):
    assert parse_period(text) == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2024-01-01/P1M", "2024-01"),
        ("2024-01-01/P3M", "2024-Q1"),
        ("2024-01-01/P91D", "2024-Q1"),
        ("2024-07-01/P3M", "2024-Q3"),
        ("2024-01-01/P6M", "2024-S1"),
        ("2024-07-01/P6M", "2024-S2"),
        ("2024-01-01/P12M", "2024"),
        ("2024-01-01/P1Y", "2024"),
        ("2024-01-01/P366D", "2024"),
        ("2024-01-01/P1D", "2024-01-01"),
        ("2021-01-01/P60M", "2021-01-01/P5Y"),
        ("2024-02-01/P3M", "2024-02-01/P3M"),
        ("2024-02-01/P6M", "2024-02-01/P6M"),
        ("2024-04-01/P12M", "2024-04-01/P1Y"),
        ("2020-10-14/P5Y", "2020-10-14/P1826D"),
    ],
)
def test_each_span_has_one_text(text, canonical):
    assert parse_period(text).text == canonical
    assert str(parse_period(canonical)) == canonical


@pytest.mark.parametrize(
    ("words", "canonical"),
    [
        ("năm 2024", "2024"),
        ("Năm 2024", "2024"),
        ("8 tháng năm 2024", "2024-01-01/P8M"),
        ("8 tháng đầu năm 2024", "2024-01-01/P8M"),
        ("8 tháng 2024", "2024-01-01/P8M"),
        ("6 tháng đầu năm 2024", "2024-S1"),
        ("12 tháng năm 2024", "2024"),
        ("tháng 8/2024", "2024-08"),
        ("tháng 8 năm 2024", "2024-08"),
        ("Tháng 08 2024", "2024-08"),
        ("quý I/2024", "2024-Q1"),
        ("Quý II năm 2024", "2024-Q2"),
        ("QUÝ III 2024", "2024-Q3"),
        ("quý iv/2024", "2024-Q4"),
        ("quý 3/2024", "2024-Q3"),
        ("nhiệm kỳ 2020-2025", "2021-01-01/P5Y"),
        ("nhiệm kỳ 2020 - 2025", "2021-01-01/P5Y"),
        ("Nhiệm kỳ 2020–2025", "2021-01-01/P5Y"),
        ("  8  tháng  đầu năm\t2024 ", "2024-01-01/P8M"),
        ("quy\u0301 I/2024", "2024-Q1"),
    ],
)
def test_office_words(words, canonical):
    assert parse_period(words).text == canonical


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "24", "20240", "2024-13", "2024-00", "2024-S0", "2024-S3", "2024-S12", "2024-Q0", "2024-Q5", "2024-Q12",
        "2024/Q1", "2024-02-30", "2024-8", "0000", "2024-01-01/P0M", "2024-01-01/P0D", "2024-01-01/P8W",
        "2024-02-30/P1M", "2024-01-01/P99999Y", "9999-01-01/P99999999999999999999D", pytest.param("2024-01-01/P" + "9" * 5000 + "D", id="5000 digits"),
        "2024 ", "2024\n", "13 tháng năm 2024", "0 tháng năm 2024", "tháng 13/2024", "quý V/2024", "quý 5/2024",
        "nhiệm kỳ 2025-2020", "nhiệm kỳ 2025-2025", "8 tháng", "\u0662\u0660\u0662\u0664",
    ],
)  # fmt: skip
def test_impossible_periods_say_what_is_allowed(text):
    with pytest.raises(PeriodError) as caught:
        parse_period(text, "observations.csv:7")
    assert caught.value.where == "observations.csv:7"
    assert f"«{text}»" in str(caught.value)
    assert "2024-01-01/P8M" in str(caught.value.remedy)


@pytest.mark.parametrize("text", ["2025/2021", "2025-12-31/2021-01-01"])
def test_a_reversed_span_is_named_as_such(text):
    with pytest.raises(PeriodError, match="ends before it begins"):
        parse_period(text)


@given(st.one_of(periods(), whole_months()))
@example(Period(date(9999, 11, 1), date(9999, 12, 31)))
@example(Period(date(9990, 1, 1), date(9999, 12, 31)))
@example(Period(date(9999, 7, 1), date(9999, 12, 31)))
@example(Period(date(999, 1, 1), date(999, 12, 31)))
@example(Period(date(999, 4, 1), date(999, 6, 30)))
@example(Period(date(999, 5, 1), date(999, 5, 31)))
def test_the_text_leads_back(period):
    assert parse_period(period.text) == period


@given(periods(), periods())
def test_equal_text_means_equal_span(one, other):
    assert (one.text == other.text) == (one == other)


@given(whole_months())
def test_whole_months_are_counted_whole(period):
    count = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    assert period.months == pytest.approx(count, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2024", 12),
        ("2024-02", 1),
        ("2024-01-01/P8M", 8),
        ("2021-01-01/P5Y", 60),
        ("2024-02-01/P15D", 15 / 29),
    ],
)
def test_months(text, months):
    assert parse_period(text).months == pytest.approx(months)


def test_a_part_of_a_month_counts_by_its_days():
    assert parse_period("2024-01-01/P46D").months == pytest.approx(1 + 15 / 29)
    assert parse_period("2024-01-17/P15D").months == pytest.approx(15 / 31)


@given(periods())
def test_days_counts_both_ends(period):
    assert period.start + timedelta(days=period.days - 1) == period.end


@given(periods(), DAYS)
def test_the_elapsed_share_is_a_share_and_never_falls(period, day):
    share = period.elapsed_share(day)
    assert 0 <= share <= 1
    assert (share == 1) == (day >= period.end)
    assert (share == 0) == (day < period.start)
    if day < date.max:
        assert period.elapsed_share(day + timedelta(days=1)) >= share


def test_the_elapsed_share_counts_the_day_itself():
    assert year(2024).elapsed_share(date(2024, 1, 1)) == pytest.approx(1 / 366)
    assert year(2024).elapsed_share(date(2024, 6, 30)) == pytest.approx(182 / 366)


@given(periods(), periods())
def test_contains_is_the_order_of_both_ends(outer, inner):
    days_inside = outer.start <= inner.start and inner.end <= outer.end
    assert outer.contains(inner) == days_inside
    assert outer.contains(outer)
    if outer.contains(inner) and inner.contains(outer):
        assert outer == inner


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021-01-01/P5Y", [2021, 2022, 2023, 2024, 2025]),
        ("2024", [2024]),
        ("2024-01-01/P8M", []),
        ("2020-10-14/P5Y", [2021, 2022, 2023, 2024]),
        ("2023-12-31/P367D", [2024]),
        ("2019-04-01", []),
        ("9999-05-01/P1M", []),
    ],
)
def test_the_whole_years_inside(text, years):
    assert parse_period(text).years == tuple(year(each) for each in years)


@pytest.mark.parametrize(
    ("text", "is_year", "is_part", "is_day"),
    [
        ("2024", True, False, False),
        ("2024-S1", False, True, False),
        ("2024-01-01/P294D", False, True, False),
        ("2024-S2", False, False, False),
        ("2021-01-01/P5Y", False, False, False),
        ("2019-04-01", False, False, True),
    ],
)
def test_what_a_period_is(text, is_year, is_part, is_day):
    period = parse_period(text)
    assert (period.is_year, period.is_part_of_year, period.is_day) == (is_year, is_part, is_day)


def test_periods_are_ordered_by_start():
    texts = ["2024-Q2", "2023", "2024-01", "2024"]
    assert [each.text for each in sorted(map(parse_period, texts))] == ["2023", "2024-01", "2024", "2024-Q2"]
