"""The odds of this project on a batch: one pool for all its series, learnt at the origin, then paths of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.odds.scores import LEVELS
from benchmarks.odds.series import Batch, Floats
from haidang.base.seeds import stream
from haidang.core.forecast.drawing import draw_changes
from haidang.core.forecast.options import Options
from haidang.core.forecast.pooling import Pool, Steps, learn_pool
from haidang.core.forecast.scales import NORMALS

DRAWS = 1000
NORMAL = NORMALS["level"]  # what is usual for a positive amount


def pool_of(pasts: Sequence[Floats], horizon: int, options: Options) -> Pool:
    """Return what some series of positive amounts teach each other about so many years ahead."""
    steps = [Steps.regular(np.log(each)) for each in pasts]
    return learn_pool(steps, NORMAL, options, is_log=True, horizon=horizon)


def quantiles_of(asked: Batch, pool: Pool, seed: int, options: Options) -> Floats:
    """Return the quantiles (N, H, Q) of all series of a batch."""
    return np.stack(
        [
            quantiles(past, pool, asked.horizon, stream(seed, asked.collection, name), options)
            for name, past in zip(asked.ids, asked.past, strict=True)
        ]
    )


def quantiles(
    past: Floats, pool: Pool, horizon: int, random: np.random.Generator, options: Options
) -> Floats:
    """Return the quantiles (H, Q) of one series."""
    told: Floats = past[-1] * quantiles_of_draws(np.exp(changes(past, pool, horizon, random, options)))
    return told


def changes(
    past: Floats, pool: Pool, horizon: int, random: np.random.Generator, options: Options, draws: int = DRAWS
) -> Floats:
    """Return draws (K, H) of the log of a value to come less that of the last one."""
    steps = Steps.regular(np.log(past))
    return draw_changes([steps], pool, horizon, draws, random, options, is_log=True)


def quantiles_of_draws(draws: Floats) -> Floats:
    """
    Return the quantiles (H, Q) of K draws of H numbers.

    Those of `numpy.quantile`, which takes four times as long.
    """
    ordered = np.sort(draws.T, axis=1)
    place = LEVELS * (ordered.shape[1] - 1)
    below = place.astype(np.intp)
    above = np.minimum(below + 1, ordered.shape[1] - 1)
    told: Floats = ordered[:, below] + (ordered[:, above] - ordered[:, below]) * (place - below)
    return told
