"""The grid of structures and shapes as arrays, and the widths; see docs/methods/odds.md, «The model»."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from haidang.core.forecast.options import Options
from haidang.kernels.growth import Floats, Reach, Structures

_SURE = 1e-4  # relative variance of a start that is known


@lru_cache(maxsize=8)
def grid(options: Options) -> tuple[Structures, Floats]:
    """Return the S structures and their prior weights (S,), sum 1."""
    cells = [
        (gain, rho, var, memory, weight)
        for gain, rho, weight in options.dynamics
        for var in options.growth_vars
        for memory in options.memories
    ]
    gain, rho, var, memory, weight = (np.array(column, float) for column in zip(*cells, strict=True))
    start = np.maximum(1 - gain, 0.0) + rho**2 / (1 - rho**2) + _SURE
    return Structures(gain, rho, var, memory, start), weight / weight.sum()


@lru_cache(maxsize=64)
def reach(options: Options, horizon: int, *, is_log: bool) -> Reach:
    """
    Return what the structures make of `horizon` future years.

    Off the log scale there is nothing to compound, so no shape has a bound.
    """
    structures, _ = grid(options)
    ahead = np.arange(horizon)
    decay = structures.persistence[:, None] ** ahead
    first = structures.persistence - (1 - structures.gain)
    lasting = np.ones((len(first), horizon))
    lasting[:, 1:] += np.cumsum(first[:, None] * decay[:, :-1], axis=1)
    own = [np.cumsum(damping**ahead) for damping, _ in options.dampings]
    if is_log:
        own.append(ahead + 1.0)
        bound = np.array([0.0] * len(options.dampings) + [options.compound_bound])
    else:
        bound = np.full(len(own), math.inf)
    return Reach(
        np.cumsum(decay, axis=1), lasting, np.cumsum(lasting**2, axis=1), np.array(own, dtype=float), bound
    )


def shape_weights(options: Options, compound: float, *, is_log: bool) -> Floats:
    """Return the weights of the shapes (J,), sum 1, given the probability that growth compounds."""
    linear = np.array([weight for _, weight in options.dampings])
    linear = linear / linear.sum()
    return np.append((1 - compound) * linear, compound) if is_log else linear


def widths(options: Options, count: int, horizon: int) -> Floats:
    """Return the factors of the spread (H,) after `count` values."""
    ahead = np.arange(1, horizon + 1, dtype=float)
    slope = options.slope + options.slope_per_value / count
    factor: Floats = (options.width + options.width_per_value / count) * ahead**slope
    return factor
