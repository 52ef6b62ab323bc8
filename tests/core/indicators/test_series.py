"""Which figure counts as of a day: vintages, rivals, publication intervals, withdrawals, bounds, units."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.errors import UnitError
from haidang.base.intervals import Interval
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.indicators.series import figures_as_of, interval_of, is_known, list_possibly_known
from tests.make.core import day, haiphong, make_indicator, make_observation, make_rate, make_stock, period

BY_STATISTICS = make_indicator(preferred_producer_id="statistics")


def figure(observations, on, indicator=BY_STATISTICS, **changes):
    """The one figure known of 2023, or None."""
    return figures_as_of(observations, indicator, day(on), **changes).get(period("2023"))


def values(observations):
    return [each.value for each in observations]


# ---------------------------------------------------------------- vintages

FIRST = make_observation(value=100, public="2024-01-10", status="E")
REVISED = make_observation(value=104, public="2024-06-28", status="P")
FINAL = make_observation(value=103, public="2025-03-01")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-01-09", []),
        ("2024-01-10", [100]),
        ("2024-06-27", [100]),
        ("2024-06-28", [100, 104]),
        ("2025-02-28", [100, 104]),
        ("2025-03-01", [100, 104, 103]),
    ],
)
def test_the_last_vintage_known_on_the_day_counts(on, expected):
    found = figure([FINAL, FIRST, REVISED], on)
    assert (values(found.vintages) if found else []) == expected
    if found:
        assert found.observation.value == expected[-1]
        assert found.interval == Interval.exact(expected[-1])
        assert found.rivals == ()


def test_another_definition_is_a_rival_and_never_a_revision():
    other = make_observation(value=90, public="2025-01-01", definition="land-use fees left out")
    found = figure([FIRST, other], "2025-06-30", indicator=make_indicator())
    assert {found.observation.value, *values(found.rivals)} == {100, 90}
    assert len(found.vintages) == 1


def test_another_producer_is_a_rival_and_never_a_revision():
    later = make_observation(value=90, public="2025-01-01", producer_id="committee")
    found = figure([FIRST, REVISED, later], "2025-06-30")
    assert found.observation is REVISED
    assert values(found.vintages) == [100, 104]
    assert found.rivals == (later,)
    assert found.is_preferred


def test_of_a_rival_the_last_vintage_is_shown():
    rivals = [
        make_observation(value=value, public=on, producer_id="committee")
        for value, on in ((91, "2024-02-01"), (92, "2024-03-01"), (93, "2024-09-01"))
    ]
    assert values(figure([*rivals, FIRST], "2024-06-30").rivals) == [92]


def test_only_figures_of_the_definition_asked_for_are_looked_at():
    other = make_observation(value=90, definition="maritime")
    assert figure([FIRST, other], "2024-06-30", definition="maritime").observation is other
    assert figure([FIRST], "2024-06-30", definition="maritime") is None


def test_the_same_figure_in_other_periods_stays_apart():
    found = figures_as_of(
        [FIRST, make_observation("2023-Q1", 20), make_observation("2022", 95)],
        BY_STATISTICS,
        day("2024-06-30"),
    )
    assert {each.text: figure.observation.value for each, figure in found.items()} == {
        "2022": 95,
        "2023-Q1": 20,
        "2023": 100,
    }
    assert list(found) == sorted(found)


# ---------------------------------------------------------------- who counts


def test_the_preferred_producer_counts_though_others_are_later_and_better_sourced():
    preferred = make_observation(value=1, public="2024-01-01", tier=4, confidence="low")
    other = make_observation(value=2, public="2024-05-01", tier=1, confidence="high", producer_id="press")
    assert figure([other, preferred], "2024-06-30").observation is preferred


ORDERED = [  # without a preferred producer: best first, each better than the next by one thing alone
    make_observation(value=0, producer_id="z", tier=4, confidence="low", public="2023-12-31", status="A"),
    make_observation(value=0.5, producer_id="y", tier=4, confidence="low", public="2023-12-31", status="P"),
    make_observation(value=1, producer_id="a", tier=1, confidence="low", public="2024-01-01", status="E"),
    make_observation(value=2, producer_id="b", tier=2, confidence="high", public="2024-01-01", status="E"),
    make_observation(value=3, producer_id="c", tier=2, confidence="medium", public="2024-02-01", status="E"),
    make_observation(value=4, producer_id="d", tier=2, confidence="medium", public="2024-01-01", status="E"),
    make_observation(value=5, producer_id="e", tier=None, confidence="high", public="2024-06-01", status="E"),
    make_observation(
        value=6, producer_id="f", tier=1, confidence="high", public="2024-06-01", derived=True, status="E"
    ),
]


@pytest.mark.parametrize("place", range(len(ORDERED) - 1))
def test_without_a_preferred_producer_published_firm_well_sourced_sure_and_late_figures_count_first(place):
    better, worse = ORDERED[place : place + 2]
    for pair in ([better, worse], [worse, better]):
        found = figure(pair, "2024-06-30", indicator=make_indicator())
        assert found.observation is better
        assert not found.is_preferred


def test_producers_are_compared_by_the_vintage_that_counts():
    first = make_observation(value=1, producer_id="a", status="E", public="2024-01-01")
    final = make_observation(value=2, producer_id="a", status="A", public="2024-05-01")
    other = make_observation(value=3, producer_id="b", status="P", public="2024-01-01")
    plain = make_indicator()
    assert figure([first, final, other], "2024-04-30", indicator=plain).observation is other
    assert figure([first, final, other], "2024-05-01", indicator=plain).observation is final


def test_the_order_of_rows_never_decides():
    tied = [
        make_observation(value=value, definition=definition, producer_id=producer)
        for value, producer, definition in ((1, "a", ""), (2, "a", "x"), (3, "b", ""), (4, "b", "y"))
    ]
    chosen = {
        (found.observation, found.rivals)
        for rows in permutations(tied)
        if (found := figure(rows, "2024-06-30", indicator=make_indicator()))
    }
    assert len(chosen) == 1


def test_derived_figures_are_left_out_when_asked():
    derived = make_observation(value=1, derived=True)
    assert figure([derived], "2024-06-30").observation is derived
    assert figure([derived], "2024-06-30", with_derived=False) is None
    assert figure([derived, FIRST], "2024-06-30", with_derived=False).rivals == ()


# ---------------------------------------------------------------- publication intervals and withdrawals

IN_APRIL = make_observation(value=7, public="2024-04-30", public_from="2024-04-01")


@pytest.mark.parametrize(
    ("on", "is_sure", "is_possible"),
    [
        ("2024-03-31", False, False),
        ("2024-04-01", False, True),
        ("2024-04-29", False, True),
        ("2024-04-30", True, False),
        ("2024-05-01", True, False),
    ],
)
def test_a_figure_of_a_month_is_seen_from_its_last_day_and_possible_before(on, is_sure, is_possible):
    assert is_known(IN_APRIL, day(on)) is is_sure
    assert (figure([IN_APRIL], on) is not None) is is_sure
    assert list_possibly_known([IN_APRIL], day(on)) == ([IN_APRIL] if is_possible else [])


def test_a_withdrawn_figure_stays_replayable_and_gives_way_to_what_stood_before():
    withdrawn = make_observation(value=140, public="2024-03-01", withdrawn_on=day("2024-05-01"))
    rows = [FIRST, withdrawn]
    assert figure(rows, "2024-02-29").observation is FIRST
    assert figure(rows, "2024-04-30").observation is withdrawn
    assert figure(rows, "2024-05-01").observation is FIRST
    assert figure([withdrawn], "2024-05-01") is None


def test_a_figure_withdrawn_before_it_was_surely_public_is_not_possibly_known_any_more():
    withdrawn = make_observation(
        public="2024-04-30", public_from="2024-04-01", withdrawn_on=day("2024-04-20")
    )
    assert list_possibly_known([withdrawn], day("2024-04-19")) == [withdrawn]
    assert list_possibly_known([withdrawn], day("2024-04-20")) == []


@given(st.permutations([FIRST, REVISED, FINAL, IN_APRIL]), st.dates(day("2023-01-01"), day("2026-01-01")))
def test_nothing_known_on_a_day_was_published_after_it(rows, on):
    found = figures_as_of(rows, BY_STATISTICS, on)
    for each in found.values():
        assert all(vintage.public_by <= on for vintage in each.vintages)
    assert not set(list_possibly_known(rows, on)) & {row for each in found.values() for row in each.vintages}


# ---------------------------------------------------------------- bounds and units


@pytest.mark.parametrize(
    ("bound", "indicator", "expected"),
    [
        ("", make_indicator(), Interval(60, 60)),
        (">", make_indicator(), Interval(60, float("inf"), low_open=True)),
        ("<", make_indicator(), Interval(0, 60, high_open=True)),
        ("<", make_rate(), Interval(float("-inf"), 60, high_open=True)),
        (">", make_stock(), Interval(60, 100, low_open=True)),
        ("<", make_stock(), Interval(0, 60, high_open=True)),
        ("~", make_indicator(), Interval(57, 63)),
    ],
)
def test_a_bound_is_an_interval_up_to_what_the_measure_allows(bound, indicator, expected):
    assert interval_of(make_observation(value=60, bound=bound, unit=indicator.unit), indicator) == expected


def test_about_a_negative_figure_reaches_to_both_sides():
    seen = interval_of(make_observation(value=-100, bound="~"), make_indicator(lower=None))
    assert seen == Interval(-105, -95)


def test_a_bound_beyond_what_the_measure_allows_stays_what_was_published():
    above = interval_of(make_observation(value=120, bound=">", unit="%"), make_stock())
    assert (above.low, above.high, above.low_open) == (120, 120, True)
    below = interval_of(make_observation(value=-3, bound="<", unit="%"), make_stock())
    assert (below.low, below.high) == (-3, -3)


def test_figures_are_converted_into_the_unit_of_the_indicator_to_the_last_digit():
    usd = make_indicator(unit="USD", lower=0.0)
    assert interval_of(make_observation(value=14.74, unit="thousand USD"), usd) == Interval.exact(14740)
    tonnes = make_indicator(unit="million tonnes")
    assert interval_of(make_observation(value=71000, unit="thousand tonnes"), tonnes) == Interval.exact(71)
    with pytest.raises(UnitError):
        interval_of(make_observation(unit="people"), usd)


# ---------------------------------------------------------------- real replays


def real(indicator_id, text, on):
    key = SeriesKey(indicator_id, "haiphong")
    rows = haiphong().observations([key])[key]
    return figures_as_of(rows, haiphong().indicators()[indicator_id], day(on)).get(period(text))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-04-29", []),  # only the month of the first publication is held: April 2024
        ("2024-04-30", [12.59]),
        ("2024-06-27", [12.59]),
        ("2024-06-28", [12.59, 13.31]),
        ("2024-11-14", [12.59, 13.31]),
    ],
)
def test_the_industrial_index_of_the_first_quarter_of_2024_is_replayed(on, expected):
    found = real("iip_growth", "2024-Q1", on)
    assert (values(found.vintages) if found else []) == expected
    if found:
        assert found.observation.producer_id == "city_statistics"
        assert found.rivals == ()


def test_in_april_2024_the_industrial_index_was_possibly_known():
    key = SeriesKey("iip_growth", "haiphong")
    rows = haiphong().observations([key])[key]
    assert [(each.value, each.period.text) for each in list_possibly_known(rows, day("2024-04-15"))] == [
        (12.59, "2024-Q1")
    ]


def test_budget_revenue_of_the_first_half_of_2024_has_two_rivals():
    assert real("budget_revenue_total", "2024-S1", "2024-06-27") is None
    alone = real("budget_revenue_total", "2024-S1", "2024-06-28")
    assert (alone.observation.value, alone.observation.producer_id) == (62716, "city_statistics")
    assert alone.rivals == ()
    for on in ("2024-07-03", "2024-11-14"):
        both = real("budget_revenue_total", "2024-S1", on)
        assert (both.observation.value, both.observation.producer_id) == (62716, "city_statistics")
        assert both.is_preferred
        assert values(both.vintages) == [62716]  # the later 60800 revises nothing
        assert [(each.value, each.producer_id) for each in both.rivals] == [(60800, "city_committee")]


def test_growth_of_2020_was_quoted_differently_four_years_later():
    before = real("grdp_growth", "2020", "2024-08-20")
    after = real("grdp_growth", "2020", "2024-08-21")
    assert (before.observation.value, before.rivals) == (11.22, ())
    assert after.observation.value == 11.22
    assert [(each.value, each.producer_id) for each in after.rivals] == [
        (10.61, "central_economic_commission")
    ]
