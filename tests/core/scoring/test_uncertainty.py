"""Intervals of shares against published values, intervals of means against normal theory; bad input."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.errors import DataError
from haidang.base.seeds import stream
from haidang.core.scoring.uncertainty import (
    FEW_CASES,
    is_few,
    mean_interval,
    paired_interval,
    wilson_interval,
)

EACH = np.arange(200)
VALUES = stream(3, "values").normal(5, 2, size=200)


def width(ends):
    return ends[1] - ends[0]


# Newcombe (1998), table I, method 3
@pytest.mark.parametrize(
    ("successes", "count", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_the_published_one(successes, count, low, high):
    assert wilson_interval(successes, count) == pytest.approx((low, high), abs=5e-5)


@given(
    st.integers(1, 10**9).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))),
    st.floats(0, 1, exclude_min=True, exclude_max=True),
)
def test_the_interval_of_a_share_contains_it_and_stays_a_share(case, level):
    successes, count = case
    low, high = wilson_interval(successes, count, level)
    assert 0 <= low <= successes / count <= high <= 1


@given(st.integers(1, 1000).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_the_ends_solve_wilsons_equation(case):
    successes, count = case
    share, z = successes / count, 1.959963984540054
    for end in wilson_interval(successes, count):
        assert (share - end) ** 2 == pytest.approx(z * z * end * (1 - end) / count, abs=1e-12)


def test_the_interval_of_the_rest_is_mirrored():
    low, high = wilson_interval(3, 10)
    assert wilson_interval(7, 10) == pytest.approx((1 - high, 1 - low))


def test_a_share_of_nothing_is_unknown():
    assert wilson_interval(0, 0) is None


def test_few_is_fewer_than_thirty():
    assert FEW_CASES == 30
    assert [is_few(count) for count in (0, 29, 30)] == [True, True, False]


def test_a_seed_repeats_its_interval_and_another_gives_another():
    ends = mean_interval(VALUES, EACH, seed=1)
    assert mean_interval(VALUES, EACH, seed=1) == ends
    assert mean_interval(VALUES, EACH, seed=2) != ends


def test_independent_cases_give_the_interval_of_normal_theory():
    low, high = mean_interval(VALUES, EACH, seed=1)
    error = VALUES.std() / math.sqrt(len(VALUES))
    assert low == pytest.approx(VALUES.mean() - 1.96 * error, abs=0.15 * error)
    assert high == pytest.approx(VALUES.mean() + 1.96 * error, abs=0.15 * error)


def test_a_higher_level_widens_the_interval():
    narrow, usual = (mean_interval(VALUES, EACH, seed=1, level=level) for level in (0.5, 0.95))
    assert usual[0] < narrow[0] < VALUES.mean() < narrow[1] < usual[1]


def test_cases_that_go_together_widen_the_interval():
    one_each = np.repeat(VALUES[:20], 10)
    alone = mean_interval(one_each, EACH, seed=1)
    together = mean_interval(one_each, EACH // 10, seed=1)
    assert width(together) == pytest.approx(math.sqrt(10) * width(alone), rel=0.15)


def test_large_clusters_count_by_their_cases():
    low, high = mean_interval(np.array([0.0, 0, 0, 1]), np.array(["a", "a", "a", "b"]), seed=1, draws=50)
    assert (low, high) == (0, 1)
    middle = mean_interval(np.array([0.0, 0, 0, 1]), np.array(["a", "a", "a", "b"]), seed=1, level=0.01)
    assert middle == (0.25, 0.25)


def test_the_names_of_clusters_do_not_matter():
    idx = EACH // 10 + 100
    names = [f"indicator {each}" for each in idx]
    ends = mean_interval(VALUES, idx, seed=1)
    assert mean_interval(VALUES, np.array(names), seed=1) == ends
    assert mean_interval(VALUES, np.array(names, dtype=object), seed=1) == ends


@pytest.mark.parametrize("clusters", [np.zeros(200, dtype=int), np.full(200, "gdp")])
def test_one_cluster_says_nothing_of_chance(clusters):
    assert mean_interval(VALUES, clusters, seed=1) is None
    assert paired_interval(VALUES, VALUES, clusters, seed=1) is None


def test_the_interval_of_a_difference_is_the_one_of_the_differences():
    other = stream(3, "other").normal(size=200)
    assert paired_interval(VALUES, other, EACH, seed=1) == mean_interval(VALUES - other, EACH, seed=1)


def test_what_all_cases_share_drops_out_of_a_difference():
    low, high = paired_interval(VALUES - 0.5, VALUES, EACH, seed=1)
    assert (low, high) == pytest.approx((-0.5, -0.5))


@pytest.mark.slow
def test_the_interval_of_a_mean_holds_the_truth_about_as_often_as_it_says():
    chance = stream(3, "coverage")
    held = 0
    for seed in range(300):
        of_cluster = np.repeat(chance.normal(size=40), 3)
        low, high = mean_interval(
            of_cluster + chance.normal(size=120), np.arange(120) // 3, seed, level=0.9, draws=400
        )
        held += low <= 0 <= high
    assert 0.84 <= held / 300 <= 0.94


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 4), r"«successes» is -1, but must be 0 or more\."),
        ((5, 4), r"«successes» is 5, but must be 4 or less\."),
        ((0, -4), r"«count» is -4, but must be 0 or more\."),
        ((1, 4, 0), r"«level» must lie between 0 and 1\."),
        ((1, 4, 1), r"«level» must lie between 0 and 1\."),
        ((1, 4, 95), r"«level» must lie between 0 and 1\."),
    ],
)
def test_a_share_that_is_none_is_refused(arguments, message):
    with pytest.raises(DataError, match=message):
        wilson_interval(*arguments)


PAIR = np.array([1.0, 2.0])
NAMES = np.array(["a", "b"])


@pytest.mark.parametrize(
    ("values", "clusters", "options", "message"),
    [
        (
            [1, math.nan],
            NAMES,
            {},
            r"«values» holds values that are no finite numbers: 1, the first at index 1\.",
        ),
        (
            [1, math.inf],
            NAMES,
            {},
            r"«values» holds values that are no finite numbers: 1, the first at index 1\.",
        ),
        (PAIR, ["a"], {}, "«clusters» has the length 1 where «values» has 2"),
        (PAIR, [["a", "b"]], {}, "«clusters» has 2 axes, but must have 1"),
        (PAIR, [0.5, math.nan], {}, "«clusters» must hold names or whole numbers"),
        (PAIR, np.array(["a", None], dtype=object), {}, "«clusters» must hold names or whole numbers"),
        (PAIR, NAMES, {"level": 1}, "«level» must lie between 0 and 1"),
        (PAIR, NAMES, {"draws": 0}, "«draws» is 0, but must be 1 or more"),
        ([], np.array([], dtype=str), {}, r"«values» is empty\. «clusters» is empty\."),
    ],
)
def test_means_without_an_interval_are_refused(values, clusters, options, message):
    with pytest.raises(DataError, match=message):
        mean_interval(np.array(values), np.array(clusters), seed=1, **options)


def test_pairs_that_do_not_fit_are_refused_together():
    with pytest.raises(DataError) as caught:
        paired_interval(np.array([math.nan, 1]), np.array([1.0]), NAMES, seed=1, level=2, draws=-1)
    assert str(caught.value) == (
        "«first» holds values that are no finite numbers: 1, the first at index 0. "
        "«second» has the length 1 where «first» has 2. "
        "«level» must lie between 0 and 1. "
        "«draws» is -1, but must be 1 or more. "
        "Correct them, and leave out the cases that have no forecast or no outcome."
    )
