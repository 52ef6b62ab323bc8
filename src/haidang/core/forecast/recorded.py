"""
A forecast as it was recorded: what was said, from which data, by which method, with which seed.

It stands for itself: scores compare it with what became public later, and reviews show it where it fits their data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.base.periods import Period

SHARES = (0.025, 0.1, 0.2, 0.25, 0.5, 0.75, 0.8, 0.9, 0.975)


@dataclass(frozen=True, slots=True)
class Recorded:
    """
    One forecast of an indicator, or the odds of one target.

    Attributes
    ----------
    as_of, recorded_on
        Day whose public figures it knew, and day on which it was stored.
    data_sha256, method, seed, draws
        What it was made from and how.
    indicator_id, area_id, period, target_id
        What it is about; `target_id` is empty for an indicator.
    state
        One of `forecast.State`: `ok`, or why there is none.
    probability, low, high
        Odds of the target and their range; None without.
    quantiles
        At `SHARES`, in `unit`; empty without paths.
    """

    as_of: date
    recorded_on: date
    data_sha256: str
    method: str
    seed: int
    draws: int
    indicator_id: str
    area_id: str
    period: Period
    target_id: str
    state: str
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    quantiles: tuple[float, ...] = ()
    note: str = ""
