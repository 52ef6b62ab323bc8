"""The history of a series: which figure is a year's, which definition it has, how sure it is, what breaks it."""

import math

import pytest

from haidang.base.intervals import Interval
from haidang.core.indicators.indicator import SeriesKey
from tests.make.core import REVENUE, day, make_indicator, make_observation, make_stock, years
from tests.make.forecast import KEY, key_of, make_break, make_outlook, of

SURE = {"confidence": "high"}


def history(rows, on="2024-06-30", indicator=None, *, definition="", breaks=()):
    indicator = indicator or make_indicator()
    outlook = make_outlook(of(indicator, rows), on, indicator, breaks=breaks)
    return outlook.history(key_of(indicator), definition)


def values(found):
    return {each.year: each.value for each in found.known}


def told(found):
    return " ".join(str(each) for each in found.notes)


def test_years_are_read_in_order_in_the_unit_of_the_indicator():
    rows = [*reversed(years(2020, 1, 2, 3)), make_observation("2023", 4000, unit="million VND")]
    assert values(history(rows[:3])) == {2020: 1, 2021: 2, 2022: 3}
    mixed = make_outlook(rows, "2024-06-30").history(KEY)
    assert values(mixed)[2023] == pytest.approx(4)


def test_only_what_was_public_by_the_day_is_known():
    rows = [*years(2020, 1, 2, 3), make_observation("2023", 4, public="2024-07-01")]
    assert values(history(rows, "2024-06-30")) == {2020: 1, 2021: 2, 2022: 3}
    assert 2023 in values(history(rows, "2024-07-01"))


def test_a_year_that_is_not_over_is_no_known_year():
    rows = [*years(2020, 1, 2, 3), make_observation("2023", 4, public="2023-11-01")]
    found = history(rows, "2023-12-30")
    assert found.last_year == 2022
    assert [each.text for each in found.parts] == ["2023"]
    assert history(rows, "2023-12-31").last_year == 2023


def test_parts_of_years_are_kept_apart():
    rows = [*years(2021, 1, 2), make_observation("2023-Q1", 1), make_observation("2023-03", 0.4)]
    found = history(rows, "2023-05-01")
    assert [each.text for each in found.parts] == ["2023-Q1"]  # March alone is not the beginning of a year
    assert found.last_year == 2022


def test_a_stock_has_the_last_figure_within_the_year():
    rows = [make_observation("2022-06", 90), make_observation("2022-11", 91), *years(2023, 92)]
    assert values(history(rows, indicator=make_stock())) == {2022: 91, 2023: 92}
    both = [make_observation("2022", 93), make_observation("2022-12-31", 91)]
    assert values(history(both, indicator=make_stock())) == {2022: 93}


def test_a_stock_within_a_year_that_still_runs_is_not_that_years_value():
    rows = [*years(2021, 90, 91, 92), make_observation("2024-03", 93)]
    assert history(rows, "2024-06-30", make_stock()).last_year == 2023


def test_a_stock_dated_in_the_future_is_no_known_value():
    rows = [*years(2021, 90, 91, 92), make_observation("2026-12-31", 99, public="2024-02-01")]
    assert history(rows, "2024-06-30", make_stock()).last_year == 2023


def test_without_figures_there_is_no_last_year():
    found = history([])
    assert found.known == ()
    assert found.last_year is None


# ---------------------------------------------------------------- one series, one definition


def test_years_of_another_definition_are_left_out_and_said_so():
    rows = [*years(2018, 1, 2, definition="old"), *years(2020, 10, 11, 12, definition="new")]
    found = history(rows)
    assert found.definition == "new"
    assert values(found) == {2020: 10, 2021: 11, 2022: 12}
    assert "2 years of another definition are left out" in told(found)


def test_of_two_definitions_with_as_many_years_the_later_one_counts():
    rows = [*years(2018, 1, 2, definition="old"), *years(2020, 10, 11, definition="new")]
    assert history(rows).definition == "new"


