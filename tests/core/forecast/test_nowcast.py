"""The running year: a part of it moves the whole, doubt and rivals widen it, what cannot fall does not."""

import numpy as np
import pytest

from haidang.core.forecast.forecast import State
from haidang.core.forecast.nowcast import learn_parts
from haidang.core.forecast.options import DEFAULT
from tests.make.core import make_indicator, make_observation, make_rate, make_stock, years
from tests.make.forecast import key_of, make_outlook, of

SURE = {"confidence": "high"}
PAST = (80, 90, 85, 95, 100, 104, 110)
BEFORE = years(2017, *PAST, **SURE)  # 2017 to 2023


def forecast(rows, indicator=None, *, until=2024, on="2024-10-05", others=(), **outlook):
    indicator = indicator or make_indicator()
    made = make_outlook(
        [*of(indicator, rows), *others], on, indicator, *outlook.pop("indicators", ()), **outlook
    )
    return made.forecast(key_of(indicator), until)


def band(found, year=2024):
    low, middle, high = found.quantiles(year, (0.1, 0.5, 0.9))
    return middle, high - low


def part(value, period="2024-01-01/P9M", **about):
    return make_observation(period, value, **{**SURE, **about})


def test_a_part_of_the_year_moves_the_year():
    without, low, high = (
        band(forecast(rows)) for rows in (BEFORE, [*BEFORE, part(60)], [*BEFORE, part(110)])
    )
    assert low[0] < without[0] < high[0]
    assert forecast([*BEFORE, part(80)]).nowcast_year == 2024
    assert forecast(BEFORE).nowcast_year is None


