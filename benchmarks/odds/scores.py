"""
Scores of quantiles against what came, the same for all methods.

Decides the levels, the scale and how origins are put together: coverage is the mean over origins of the share of
series, so that each origin counts once; the CRPS is the mean over all series and origins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.odds.series import Batch, Floats
from haidang.core.scoring.distributions import covered, crps_of_quantiles
from haidang.core.scoring.uncertainty import paired_interval

LEVELS = np.array([0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99])
MEDIAN = len(LEVELS) // 2
BANDS = {"80": 0.8, "95": 0.95}
OWN, CROSS = "own", "own, prior of the other set"


@dataclass(frozen=True, slots=True)
class Scored:
    """
    Scores of one method on the N series of a batch.

    Attributes
    ----------
    crps
        (N,), mean over the horizons, in mean absolute steps of the series.
    inside
        By band, (N, H): whether the outcome lay in it.
    smape
        (N,), symmetric error of the median in percent.
    mase
        (N,), absolute error of the median in mean absolute steps.
    """

    crps: Floats
    inside: Mapping[str, Floats]
    smape: Floats
    mase: Floats


def score(asked: Batch, quantiles: Floats) -> Scored:
    """Return the scores of quantiles (N, H, Q) of a batch."""
    flat, came = quantiles.reshape(-1, len(LEVELS)), asked.actual.ravel()
    shape = asked.actual.shape
    crps = crps_of_quantiles(LEVELS, flat, came).reshape(shape) / asked.scale[:, None]
    inside = {}
    for band, share in BANDS.items():
        low, high = (int(np.argmin(np.abs(LEVELS - end))) for end in ((1 - share) / 2, (1 + share) / 2))
        inside[band] = covered(flat[:, low], flat[:, high], came).reshape(shape).astype(np.float64)
    middle = quantiles[:, :, MEDIAN]
    miss = np.abs(asked.actual - middle)
    smape = 200 * miss / (np.abs(asked.actual) + np.abs(middle))
    return Scored(crps.mean(axis=1), inside, smape.mean(axis=1), miss.mean(axis=1) / asked.scale)


def coverage(origins: Sequence[Scored], band: str) -> dict[str, Any]:
    """
    Return the coverage in percent of one method by horizon.

    Parameters
    ----------
    origins
        Scores at each origin.
    band
        Key of the band.

    Returns
    -------
    coverage
        `mean` over origins, standard deviation `spread` between them, `least` and `most` of any origin, by horizon;
        `distance`: mean over horizons of the distance of the mean from what the band claims.
    """
    shares = 100 * np.array([each.inside[band].mean(axis=0) for each in origins])
    mean = shares.mean(axis=0)
    spread = shares.std(axis=0, ddof=1) if len(shares) > 1 else np.full(len(mean), np.nan)
    return {
        "mean": mean.tolist(),
        "spread": spread.tolist(),
        "least": shares.min(axis=0).tolist(),
        "most": shares.max(axis=0).tolist(),
        "distance": float(np.abs(mean - 100 * BANDS[band]).mean()),
    }


def compare(
    scored: Mapping[str, Sequence[Scored]],
    ids: Sequence[Sequence[str]],
    own: str,
    others: Sequence[str],
    seed: int,
) -> dict[str, Any]:
    """
    Return the CRPS of all methods, and that of ours against the best of the others on the same series.

    Parameters
    ----------
    scored
        By method, the scores at each origin.
    ids
        Series of each origin; a series is one cluster of the interval, over all its origins.
    own, others
        Names of our method and of those it is held against.
    seed
        Of the resampling.

    Returns
    -------
    comparison
        `crps` by method, `best` of the others, `gain` against it in percent of its score, `difference` with its
        95 % interval (ends `low`, `high`).
    """
    values = {name: np.concatenate([each.crps for each in origins]) for name, origins in scored.items()}
    crps = {name: float(each.mean()) for name, each in values.items()}
    best = min(others, key=crps.__getitem__)
    clusters = np.array([each for origin in ids for each in origin])
    ends = paired_interval(values[own], values[best], clusters, seed)
    low, high = ends if ends else (None, None)
    return {
        "cases": len(clusters),
        "crps": crps,
        "best": best,
        "gain": 100 * (1 - crps[own] / crps[best]),
        "difference": crps[own] - crps[best],
        "low": low,
        "high": high,
    }


def accuracy(scored: Mapping[str, Scored]) -> dict[str, dict[str, float]]:
    """Return sMAPE in percent and MASE of the medians, means over series, by method."""
    return {
        name: {"smape": float(each.smape.mean()), "mase": float(each.mase.mean())}
        for name, each in scored.items()
    }
