"""
What the next figure must be for even odds, and for four in five.

Read off the paths: among those whose next year is alike, the share that keeps the promise; it is made to rise with a
better figure (pool adjacent violators) and interpolated.

References
----------
M. Ayer et al., An empirical distribution function for sampling with incomplete information (1955).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from haidang.core.forecast.forecast import Floats

_BINS = 40
_LEAST_PATHS = 400


@dataclass(frozen=True, slots=True)
class NextFigure:
    """
    The next year's figure that a target needs.

    Attributes
    ----------
    year
        The next year without a whole figure.
    even, sure
        Its value for even odds and for four in five; None where no figure, or every figure, of the paths brings them.
    least, most
        The odds after the worst and the best figures of the paths.
    """

    year: int
    even: float | None
    sure: float | None
    least: float
    most: float


def next_figure(following: Floats, kept: NDArray[np.bool_], year: int) -> NextFigure | None:
    """
    Return what the next figure must be; None with too few paths to tell.

    Parameters
    ----------
    following
        (K,) values of the next year, path by path.
    kept
        (K,) whether the path keeps the promise.
    year
        The next year.
    """
    if len(following) < _LEAST_PATHS:
        return None
    order = np.argsort(following, kind="stable")
    values, success = following[order], kept[order].astype(float)
    rises = float(success[len(success) // 2 :].mean()) >= float(success[: len(success) // 2].mean())
    if not rises:
        success = success[::-1]
        values = values[::-1]
    cuts = np.array_split(np.arange(len(values)), _BINS)
    share = _monotone(np.array([success[cut].mean() for cut in cuts]), np.array([len(cut) for cut in cuts]))
    middle = np.array([np.median(values[cut]) for cut in cuts])
    return NextFigure(
        year,
        _crossing(middle, share, 0.5),
        _crossing(middle, share, 0.8),
        float(share[0]),
        float(share[-1]),
    )


def _monotone(share: Floats, weight: NDArray[np.int64]) -> Floats:
    """Return the closest shares that never fall."""
    blocks: list[tuple[float, float, int]] = []
    for each, size in zip(share, weight, strict=True):
        blocks.append((float(each), float(size), 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            last, before = blocks.pop(), blocks.pop()
            total = last[1] + before[1]
            blocks.append(((last[0] * last[1] + before[0] * before[1]) / total, total, last[2] + before[2]))
    return np.repeat([block[0] for block in blocks], [block[2] for block in blocks])


def _crossing(values: Floats, share: Floats, wanted: float) -> float | None:
    if share[0] >= wanted or share[-1] < wanted:
        return None
    at = int(np.argmax(share >= wanted))
    low, high = share[at - 1], share[at]
    return float(values[at - 1] + (values[at] - values[at - 1]) * (wanted - low) / (high - low))