def test_the_definition_asked_for_counts_and_figures_that_state_none_fit_any():
    rows = [*years(2018, 1, 2, definition="old"), *years(2020, 10, 11, definition="new"), *years(2022, 12)]
    assert values(history(rows, definition="old")) == {2018: 1, 2019: 2, 2022: 12}


def test_preferred_producers_choose_the_definition():
    indicator = make_indicator(preferred_producer_id="statistics")
    rows = [
        *years(2015, 1, 2, 3, 4, definition="committee's", producer_id="committee"),
        *years(2019, 10, 11, definition="office's"),
    ]
    found = history(rows, indicator=indicator)
    assert found.definition == "office's"
    assert values(found) == {2019: 10, 2020: 11}


def test_a_rival_of_the_definition_stands_in_for_a_figure_of_another():
    rows = [
        *years(2020, 10, 11, 12, definition="a", **SURE),
        make_observation("2023", 20, definition="b", **SURE),
        make_observation("2023", 13, definition="a", status="P", producer_id="committee", **SURE),
        make_observation("2023", 13.5, definition="a", status="E", producer_id="other", **SURE),
    ]
    known = history(rows).known[-1]
    assert (known.value, known.rivals) == (13, (13.5,))


def test_a_bound_that_stands_in_stays_a_bound():
    rows = [
        *years(2020, 10, 11, 12, definition="a", **SURE),
        make_observation("2023", 20, definition="b", **SURE),
        make_observation("2023", 13, bound=">", definition="a", status="P", producer_id="committee", **SURE),
    ]
    known = history(rows).known[-1]
    assert not known.is_exact
    assert known.interval == Interval(13, math.inf, low_open=True)


# ---------------------------------------------------------------- doubt and rivals


def doubt(indicator=None, **about):
    about = {"confidence": "high", **about}
    return history(years(2023, 200, **about), indicator=indicator).known[0].doubt


def test_a_sure_figure_is_exact_and_everything_unsure_adds_up():
    assert doubt() == 0
    assert doubt(confidence="medium") == pytest.approx(2)
    assert doubt(confidence="") == pytest.approx(2)
    assert doubt(confidence="low") == pytest.approx(6)
    assert doubt(bound="~") == pytest.approx(4)
    assert doubt(derived=True) == pytest.approx(2)
    assert doubt(tier=4) == pytest.approx(2)
    assert doubt(tier=1) == 0
    assert doubt(status="E") == doubt(status="P") == pytest.approx(2)
    assert doubt(confidence="low", derived=True, bound="~") == pytest.approx(
        200 * math.hypot(0.03, 0.01, 0.02)
    )


def test_another_than_the_preferred_producer_is_less_sure_and_it_is_said():
    indicator = make_indicator(preferred_producer_id="statistics")
    assert doubt(indicator) == 0
    assert doubt(indicator, producer_id="committee") == pytest.approx(2)
    mixed = [*years(2021, 1, 2), *years(2023, 3, producer_id="committee")]
    assert "1 of 3 years are of another than the preferred producer" in told(
        history(mixed, indicator=indicator)
    )
    none = years(2021, 1, 2, 3, producer_id="committee")
    assert "No figure of the preferred producer is held" in told(history(none, indicator=indicator))


@pytest.mark.parametrize("measure", ["growth", "index", "share", "ratio", "score"])
def test_what_is_no_amount_is_unsure_in_points(measure):
    indicator = make_indicator(measure=measure, unit="%", lower=None, over_time="none")
    assert doubt(indicator, confidence="medium") == pytest.approx(0.5)


def test_revisions_are_learnt_from_vintages_public_by_the_day():
    def rows(later):
        return [
            each
            for number in range(2003, 2023)
            for each in (
                make_observation(str(number), 100, status="E", **SURE),
                make_observation(str(number), 110, public=later, status="P", **SURE),
            )
        ]

    known, hidden = history(rows("2024-01-01")), history(rows("2025-01-01"))
    assert hidden.known[-1].doubt == pytest.approx(1)
    assert known.known[-1].doubt > 5


