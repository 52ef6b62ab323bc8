"""
The yearly series of the M3 and tourism competitions, as they stood at a point in time.

Decides which series are scored from which origin and how much of each is kept; see README.md for the sources.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FIXED, HELD_OUT, ALL = "fixed", "held-out", "all"
WHOLE = 0
CUTS = (WHOLE, 10, 8, 6, 5)
ORIGINS = (0, 1, 2, 3, 4)  # years before the published origin
_FEWEST = 4  # values that a peer can still say something about


@dataclass(frozen=True, slots=True)
class Collection:
    """Yearly series of one competition."""

    name: str
    file: str
    horizon: int


COLLECTIONS = {
    "m3": Collection("M3 yearly", "M3_long.parquet", 6),
    "tourism": Collection("tourism yearly", "tourism_long.parquet", 4),
}


@dataclass(frozen=True, slots=True)
class Batch:
    """
    The series of a collection that are forecast from one origin.

    Attributes
    ----------
    collection, cut, origin, horizon
        Key of the collection, values kept (0: all), years before the published origin, H years ahead.
    ids
        Of the N series.
    past
        What is known of each, oldest first, in its own unit.
    actual
        (N, H), what came.
    scale
        (N,), mean absolute step of all that is known, whatever is kept.
    left_out
        Series that are too short for the cut at this origin.
    """

    collection: str
    cut: int
    origin: int
    horizon: int
    ids: Sequence[str]
    past: Sequence[Floats]
    actual: Floats
    scale: Floats
    left_out: int


def load(folder: Path, key: str) -> dict[str, Floats]:
    """Return the values of each yearly series of a collection, the published test part included."""
    table = (
        pl.read_parquet(folder / COLLECTIONS[key].file)
        .filter(pl.col("period") == "YEARLY")
        # the test part counts its own time from the start
        .sort("series", pl.col("part") == "test", "t")
    )
    groups = table.group_by("series", maintain_order=True)
    return {str(name): each["value"].to_numpy().astype(np.float64) for (name,), each in groups}


def half_of(series_id: str) -> str:
    """
    Return which half a series belongs to: the one the constants were fixed on, or the one kept until the end.

    Examples
    --------
    >>> half_of("N0001"), half_of("N0002")
    ('held-out', 'fixed')
    """
    return FIXED if int(hashlib.sha256(series_id.encode()).hexdigest(), 16) % 2 == 0 else HELD_OUT


def batch(series: Mapping[str, Floats], key: str, half: str, cut: int, origin: int) -> Batch:
    """
    Return what was known at an origin, and what came.

    Parameters
    ----------
    series
        Values by id, from `load`.
    key
        Key of the collection.
    half
        One of the halves, or all.
    cut
        How many values are kept, 0 for all; shorter series are left out.
    origin
        Years before the published origin, >= 0.
    """
    horizon = COLLECTIONS[key].horizon
    ids, past, actual, scale, left_out = [], [], [], [], 0
    for name, values in series.items():
        if half not in (ALL, half_of(name)):
            continue
        count = len(values) - horizon - origin
        known = values[:count]
        if count < max(cut, _FEWEST) or (known <= 0).any() or np.ptp(known) == 0:
            left_out += 1
            continue
        ids.append(name)
        past.append(known[-cut:] if cut else known)
        actual.append(values[count : count + horizon])
        scale.append(np.abs(np.diff(known)).mean())
    return Batch(key, cut, origin, horizon, ids, past, np.array(actual), np.array(scale), left_out)
