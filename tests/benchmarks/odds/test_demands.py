"""Verdicts: met only when every figure meets its limit, and said with the figure."""

from benchmarks.odds.demands import verdicts
from benchmarks.odds.peers import MODELS
from benchmarks.odds.scores import OWN


def row(mean, *, own_distance=1.0):
    peers = {name: {"mean": mean, "distance": 2.0} for name in MODELS}
    bands = {
        "80": {OWN: {"mean": mean, "distance": own_distance}, **peers},
        "95": {OWN: {"mean": [95.0], "distance": 0.0}, **peers},
    }
    return {"set": "m3", "values": 5, "bands": bands}


def crps(gain, method=OWN):
    return {
        "set": "m3",
        "values": 5,
        "at": "published",
        "method": method,
        "gain": gain,
        "difference": -gain,
        "low": None,
        "high": None,
    }


def found(rows, gains=(), asked="80 % band within"):
    content = {"halves": {"fixed": {"coverage": rows, "crps": [crps(gain) for gain in gains]}}}
    return next(each for each in verdicts(content) if asked in each.asked)


def test_one_horizon_outside_fails_the_demand():
    assert found([row([77.0, 87.0])]).met
    missed = found([row([80.0, 76.999])])
    assert not missed.met
    assert "1 of 2 within; least 77.00 (M3 yearly, 5 values, horizon 2)" in missed.measured


def test_an_equal_distance_is_not_smaller():
    asked = "80 % band: mean distance"
    assert found([row([80.0], own_distance=1.99)], asked=asked).met
    assert not found([row([80.0], own_distance=2.0)], asked=asked).met


def test_every_set_has_to_gain():
    asked = "5 values: CRPS at least 10 %"
    assert found([row([80.0])], (10.0, 12.0), asked).met
    assert not found([row([80.0])], (9.99, 12.0), asked).met


def test_speed_is_judged_in_both_ways():
    ratios = {"ratio": 120.0, "own_ms": 1, "arima_ms": 120, "ratio_in_turn": 90.0}
    timed = {"set": "both", "values": 0, **ratios, "own_in_turn_ms": 1, "arima_in_turn_ms": 90}
    speed = {"arima": [timed], "targets": {"odds_s": 15.0, "pool_s": 1.0}, "paths": {"median_s": 0.9}}
    assert [each.met for each in verdicts({"speed": speed})] == [True, False, False, True]
