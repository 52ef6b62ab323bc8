"""Backtests: what is held out is never looked at, scores follow by hand, what cannot be scored is named."""

from dataclasses import replace

import numpy as np
import pytest

from haidang.core.forecast.backtesting import LEAST_VALUES, PIT_BINS, backtest
from haidang.core.forecast.options import DEFAULT
from tests.make.forecast import walks

OPTIONS = replace(DEFAULT, draws=400)


def levels(count=20, years=14, **changes):
    return {f"s{place:02}": list(np.exp(each)) for place, each in enumerate(walks(count, years, **changes))}


def run(series, horizon=3, origins=2, options=OPTIONS):
    return backtest(series, horizon, origins, options)


def test_every_series_is_held_out_at_every_origin():
    result = run(levels())
    assert (result.series, result.origins, result.left_out) == (20, 2, ())
    assert [(each.ahead, each.cases) for each in result.horizons] == [(1, 40), (2, 40), (3, 40)]
    assert sum(result.pit) == 120
    assert len(result.pit) == PIT_BINS
    assert result.crps == pytest.approx(np.mean([each.crps for each in result.horizons]))
    assert result.horizons[0].crps < result.horizons[2].crps
    for each in result.horizons:
        assert 0 <= each.covered[0] <= each.covered[1] <= each.covered[2] <= 1


def test_what_is_too_short_constant_or_not_positive_is_left_out_and_named():
    odd = {
        "constant": [5.0] * 14,
        "negative": [-1.0, *[2.0] * 13],
        "short": [1.0, 2.0, 3.0],
        "still": [5.0] * 11 + [6.0, 7.0, 8.0],  # nothing moves before the values held out
        "zero": [0.0, *[2.0] * 13],
    }
    result = run({**levels(4), **odd}, origins=1)
    assert result.left_out == tuple(sorted(odd))
    assert result.series == 4


@pytest.mark.parametrize("series", [{}, {"a": [1.0, 2.0]}, {"a": [3.0] * 30}, {"a": [-1.0] * 30}])
def test_without_a_series_to_score_there_is_no_backtest(series):
    assert run(series) is None


def test_the_shortest_series_that_can_be_scored():
    length = LEAST_VALUES + 2
    assert run({"a": list(np.arange(1.0, length + 1))}, horizon=2, origins=5).origins == 1
    assert run({"a": list(np.arange(1.0, length))}, horizon=2, origins=5) is None


def test_one_series_has_no_interval():
    assert run(levels(1)).interval is None
    assert run(levels(2)).interval is not None


def test_no_change_is_scored_by_the_distance_in_usual_steps():
    result = run({"a": [1.0, 2.0, 3.0, 4.0, 5.0, 9.0]}, horizon=1, origins=1)
    assert result.no_change == pytest.approx(4)
    assert result.horizons[0].no_change == pytest.approx(4)


def test_a_straight_line_is_foreseen_by_the_drift_and_by_us_but_not_by_no_change():
    line = {f"s{place}": list(10.0 + place + np.arange(15.0)) for place in range(6)}
    result = run(line, horizon=4, origins=1)
    assert result.drift < 0.05
    assert result.crps < 0.25
    assert result.no_change == pytest.approx(2.5)


@pytest.mark.slow
def test_held_out_values_never_reach_their_forecasts():
    series = levels(10)
    broken = {name: [*values[:11], *(1000 * each for each in values[11:])] for name, values in series.items()}
    first, second = run(series, origins=1), run(broken, origins=1)
    # the outcomes differ a thousandfold: had they been seen, the place of the forecast would have followed
    assert second.horizons[0].covered == (0.0, 0.0, 0.0)
    assert second.pit[-1] == sum(second.pit)
    assert first.pit[-1] < sum(first.pit) / 3


@pytest.mark.slow
def test_bands_hold_simulated_truth():
    result = run(levels(150, 16, growth=0.03, step=0.06), horizon=3, origins=2)
    for each in result.horizons:
        assert each.covered == pytest.approx((0.5, 0.8, 0.95), abs=0.08)


def test_the_same_seed_gives_the_same_scores_in_any_order_of_series():
    series = levels(8)
    turned = dict(reversed(series.items()))
    first, second = run(series), run(turned)
    assert first == run(series)
    assert second.crps == pytest.approx(first.crps, rel=1e-6)
    assert run(series, options=replace(OPTIONS, seed=1)).crps != first.crps


def test_one_path_can_be_scored():
    result = run(levels(3), options=replace(DEFAULT, draws=1))
    assert np.isfinite(result.crps)
    assert result.horizons[0].covered[2] <= 1
