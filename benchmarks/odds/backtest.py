"""
Forecasts of the competitions' series from five origins, whole and cut short: the tables of demands 1 to 3.

Decides which prior each of our forecasts has: its own pool is learnt from the series that are scored, the other from
those of the other competition, both from what was known at the origin.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.odds import own
from benchmarks.odds.peers import DRIFT, MODELS, Cache, with_fallback
from benchmarks.odds.scores import BANDS, CROSS, OWN, Scored, accuracy, compare, coverage, score
from benchmarks.odds.series import ALL, COLLECTIONS, CUTS, ORIGINS, WHOLE, Batch, Floats, batch
from haidang.core.forecast.options import Options

_OTHER = {"m3": "tourism", "tourism": "m3"}
_LATEST = 1  # origins that the published one alone stands for


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run of the back-test goes by."""

    series: Mapping[str, Mapping[str, Floats]]
    cache: Cache
    options: Options
    seed: int
    sets: Sequence[str] = tuple(COLLECTIONS)


@dataclass(frozen=True, slots=True)
class Origin:
    """All methods scored from one origin."""

    asked: Batch
    scored: Mapping[str, Scored]
    failed: Mapping[str, int]


def backtest(setting: Setting, half: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of coverage, CRPS and accuracy of one half of the series, from all origins and cuts."""
    rows: dict[str, list[dict[str, Any]]] = {"coverage": [], "crps": [], "accuracy": []}
    for key in setting.sets:
        for cut in CUTS:
            print(f"{half}: {key}, {cut or 'all'} values", file=sys.stderr)
            origins = [_origin(setting, key, half, cut, origin) for origin in ORIGINS]
            head = {"set": key, "values": cut, "series": [len(each.asked.ids) for each in origins]}
            head["left_out"] = [each.asked.left_out for each in origins]
            rows["coverage"].append({**head, "failed": _failed(origins), "bands": _bands(origins)})
            for at, some in (("published", origins[:_LATEST]), ("rolling", origins)):
                for ours in (OWN, CROSS):
                    rows["crps"].append(
                        {**head, "at": at, "method": ours, **_compared(some, ours, setting.seed)}
                    )
            rows["accuracy"].append({**head, "methods": accuracy(origins[0].scored)})
    return rows


def published(setting: Setting) -> list[dict[str, Any]]:
    """Return the rows of accuracy of all series, whole, at the published origin."""
    rows = []
    for key in setting.sets:
        origin = _origin(setting, key, ALL, WHOLE, 0)
        head = {"set": key, "values": WHOLE, "series": [len(origin.asked.ids)]}
        rows.append({**head, "methods": accuracy(origin.scored)})
    return rows


def _origin(setting: Setting, key: str, half: str, cut: int, origin: int) -> Origin:
    asked = batch(setting.series[key], key, half, cut, origin)
    other = batch(setting.series[_OTHER[key]], _OTHER[key], half, cut, origin)
    answers = setting.cache.answers(f"{key}-{cut}-{origin}", asked)
    quantiles = {model: with_fallback(each, answers[DRIFT]) for model, each in answers.items()}
    for name, known in ((OWN, asked), (CROSS, other)):
        pool = own.pool_of(known.past, asked.horizon, setting.options)
        quantiles[name] = own.quantiles_of(asked, pool, setting.seed, setting.options)
    return Origin(
        asked,
        {name: score(asked, each) for name, each in quantiles.items()},
        {model: int(each.failed.sum()) for model, each in answers.items()},
    )


def _failed(origins: Sequence[Origin]) -> dict[str, int]:
    return {model: sum(each.failed[model] for each in origins) for model in MODELS}


def _bands(origins: Sequence[Origin]) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        band: {name: coverage([each.scored[name] for each in origins], band) for name in origins[0].scored}
        for band in BANDS
    }


def _compared(origins: Sequence[Origin], ours: str, seed: int) -> dict[str, Any]:
    scored = {name: [each.scored[name] for each in origins] for name in (ours, *MODELS)}
    return compare(scored, [each.asked.ids for each in origins], ours, tuple(MODELS), seed)
