"""
Constants of the forecasts, each with where it comes from.

They were fixed on one half of the yearly series of the M3 and tourism competitions and checked on the other
(benchmarks/odds); a change of one is a new version of the method.
"""

from __future__ import annotations

from dataclasses import dataclass

METHOD = "growth-mixture/1"


@dataclass(frozen=True, slots=True)
class Options:
    """
    Constants of the method.

    Attributes
    ----------
    dynamics
        Pairs of gain and persistence, with their prior weight: how much of an unexpected step stays in the level,
        and by what factor a deviating growth returns each year.
    growth_vars
        Prior variances of a series' own growth around the pooled one, relative to the variance of a step.
    memories
        Factors by which what is a year older counts less.
    dampings
        Factors by which growth fades each year, with their prior weight; these shapes grow in absolute steps.
    compound_share
        Prior probability that a measure grows by factors rather than in absolute steps.
    compound_bound
        Log of the factor up to which it then does so: twice the level.
    dependence
        Weight of one series' evidence on the shape of growth: series of one measure share their shocks, so ten count
        as one.
    tempering
        Power of a series' own evidence on its dynamics.
    prior_cases
        How many forecasts the prior weights are worth against those of the pool.
    pool_years
        Years that the pooled growth and variance are taken from.
    pool_series
        Series of one measure that a pool is learnt from at most.
    default_series
        How many series the default growth and variance of a measure are worth against those of the pool.
    step_degrees
        Degrees of freedom of the steps: one year in a hundred is a shock.
    width, width_per_value, slope, slope_per_value
        The spread is multiplied by `(width + width_per_value / N) * h ** (slope + slope_per_value / N)` for N
        values and h years ahead.
    draws, seed
        Number of paths and seed when none is asked for.
    shock_variance
        Factor of the variance of a step in a year marked as a shock.
    """

    dynamics: tuple[tuple[float, float, float], ...] = (
        (0.6, 0.0, 1.0),
        (0.85, 0.0, 1.0),
        (1.0, 0.0, 1.0),
        (1.25, 0.0, 1.0),
        (1.0, 0.4, 0.2),
    )
    growth_vars: tuple[float, ...] = (0.001, 0.05, 0.3, 2.0)
    memories: tuple[float, ...] = (1.0, 0.8)
    dampings: tuple[tuple[float, float], ...] = ((1.0, 0.3), (0.85, 0.4), (0.6, 0.3))
    compound_share: float = 0.05
    compound_bound: float = 0.7
    dependence: float = 0.1
    tempering: float = 0.75
    prior_cases: float = 200.0
    pool_years: int = 10
    pool_series: int = 1000
    default_series: float = 3.0
    step_degrees: int = 5
    width: float = 1.04
    width_per_value: float = 0.22
    slope: float = 0.04
    slope_per_value: float = 0.5
    draws: int = 4000
    seed: int = 20241114
    shock_variance: float = 9.0


DEFAULT = Options()