def test_a_longer_part_narrows_it():
    widths = [
        band(forecast([*BEFORE, part(110 * months / 12, f"2024-01-01/P{months}M")], on="2024-12-15"))[1]
        for months in (2, 5, 8, 11)
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < 0.7 * widths[0]


def test_the_longest_part_speaks():
    rows = [*BEFORE, part(20, "2024-Q1"), part(95), part(50, "2024-S1")]
    assert forecast(rows).part.observation.value == 95


def test_it_moves_the_years_after_too():
    assert (
        band(forecast([*BEFORE, part(110)], until=2026), 2026)[0]
        > band(forecast(BEFORE, until=2026), 2026)[0]
    )


def test_a_part_that_is_not_public_yet_moves_nothing():
    late = part(60, public="2024-10-06")
    np.testing.assert_array_equal(forecast([*BEFORE, late]).ahead.values, forecast(BEFORE).ahead.values)


@pytest.mark.parametrize(
    "about", [{"confidence": "low"}, {"status": "E"}, {"derived": True}, {"bound": "~"}, {"tier": 4}]
)
def test_an_unsure_part_widens_it(about):
    def told(**more):
        # the year as projected just before its end: little but the doubt is left
        row = part(105, "2024", public="2024-12-20", **more)
        return band(forecast([*BEFORE, row], on="2024-12-24", options=DEFAULT))[1]

    assert told(**about) > 1.05 * told()


def test_rivals_of_a_part_widen_it():
    indicator = make_indicator(preferred_producer_id="statistics")
    alone = band(forecast([*BEFORE, part(85)], indicator))[1]
    rival = part(105, producer_id="committee")
    assert band(forecast([*BEFORE, part(85), rival], indicator))[1] > 1.1 * alone


def test_rivals_of_a_part_that_differ_tenfold_are_stated():
    indicator = make_indicator(preferred_producer_id="statistics")
    rows = [*BEFORE, part(85), part(850, producer_id="committee")]
    assert forecast(rows, indicator).state is State.RIVALS_APART


def test_what_only_grows_is_never_below_its_part():
    paths = forecast([*BEFORE, part(99, "2024-01-01/P11M")], on="2024-12-15").column(2024)
    assert (paths >= 99).all()
    assert paths.std() > 0


def test_more_than_a_part_is_at_least_that():
    assert (forecast([*BEFORE, part(100, bound=">")]).column(2024) >= 100).all()


def test_what_may_fall_may_end_below_its_part():
    indicator = make_indicator(lower=None)
    paths = forecast([*BEFORE, part(110, "2024-01-01/P11M")], indicator, on="2024-12-15").column(2024)
    assert (paths < 110).any()


def test_the_usual_share_of_a_part_is_learnt_from_its_own_years():
    halves = [part(0.3 * value, f"{2017 + place}-S1") for place, value in enumerate(PAST)]
    rows = [*BEFORE, *halves, part(36, "2024-S1")]
    assert band(forecast(rows))[0] == pytest.approx(120, rel=0.06)  # 30 % of the year, not half of it
    assert band(forecast([*BEFORE, part(36, "2024-S1")]))[0] < 116


def test_pairs_of_other_indicators_teach_less():
    other = make_indicator("other")
    pairs = [part(0.3 * value, f"{2017 + place}-S1") for place, value in enumerate(PAST)]
    rows = [*BEFORE, part(36, "2024-S1")]
    taught = forecast(rows, others=of(other, [*BEFORE, *pairs]), indicators=(other,))
    assert band(forecast(rows, others=of(other, BEFORE), indicators=(other,)))[0] < band(taught)[0] < 120


def test_an_indicator_that_never_showed_its_parts_is_less_sure_of_them():
    other = make_indicator("other")
    pairs = [part(0.5 * value, f"{2017 + place}-S1") for place, value in enumerate(PAST)]
    rows = [*BEFORE, part(54, "2024-S1")]
    own = band(forecast([*rows, *pairs], options=DEFAULT))[1]
    lent = forecast(rows, others=of(other, [*BEFORE, *pairs]), indicators=(other,), options=DEFAULT)
    assert band(lent)[1] > 1.15 * own


def learnt(rows, indicator=None):
    indicator = indicator or make_indicator()
    return learn_parts(
        [make_outlook(of(indicator, rows), "2024-06-30", indicator).history(key_of(indicator))]
    )


def test_without_pairs_the_prior_stands():
    parts = learnt(BEFORE)
    assert (parts.share_pairs, parts.rate_pairs) == (0, 0)
    assert parts.share_mean == 0
    assert parts.share_spread == pytest.approx(0.2 * (1 + 1 / 4) ** 0.5)
    assert parts.rate_factor == 1


def test_a_pair_by_hand():
    parts = learnt([*BEFORE, part(55, "2023-S1")])  # exactly half of 110 in half a year
    assert (parts.share_pairs, parts.share_mean) == (1, pytest.approx(0))
    parts = learnt([*BEFORE, part(33, "2023-S1")])
    assert parts.share_mean == pytest.approx(np.log(0.6) / 0.5 / 5)
    rate = make_rate()
    parts = learnt([*years(2020, 5, 6, 7, **SURE), part(3, "2022-S1")], rate)
    usual = np.hypot(1.0, 3.0 * 0.5)
    assert parts.rate_factor == pytest.approx(np.sqrt((5 + (4 / usual) ** 2) / 6))
    assert parts.rate_pairs == 1


@pytest.mark.parametrize(
    "row",
    [
        part(0, "2023-S1"),
        part(40, "2023-S1", bound=">"),
        part(40, "2023-S1", definition="other"),
        part(40, "2023-03"),
    ],
)
def test_what_is_no_pair_teaches_nothing(row):
    assert learnt([*BEFORE, row]).share_pairs == 0


def test_a_rate_so_far_is_the_year_with_an_error():
    rate = make_rate()
    before = years(2017, 8, 9, 10, 9, 8, 9, 10, **SURE)
    middle, width = band(forecast([*before, part(6)], rate))
    assert 6 < middle < 9  # the years before pull it a little
    first, _ = band(forecast([*before, part(6, "2024-Q1")], rate))
    assert first > middle  # a shorter part weighs less
    assert width > 1


def test_a_lumpy_flow_has_a_wide_rest_and_a_part_that_is_certain():
    lumpy = make_indicator(is_lumpy=True)
    rows = [*BEFORE, part(80)]
    paths = forecast(rows, lumpy).column(2024)
    assert (paths >= 80).all()
    assert band(forecast(rows, lumpy))[1] > band(forecast(rows))[1]


@pytest.mark.parametrize("over_time", ["none"])
def test_what_no_part_can_tell_is_drawn_by_the_model_alone(over_time):
    indicator = make_indicator(over_time=over_time)
    found = forecast([*BEFORE, part(60)], indicator)
    assert found.state is State.OK
    assert found.nowcast_year is None
    assert found.column(2024).std() > 0


def test_a_part_of_nothing_says_nothing():
    found = forecast([*BEFORE, part(0)])
    assert found.state is State.OK
    assert np.isfinite(found.column(2024)).all()
    assert found.column(2024).std() > 0


# ---------------------------------------------------------------- never a certainty before the year is over


def test_a_stock_in_the_middle_of_the_year_leaves_the_rest_of_it_open():
    stock = make_stock()
    before = years(2017, 80, 82, 84, 86, 88, 90, 92, **SURE)
    widths = [
        band(forecast([*before, part(93, month)], stock, on="2024-12-15"))[1]
        for month in ("2024-02", "2024-06", "2024-11")
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] > 0.1


def test_a_year_projected_before_its_end_is_no_certainty():
    early = forecast([*BEFORE, part(120, "2024", public="2024-02-01")], on="2024-02-10")
    late = forecast([*BEFORE, part(120, "2024", public="2024-12-05")], on="2024-12-10")
    assert band(early)[1] > band(late)[1] > 0
    assert band(late)[0] == pytest.approx(120, rel=0.02)


def test_a_projection_for_a_later_year_is_not_read():
    rows = [*BEFORE, part(500, "2026", public="2024-02-01")]
    np.testing.assert_array_equal(
        forecast(rows, until=2026).ahead.values, forecast(BEFORE, until=2026).ahead.values
    )


def test_a_part_far_from_everything_known_still_gives_numbers():
    for value in (1e-6, 1e6):
        paths = forecast([*BEFORE, part(value)]).column(2024)
        assert np.isfinite(paths).all()
        assert paths.std() > 0


# ---------------------------------------------------------------- definitions


def test_a_part_of_another_definition_is_not_mixed_in():
    before = years(2017, *PAST, definition="a", **SURE)
    foreign = forecast([*before, part(500, definition="b")])
    assert foreign.nowcast_year is None
    assert band(foreign)[0] < 150


def test_of_two_parts_that_of_the_definition_comes_first():
    before = years(2017, *PAST, definition="a", **SURE)
    rows = [*before, part(60, "2024-S1", definition="a"), part(500, definition="b")]
    assert forecast(rows).part.observation.value == 60


def test_a_part_of_the_year_after_the_last_known_one_speaks_for_that_year():
    rows = [*years(2016, 80, 90, 85, 95, 100, **SURE), part(99, "2021-01-01/P11M")]
    found = forecast(rows, until=2024)
    assert found.nowcast_year == 2021
    assert found.ahead.years == (2021, 2022, 2023, 2024)


def test_a_part_of_another_definition_speaks_alone_where_there_are_too_few_years_and_it_is_said():
    rows = [*years(2022, 100, 110, definition="a", **SURE), part(80, definition="b")]
    found = forecast(rows)
    assert found.state is State.OK
    assert found.nowcast_year == 2024
    assert "another definition" in " ".join(str(note) for note in found.notes)
    assert forecast(rows, until=2025).state is State.NOT_ENOUGH
