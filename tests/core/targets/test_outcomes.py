"""Every kind of target on a table of paths written by hand, and what is said where a year is missing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haidang.core.forecast.forecast import State
from haidang.core.targets.outcomes import due_year, outcome_of, prospect_of
from tests.make.core import (
    CITY,
    REVENUE,
    day,
    make_area,
    make_case,
    make_indicator,
    make_rate,
    make_stock,
    make_target,
    years,
)
from tests.make.forecast import Written, make_outlook

# four paths
PATHS = {2024: (90, 100, 110, 120), 2025: (95, 105, 100, 80)}
KNOWN = {2023: (80, 80, 80, 115)}
TERM = "2024-01-01/P2Y"


def written(tables=None, **changes):
    return Written(tables or {REVENUE: PATHS}, **{"known": {REVENUE: KNOWN}, **changes})


def outcome(low=100, period="2025", outlook=None, indicator=None, *, counts_from="2023-01-01", **target):
    about = {key: target.pop(key) for key in ("areas", "parts", "on") if key in target}
    case = make_case(
        [],
        make_target(low, period, **target),
        indicator,
        counts_from=counts_from,
        **{"on": "2024-06-30", **about},
    )
    return outcome_of(case, outlook or written())


def kept(*arguments, **changes):
    found = outcome(*arguments, **changes)
    assert found.state is State.OK
    assert found.share == pytest.approx(float(np.mean(found.kept)))
    return found.kept.tolist()


DOWN = make_indicator(direction="down")
NEITHER = make_indicator(direction="none")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({"kind": "at_least"}, [False, True, True, False]),
        ({"kind": "at_least", "low": 105}, [False, True, False, False]),  # the line itself keeps it
        ({"kind": "at_most"}, [True, False, True, True]),
        ({"kind": "within", "low": 98, "high": 102}, [False, False, True, False]),
        ({"kind": "within", "low": 95, "high": 105}, [True, True, True, False]),
        ({"kind": "about"}, [True, True, True, False]),  # 5 per cent below is near enough
        ({"kind": "about", "tolerance_pct": 1.0}, [False, True, True, False]),
        ({"kind": "about", "indicator": DOWN}, [True, True, True, True]),
        ({"kind": "about", "indicator": NEITHER, "tolerance_pct": 1.0}, [False, False, True, False]),
        ({"kind": "at_least", "low": 110, "reached_once": True}, [False, False, True, True]),
        ({"kind": "at_least", "low": 115, "reached_once": True}, [False, False, False, True]),
        ({"kind": "at_most", "low": 80, "reached_once": True}, [True, True, True, True]),
        ({"kind": "total", "period": TERM, "low": 200}, [False, True, True, True]),
        ({"kind": "total", "period": "2023-01-01/P3Y", "low": 290}, [False, False, True, True]),
        ({"kind": "every_year", "period": TERM, "low": 95}, [False, True, True, False]),
        ({"kind": "every_year", "period": TERM, "low": 110, "indicator": DOWN}, [True, True, True, False]),
        ({"kind": "at_least", "low": 100_000, "unit": "million VND"}, [False, True, True, False]),
    ],
)
def test_a_promise_is_kept_path_by_path(target, expected):
    assert kept(**target) == expected


def test_once_reached_is_looked_for_only_since_it_counts():
    late = {"low": 110, "reached_once": True, "counts_from": "2024-01-01"}
    assert kept(**late) == [False, False, True, True]
    assert kept(low=115, reached_once=True, counts_from="2025-01-01") == [False] * 4


@pytest.mark.parametrize(
    ("target", "values"),
    [
        ({"kind": "at_least"}, [95, 105, 100, 80]),
        ({"kind": "total", "period": TERM}, [185, 205, 210, 200]),
        ({"kind": "every_year", "period": TERM}, [90, 100, 100, 80]),
        ({"kind": "every_year", "period": TERM, "indicator": DOWN}, [95, 105, 110, 120]),
    ],
)
def test_the_outcome_is_what_the_line_is_held_against(target, values):
    found = outcome(**target)
    assert found.values.tolist() == values
    assert found.unit == "VND bn"


def test_average_growth_is_the_geometric_mean():
    growth = {2024: (10, 0, -100, 21), 2025: (10, 21, 5, 0)}
    found = outcome(
        9.99, TERM, Written({"growth": growth}), make_rate(), kind="average_growth", counts_from="2024-01-01"
    )
    assert found.values == pytest.approx([10, 10, -100, 10])
    assert found.kept.tolist() == [True, True, False, True]


def test_growth_below_minus_hundred_is_the_end_of_it():
    growth = {2024: (-250,), 2025: (50,)}
    found = outcome(0, TERM, Written({"growth": growth}), make_rate(), kind="average_growth")
    assert found.values.tolist() == [-100]


WHOLE = {2024: (1000, 1000, 1000, 1000), 2025: (1000, 1000, 800, 1000)}


def test_a_share_of_the_whole_is_counted_with_both_drawn():
    tables = {REVENUE: PATHS, f"{REVENUE}@country": WHOLE}
    share = {"kind": "share_of", "unit": "%", "of_area_id": "country"}
    found = outcome(10, outlook=Written(tables), **share)
    assert found.values == pytest.approx([9.5, 10.5, 12.5, 8])
    assert (found.unit, found.kept.tolist()) == ("%", [False, True, True, False])


def test_a_whole_that_may_be_nothing_is_stated():
    tables = {REVENUE: PATHS, f"{REVENUE}@country": {2025: (1000, 0, 800, 1000)}}
    found = outcome(10, outlook=Written(tables), kind="share_of", unit="%", of_area_id="country")
    assert found.kept is None
    assert found.state is State.PART_MISSING


@pytest.mark.parametrize("missing", [REVENUE, f"{REVENUE}@country"])
def test_a_share_without_one_of_its_sides_says_so(missing):
    tables = {REVENUE: PATHS, f"{REVENUE}@country": WHOLE}
    found = outcome(
        10,
        outlook=Written(tables, states={missing: State.NOT_ENOUGH}),
        kind="share_of",
        unit="%",
        of_area_id="country",
    )
    assert (found.state, found.kept) == (State.NOT_ENOUGH, None)


# ---------------------------------------------------------------- units meeting criteria


WARDS = [
    make_area(),
    make_area("w1", level="commune", parent_id=CITY),
    make_area("w2", level="commune", parent_id=CITY),
    make_area("w3", level="commune", parent_id="elsewhere"),
    make_area("w4", level="commune", parent_id=CITY, valid_to="2020-12-31"),
    make_area("d1", level="district", parent_id=CITY),
]
GOOD = make_indicator("good", unit="communes", measure="count", over_time="last")
UNITS = {
    "kind": "units_meeting",
    "unit": "communes",
    "unit_level": "commune",
    "criteria": "water >= 95; poverty <= 2",
    "areas": WARDS,
    "indicator": GOOD,
    "counts_from": "2024-01-01",
}
WARD_PATHS = {
    "water@w1": {2025: (96, 96, 94, 96)},
    "poverty@w1": {2025: (1, 1, 1, 3)},
    "water@w2": {2025: (96, 90, 90, 96)},
    "poverty@w2": {2025: (2, 1, 1, 1)},
}
NO_COUNT = {"good": State.NO_FIGURES}


def test_units_that_meet_all_conditions_are_counted_on_each_path():
    found = outcome(2, outlook=Written(WARD_PATHS, states=NO_COUNT), **UNITS)
    assert found.values.tolist() == [2, 1, 0, 1]
    assert found.kept.tolist() == [True, False, False, False]
    assert outcome(1, outlook=Written(WARD_PATHS, states=NO_COUNT), **UNITS).share == 0.75


def test_a_unit_without_a_forecast_leaves_the_count_open():
    found = outcome(
        2, outlook=Written(WARD_PATHS, states={**NO_COUNT, "poverty@w2": State.NOT_ENOUGH}), **UNITS
    )
    assert (found.state, found.kept) == (State.NOT_ENOUGH, None)


def test_a_published_number_of_units_is_forecast_itself():
    found = outcome(2, outlook=Written({**WARD_PATHS, "good": {2025: (1, 2, 3, 1)}}), **UNITS)
    assert found.kept.tolist() == [False, True, True, False]


def test_without_criteria_or_units_nothing_is_counted():
    for criteria in ("", " ; "):
        bare = {**UNITS, "criteria": criteria}
        assert outcome(2, outlook=Written(WARD_PATHS, states=NO_COUNT), **bare).state is State.NO_FIGURES
    empty = {**UNITS, "areas": [make_area()]}
    assert outcome(2, outlook=Written(WARD_PATHS, states=NO_COUNT), **empty).state is State.NO_FIGURES


# ---------------------------------------------------------------- composites


def part(low, period="2025", figures=(), on="2024-06-30", **target):
    return make_case(figures, make_target(low, period, **target), on=on, counts_from="2023-01-01")


def composite(*parts, on="2024-06-30", outlook=None):
    about = {"kind": "composite", "indicator_id": "", "unit": ""}
    return outcome(None, "2025", outlook or written(), parts=parts, on=on, **about)


def test_a_composite_is_a_range_from_independent_to_fully_dependent():
    found = composite(part(100), part(100, kind="at_most"))
    assert (found.low, found.high) == (0.375, 0.5)
    assert found.low < found.probability < found.high
    assert found.share == found.probability
    assert found.values is None
    assert len(found.notes) == 1


def test_what_the_figures_have_decided_of_a_part_is_certain():
    exactly = years(2021, 80, 90, 100)
    met = part(100, "2023", exactly)
    assert composite(met, part(100)).probability == 0.5
    missed = part(101, "2023", exactly)
    assert composite(missed, part(100)).probability == 0
    assert composite(met).probability == 1


def test_a_part_without_a_value_or_a_forecast_leaves_it_open():
    assert composite(part(100), part(None)).state is State.VALUE_NOT_HELD
    blind = written(states={REVENUE: State.NOT_ENOUGH})
    assert composite(part(100), part(90), outlook=blind).state is State.NOT_ENOUGH


def test_a_composite_may_hold_another():
    about = {"kind": "composite", "indicator_id": "", "unit": ""}
    inner = make_case(
        [], make_target(None, "2025", **about), on="2024-06-30", parts=(part(100), part(100, kind="at_most"))
    )
    found = composite(inner, part(80))
    assert found.low <= found.probability <= found.high <= 0.5


# ---------------------------------------------------------------- what is missing


@pytest.mark.parametrize("state", [State.NO_FIGURES, State.NOT_ENOUGH, State.RIVALS_APART, State.TOO_FAR])
@pytest.mark.parametrize(
    "target", [{}, {"kind": "total", "period": TERM}, {"kind": "every_year", "period": TERM}]
)
def test_why_there_is_no_forecast_is_why_there_are_no_odds(state, target):
    found = outcome(outlook=written(states={REVENUE: state}), **target)
    assert (found.state, found.kept, found.share) == (state, None, 0)


def test_a_past_year_without_a_figure_while_later_ones_are_held_is_named():
    assert outcome(period="2022").state is State.NO_FIGURE_OF_YEAR


@pytest.mark.parametrize("kind", ["total", "every_year"])
def test_a_term_with_a_hole_is_named(kind):
    assert outcome(kind=kind, period="2022-01-01/P4Y").state is State.GAP


def test_average_growth_over_a_term_with_a_hole_is_named():
    found = outcome(
        8, "2022-01-01/P4Y", indicator=make_rate(), kind="average_growth", outlook=written({"growth": PATHS})
    )
    assert found.state is State.GAP


def test_a_term_without_a_whole_year_is_a_gap():
    assert outcome(kind="total", period="2024-07-01/P6M").state is State.GAP


@pytest.mark.parametrize("kind", ["at_least", "share_of"])
def test_a_part_of_a_year_of_a_flow_is_not_told_by_yearly_paths(kind):
    assert outcome(kind=kind, period="2025-S1", of_area_id="country").state is State.PART_OF_YEAR


def test_the_year_that_decides():
    def due(period, indicator=None):
        return due_year(make_case([], make_target(100, period), indicator, on="2024-06-30"))

    assert due("2025") == 2025
    assert due("2021-01-01/P5Y") == 2025
    assert due("2025-S1") is None
    assert due("2025-12-31", make_stock()) == 2025
    assert due("2021-01-01/P5Y", make_stock()) == 2025


def test_the_definition_and_the_year_of_the_target_are_asked_for():
    outlook = written()
    outcome(outlook=outlook, definition="new")
    assert [(key.indicator_id, until, definition) for key, until, definition in outlook.asked] == [
        (REVENUE, 2025, "new")
    ]


# ---------------------------------------------------------------- targets without a value


def prospect(period="2025", outlook=None, **target):
    return prospect_of(
        make_case([], make_target(None, period, **target), on="2024-06-30"), outlook or written()
    )


def test_without_a_value_the_outcome_alone_is_told():
    found = prospect()
    assert (found.state, found.kept) == (State.OK, None)
    assert found.values.tolist() == [95, 105, 100, 80]


def test_a_prospect_says_what_it_lacks():
    assert prospect("2025-S1").state is State.PART_OF_YEAR
    assert prospect("2022").state is State.NO_FIGURE_OF_YEAR
    assert prospect(outlook=written(states={REVENUE: State.NOT_ENOUGH})).state is State.NOT_ENOUGH
    assert prospect(kind="composite", indicator_id="").state is State.PART_OF_YEAR


# ---------------------------------------------------------------- monotone


@pytest.mark.slow
@settings(max_examples=40)
@given(st.floats(1, 300), st.floats(0, 100), st.sampled_from(["at_least", "about", "total", "every_year"]))
def test_a_higher_promise_never_has_higher_odds(low, more, kind):
    period = TERM if kind in ("total", "every_year") else "2025"

    def share(promise):
        case = make_case([], make_target(promise, period, kind=kind), on="2024-06-30")
        return outcome_of(case, OUTLOOK).share

    assert share(low) >= share(low + more)


@settings(max_examples=40)
@given(st.floats(1, 300), st.floats(0, 100))
def test_a_higher_ceiling_never_has_lower_odds(high, more):
    def share(promise):
        return outcome(promise, outlook=OUTLOOK, kind="at_most").share

    assert share(high) <= share(high + more)


OUTLOOK = make_outlook(years(2017, 80, 90, 85, 95, 100, 104, 110), "2024-06-30")


def test_the_day_of_the_outlook_is_that_of_the_case():
    assert OUTLOOK.book.day == day("2024-06-30")
