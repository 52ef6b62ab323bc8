"""
Backtests: the method on any set of yearly series, held out against their own later values.

From each of the last origins a pool is learnt from what lies before it, every series is forecast, and the forecasts are held
against the values after it. Baselines on the same cases: no change, and a random walk with drift.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from haidang.base.seeds import stream
from haidang.core.forecast.drawing import draw_changes
from haidang.core.forecast.options import Options
from haidang.core.forecast.pooling import Normal, Steps, learn_pool
from haidang.core.forecast.recorded import SHARES
from haidang.core.forecast.scales import NORMALS
from haidang.core.scoring.distributions import crps_of_quantiles, pit_histogram
from haidang.core.scoring.uncertainty import paired_interval
from haidang.kernels.growth import Floats

LEAST_VALUES = 4
PIT_BINS = 10
BANDS = ((0.5, 0.25, 0.75), (0.8, 0.1, 0.9), (0.95, 0.025, 0.975))
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class HorizonScore:
    """
    Scores of one horizon.

    Attributes
    ----------
    ahead
        Years ahead.
    cases
        Forecasts scored.
    crps, no_change, drift
        Mean CRPS of ours and of the baselines, in mean yearly steps of the series.
    covered
        Shares of outcomes inside the bands of 50, 80 and 95 %, mean over origins.
    spread
        Standard deviation of those shares between origins.
    """

    ahead: int
    cases: int
    crps: float
    no_change: float
    drift: float
    covered: tuple[float, float, float]
    spread: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Backtest:
    """
    A backtest.

    Attributes
    ----------
    series, left_out
        Series scored, and those too short, constant or not all positive.
    origins
        Number of origins.
    horizons
        Scores by years ahead.
    interval
        Of the mean CRPS of ours less that of the drift, resampling series; None with one series.
    pit
        Counts of the place of the outcome in the forecast, in ten equal bins.
    """

    series: int
    left_out: tuple[str, ...]
    origins: int
    horizons: tuple[HorizonScore, ...]
    crps: float
    no_change: float
    drift: float
    interval: tuple[float, float] | None
    pit: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Cases:
    name: np.ndarray[tuple[int, ...], np.dtype[np.str_]]
    origin: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    ahead: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    quantiles: Floats
    drift: Floats
    last: Floats
    outcome: Floats
    step: Floats
    pit: Floats


def backtest(
    series: Mapping[str, Sequence[float]],
    horizon: int,
    origins: int,
    options: Options,
    normal: Normal = NORMALS["level"],
) -> Backtest | None:
    """
    Return the backtest of series of positive amounts.

    Parameters
    ----------
    series
        Values by year, without gaps, by name.
    horizon
        Years ahead, >= 1.
    origins
        Number of origins, >= 1: the last one has `horizon` values after it, each earlier one a value more.
    options
        Constants, paths and seed.
    normal
        What is usual of the measure.

    Returns
    -------
    backtest
        None when no series is long enough.
    """
    fit = {name: np.asarray(values, dtype=float) for name, values in series.items()}
    kept = {
        name: values
        for name, values in fit.items()
        if len(values) >= LEAST_VALUES + horizon and (values > 0).all() and np.ptp(values) > 0
    }
    rows = [row for back in range(origins) for row in _origin(kept, back, horizon, options, normal)]
    if not rows:
        return None
    cases = _Cases(*(np.array(column) for column in zip(*rows, strict=True)))
    ours = crps_of_quantiles(np.array(SHARES), cases.quantiles, cases.outcome) / cases.step
    drift = crps_of_quantiles(np.array(SHARES), cases.drift, cases.outcome) / cases.step
    none = np.abs(cases.outcome - cases.last) / cases.step
    return Backtest(
        len(set(cases.name)),
        tuple(sorted(set(series) - set(cases.name))),
        len(set(cases.origin)),
        tuple(_horizon(cases, ours, none, drift, ahead) for ahead in range(1, horizon + 1)),
        float(ours.mean()),
        float(none.mean()),
        float(drift.mean()),
        paired_interval(ours, drift, cases.name, options.seed),
        tuple(int(each) for each in pit_histogram(cases.pit, PIT_BINS)),
    )


def _origin(
    kept: Mapping[str, Floats], back: int, horizon: int, options: Options, normal: Normal
) -> list[tuple[object, ...]]:
    past = {name: values[: len(values) - horizon - back] for name, values in kept.items()}
    past = {
        name: values for name, values in past.items() if len(values) >= LEAST_VALUES and np.ptp(values) > 0
    }
    steps = {name: Steps.regular(np.log(values)) for name, values in past.items()}
    pool = learn_pool(list(steps.values()), normal, options, is_log=True, horizon=horizon)
    rows: list[tuple[object, ...]] = []
    for name, values in past.items():
        random = stream(options.seed, "backtest", name, str(back))
        changes = draw_changes([steps[name]], pool, horizon, options.draws, random, options, is_log=True)
        paths = values[-1] * np.exp(changes)
        after = kept[name][len(values) : len(values) + horizon]
        step = float(np.abs(np.diff(values)).mean())
        quantiles = np.quantile(paths, SHARES, axis=0).T
        drift = _drift(values, horizon)
        for place, outcome in enumerate(after):
            below = float((paths[:, place] < outcome).mean() + (paths[:, place] == outcome).mean() / 2)
            rows.append(
                (
                    name,
                    back,
                    place + 1,
                    quantiles[place],
                    drift[place],
                    float(values[-1]),
                    float(outcome),
                    step,
                    below,
                )
            )
    return rows


def _drift(values: Floats, horizon: int) -> Floats:
    """Return the quantiles (H, Q) of a random walk with drift, its drift uncertain, normal steps."""
    steps = np.diff(values)
    ahead = np.arange(1, horizon + 1)
    spread = steps.std(ddof=1) * np.sqrt(ahead * (1 + ahead / len(steps)))
    at = np.array([_NORMAL.inv_cdf(share) for share in SHARES])
    found: Floats = (values[-1] + steps.mean() * ahead)[:, None] + spread[:, None] * at
    return found


def _horizon(cases: _Cases, ours: Floats, none: Floats, drift: Floats, ahead: int) -> HorizonScore:
    at = cases.ahead == ahead
    shares = []
    for origin in np.unique(cases.origin):
        here = at & (cases.origin == origin)
        if here.any():
            shares.append([_inside(cases, here, low, high) for _, low, high in BANDS])
    mean, spread = np.mean(shares, axis=0), np.std(shares, axis=0)
    return HorizonScore(
        ahead,
        int(at.sum()),
        float(ours[at].mean()),
        float(none[at].mean()),
        float(drift[at].mean()),
        (float(mean[0]), float(mean[1]), float(mean[2])),
        (float(spread[0]), float(spread[1]), float(spread[2])),
    )


def _inside(
    cases: _Cases, here: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], low: float, high: float
) -> float:
    outcome, quantiles = cases.outcome[here], cases.quantiles[here]
    inside = (outcome >= quantiles[:, SHARES.index(low)]) & (outcome <= quantiles[:, SHARES.index(high)])
    return float(inside.mean())