def test_a_figure_revised_to_nothing_teaches_no_share():
    rows = [
        make_observation("2020", 5, status="E", **SURE),
        make_observation("2020", 0, public="2022-01-01", **SURE),
        *years(2021, 200, status="E", **SURE),
    ]
    assert history(rows).known[-1].doubt == pytest.approx(2)


def test_rivals_of_one_definition_are_kept_where_they_differ():
    rows = [
        make_observation("2023", 100),
        make_observation("2023", 100, producer_id="b", public="2023-12-31"),
        make_observation("2023", 104, producer_id="c", public="2023-12-31"),
        make_observation("2023", 180, producer_id="d", public="2023-12-31", definition="other"),
    ]
    assert history(rows, indicator=make_indicator(preferred_producer_id="statistics")).known[0].rivals == (
        104,
    )


PREFERRED = make_indicator(preferred_producer_id="statistics")


def rivals(value, *others, indicator=PREFERRED):
    rows = [make_observation("2023", value)]
    for place, other in enumerate(others):
        number, bound = other if isinstance(other, tuple) else (other, "")
        rows.append(make_observation("2023", number, bound=bound, producer_id=f"p{place}"))
    return history(rows, indicator=indicator)


def test_amounts_that_differ_more_than_threefold_contradict_each_other():
    assert not rivals(100, 290).is_contradictory
    assert rivals(100, 310).is_contradictory
    assert rivals(100, 105, 10).is_contradictory
    assert rivals(0, 5).is_contradictory
    assert not rivals(0, 0).is_contradictory


def test_rates_may_differ_by_any_factor():
    growth = make_indicator(
        measure="growth", unit="% yoy", lower=None, over_time="chain", preferred_producer_id="statistics"
    )
    assert not rivals(0.5, 5, indicator=growth).is_contradictory


def test_a_bound_that_agrees_is_no_rival():
    agreeing = rivals(100, (20, ">"), (130, "<"))
    assert agreeing.known[0].rivals == ()
    assert not agreeing.is_contradictory
    assert rivals(100, (120, ">")).known[0].rivals == (120,)


# -- breaks, shocks and new definitions


def test_a_shock_marks_its_years_and_leaves_them_in():
    found = history(years(2018, 1, 2, 3, 4, 5), breaks=[make_break("shock", "2020-01-01/P2Y")])
    assert found.shocks == {2020, 2021}
    assert len(found.known) == 5
    assert "Marked as shocks: Epidemic" in told(found)


@pytest.mark.parametrize("kind", ["definition", "territory"])
def test_a_new_definition_or_territory_begins_a_new_series(kind):
    found = history(years(2018, 1, 2, 3, 4, 5), breaks=[make_break(kind, "2021")])
    assert values(found) == {2021: 4, 2022: 5}
    assert found.shocks == frozenset()
    assert "Figures before 1 January 2021 are left out: Epidemic" in told(found).replace(
        "2021-01-01", "1 January 2021"
    )


def test_of_several_breaks_the_last_one_begins_the_series():
    breaks = [make_break("definition", "2021", break_id="B2"), make_break("territory", "2020")]
    assert values(history(years(2018, 1, 2, 3, 4, 5), breaks=breaks)) == {2021: 4, 2022: 5}


def test_a_break_that_cuts_nothing_off_says_nothing():
    assert told(history(years(2021, 1, 2, 3), breaks=[make_break("definition", "2021")])) == ""


@pytest.mark.parametrize(
    ("changes", "touches"),
    [
        ({}, True),
        ({"indicator_ids": (REVENUE,)}, True),
        ({"indicator_ids": ("other",)}, False),
        ({"area_id": "city"}, True),
        ({"area_id": "elsewhere"}, False),
        ({"public_by": day("2024-07-01")}, False),
        ({"public_by": day("2024-06-30")}, True),
    ],
)
def test_a_break_touches_what_it_names_from_the_day_it_is_known(changes, touches):
    made = make_break(**changes)
    assert made.touches(SeriesKey(REVENUE, "city"), day("2024-06-30")) is touches
    assert bool(history(years(2018, 1, 2, 3, 4, 5), breaks=[made]).shocks) is touches
