"""Simulated series as they are described, the rules by hand, and chances from quantiles."""

from statistics import NormalDist

import numpy as np
import pytest

from benchmarks.odds.scores import LEVELS
from benchmarks.odds.simulated import (
    EVEN,
    NORMAL,
    PLAN,
    YEARS,
    chance_at_least,
    growth_ratio,
    judge_by_first,
    judge_by_group,
    simulate,
    trend_line,
    yearly_goals,
)
from haidang.core.forecast.options import Options

STEADY = 100 * 1.1 ** np.arange(YEARS)[None]  # ten percent a year
DISTRIBUTION = NormalDist(10, 2)


def test_series_are_as_described():
    drawn = simulate(8000, 1, NORMAL)
    growth = np.diff(np.log(drawn.values), axis=1)
    assert (drawn.values[:, 0] == 100).all()
    # one in four loses 10 % in one of the ten years
    assert growth.mean() == pytest.approx(0.07 - 0.1 / 40, abs=0.002)
    moved = np.log(drawn.targets / drawn.values[:, PLAN]) / PLAN
    assert (moved.mean(), moved.std()) == pytest.approx((0.07, np.hypot(0.03, 0.02)), abs=0.002)


def test_designs_differ_in_their_targets_alone():
    normal, even = simulate(100, 1, NORMAL), simulate(100, 1, EVEN)
    assert (normal.values == even.values).all()
    assert (normal.targets != even.targets).all()


@pytest.mark.parametrize(("rule", "known"), [(growth_ratio, 8), (yearly_goals, 8)])
@pytest.mark.parametrize(("yearly", "says"), [(1.09, 1), (1.12, 0)])
def test_rules_compare_growth_with_what_the_target_asks(rule, known, yearly, says):
    targets = STEADY[:, PLAN] * yearly**PLAN
    assert rule(STEADY[:, :known], targets).tolist() == [says]


def test_the_ratio_forgives_a_twentieth_and_the_goals_do_not():
    targets = STEADY[:, PLAN] * 1.104**PLAN
    assert growth_ratio(STEADY[:, :8], targets).tolist() == [1]
    assert yearly_goals(STEADY[:, :8], targets).tolist() == [0]


def test_the_line_is_straight_and_of_the_last_ten_values():
    line = np.arange(1.0, YEARS + 1)[None]
    assert trend_line(line[:, :6], np.array([10.99])).tolist() == [1]
    assert trend_line(line[:, :6], np.array([11.01])).tolist() == [0]
    assert trend_line(np.insert(line[:, 1:], 0, 1e6, axis=1), np.array([10.99])).tolist() == [1]


@pytest.mark.parametrize("target", [-5.0, 5.0, 9.0, 10.0, 12.3, 16.0, 30.0])
def test_the_chance_of_a_normal_forecast_is_exact_in_the_tails_and_near_within(target):
    quantiles = np.array([DISTRIBUTION.inv_cdf(float(level)) for level in LEVELS])
    assert chance_at_least(quantiles, target) == pytest.approx(1 - DISTRIBUTION.cdf(target), abs=1e-9)


def test_a_forecast_without_spread_is_sure():
    flat = np.full(len(LEVELS), 3.0)
    assert (chance_at_least(flat, 3.0), chance_at_least(flat, 3.1)) == (1.0, 0.0)


def test_our_chance_is_high_for_easy_targets_and_low_for_hard_ones():
    drawn = simulate(8, 1, NORMAL)
    for factor, chance in ((0.5, 1.0), (2.0, 0.0)):
        easy = drawn._replace(targets=drawn.values[:, -2] * factor)
        assert judge_by_first(easy, 1, 8, 1, Options()).chance == pytest.approx(chance, abs=0.05)


def test_one_group_of_all_is_one_pool_of_all():
    drawn = simulate(6, 1, NORMAL)
    whole, group = (judge(drawn, 2, 6, 1, Options()) for judge in (judge_by_first, judge_by_group))
    assert (whole.chance == group.chance).all()
    assert (whole.held == group.held).all()
    halves = judge_by_group(drawn, 2, 3, 1, Options())
    assert len(halves.chance) == len(halves.held) == 6
    assert (halves.chance != whole.chance).any()
