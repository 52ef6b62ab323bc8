"""
What series of one measure teach each other: mean growth, size of steps, and which dynamics and shapes they have.

Everything is learnt from the values handed in, so the caller decides what was public. Few series change the defaults
little: they are worth a stated number of series and of forecasts.

References
----------
docs/methods/odds.md, «What is pooled». B. P. Carlin and T. A. Louis, Bayes and empirical Bayes methods for data analysis
(2000), chapter 3: the pooled prior. A. P. Dempster et al. (1977): the EM steps for the weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from haidang.core.forecast.options import Options
from haidang.core.forecast.structures import grid, reach, shape_weights, widths
from haidang.kernels.growth import EVIDENCE, FIT_COLUMNS, Floats, density_kernel, fit_kernel

_LEAST = 3  # values before a series can be held out against itself
_ORIGINS = 5
_ROUNDS = 25
_HASTE = 2.0  # exponent of the EM step: the same fixed point in fewer rounds
_LEAST_VAR = 1e-7
_TRIM = (0.05, 0.95)


class Steps(NamedTuple):
    """
    One series on its scale.

    Attributes
    ----------
    z
        (N,) values.
    gap
        (N,) whole years since the value before; the first is not read.
    shock
        (N,) factor of the variance of the step to each value.
    """

    z: Floats
    gap: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    shock: Floats

    @classmethod
    def regular(cls, z: Floats) -> Steps:
        """Return a series without gaps and shocks."""
        return cls(z, np.ones(len(z), dtype=np.int64), np.ones(len(z)))

    def until(self, count: int) -> Steps:
        """Return the first `count` values."""
        return Steps(self.z[:count], self.gap[:count], self.shock[:count])


@dataclass(frozen=True, slots=True)
class Normal:
    """
    The size of things before any series is seen.

    Attributes
    ----------
    growth
        Mean growth a year, on the scale.
    step
        Typical standard deviation of a yearly step.
    degrees
        Degrees of the inverse gamma: how alike the series are in that.
    """

    growth: float
    step: float
    degrees: float = 1.0


@dataclass(frozen=True, slots=True)
class Pool:
    """
    What is known of a measure.

    Attributes
    ----------
    prior
        (3,): mean growth, degrees and scale of the variance of steps.
    weights
        (S, J): weights of structures and shapes, sum 1.
    compound
        Probability that growth compounds.
    series
        How many series it was learnt from.
    """

    prior: Floats
    weights: Floats
    compound: float
    series: int


def learn_pool(
    series: Sequence[Steps], normal: Normal, options: Options, *, is_log: bool, horizon: int = 5
) -> Pool:
    """
    Learn a pool from the series of a measure.

    Parameters
    ----------
    series
        Series of any length; those with fewer than three values teach nothing.
    normal
        The defaults of the measure.
    options
        Constants of the method.
    is_log
        Whether the scale is logarithmic, so that growth may compound.
    horizon
        Years ahead that held-out values are forecast, >= 1.
    """
    told = [each for each in series if len(each.z) >= _LEAST]
    prior = _prior(told, normal, options)
    _, structure_weights = grid(options)
    cases = [case for each in told for case in _cases(each, prior, options, horizon, is_log=is_log)]
    compound = _compound(cases, structure_weights, len(told), options) if is_log else 0.0
    start = structure_weights[:, None] * shape_weights(options, compound, is_log=is_log)[None]
    weights = _weights(cases, start, compound, options, is_log=is_log) if cases else start
    return Pool(prior, weights, compound, len(told))


def _prior(series: Sequence[Steps], normal: Normal, options: Options) -> Floats:
    growth, log_var, degrees = [], [], []
    for each in series:
        recent = slice(-options.pool_years, None)
        gaps = each.gap[recent][1:]
        steps = np.diff(each.z[recent])
        calm = each.shock[recent][1:] == 1
        if calm.sum() < 2:
            continue
        steps, gaps = steps[calm], gaps[calm]
        rate = steps.sum() / gaps.sum()
        miss = (steps - rate * gaps) / np.sqrt(gaps)
        df = len(steps) - 1
        growth.append(rate)
        log_var.append(math.log(max(float(miss @ miss) / df, _LEAST_VAR)) - _bias(df))
        degrees.append(df)
    own = options.default_series
    mean = own * normal.growth
    if growth:
        mean += float(np.sum(np.clip(growth, *np.quantile(growth, _TRIM))))
    mean /= own + len(growth)
    weight = np.clip(degrees, 1, 10) / 4.0
    level = 2 * own * math.log(normal.step) + float(weight @ np.array(log_var)) if growth else 0.0
    level = level / (own + float(weight.sum())) if growth else 2 * math.log(normal.step)
    noise = np.array([trigamma(df / 2) for df in degrees])
    spread = own * trigamma(normal.degrees)
    if growth:
        spread += float(weight @ ((np.array(log_var) - level) ** 2 - noise))
        spread /= own + float(weight.sum())
    a0 = max(_inverse_trigamma(max(spread, 0.05)), 0.75)
    return np.array([mean, a0, math.exp(level + digamma(a0))])


def _bias(df: int) -> float:
    """Return the mean of the log of a variance estimated with `df` degrees of freedom, less that of the true one."""
    return digamma(df / 2) - math.log(df / 2)


class _Case(NamedTuple):
    density: Floats  # (H, S, J), logs
    evidence: Floats  # (S,), logs, the greatest 0
    known: int  # how many of the H are known
    weight: float


def _cases(each: Steps, prior: Floats, options: Options, horizon: int, *, is_log: bool) -> list[_Case]:
    """Return the forecasts of a series' own later values from up to five earlier points in it."""
    origins = np.arange(_LEAST, len(each.z))
    if len(origins) > _ORIGINS:
        origins = origins[np.linspace(0, len(origins) - 1, _ORIGINS).round().astype(int)]
    structures, _ = grid(options)
    ahead = reach(options, horizon, is_log=is_log)
    found = []
    for count in origins:
        fit = np.empty((len(structures.gain), FIT_COLUMNS))
        past = each.until(int(count))
        fit_kernel(past.z, past.gap, past.shock, structures, prior, fit)
        change = np.full(horizon, np.nan)
        years = np.cumsum(each.gap[count:])
        inside = years <= horizon
        change[years[inside] - 1] = each.z[count:][inside] - each.z[count - 1]
        if not inside.any():
            continue
        density = np.empty((horizon, len(fit), len(ahead.bound)))
        density_kernel(fit, ahead, widths(options, int(count), horizon), change, density)
        evidence = fit[:, EVIDENCE]
        held = ~np.isnan(change)
        found.append(_Case(density[held], evidence - evidence.max(), int(held.sum()), 1 / len(origins)))
    return found


