"""
The score: what forecasts said against what became public later.

A case is one forecast whose outcome is known and was not yet public when it was made. Odds are scored against baselines on
the same cases: one half, the straight line through the known years, the city's own assessment of the day, the plan
itself (every promise kept). Forecasts of indicators are scored by CRPS in typical yearly steps, so that
indicators of any unit can be averaged. Forecasts of one subject go together: intervals resample subjects.

Method: docs/methods/odds.md, «The score».
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from haidang.core.forecast.recorded import SHARES
from haidang.core.scoring.distributions import covered, crps_of_quantiles, pit_histogram
from haidang.core.scoring.probabilities import (
    Bin,
    Decomposition,
    brier_by_case,
    count_certain_misses,
    decompose_brier,
    log_score,
    reliability_bins,
)
from haidang.core.scoring.uncertainty import mean_interval, paired_interval, wilson_interval

Floats = NDArray[np.float64]
EDGES = (0.0, 0.1, 0.33, 0.66, 0.9, 1.0)
PIT_BINS = 10
BANDS = (("50", 0.25, 0.75), ("80", 0.1, 0.9), ("95", 0.025, 0.975))
_YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class OddsCase:
    """
    The odds of a target on a day, and what became of it.

    Attributes
    ----------
    target_id, indicator_id, measure
        What it is about.
    as_of, end
        Day of the forecast, and last day of the target's period.
    probability
        What was said.
    met
        What became of it.
    baselines
        What the baselines said, by name; absent where one says nothing.
    """

    target_id: str
    indicator_id: str
    measure: str
    as_of: date
    end: date
    probability: float
    met: bool
    baselines: Mapping[str, float]

    @property
    def horizon(self) -> str:
        """How long before the end it was said."""
        return horizon_of((self.end - self.as_of).days / _YEAR_DAYS)


@dataclass(frozen=True, slots=True)
class ValueCase:
    """
    The quantiles of an indicator's year on a day, and its figure.

    Attributes
    ----------
    quantiles
        At `SHARES`.
    outcome
        The figure that counts now.
    step
        Typical yearly step of the figures known on the day, the unit of the score; positive.
    last
        The last figure known on the day: the baseline of no change.
    """

    indicator_id: str
    area_id: str
    measure: str
    as_of: date
    end: date
    quantiles: tuple[float, ...]
    outcome: float
    step: float
    last: float

    @property
    def horizon(self) -> str:
        """How long before the end it was said."""
        return horizon_of((self.end - self.as_of).days / _YEAR_DAYS)


HORIZONS: tuple[tuple[str, float], ...] = (
    ("half_year", 0.5),
    ("year", 1.0),
    ("two_years", 2.0),
    ("longer", math.inf),
)


def horizon_of(years: float) -> str:
    """
    Return the class of a horizon.

    Examples
    --------
    >>> horizon_of(0.4), horizon_of(3)
    ('half_year', 'longer')
    """
    return next(name for name, end in HORIZONS if years <= end)


@dataclass(frozen=True, slots=True)
class Against:
    """
    A baseline on the cases on which it says something.

    Attributes
    ----------
    brier, own_brier
        Its Brier score and ours on the same cases.
    interval
        Of ours less its: below zero is better than it; None with one subject.
    """

    name: str
    cases: int
    brier: float
    own_brier: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class OddsScore:
    """Scores of odds over a group of cases; see `scoring.probabilities`."""

    group: str
    cases: int
    subjects: int
    brier: float
    interval: tuple[float, float] | None
    log_score: float
    certain_misses: int
    decomposition: Decomposition
    against: tuple[Against, ...]
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often a band held the outcome."""

    band: str
    nominal: float
    share: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ValueScore:
    """
    Scores of forecast values over a group of cases.

    Attributes
    ----------
    crps, baseline
        Mean CRPS, and mean absolute error of no change, both in typical yearly steps.
    interval
        Of the first less the second; None with one subject.
    coverage
        Of the three bands.
    pit
        Counts of the place of the outcome in the forecast, in `PIT_BINS` equal bins.
    """

    group: str
    cases: int
    subjects: int
    crps: float
    baseline: float
    interval: tuple[float, float] | None
    coverage: tuple[Coverage, ...]
    pit: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """
    The score as of a day.

    Attributes
    ----------
    odds, values
        The whole first, then by horizon and by measure; empty without cases.
    odds_cases, value_cases
        The cases themselves.
    """

    odds: tuple[OddsScore, ...]
    values: tuple[ValueScore, ...]
    odds_cases: tuple[OddsCase, ...]
    value_cases: tuple[ValueCase, ...]


