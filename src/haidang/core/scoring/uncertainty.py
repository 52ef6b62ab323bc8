"""
How far a score could be chance: intervals of shares and of means.

Decides that cases which share a cluster go together, since the errors of one indicator resemble each other, and that
an interval which cannot be known is None. Which cases form a cluster is left to the caller.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from haidang.base.seeds import stream
from haidang.core.scoring.inputs import FloatArray, Inputs, Labels, Numbers

FEW_CASES = 30  # the usual rule of thumb for the normal approximation; below it a score goes with a warning
_FEWEST_CLUSTERS = 2


def is_few(count: int) -> bool:
    """
    Whether so many cases are too few to rest a judgement on.

    Examples
    --------
    >>> is_few(29), is_few(30)
    (True, False)
    """
    return count < FEW_CASES


def wilson_interval(successes: int, count: int, level: float = 0.95) -> tuple[float, float] | None:
    """
    Return the Wilson interval of a share, without continuity correction.

    Parameters
    ----------
    successes
        Cases in which it happened, 0 to `count`.
    count
        All cases, >= 0.
    level
        Confidence, between 0 and 1.

    Returns
    -------
    ends
        Lower and upper end, from 0 to 1, with the share between them; None without cases.

    Raises
    ------
    DataError
        On numbers outside their range; all defects in one message.

    References
    ----------
    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
    Statistical Association 22 (1927). R. G. Newcombe, Two-sided confidence intervals for the single proportion,
    Statistics in Medicine 17 (1998), method 3.

    Examples
    --------
    >>> [round(end, 4) for end in wilson_interval(81, 263)]
    [0.2553, 0.3662]
    """
    inputs = Inputs()
    inputs.at_least("successes", successes, 0)
    inputs.at_least("count", count, 0)
    inputs.at_most("successes", successes, max(count, 0))
    inputs.fraction("level", level)
    inputs.refuse_defects()
    if count == 0:
        return None
    share = successes / count
    z = -NormalDist().inv_cdf((1 - level) / 2)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2) / (1 + z * z / count)
    # rounding may push an end past the share, and past 0 or 1
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def mean_interval(
    values: Numbers, clusters: Labels, seed: int, level: float = 0.95, draws: int = 2000
) -> tuple[float, float] | None:
    """
    Return an interval of the mean over all cases, by drawing whole clusters with replacement.

    Parameters
    ----------
    values
        Shape (N,), finite, in any unit.
    clusters
        Shape (N,), name or whole number of each case's cluster, for example of its indicator.
    seed
        Seed of the run; the same seed gives the same interval.
    level
        Confidence, between 0 and 1.
    draws
        Number of resamples, >= 1.

    Returns
    -------
    ends
        Percentiles of the resampled means, lower and upper, in the unit of `values`; None with fewer than two
        clusters.

    Raises
    ------
    DataError
        On NaN, infinite values, empty arrays, different lengths or numbers outside their range; all defects in one
        message.

    Notes
    -----
    With few clusters (under about ten) the interval is too narrow. Needs O(draws x clusters) memory.

    References
    ----------
    B. Efron and R. J. Tibshirani, An introduction to the bootstrap (1993), section 13.3. C. A. Field and A. H. Welsh,
    Bootstrapping clustered data, Journal of the Royal Statistical Society B 69 (2007): the cluster bootstrap.
    """
    inputs = Inputs()
    taken = inputs.numbers("values", values, "N")
    cluster_idx = _checked_clusters(inputs, clusters, level, draws)
    inputs.refuse_defects()
    return _resampled(taken, cluster_idx, seed, level, draws)


def paired_interval(
    first: Numbers, second: Numbers, clusters: Labels, seed: int, level: float = 0.95, draws: int = 2000
) -> tuple[float, float] | None:
    """
    Return an interval of the mean of `first` minus the mean of `second`, on the same cases.

    Of scores, an interval wholly below 0 says that `first` was better.

    Parameters
    ----------
    first, second
        Shape (N,), finite, case by case in the same order and unit.
    clusters, seed, level, draws
        As for `mean_interval`.

    Returns
    -------
    ends
        As `mean_interval`.

    Raises
    ------
    DataError
        As `mean_interval`.

    References
    ----------
    F. X. Diebold and R. S. Mariano, Comparing predictive accuracy, Journal of Business & Economic Statistics 13
    (1995): the difference case by case; resampled here as in `mean_interval`.
    """
    inputs = Inputs()
    one = inputs.numbers("first", first, "N")
    other = inputs.numbers("second", second, "N")
    cluster_idx = _checked_clusters(inputs, clusters, level, draws)
    inputs.refuse_defects()
    return _resampled(one - other, cluster_idx, seed, level, draws)


def _checked_clusters(inputs: Inputs, clusters: Labels, level: float, draws: int) -> npt.NDArray[np.intp]:
    cluster_idx = inputs.labels("clusters", clusters, "N")
    inputs.fraction("level", level)
    inputs.at_least("draws", draws, 1)
    return cluster_idx


def _resampled(
    values: FloatArray, cluster_idx: npt.NDArray[np.intp], seed: int, level: float, draws: int
) -> tuple[float, float] | None:
    total, count = np.bincount(cluster_idx, values), np.bincount(cluster_idx)
    if len(count) < _FEWEST_CLUSTERS:
        return None
    picked = stream(seed, "scoring", "clusters").integers(len(count), size=(draws, len(count)))
    # clusters differ in size, so a resample has its own number of cases
    means = total[picked].sum(axis=1) / count[picked].sum(axis=1)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