def _compound(cases: Sequence[_Case], structures: Floats, series: int, options: Options) -> float:
    """Return the probability that growth compounds: its odds before, moved by the tempered evidence of the series."""
    linear = shape_weights(options, 0.0, is_log=True)[:-1]
    total = 0.0
    for case in cases:
        weight = structures * np.exp(options.tempering * case.evidence)
        weight /= weight.sum()
        # the greatest of each row comes out first, so that no density is lost to underflow
        top = case.density.max(axis=(1, 2), keepdims=True)
        by_shape = np.einsum("hsj,s->hj", np.exp(case.density - top), weight)
        gain = np.log(np.maximum(by_shape[:, -1], 1e-300)) - np.log(
            np.maximum(by_shape[:, :-1] @ linear, 1e-300)
        )
        total += case.weight * float(gain.mean())
    share = options.compound_share
    logit = options.dependence * total + math.log(share / (1 - share))
    return 1 / (1 + math.exp(-min(max(logit, -30.0), 30.0))) if series else share


def _weights(
    cases: Sequence[_Case], start: Floats, compound: float, options: Options, *, is_log: bool
) -> Floats:
    """Return the weights that make the held-out values likeliest, the prior ones counting as so many forecasts."""
    top = [case.density.max(axis=(1, 2), keepdims=True) for case in cases]
    density = np.concatenate([np.exp(case.density - each) for case, each in zip(cases, top, strict=True)])
    evidence = np.concatenate(
        [np.repeat(np.exp(options.tempering * case.evidence)[None], case.known, axis=0) for case in cases]
    )
    mass = np.concatenate([np.full(case.known, case.weight) for case in cases])
    prior, weights = options.prior_cases, start.copy()
    for _ in range(_ROUNDS):
        share = evidence @ weights.sum(axis=1)
        by_row = np.einsum("rsj,rs,sj->r", density, evidence, weights)
        told = np.einsum("rsj,rs,r->sj", density, evidence, mass / by_row) * weights
        asked = (evidence.T @ (mass / share))[:, None]
        step = (told + prior * start) / (asked + prior) / weights
        weights = weights * step**_HASTE
        weights /= weights.sum()
        if is_log:  # how growth is shaped is known of the measure, not learnt anew for each series
            weights[:, -1] *= compound / weights[:, -1].sum()
            weights[:, :-1] *= (1 - compound) / weights[:, :-1].sum()
    return weights


def digamma(x: float) -> float:
    """
    Return the derivative of the log of the gamma function, x > 0.

    Examples
    --------
    >>> round(digamma(1.0), 8)
    -0.57721566
    """
    shift = 0.0
    while x < 10:
        shift -= 1 / x
        x += 1
    inverse = 1 / (x * x)
    return shift + math.log(x) - 0.5 / x - inverse * (1 / 12 - inverse * (1 / 120 - inverse / 252))


def trigamma(x: float) -> float:
    """
    Return the second derivative of the log of the gamma function, x > 0.

    Examples
    --------
    >>> round(trigamma(1.0), 8)
    1.64493407
    """
    shift = 0.0
    while x < 10:
        shift += 1 / (x * x)
        x += 1
    inverse = 1 / (x * x)
    return shift + 1 / x + inverse / 2 + inverse / x * (1 / 6 - inverse * (1 / 30 - inverse / 42))


def _inverse_trigamma(value: float) -> float:
    low, high = 0.2, 50.0
    for _ in range(60):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if trigamma(middle) > value else (low, middle)
    return low
