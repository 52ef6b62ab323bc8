"""
Scores of forecasts of a number: sample paths, quantiles and ranges against what came.

Decides the continuous ranked probability score (CRPS), the interval score, coverage and the probability integral
transform (PIT). The CRPS is in the unit of the figure; how scores of different figures are put on one scale is left
to others.

References
----------
T. Gneiting and A. E. Raftery, Strictly proper scoring rules, prediction, and estimation, Journal of the American
Statistical Association 102 (2007), sections 4.2 and 6.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from haidang.core.scoring.inputs import FloatArray, Inputs, Numbers


def crps_of_paths(paths: Numbers, outcome: Numbers) -> FloatArray:
    """
    Return the exact CRPS of the empirical distribution of draws.

    It is mean |x - y| - mean |x - x'| / 2 over draws x and all pairs of them, a draw with itself included. That
    estimator scores the draws as they are; the «fair» one, which guesses the score of infinitely many, is another.

    Parameters
    ----------
    paths
        Shape (K, N), K draws of each of N cases, finite, in any order.
    outcome
        Shape (N,), what came, in the unit of `paths`, finite.

    Returns
    -------
    score
        Shape (N,), >= 0, in the unit of `paths`.

    Raises
    ------
    DataError
        On NaN, infinite values, empty arrays or shapes that do not fit; all defects in one message.

    Notes
    -----
    Costs O(N K log K).

    References
    ----------
    A. Jordan, F. Krüger and S. Lerch, Evaluating probabilistic forecasts with scoringRules, Journal of Statistical
    Software 90 (12) (2019), section 2: the sum over sorted draws.

    Examples
    --------
    >>> crps_of_paths(np.array([[0.0], [2.0]]), np.array([3.0])).tolist()
    [1.5]
    """
    paths, outcome = _checked_paths(paths, outcome)
    draws = len(paths)
    off = np.sort(paths - outcome, axis=0)
    rank = np.arange(1, draws + 1)[:, None]
    # every term is >= 0, so nothing cancels: a small score of large figures keeps its digits
    score: FloatArray = 2 / draws**2 * (off * (draws * (off > 0) - rank + 0.5)).sum(axis=0)
    return score


def crps_of_quantiles(levels: Numbers, quantiles: Numbers, outcome: Numbers) -> FloatArray:
    """
    Return the CRPS as far as some quantiles show it: twice their mean pinball loss.

    It nears the CRPS as evenly spaced levels grow denser; compare it only between forecasts with the same levels.

    Parameters
    ----------
    levels
        Shape (Q,), rising, between 0 and 1, both excluded.
    quantiles
        Shape (N, Q), finite; each level is scored by itself, so the quantiles of a case may cross.
    outcome
        Shape (N,), what came, in the unit of `quantiles`, finite.

    Returns
    -------
    score
        Shape (N,), >= 0, in the unit of `quantiles`.

    Raises
    ------
    DataError
        On NaN, infinite values, levels that do not rise between 0 and 1, empty arrays or shapes that do not fit; all
        defects in one message.

    References
    ----------
    F. Laio and S. Tamea, Verification tools for probabilistic forecasts of continuous hydrological variables,
    Hydrology and Earth System Sciences 11 (2007): the CRPS as an integral of pinball losses.

    Examples
    --------
    >>> crps_of_quantiles(np.array([0.5]), np.array([[2.0]]), np.array([3.0])).tolist()
    [1.0]
    """
    inputs = Inputs()
    levels = inputs.levels("levels", levels, "Q")
    quantiles = inputs.numbers("quantiles", quantiles, "NQ")
    outcome = inputs.numbers("outcome", outcome, "N")
    inputs.refuse_defects()
    above = outcome[:, None] - quantiles
    score: FloatArray = 2 * np.maximum(levels * above, (levels - 1) * above).mean(axis=1)
    return score


def covered(low: Numbers, high: Numbers, outcome: Numbers) -> npt.NDArray[np.bool_]:
    """
    Return where the outcome lies in its range, ends included.

    Parameters
    ----------
    low, high
        Shape (N,), ends of the range, low <= high; may be infinite, not NaN.
    outcome
        Shape (N,), what came, in the same unit, finite.

    Raises
    ------
    DataError
        On NaN, reversed ends, empty arrays or different lengths; all defects in one message.
    """
    inputs = Inputs()
    low = inputs.numbers("low", low, "N", infinite=True)
    high = inputs.numbers("high", high, "N", infinite=True)
    outcome = inputs.numbers("outcome", outcome, "N")
    inputs.ordered(low, high)
    inputs.refuse_defects()
    return (low <= outcome) & (outcome <= high)


def interval_score(low: Numbers, high: Numbers, outcome: Numbers, level: float) -> FloatArray:
    """
    Return the interval score: width of the range, and a penalty for an outcome outside.

    Parameters
    ----------
    low, high
        Shape (N,), ends of central ranges, low <= high, finite.
    outcome
        Shape (N,), what came, in the same unit, finite.
    level
        Coverage that the ranges claim, between 0 and 1, for example 0.8.

    Returns
    -------
    score
        Shape (N,), >= 0, in the unit of the ends.

    Raises
    ------
    DataError
        On NaN, infinite values, reversed ends, a level outside its range, empty arrays or different lengths; all
        defects in one message.

    References
    ----------
    Gneiting and Raftery (2007), eq. 43, with alpha = 1 - `level`.

    Examples
    --------
    >>> interval_score(np.array([0.0]), np.array([1.0]), np.array([2.0]), 0.5).tolist()
    [5.0]
    """
    inputs = Inputs()
    low = inputs.numbers("low", low, "N")
    high = inputs.numbers("high", high, "N")
    outcome = inputs.numbers("outcome", outcome, "N")
    inputs.ordered(low, high)
    inputs.fraction("level", level)
    inputs.refuse_defects()
    outside = np.maximum(low - outcome, 0) + np.maximum(outcome - high, 0)
    return high - low + 2 / (1 - level) * outside


def pit_of_paths(paths: Numbers, outcome: Numbers) -> FloatArray:
    """
    Return the place of the outcome among the draws: share of draws below, plus half of those equal.

    Parameters
    ----------
    paths, outcome
        As for `crps_of_paths`.

    Returns
    -------
    pit
        Shape (N,), 0 to 1; evenly spread over many cases when the forecasts were calibrated.

    Raises
    ------
    DataError
        As `crps_of_paths`.

    References
    ----------
    A. P. Dawid, Statistical theory: the prequential approach, Journal of the Royal Statistical Society A 147 (1984).
    """
    paths, outcome = _checked_paths(paths, outcome)
    pit: FloatArray = ((paths < outcome).mean(axis=0) + (paths <= outcome).mean(axis=0)) / 2
    return pit


def pit_histogram(pit: Numbers, bins: int) -> npt.NDArray[np.intp]:
    """
    Return the counts of a histogram of PIT values.

    Parameters
    ----------
    pit
        Shape (N,), 0 to 1.
    bins
        Number of bins of equal width, >= 1; a bin holds its lower edge, the last one holds 1 also.

    Returns
    -------
    counts
        Shape (bins,), with the sum N.

    Raises
    ------
    DataError
        On NaN, values outside 0 to 1, an empty array or no bins; all defects in one message.

    Examples
    --------
    >>> pit_histogram(np.array([0.0, 0.5, 1.0]), 2).tolist()
    [1, 2]
    """
    inputs = Inputs()
    pit = inputs.probabilities("pit", pit, "N")
    inputs.at_least("bins", bins, 1)
    inputs.refuse_defects()
    return np.histogram(pit, bins=bins, range=(0.0, 1.0))[0]


def _checked_paths(paths: Numbers, outcome: Numbers) -> tuple[FloatArray, FloatArray]:
    inputs = Inputs()
    taken = inputs.numbers("paths", paths, "KN"), inputs.numbers("outcome", outcome, "N")
    inputs.refuse_defects()
    return taken
