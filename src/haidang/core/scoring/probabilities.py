"""
Scores of chances: what was said to be how likely, and whether it happened.

Decides the Brier score, its parts, the logarithmic score and the bins of a reliability diagram. Whether a score is
good shows only beside the score of a baseline on the same cases (`uncertainty.paired_interval`); choosing the
baseline is left to others.

References
----------
T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation, Journal of the American
Statistical Association 102 (2007), section 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from haidang.core.scoring.inputs import FloatArray, Inputs, Numbers
from haidang.core.scoring.uncertainty import wilson_interval


def brier_by_case(p: Numbers, outcome: Numbers) -> FloatArray:
    """
    Return the Brier score of each case.

    Parameters
    ----------
    p
        Shape (N,), probabilities 0 to 1; NaN not allowed.
    outcome
        Shape (N,), 1 where it happened and 0 where it did not.

    Returns
    -------
    score
        Shape (N,), 0 (certain and right) to 1 (certain and wrong).

    Raises
    ------
    DataError
        On NaN, values outside their range, empty arrays or different lengths; all defects in one message.

    References
    ----------
    G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly Weather Review 78 (1950), in the
    form for two classes that counts one of them.
    """
    p, outcome = _checked(p, outcome)
    return (p - outcome) ** 2


def brier_score(p: Numbers, outcome: Numbers) -> float:
    """
    Return the mean Brier score, 0 to 1.

    Parameters
    ----------
    p, outcome
        As for `brier_by_case`.

    Raises
    ------
    DataError
        As `brier_by_case`.

    Examples
    --------
    >>> brier_score(np.array([0.5, 1.0]), np.array([1, 1]))
    0.125
    """
    return float(brier_by_case(p, outcome).mean())


def log_by_case(p: Numbers, outcome: Numbers) -> FloatArray:
    """
    Return the logarithmic score of each case.

    Parameters
    ----------
    p, outcome
        As for `brier_by_case`.

    Returns
    -------
    score
        Shape (N,), minus the natural logarithm of the probability given to what happened: 0 to infinity, infinite
        where that probability was 0.

    Raises
    ------
    DataError
        As `brier_by_case`.

    References
    ----------
    I. J. Good, Rational decisions, Journal of the Royal Statistical Society B 14 (1952).
    """
    p, outcome = _checked(p, outcome)
    with np.errstate(divide="ignore"):
        return np.abs(np.where(outcome == 1, np.log(p), np.log1p(-p)))


def log_score(p: Numbers, outcome: Numbers) -> float:
    """
    Return the mean logarithmic score; infinite when any certainty was wrong.

    Parameters
    ----------
    p, outcome
        As for `brier_by_case`.

    Raises
    ------
    DataError
        As `brier_by_case`.

    Examples
    --------
    >>> log_score(np.array([1.0, 0.0]), np.array([1, 1]))
    inf
    """
    return float(log_by_case(p, outcome).mean())


def count_certain_misses(p: Numbers, outcome: Numbers) -> int:
    """
    Return in how many cases 0 was given to what happened: those that make the logarithmic score infinite.

    Parameters
    ----------
    p, outcome
        As for `brier_by_case`.

    Raises
    ------
    DataError
        As `brier_by_case`.
    """
    p, outcome = _checked(p, outcome)
    return int((p == 1 - outcome).sum())


@dataclass(frozen=True, slots=True)
class Decomposition:
    """
    The parts of a Brier score, after forecasts were put into bins.

    Attributes
    ----------
    reliability
        Mean squared distance of forecast from frequency, bin by bin; 0 is best.
    resolution
        Mean squared distance of the bins' frequencies from the overall one; more is better.
    uncertainty
        Variance of the outcome, 0 to 0.25; nothing that a forecast could change.
    within_variance
        Mean squared distance of the forecasts from the mean forecast of their bin.
    within_covariance
        Twice the mean product of that distance with the one of the outcome from its bin's frequency.

    References
    ----------
    A. H. Murphy, A new vector partition of the probability score, Journal of Applied Meteorology 12 (1973): the
    first three. D. B. Stephenson, C. A. S. Coelho and I. T. Jolliffe, Two extra components in the Brier score
    decomposition, Weather and Forecasting 23 (2008): the last two, without which the sum holds only when all
    forecasts of a bin are equal.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float

    @property
    def within(self) -> float:
        """What the bins leave over: 0 when all forecasts of a bin are equal, else of either sign."""
        return self.within_variance - self.within_covariance

    @property
    def brier_score(self) -> float:
        """The Brier score that the parts add up to."""
        return self.reliability - self.resolution + self.uncertainty + self.within