ALL = "all"


def score(odds: Sequence[OddsCase], values: Sequence[ValueCase], seed: int) -> Score:
    """
    Return the score of cases.

    Parameters
    ----------
    odds, values
        The cases.
    seed
        Of the resampling behind the intervals.
    """
    return Score(
        tuple(_odds(group, cases, seed) for group, cases in _groups(odds)),
        tuple(_values(group, cases, seed) for group, cases in _groups(values)),
        tuple(odds),
        tuple(values),
    )


Case = TypeVar("Case", OddsCase, ValueCase)


def _groups(cases: Sequence[Case]) -> list[tuple[str, list[Case]]]:
    """Return all cases, then those of each horizon and each measure."""
    if not cases:
        return []
    found = [(ALL, list(cases))]
    for name, _ in HORIZONS:
        found.append((name, [case for case in cases if case.horizon == name]))
    for measure in sorted({case.measure for case in cases}):
        found.append((measure, [case for case in cases if case.measure == measure]))
    return [(name, held) for name, held in found if held]


def _odds(group: str, cases: Sequence[OddsCase], seed: int) -> OddsScore:
    said = np.array([case.probability for case in cases])
    met = np.array([float(case.met) for case in cases])
    subjects = np.array([case.target_id for case in cases])
    by_case = brier_by_case(said, met)
    return OddsScore(
        group,
        len(cases),
        len(set(subjects)),
        float(by_case.mean()),
        mean_interval(by_case, subjects, seed),
        log_score(said, met),
        count_certain_misses(said, met),
        decompose_brier(said, met, np.array(EDGES)),
        tuple(_against(cases, by_case, subjects, seed)),
        reliability_bins(said, met, np.array(EDGES)),
    )


def _against(
    cases: Sequence[OddsCase], by_case: Floats, subjects: NDArray[np.str_], seed: int
) -> Iterator[Against]:
    names = dict.fromkeys(name for case in cases for name in case.baselines)
    for name in names:
        at = np.array([place for place, case in enumerate(cases) if name in case.baselines])
        said = np.array([cases[place].baselines[name] for place in at])
        met = np.array([float(cases[place].met) for place in at])
        theirs = brier_by_case(said, met)
        interval = paired_interval(by_case[at], theirs, subjects[at], seed)
        yield Against(name, len(at), float(theirs.mean()), float(by_case[at].mean()), interval)


def _values(group: str, cases: Sequence[ValueCase], seed: int) -> ValueScore:
    quantiles = np.array([case.quantiles for case in cases])
    outcome = np.array([case.outcome for case in cases])
    step = np.array([case.step for case in cases])
    subjects = np.array([f"{case.indicator_id}@{case.area_id}" for case in cases])
    crps = crps_of_quantiles(np.array(SHARES), quantiles, outcome) / step
    baseline = np.abs(outcome - np.array([case.last for case in cases])) / step
    return ValueScore(
        group,
        len(cases),
        len(set(subjects)),
        float(crps.mean()),
        float(baseline.mean()),
        paired_interval(crps, baseline, subjects, seed),
        tuple(_coverage(name, low, high, quantiles, outcome) for name, low, high in BANDS),
        tuple(int(count) for count in pit_histogram(_pit(quantiles, outcome), PIT_BINS)),
    )


def _coverage(name: str, low: float, high: float, quantiles: Floats, outcome: Floats) -> Coverage:
    held = covered(quantiles[:, SHARES.index(low)], quantiles[:, SHARES.index(high)], outcome)
    count = int(held.sum())
    return Coverage(name, high - low, count / len(held), wilson_interval(count, len(held)))


def _pit(quantiles: Floats, outcome: Floats) -> Floats:
    """Return the place of each outcome in its forecast, by its quantiles and straight lines between them."""
    places = []
    for row, value in zip(quantiles, outcome, strict=True):
        # beyond the outermost quantiles half of what is left
        inside = float(np.interp(value, row, SHARES))
        if value < row[0]:
            inside = SHARES[0] / 2
        elif value > row[-1]:
            inside = (1 + SHARES[-1]) / 2
        places.append(inside)
    return np.array(places)
