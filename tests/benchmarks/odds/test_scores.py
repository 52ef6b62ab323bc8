"""Scores of quantiles by hand, and who is the best peer."""

import numpy as np
import pytest

from benchmarks.odds.own import quantiles_of_draws
from benchmarks.odds.peers import Answers, with_fallback
from benchmarks.odds.scores import LEVELS, MEDIAN, Scored, compare, coverage, score
from benchmarks.odds.series import ALL, batch
from haidang.base.seeds import stream

SERIES = {"a": np.arange(1.0, 15.0), "b": np.arange(2.0, 30.0, 2)}
ASKED = batch(SERIES, "tourism", ALL, 0, 0)


def scored(crps):
    none = np.zeros((len(crps), 1))
    return Scored(np.array(crps), {"80": none, "95": none}, np.zeros(len(crps)), np.zeros(len(crps)))


def test_a_sure_forecast_scores_its_error_in_steps():
    wrong_by = np.array([[1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, 8.0]])
    quantiles = np.repeat((ASKED.actual + wrong_by)[:, :, None], len(LEVELS), axis=2)
    told = score(ASKED, quantiles)
    # of a point the mean pinball loss is half its error
    assert told.crps == pytest.approx([2.5, 1.0])
    assert told.mase == pytest.approx([2.5, 1.0])
    assert told.inside["80"].tolist() == [[0, 0, 0, 0], [1, 1, 1, 0]]
    first = 200 * wrong_by[0] / (2 * ASKED.actual[0] + wrong_by[0])
    assert told.smape[0] == pytest.approx(first.mean())


def test_bands_are_those_of_their_levels():
    spread = np.linspace(-1, 1, len(LEVELS))
    low, high = LEVELS.tolist().index(0.1), LEVELS.tolist().index(0.9)
    for at, inside in ((low, 1), (low - 1, 0), (high, 1), (high + 1, 0)):
        told = score(ASKED, ASKED.actual[:, :, None] - spread[at] + spread)
        assert told.inside["80"].min() == told.inside["80"].max() == inside


def test_coverage_counts_each_origin_once():
    def origin(inside):
        return Scored(np.zeros(len(inside)), {"80": np.array(inside)}, np.zeros(1), np.zeros(1))

    told = coverage([origin([[1.0]]), origin([[0.0], [0.0], [1.0], [1.0]])], "80")
    assert told["mean"] == [75.0]
    assert (told["least"], told["most"], told["distance"]) == ([50.0], [100.0], 5.0)
    assert told["spread"] == pytest.approx([np.std([50, 100], ddof=1)])


def test_ours_is_held_against_the_best_of_the_others_on_the_same_series():
    told = compare(
        {"own": [scored([1.0, 2.0])], "good": [scored([2.0, 2.0])], "bad": [scored([9.0, 9.0])]},
        [["a", "b"]],
        "own",
        ("bad", "good"),
        seed=1,
    )
    assert (told["best"], told["gain"], told["difference"]) == ("good", 25.0, -0.5)
    assert told["low"] <= -0.5 <= told["high"]


def test_the_drift_steps_in_where_a_peer_fails():
    quantiles = np.ones((2, 3, len(LEVELS)))
    quantiles[1] = np.nan
    peer = Answers(quantiles, np.zeros(2))
    drift = Answers(np.full_like(quantiles, 5.0), np.zeros(2))
    assert peer.failed.tolist() == [False, True]
    assert with_fallback(peer, drift)[:, 0, MEDIAN].tolist() == [1.0, 5.0]


def test_quantiles_are_those_of_numpy():
    for count in (2, 7, 1000):
        draws = stream(1, "draws").normal(size=(count, 3))
        assert quantiles_of_draws(draws) == pytest.approx(np.quantile(draws, LEVELS, axis=0).T, rel=1e-12)
