"""Seconds of our odds, on one thread, and of AutoARIMA on the same series (demand 5)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from benchmarks.odds import own, peers, simulated
from benchmarks.odds.series import ALL, COLLECTIONS, WHOLE, Floats, batch
from haidang.base.seeds import stream
from haidang.core.forecast.options import Options

SERIES = 100  # of each collection and cut
CUTS = (WHOLE, 8, 5)
_ROUNDS = 3


def against_arima(
    series: Mapping[str, Mapping[str, Floats]], seed: int, options: Options
) -> list[dict[str, Any]]:
    """Return median seconds a series of both, with quantiles, the pool already learnt; the last row is of all whole ones."""
    rows, whole = [], []
    for key in COLLECTIONS:
        for cut in CUTS:
            seconds = _timed(series[key], key, cut, seed, options)
            rows.append({"set": key, "values": cut, **_medians(seconds)})
            if cut == WHOLE:
                whole.append(seconds)
    return [*rows, {"set": "both", "values": WHOLE, **_medians(np.concatenate(whole))}]


def many_targets(seed: int, options: Options, count: int = 10_000) -> dict[str, float]:
    """Return seconds for the odds of so many targets five years ahead at 1,000 paths, and for learning their pool."""
    drawn = simulated.simulate(count, seed, simulated.NORMAL)
    known = drawn.values[:, : simulated.PLAN + 1]
    start = time.perf_counter()
    pool = own.pool_of(list(known), simulated.PLAN, options)
    learnt = time.perf_counter()
    for i, past in enumerate(known):
        ends = own.changes(past, pool, simulated.PLAN, stream(seed, "speed", str(i)), options)[:, -1]
        (ends >= np.log(drawn.targets[i] / past[-1])).mean()
    return {"targets": count, "pool_s": learnt - start, "odds_s": time.perf_counter() - learnt}


def many_paths(
    seed: int, options: Options, indicators: int = 50, paths: int = 10_000, years: int = 6
) -> dict[str, Any]:
    """Return the median seconds to draw so many paths, warm."""
    known = simulated.simulate(indicators, seed, simulated.NORMAL).values
    pool = own.pool_of(list(known), years, options)
    seconds = []
    for _ in range(_ROUNDS + 1):
        start = time.perf_counter()
        for i, past in enumerate(known):
            own.changes(past, pool, years, stream(seed, "speed", str(i)), options, paths)
        seconds.append(time.perf_counter() - start)
    return {
        "paths": paths,
        "indicators": indicators,
        "years": years,
        "median_s": float(np.median(seconds[1:])),
    }


def _timed(values: Mapping[str, Floats], key: str, cut: int, seed: int, options: Options) -> Floats:
    """
    Return seconds (N, 4) of the same series.

    Of ours and of AutoARIMA, each over all series at a stretch, and of both in turn, series by series: then each finds
    the processor's caches filled by the other.
    """
    asked = batch(values, key, ALL, cut, 0)
    pool = own.pool_of(asked.past, asked.horizon, options)
    some = list(zip(asked.ids, asked.past, strict=True))[:SERIES]

    def ours(name: str, past: Floats) -> float:
        start = time.perf_counter()
        own.quantiles(past, pool, asked.horizon, stream(seed, key, name), options)
        return time.perf_counter() - start

    def arima(_name: str, past: Floats) -> float:
        start = time.perf_counter()
        peers.ask("AutoARIMA", past, asked.horizon)
        return time.perf_counter() - start

    ours(*some[0])
    arima(*some[0])
    stretches = [[once(*each) for each in some] for once in (ours, arima)]
    in_turn = [(ours(*each), arima(*each)) for each in some]
    return np.column_stack([*stretches, np.array(in_turn)])


def _medians(seconds: Floats) -> dict[str, Any]:
    ours, arima, ours_in_turn, arima_in_turn = (float(each) for each in 1000 * np.median(seconds, axis=0))
    return {
        "series": len(seconds),
        "own_ms": ours,
        "arima_ms": arima,
        "ratio": arima / ours,
        "own_in_turn_ms": ours_in_turn,
        "arima_in_turn_ms": arima_in_turn,
        "ratio_in_turn": arima_in_turn / ours_in_turn,
    }
