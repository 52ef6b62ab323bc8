"""The outlook: honest about the day, the same bits in any order and on any thread, formulas on paths."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from haidang.base.text import Name
from haidang.core.forecast.forecast import State
from haidang.core.forecast.options import DEFAULT
from haidang.core.forecast.outlook import sample_of
from haidang.core.indicators.indicator import SeriesKey
from tests.make.core import CITY, REVENUE, make_indicator, make_observation, make_rate, make_stock, years
from tests.make.forecast import KEY, key_of, make_break, make_outlook, of

SURE = {"confidence": "high"}
GRDP = make_indicator("grdp")
PEOPLE = make_indicator("people", unit="people", measure="count", over_time="last")
GROWTH = make_rate()
COVERAGE = make_stock()
SMALL = make_indicator("small", measure="score", unit="points of 10", over_time="none", lower=None)
LARGE = make_indicator("large", measure="score", unit="points of 100", over_time="none", lower=None)
DEFICIT = make_indicator("deficit", lower=None)
BALANCE = make_indicator("balance", lower=None)
ALL = (GRDP, PEOPLE, GROWTH, COVERAGE, SMALL, LARGE, DEFICIT, BALANCE)

ROWS = [
    *of(GRDP, years(2015, 300, 320, 345, 360, 390, 370, 400, 430, 455)),
    *of(GRDP, [make_observation("2024-S1", 240), make_observation("2022-S1", 205)]),
    *of(PEOPLE, years(2015, 2.0e6, 2.02e6, 2.03e6, 2.05e6, 2.06e6, 2.07e6, 2.08e6, 2.09e6, 2.1e6)),
    *of(GROWTH, years(2015, 10, 11, 14, 16, 17, 11, 12, 12, 10)),
    *of(COVERAGE, years(2017, 88, 90, 91, 93, 94, 95, 96)),
    *of(SMALL, years(2019, 5, 6, 5.5, 6.2, 6.1)),
    *of(LARGE, years(2019, 50, 60, 55, 62, 61)),
    *of(DEFICIT, years(2018, 0, 1, 2, -1, 3, 2)),
    *of(BALANCE, years(2018, 4e5, -3e5, 2e5, 6e5, 5e5, 7e5)),
]


def outlook(rows=ROWS, on="2024-07-20", indicators=ALL, **changes):
    return make_outlook(rows, on, *indicators, **changes)


def paths(made, indicator, until=2027):
    return made.forecast(key_of(indicator), until).ahead.values


# ---------------------------------------------------------------- honest about the day


def changed(indicator, public):
    """Everything that might leak: revisions, rivals, parts, whole years, other areas, far too good figures."""
    later = {"public": public, "confidence": "high"}
    return of(
        indicator,
        [
            make_observation("2023", 900, **later),
            make_observation("2021", 1, producer_id="committee", **later),
            make_observation("2024-01-01/P6M", 800, producer_id="another", **later),
            make_observation("2022-S1", 10, **later),
            *years(2015, *[700 + 60 * place for place in range(9)], area_id="elsewhere", **later),
        ],
    )


@pytest.mark.slow
@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.indicator_id)
def test_what_became_public_later_changes_no_bit_of_any_forecast_before(indicator):
    more = [*ROWS, *(row for each in ALL for row in changed(each, "2024-07-21"))]
    breaks = [make_break("definition", "2020", public_by=make_observation(public="2024-07-21").public_by)]
    np.testing.assert_array_equal(paths(outlook(more, breaks=breaks), indicator), paths(outlook(), indicator))


@pytest.mark.slow
def test_the_day_after_it_does_change_them():
    more = [*ROWS, *(row for each in ALL for row in changed(each, "2024-07-21"))]
    for indicator in (GRDP, GROWTH):
        late, now = (outlook(rows, "2024-07-21") for rows in (more, ROWS))
        assert not np.array_equal(paths(late, indicator), paths(now, indicator))


def test_a_figure_withdrawn_later_still_counts_before():
    withdrawn = [replace(each, withdrawn_on=make_observation(public="2024-08-01").public_by) for each in ROWS]
    np.testing.assert_array_equal(paths(outlook(withdrawn), GRDP), paths(outlook(), GRDP))
    assert outlook(withdrawn, "2024-08-01").forecast(key_of(GRDP), 2027).state is State.NO_FIGURES


# ---------------------------------------------------------------- the same bits


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.indicator_id)
def test_what_else_was_asked_before_changes_no_bit(indicator):
    alone, busy = outlook(), outlook()
    for other in (*reversed(ALL), *ALL):
        if other is not indicator:
            busy.forecast(key_of(other), 2030)
    np.testing.assert_array_equal(paths(busy, indicator), paths(alone, indicator))


@pytest.mark.parametrize("order", [(2025, 2027, 2035), (2035, 2027, 2025), (2027, 2035, 2025)])
def test_how_far_was_asked_before_changes_no_bit(order):
    made = outlook()
    found = {until: made.forecast(key_of(GRDP), until) for until in order}
    for until, each in found.items():
        assert each.ahead.years == tuple(range(2024, until + 1))
        np.testing.assert_array_equal(each.column(2025), outlook().forecast(key_of(GRDP), 2027).column(2025))


@pytest.mark.slow
def test_two_threads_give_the_same_bits_as_one():
    alone = {each.indicator_id: paths(outlook(), each) for each in ALL}
    shared = outlook()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda each: (each, paths(shared, each)), [*ALL, *reversed(ALL)]))
    for indicator, drawn in found:
        np.testing.assert_array_equal(drawn, alone[indicator.indicator_id])


def test_the_order_of_series_and_rows_changes_nothing_but_rounding():
    np.testing.assert_array_equal(
        paths(outlook(ROWS[::-1], indicators=ALL[::-1]), GRDP), paths(outlook(), GRDP)
    )


def test_two_series_are_drawn_independently():
    twin = make_indicator("twin")
    rows = [*of(GRDP, years(2015, 3, 4, 3.5, 5, 6)), *of(twin, years(2015, 3, 4, 3.5, 5, 6))]
    made = outlook(rows, "2020-06-30", (GRDP, twin), options=replace(DEFAULT, draws=4000))
    first, second = paths(made, GRDP, 2022)[:, -1], paths(made, twin, 2022)[:, -1]
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.08


def test_paths_of_two_series_are_shuffled_apart():
    """Both jumped at last: whether a jump goes back depends on the structure, and structures are drawn in one order."""
    twin = make_indicator("twin")
    jump = years(2008, *[100 + (place % 2) for place in range(14)], 140, **SURE)
    made = outlook(
        [*of(GRDP, jump), *of(twin, jump)], "2023-06-30", (GRDP, twin), options=replace(DEFAULT, draws=4000)
    )
    first, second = (paths(made, each, 2023)[:, 0] for each in (GRDP, twin))
    ranks = [each.argsort().argsort() for each in (first, second)]
    assert abs(np.corrcoef(*ranks)[0, 1]) < 0.06
    assert abs(np.corrcoef(ranks[0], np.arange(4000))[0, 1]) < 0.06


def test_series_that_move_by_steps_do_not_teach_each_other_their_size():
    small = outlook().forecast(key_of(DEFICIT), 2026)
    low, high = small.quantiles(2026, (0.1, 0.9))
    assert -20 < low < high < 25


def test_other_series_of_the_measure_teach_a_short_one():
    short = make_indicator("short")
    mine = of(short, years(2021, 100, 101, 102, **SURE))
    others = [make_indicator(f"i{number}") for number in range(12)]
    calm = [
        row for each in others for row in of(each, years(2012, *[100 * 1.05**t for t in range(12)], **SURE))
    ]
    wild = [
        row
        for place, each in enumerate(others)
        for row in of(each, years(2012, *[100 * 2 ** ((t + place) % 3) for t in range(12)], **SURE))
    ]
    widths = []
    for rows in (calm, wild):
        found = outlook([*mine, *rows], "2024-06-30", (short, *others)).forecast(key_of(short), 2026)
        low, high = found.quantiles(2026, (0.1, 0.9))
        assert found.pool_series == 13
        widths.append(high - low)
    assert widths[0] < widths[1] / 2


def test_a_definition_asked_for_is_forecast_on_its_own():
    rows = [*years(2015, 10, 11, 12, 13, definition="a"), *years(2019, 100, 105, 110, 108, definition="b")]
    made = make_outlook(rows, "2023-06-30")
    assert made.forecast(KEY, 2024).quantiles(2024, (0.5,))[0] > 80
    assert made.forecast(KEY, 2024, "a").quantiles(2024, (0.5,))[0] < 30
    assert made.forecast(KEY, 2024, "c").state in (State.NO_FIGURES, State.NOT_ENOUGH)


def test_without_derived_figures_they_are_not_read():
    rows = years(2018, 1, 2, 3, 4, 5, derived=True)
    assert make_outlook(rows, "2023-06-30").forecast(KEY, 2024).has_paths
    made = make_outlook(rows, "2023-06-30")
    made.book.with_derived = False
    assert made.forecast(KEY, 2024).state is State.NO_FIGURES


# ---------------------------------------------------------------- from which series is learnt


def test_a_sample_keeps_all_of_a_small_measure_and_even_steps_of_a_large_one():
    indicators = {each.indicator_id: each for each in (GRDP, PEOPLE)}
    many = [SeriesKey("grdp", f"area{number:03}") for number in range(100)]
    few = [SeriesKey("people", CITY)]
    found = sample_of([*reversed(many), *few], indicators, 10)
    assert [each for each in found if each.indicator_id == "grdp"] == many[::10]
    assert few[0] in found
    assert len(sample_of(many, indicators, 1000)) == 100


# ---------------------------------------------------------------- formulas


RATIO = make_indicator(
    "per_head",
    unit="million VND per person",
    over_time="none",
    formula="grdp / people",
    name=Name("", "Per head"),
)
SUM = make_indicator("sum", formula="grdp + spent - 2 * spent", lower=None)
SPENT = make_indicator("spent")
SPENT_ROWS = of(SPENT, years(2015, 30, 32, 34, 36, 39, 37, 40, 43, 45))
FORMULAS = (*ALL, RATIO, SUM, SPENT)


def with_formulas(rows=(*ROWS, *SPENT_ROWS), **changes):
    return outlook(rows, "2024-07-20", FORMULAS, **changes)


def test_a_formula_is_evaluated_path_by_path_in_its_unit():
    made = with_formulas()
    found = made.forecast(key_of(RATIO), 2026)
    assert found.state is State.OK
    grdp, people = (made.forecast(key_of(each), 2026).column(2026) for each in (GRDP, PEOPLE))
    np.testing.assert_allclose(
        found.column(2026), 1000 * grdp / people
    )  # VND bn a head are thousands of millions
    both, spent = (
        made.forecast(key_of(SUM), 2026).column(2026),
        made.forecast(key_of(SPENT), 2026).column(2026),
    )
    np.testing.assert_allclose(both, grdp - spent)
    assert "drawn independently" in " ".join(str(note) for note in found.notes)


def test_past_years_of_a_formula_are_known():
    found = with_formulas().forecast(key_of(RATIO), 2026)
    assert found.known.years == tuple(range(2015, 2024))
    np.testing.assert_allclose(found.column(2020), 1000 * 370 / 2.07e6)
    assert found.ahead.years == (2024, 2025, 2026)


def test_own_figures_come_before_the_formula():
    own = of(RATIO, years(2018, 150, 155, 160, 170, 180, 190))
    found = with_formulas([*ROWS, *own]).forecast(key_of(RATIO), 2026)
    assert found.history is not None
    assert found.quantiles(2025, (0.5,))[0] > 150


@pytest.mark.parametrize("count", [0, 2])
def test_a_formula_with_a_missing_part_says_which(count):
    rows = [each for each in ROWS if each.key.indicator_id != "people"]
    few = of(PEOPLE, years(2022, 2.09e6, 2.1e6)[:count])
    found = with_formulas([*rows, *few]).forecast(key_of(RATIO), 2026)
    assert found.state is State.PART_MISSING
    assert not found.ahead.years
    assert "Parts of the formula without a forecast: Revenue" in " ".join(str(note) for note in found.notes)


def test_a_formula_too_far_ahead_is_stated():
    found = with_formulas().forecast(key_of(RATIO), 2060)
    assert not found.has_paths
    assert found.state in (State.TOO_FAR, State.PART_MISSING)


def test_a_divisor_that_may_be_zero_is_stated_and_never_infinite():
    rows = [each for each in ROWS if each.key.indicator_id != "people"]
    zero = of(PEOPLE, years(2018, 0, 3, 1, 0, 2, 1))
    found = with_formulas([*rows, *zero]).forecast(key_of(RATIO), 2026)
    assert found.state is State.PART_MISSING
    assert "divisor" in " ".join(str(note) for note in found.notes)


def test_nothing_is_computed_from_an_undefined_quotient():
    inverse = make_indicator("inverse", lower=None, formula="grdp + grdp * (grdp / people)")
    rows = [each for each in ROWS if each.key.indicator_id != "people"]
    zero = of(PEOPLE, years(2018, 0, 3, 1, 0, 2, 1))
    found = outlook([*rows, *zero], indicators=(*ALL, inverse)).forecast(key_of(inverse), 2026)
    assert (found.state, found.ahead.years) == (State.PART_MISSING, ())


def test_a_past_year_that_a_part_lacks_is_stated():
    rows = [each for each in ROWS if each.key.indicator_id != "people"]
    short = of(PEOPLE, years(2020, 2.07e6, 2.08e6, 2.09e6, 2.1e6))
    made = with_formulas([*rows, *short])
    assert made.forecast(key_of(RATIO), 2021).column(2021) is not None
    found = made.forecast(key_of(RATIO), 2018)
    assert found.column(2018) is None


def test_a_formula_is_cut_at_the_bounds_of_its_indicator():
    part = make_indicator("part")
    share = make_indicator("share", unit="%", measure="share", over_time="none", formula="part / grdp")
    rows = [*ROWS, *of(part, years(2015, 290, 310, 340, 355, 385, 366, 396, 428, 454))]
    found = outlook(rows, indicators=(*ALL, part, share)).forecast(key_of(share), 2028)
    assert found.column(2028).max() == 100
    assert found.column(2028).min() > 0


def test_a_formula_of_another_area_reads_that_area():
    part = make_indicator(
        "portion", unit="%", measure="ratio", over_time="none", formula="grdp / grdp@country"
    )
    rows = [*ROWS, *of(GRDP, years(2015, *[4000 + 200 * t for t in range(9)], area_id="country"))]
    made = outlook(rows, indicators=(*ALL, part))
    country = made.forecast(SeriesKey("grdp", "country"), 2026).column(2026)
    city = made.forecast(key_of(GRDP), 2026).column(2026)
    np.testing.assert_allclose(made.forecast(key_of(part), 2026).column(2026), 100 * city / country)


def test_years_without_one_of_the_parts_are_left_out_of_the_past():
    rows = [each for each in ROWS if each.key.indicator_id != "people"]
    short = of(PEOPLE, years(2020, 2.07e6, 2.08e6, 2.09e6, 2.1e6))
    assert with_formulas([*rows, *short]).forecast(key_of(RATIO), 2025).known.years == (
        2020,
        2021,
        2022,
        2023,
    )


def test_a_series_without_any_figure_has_no_forecast():
    found = outlook([], indicators=(make_indicator(),)).forecast(SeriesKey(REVENUE, CITY), 2026)
    assert found.state is State.NO_FIGURES