def decompose_brier(p: Numbers, outcome: Numbers, edges: Numbers) -> Decomposition:
    """
    Return the parts of the Brier score.

    Parameters
    ----------
    p, outcome
        As for `brier_by_case`.
    edges
        Shape (B + 1,), rising from 0 to 1. A bin holds its lower edge; the last one holds 1 also.

    Raises
    ------
    DataError
        As `brier_by_case`, and on edges that do not rise from 0 to 1.
    """
    p, outcome, edges = _checked_with_edges(p, outcome, edges)
    bin_idx = _bin_idx(p, edges)
    count, mean_p, share = _by_bin(p, outcome, bin_idx, len(edges) - 1)
    overall = float(outcome.mean())
    p_off, outcome_off = p - mean_p[bin_idx], outcome - share[bin_idx]
    return Decomposition(
        reliability=float((count * (mean_p - share) ** 2).sum() / len(p)),
        resolution=float((count * (share - overall) ** 2).sum() / len(p)),
        uncertainty=overall * (1 - overall),
        within_variance=float((p_off**2).mean()),
        within_covariance=float(2 * (p_off * outcome_off).mean()),
    )


@dataclass(frozen=True, slots=True)
class Bin:
    """
    One bin of a reliability diagram.

    Attributes
    ----------
    low, high
        Edges of the bin; `low` belongs to it, `high` only to the last one.
    count
        Cases in it.
    mean_forecast
        Mean probability, 0 to 1; None without cases, as all that follows.
    observed_share
        Share of cases in which it happened, 0 to 1.
    share_low, share_high
        Ends of the Wilson interval of that share.
    """

    low: float
    high: float
    count: int
    mean_forecast: float | None = None
    observed_share: float | None = None
    share_low: float | None = None
    share_high: float | None = None


def reliability_bins(p: Numbers, outcome: Numbers, edges: Numbers, level: float = 0.95) -> tuple[Bin, ...]:
    """
    Return the bins of a reliability diagram, empty ones included.

    Parameters
    ----------
    p, outcome, edges
        As for `decompose_brier`.
    level
        Confidence of the intervals, between 0 and 1.

    Raises
    ------
    DataError
        As `decompose_brier`, and on a level outside its range.
    """
    inputs = Inputs()
    inputs.fraction("level", level)
    p, outcome, edges = _checked_with_edges(p, outcome, edges, inputs)
    count, mean_p, share = _by_bin(p, outcome, _bin_idx(p, edges), len(edges) - 1)
    happened = np.rint(count * share)
    return tuple(
        _bin(float(low), float(high), int(cases), float(mean), int(ones), level)
        for low, high, cases, mean, ones in zip(edges[:-1], edges[1:], count, mean_p, happened, strict=True)
    )


def _bin(low: float, high: float, count: int, mean: float, happened: int, level: float) -> Bin:
    ends = wilson_interval(happened, count, level)
    return Bin(low, high, count, mean, happened / count, *ends) if ends else Bin(low, high, count)


def _bin_idx(p: FloatArray, edges: FloatArray) -> npt.NDArray[np.intp]:
    # the outer edges take no part, so that 1 falls into the last bin
    return np.searchsorted(edges[1:-1], p, side="right")


def _by_bin(
    p: FloatArray, outcome: FloatArray, bin_idx: npt.NDArray[np.intp], bins: int
) -> tuple[npt.NDArray[np.intp], FloatArray, FloatArray]:
    """Return count, mean forecast and share of each bin; zeros where it is empty."""
    count = np.bincount(bin_idx, minlength=bins)
    divisor = np.maximum(count, 1)
    return (
        count,
        np.bincount(bin_idx, p, minlength=bins) / divisor,
        np.bincount(bin_idx, outcome, minlength=bins) / divisor,
    )


def _checked(p: Numbers, outcome: Numbers) -> tuple[FloatArray, FloatArray]:
    inputs = Inputs()
    taken = inputs.probabilities("p", p, "N"), inputs.outcomes("outcome", outcome, "N")
    inputs.refuse_defects()
    return taken


def _checked_with_edges(
    p: Numbers, outcome: Numbers, edges: Numbers, inputs: Inputs | None = None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    inputs = inputs or Inputs()
    taken = (
        inputs.probabilities("p", p, "N"),
        inputs.outcomes("outcome", outcome, "N"),
        inputs.edges("edges", edges),
    )
    inputs.refuse_defects()
    return taken
