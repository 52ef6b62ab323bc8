"""The book: series as of a day, and periods filled by a formula when all its parts are known."""

import math

import pytest

from haidang.base.intervals import Interval
from haidang.core.indicators.book import COMPUTED, Book, series_with_parts
from haidang.core.indicators.indicator import SeriesKey
from tests.make.core import (
    by_series,
    day,
    haiphong,
    make_book,
    make_indicator,
    make_observation,
    make_rate,
    make_stock,
    period,
)

CITY_GDP = make_indicator("grdp", unit="VND bn")
GDP = make_indicator("gdp", unit="VND bn")
SHARE = make_indicator(
    "share", unit="%", measure="share", over_time="none", lower=None, formula="grdp / gdp@country"
)
PEOPLE = make_indicator("people", unit="thousand people", measure="count", over_time="last")
PER_HEAD = make_indicator("per_head", unit="VND m per person", formula="grdp / people", over_time="none")
ALL = (CITY_GDP, GDP, SHARE, PEOPLE, PER_HEAD)


def grdp(value, text="2023", **changes):
    return make_observation(text, value, indicator_id="grdp", **changes)


def gdp(value, text="2023", **changes):
    return make_observation(text, value, indicator_id="gdp", area_id="country", **changes)


def figures(rows, name="share", on="2024-06-30", area="city", **changes):
    return make_book(rows, on, *ALL, **changes).figures(SeriesKey(name, area))


def test_a_series_without_figures_is_empty():
    assert figures([], "grdp") == {}


def test_a_series_is_looked_up_once_for_a_definition():
    book = make_book([grdp(5)], "2024-06-30", *ALL)
    key = SeriesKey("grdp", "city")
    assert book.figures(key) is book.figures(key)
    assert book.figures(key, "other") == {}


def test_a_share_follows_from_its_parts_and_names_another_area():
    found = figures([grdp(300), gdp(10000)])
    assert list(found) == [period("2023")]
    figure = found[period("2023")]
    assert figure.interval == Interval.exact(3)  # per cent, and no noise of binary division
    assert figure.computed
    assert figure.observation.producer_id == COMPUTED
    assert figure.observation.derived
    assert figure.observation.text == "3"
    assert figure.vintages == (figure.observation,)


def test_units_of_the_parts_are_converted():
    people = make_observation("2023", 2100, indicator_id="people", unit="thousand people")
    found = figures([grdp(315000, unit="VND bn"), people], "per_head")
    assert found[period("2023")].interval == Interval.exact(150)  # 315 000 bn over 2.1 million people
    millions = figures([grdp(315000000, unit="VND m"), people], "per_head")
    assert millions[period("2023")].interval == Interval.exact(150)


def test_only_periods_of_which_all_parts_are_known_are_filled():
    rows = [grdp(1, "2021"), grdp(2, "2022"), gdp(10, "2022"), gdp(10, "2023"), gdp(10, "2022-Q1")]
    assert list(figures(rows)) == [period("2022")]
    assert figures([grdp(1)]) == {}
    assert figures([gdp(1)]) == {}


def test_parts_are_those_of_the_day():
    rows = [grdp(300, public="2024-01-15"), gdp(10000, public="2024-02-01"), grdp(320, public="2024-05-01")]
    assert figures(rows, on="2024-01-31") == {}
    assert figures(rows, on="2024-02-01")[period("2023")].interval.low == 3
    assert figures(rows, on="2024-05-01")[period("2023")].interval.low == 3.2


def test_a_published_figure_counts_before_a_computed_one():
    own = make_observation("2023", 4.4, indicator_id="share", unit="%")
    found = figures([own, grdp(300), gdp(10000), grdp(1, "2022"), gdp(10, "2022")])
    assert {each.text: figure.interval.low for each, figure in found.items()} == {"2022": 10, "2023": 4.4}
    assert not found[period("2023")].computed


def test_a_formula_serves_no_particular_definition():
    book = make_book([grdp(300), gdp(10000)], "2024-06-30", *ALL)
    assert book.figures(SeriesKey("share", "city"), "before the re-evaluation") == {}


def test_what_is_computed_is_as_late_as_firm_and_as_sure_as_the_weakest_part():
    first = grdp(300, public="2024-03-31", public_from="2024-03-01", status="P", tier=1, confidence="high")
    second = gdp(10000, public="2024-03-10", status="A", tier=3, confidence="medium")
    found = figures([first, second])[period("2023")].observation
    assert (found.public_from, found.public_by) == (day("2024-03-10"), day("2024-03-31"))
    assert found.status == "P"
    assert found.tier == 3
    assert found.confidence == "medium"


