"""What the next figure must be, read off the paths."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haidang.base.seeds import stream
from haidang.core.targets.next_figure import next_figure

VALUES = np.linspace(0, 100, 4001)


def with_chance(share, values=VALUES, seed=1):
    """Paths that keep the promise with a chance that follows from their next figure."""
    return stream(seed, "tests", "next").random(len(values)) < share


def test_it_is_where_the_share_of_kept_paths_crosses_one_half_and_four_fifths():
    many = [next_figure(VALUES, with_chance(VALUES / 100, seed=seed), 2025) for seed in range(20)]
    # each wavers by about 4 with 4000 paths
    assert np.mean([found.even for found in many]) == pytest.approx(50, abs=2)
    assert np.mean([found.sure for found in many]) == pytest.approx(80, abs=2)
    assert {found.year for found in many} == {2025}
    assert max(found.least for found in many) < 0.1
    assert min(found.most for found in many) > 0.9


def test_where_less_is_better_it_is_crossed_from_above():
    found = next_figure(VALUES, with_chance(1 - VALUES / 100), 2025)
    assert found.even == pytest.approx(50, abs=8)
    assert found.sure == pytest.approx(20, abs=8)


def test_a_step_is_found_where_it_is():
    found = next_figure(VALUES, VALUES >= 70, 2025)
    assert found.even == pytest.approx(70, abs=2.5)
    assert found.sure == pytest.approx(70, abs=2.5)


def test_the_order_of_paths_changes_nothing():
    kept = with_chance(VALUES / 100)
    mixed = stream(2, "tests", "next").permutation(len(VALUES))
    assert next_figure(VALUES[mixed], kept[mixed], 2025) == next_figure(VALUES, kept, 2025)


def test_where_no_figure_is_enough_the_best_one_says_so():
    found = next_figure(VALUES, with_chance(VALUES / 250), 2025)
    assert (found.even, found.sure) == (None, None)
    assert found.most < 0.5
    half = next_figure(VALUES, with_chance(VALUES / 160), 2025)
    assert half.even is not None
    assert half.sure is None


def test_where_every_figure_is_enough_the_worst_one_says_so():
    found = next_figure(VALUES, np.ones(len(VALUES), bool), 2025)
    assert (found.even, found.sure) == (None, None)
    assert (found.least, found.most) == (1, 1)
    never = next_figure(VALUES, np.zeros(len(VALUES), bool), 2025)
    assert (never.least, never.most) == (0, 0)


@pytest.mark.parametrize("paths", [1, 2, 100])
def test_too_few_paths_say_nothing(paths):
    assert next_figure(np.arange(float(paths)), np.ones(paths, bool), 2025) is None


def test_equal_figures_say_nothing_of_each_other():
    found = next_figure(np.full(1000, 7.0), with_chance(np.full(1000, 0.6), np.full(1000, 7.0)), 2025)
    assert found.even in (None, pytest.approx(7))
    assert found.sure in (None, pytest.approx(7))


@pytest.mark.slow
@settings(max_examples=50)
@given(st.integers(0, 10_000), st.floats(-3, 3), st.floats(0, 2))
def test_four_fifths_need_no_worse_a_figure_than_one_half(seed, slope, level):
    share = 1 / (1 + np.exp(-(slope * (VALUES - 50) / 20 + level - 1)))
    found = next_figure(VALUES, with_chance(share, seed=seed), 2025)
    assert found.least <= found.most
    if found.even is not None and found.sure is not None:
        rises = float(np.corrcoef(VALUES, share)[0, 1]) > 0 if slope else None
        if abs(slope) > 0.5:
            assert (found.sure >= found.even) == rises or found.sure == found.even
