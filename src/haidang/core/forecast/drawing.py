"""
Paths of one series: K draws of H future years, from its values and the pool of its measure.

Values that are not surely known come as several histories, each an equally likely reading of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from haidang.core.forecast.options import Options
from haidang.core.forecast.pooling import Pool, Steps
from haidang.core.forecast.structures import grid, reach, widths
from haidang.kernels.growth import EVIDENCE, FIT_COLUMNS, Floats, draw_kernel, fit_kernel


def draw_changes(
    histories: Sequence[Steps],
    pool: Pool,
    horizon: int,
    draws: int,
    random: np.random.Generator,
    options: Options,
    *,
    is_log: bool,
) -> Floats:
    """
    Draw what becomes of a series.

    Parameters
    ----------
    histories
        Equally likely readings of the series, at least one; each gets its share of the draws.
    pool
        What is known of its measure.
    horizon, draws
        H and K, >= 1.
    random
        Stream of chance.
    options
        Constants of the method.
    is_log
        Whether the scale is logarithmic.

    Returns
    -------
    changes
        (K, H): value after so many years less the last one of its history, on the scale.
    """
    ahead = reach(options, horizon, is_log=is_log)
    normal = random.standard_normal((draws, 3))
    degrees = options.step_degrees
    step = random.standard_t(degrees, (draws, horizon)) * np.sqrt((degrees - 2) / degrees)
    out = np.empty((draws, horizon))
    ends = _ends(len(histories), draws)
    for history, first, last in zip(histories, ends[:-1], ends[1:], strict=True):
        if first == last:
            continue
        fit = fit_all(history, pool, options)
        width = widths(options, len(history.z), horizon)
        weights = weigh(fit, pool, options)
        draw_kernel(fit, weights, ahead, width, normal[first:last], step[first:last], out[first:last])
    return out


def _ends(count: int, draws: int) -> NDArray[np.int64]:
    return np.linspace(0, draws, count + 1).round().astype(np.int64)


def owners(count: int, draws: int) -> NDArray[np.int64]:
    """Return which of `count` histories each of the draws (K,) belongs to."""
    return np.repeat(np.arange(count), np.diff(_ends(count, draws)))


def fit_all(history: Steps, pool: Pool, options: Options) -> Floats:
    """Return the fits (S, 8) of all structures to one history."""
    structures, _ = grid(options)
    fit = np.empty((len(structures.gain), FIT_COLUMNS))
    fit_kernel(history.z, history.gap, history.shock, structures, pool.prior, fit)
    return fit


def weigh(fit: Floats, pool: Pool, options: Options) -> Floats:
    """Return the weights (S, J) of structures and shapes for one history: the pool's, moved by its own evidence."""
    evidence = fit[:, EVIDENCE]
    weights: Floats = pool.weights * np.exp(options.tempering * (evidence - evidence.max()))[:, None]
    weights /= weights.sum()
    return weights