@pytest.mark.parametrize("weak", ["E", "P", "U", "I", "D", "B"])
def test_every_status_weakens_an_official_one(weak):
    assert figures([grdp(1, status="A"), gdp(10, status=weak)])[period("2023")].observation.status == weak


def test_an_unknown_tier_or_confidence_stays_unknown_or_low():
    found = figures([grdp(1, tier=1, confidence="high"), gdp(10)])[period("2023")].observation
    assert found.tier is None
    assert found.confidence == "low"


@pytest.mark.parametrize(
    ("bounds", "expected", "shown"),
    [
        ((">", ""), Interval(3, math.inf, low_open=True), (3, ">")),
        (("<", ""), Interval(0, 3, high_open=True), (3, "<")),
        (("", ">"), Interval(0, 3, high_open=True), (3, "<")),
        (("~", ""), Interval(2.85, 3.15), (3, "~")),
    ],
)
def test_bounds_travel(bounds, expected, shown):
    found = figures([grdp(300, bound=bounds[0]), gdp(10000, bound=bounds[1])])[period("2023")]
    assert found.interval == expected
    assert (found.observation.value, found.observation.bound) == shown


def test_an_end_that_the_measure_sets_anyway_is_not_told_as_about():
    above = make_indicator("above", unit="%", measure="share", lower=None, formula="grdp / gdp@country")
    book = make_book([grdp(6000), gdp(10000, bound="~")], "2024-06-30", CITY_GDP, GDP, above)
    told = book.figures(SeriesKey("above", "city"))[period("2023")]
    assert told.observation.bound == "~"
    most = make_stock("most", formula="covered / 1")
    covered = make_observation(
        "2023", 60, indicator_id="covered", unit="%", bound=">"
    )  # more than 60 of 100 is not «about 80»
    book = make_book([covered], "2024-06-30", make_stock("covered"), most)
    told = book.figures(SeriesKey("most", "city"))[period("2023")]
    assert told.interval == Interval(60, 100, low_open=True)
    assert (told.observation.value, told.observation.bound) == (60, ">")


def test_a_result_that_may_be_anything_is_no_figure():
    growth = make_rate("growth")
    double = make_rate("gap", formula="growth - growth")
    row = make_observation("2023", 5, indicator_id="growth", unit="% yoy", bound=">")
    assert make_book([row], "2024-06-30", growth, double).figures(SeriesKey("gap", "city")) == {}


def test_a_divisor_that_is_or_may_be_zero_gives_no_figure():
    assert figures([grdp(300), gdp(0)]) == {}
    assert figures([grdp(300), gdp(5, bound="<")]) == {}


def test_derived_parts_are_left_out_when_asked():
    rows = [grdp(300, derived=True), gdp(10000)]
    assert figures(rows)
    assert figures(rows, with_derived=False) == {}


def test_the_series_behind_formulas_are_found_however_deep():
    deep = make_indicator("deep", unit="%", formula="share * 2")
    known = {each.indicator_id: each for each in (*ALL, deep)}
    assert series_with_parts([SeriesKey("deep", "city")], known) == {
        SeriesKey("deep", "city"),
        SeriesKey("share", "city"),
        SeriesKey("grdp", "city"),
        SeriesKey("gdp", "country"),
    }
    book = make_book([grdp(300), gdp(10000)], "2024-06-30", *ALL, deep)
    assert book.figures(SeriesKey("deep", "city"))[period("2023")].interval == Interval.exact(6)


def test_a_cycle_of_formulas_does_not_hang_the_search_for_series():
    known = {
        "a": make_indicator("a", formula="b"),
        "b": make_indicator("b", formula="a"),
    }
    assert len(series_with_parts([SeriesKey("a", "city")], known)) == 2


def test_figures_of_another_territory_are_another_series():
    rows = [grdp(300), grdp(900, area_id="city_merged")]
    assert len(by_series(rows)) == 2
    assert figures(rows, "grdp")[period("2023")].rivals == ()
    assert figures(rows, "grdp", area="city_merged")[period("2023")].observation.value == 900


def test_the_real_share_of_the_country_is_published_by_rivals_and_never_mixed_with_another_territory():
    pack = haiphong()
    key = SeriesKey("grdp_share_of_gdp", "haiphong")
    keys = series_with_parts([key], pack.indicators())
    assert SeriesKey("gdp_current", "vietnam") in keys
    found = Book(pack.indicators(), pack.observations(keys), day("2024-11-14")).figures(key)
    in_2020 = found[period("2020")]
    assert {in_2020.observation.value, *(each.value for each in in_2020.rivals)} == {4.4, 5.1}
