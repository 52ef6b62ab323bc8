"""Readings of doubtful years: bounds are never crossed, rivals get their share, exact years stay exact."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.seeds import stream
from haidang.core.forecast.readings import readings_and_words
from tests.make.core import make_indicator, make_observation, make_rate, make_stock, years
from tests.make.forecast import key_of, make_outlook, of

SURE = {"confidence": "high"}
MANY = 4000


def known(rows, indicator=None, on="2024-06-30"):
    indicator = indicator or make_indicator(preferred_producer_id="statistics")
    return make_outlook(of(indicator, rows), on, indicator).history(key_of(indicator)).known, indicator


def read(rows, indicator=None, count=MANY, seed=1):
    found, indicator = known(rows, indicator)
    return readings_and_words(found, indicator, count, stream(seed, "tests", "readings"))[0]


def test_exact_years_are_one_reading():
    assert read(years(2020, 1, 2, 3, **SURE)).tolist() == [[1, 2, 3]]


def test_no_years_are_one_empty_reading():
    assert read([]).shape[1] == 0


def test_one_doubtful_year_makes_many_readings_and_leaves_the_others_alone():
    found = read([*years(2020, 1, 2, **SURE), *years(2022, 3, confidence="low")])
    assert found.shape == (MANY, 3)
    assert (found[:, :2] == [1, 2]).all()
    assert found[:, 2].mean() == pytest.approx(3, rel=0.01)
    assert found[:, 2].std() == pytest.approx(0.09, rel=0.05)


@pytest.mark.parametrize("bound", [">", "<"])
@pytest.mark.parametrize("confidence", ["high", "low"])
def test_a_bound_is_never_crossed(bound, confidence):
    column = read(years(2023, 100, bound=bound, confidence=confidence))[:, 0]
    assert ((column >= 100) if bound == ">" else (column <= 100)).all()
    assert column.std() > 0.5
    assert abs(float(np.median(column)) - 100) < 4  # the phrase is used for figures just beyond


def test_a_rival_below_it_does_not_break_a_bound():
    rows = [make_observation("2023", 100, bound=">"), make_observation("2023", 60, producer_id="committee")]
    assert (read(rows)[:, 0] >= 100).all()


def test_the_counting_figure_is_taken_half_the_time_and_each_rival_its_share():
    rows = [
        make_observation("2023", 100, **SURE),
        make_observation("2023", 110, producer_id="a", **SURE),
        make_observation("2023", 120, producer_id="b", **SURE),
    ]
    column = read(rows)[:, 0]
    assert [float((column == value).mean()) for value in (100, 110, 120)] == pytest.approx(
        [0.5, 0.25, 0.25], abs=0.03
    )


@given(
    st.floats(0, 100),
    st.sampled_from(["", ">", "<", "~"]),
    st.sampled_from(["", "high", "low"]),
    st.floats(0, 100),
)
def test_a_reading_of_a_share_is_possible(value, bound, confidence, rival):
    rows = [
        make_observation("2023", value, bound=bound, confidence=confidence),
        make_observation("2023", rival, producer_id="committee"),
    ]
    column = read(rows, make_stock(preferred_producer_id="statistics"), 50)
    assert ((column >= 0) & (column <= 100)).all()


@given(st.floats(1e-6, 1e6), st.sampled_from(["", ">", "<", "~"]), st.floats(-1e6, 1e6))
def test_a_positive_amount_stays_positive(value, bound, rival):
    rows = [
        make_observation("2023", value, bound=bound, confidence="low"),
        make_observation("2023", rival, producer_id="committee"),
    ]
    indicator = make_indicator(lower=None, preferred_producer_id="statistics")
    assert (read(rows, indicator, 50) > 0).all()


def test_a_rate_may_be_read_below_zero():
    column = read(years(2023, 0.1, confidence="low"), make_rate(preferred_producer_id="statistics"))[:, 0]
    assert (column < 0).any()
    assert column.std() == pytest.approx(1.5, rel=0.05)


def test_a_published_rank_is_held_against_a_promise_as_the_whole_number_it_is():
    rank = make_indicator("rank", measure="rank", unit="rank", lower=None, over_time="none")
    found, _ = known(years(2023, 5), rank)
    assert (readings_and_words(found, rank, 300, stream(1, "tests", "face"))[1] == 5).all()
    assert (read(years(2023, 1, confidence="low"), rank) >= 1).all()


def test_at_face_value_only_what_the_verdict_leaves_open_is_open():
    rows = [
        *years(2019, 100, confidence="low", status="E", tier=4, derived=True),
        *years(2020, 100, **SURE),
        *years(2021, 100, bound=">", confidence="low"),
        *years(2022, 100, bound="~"),
        make_observation("2020", 130, producer_id="committee"),
    ]
    found, indicator = known(rows)
    columns = readings_and_words(found, indicator, 300, stream(1, "tests", "face"))[1]
    assert (columns[:, 0] == 100).all()
    assert set(columns[:, 1]) == {100, 130}
    assert (columns[:, 2] >= 100).all()
    assert columns[:, 2].std() > 0
    assert columns[:, 3].std() > 0


def test_the_same_stream_reads_the_same_bits():
    rows = years(2020, 1, 2, 3, confidence="low")
    np.testing.assert_array_equal(read(rows), read(rows))
    assert not np.array_equal(read(rows), read(rows, seed=2))
