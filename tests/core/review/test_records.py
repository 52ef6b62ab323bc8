"""What is recorded of one thing: a target over the days, a series by year; of this data and method alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from gc import collect
from time import sleep
from weakref import ref

from hypothesis import given
from hypothesis import strategies as st

from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.review.records import odds_until, years_recorded
from tests.make.core import Memory, day, make_indicator, make_target, period
from tests.make.forecast import KEY, QUANTILES, make_recorded

OTHER = tuple(value + 100 for value in QUANTILES)


def records(*rows):
    return RecordedOdds(Memory(forecast_rows=rows))


def test_odds_of_a_target_come_in_the_order_of_days_up_to_the_day():
    rows = [
        make_recorded(as_of=each) for each in ("2024-06-30", "2022-07-01", "2023-07-01", "2025-07-01")
    ] + [make_recorded("T2", "2023-01-01")]
    found = odds_until(records(*rows), "T1", day("2024-06-30"))
    assert [each.day.isoformat() for each in found] == ["2022-07-01", "2023-07-01", "2024-06-30"]
    assert all(each.odds.probability == 0.5 and each.odds.is_stored for each in found)


def test_odds_from_other_data_or_by_another_method_are_not_among_them():
    rows = [make_recorded(data_sha256="other"), make_recorded(as_of="2023-07-01", method="other/1")]
    assert odds_until(records(*rows), "T1", day("2024-06-30")) == ()


def test_what_was_recorded_after_its_day_is_replayed():
    rows = [make_recorded(as_of="2023-07-01", recorded_on=day("2024-01-01")), make_recorded()]
    found = odds_until(records(*rows), "T1", day("2024-06-30"))
    assert [each.is_replayed for each in found] == [True, False]


@given(st.lists(st.dates(date(2020, 1, 1), date(2025, 1, 1))), st.dates(date(2020, 1, 1), date(2025, 1, 1)))
def test_nothing_recorded_as_of_a_later_day_is_ever_told(days, until):
    found = odds_until(records(*(make_recorded(as_of=each.isoformat()) for each in days)), "T1", until)
    assert [each.day for each in found] == sorted({each for each in days if each <= until})


def by_year(rows, targets=()):
    found = years_recorded(records(*rows), make_indicator(), KEY, targets, day("2024-06-30"))
    return {number: each.quantiles for number, each in found.items()}


def test_a_series_has_its_own_years_and_beyond_them_the_outcomes_of_its_targets():
    rows = [
        make_recorded(""),
        make_recorded("T1", quantiles=OTHER),
        make_recorded("T2", period=period("2030"), quantiles=OTHER),
    ]
    targets = [make_target(), make_target(target_id="T2")]
    assert by_year(rows, targets) == {2025: QUANTILES, 2030: OTHER}


def test_an_outcome_that_is_no_level_of_a_year_is_left_out():
    rows = [
        make_recorded("total", period=period("2030")),
        make_recorded("defined", period=period("2031")),
        make_recorded("share", period=period("2032"), unit="%"),
        make_recorded("term", period=period("2026-01-01/P5Y")),
        make_recorded("none", period=period("2033"), quantiles=()),
        make_recorded("", indicator_id="other"),
    ]
    targets = [
        make_target(target_id="total", kind="total"),
        make_target(target_id="defined", definition="old"),
        *(make_target(target_id=each) for each in ("share", "term", "none")),
    ]
    assert by_year(rows, targets) == {}


def test_what_is_recorded_is_gathered_once_and_goes_with_the_evidence():
    asked = []

    class Counting(Memory):
        def forecasts(self):
            asked.append(self)
            sleep(0.01)
            return super().forecasts()

    held, other = Counting(forecast_rows=[make_recorded()]), Counting()
    with ThreadPoolExecutor(8) as pool:
        found = [each.days for each in pool.map(RecordedOdds, [held] * 16)]
    assert found == [(day("2024-06-30"),)] * 16
    assert len(asked) == 1
    assert RecordedOdds(other).days == ()
    asked.clear()
    gone = ref(held)
    del held, found
    collect()
    assert gone() is None
