"""
Several targets together: a range, since a few years cannot tell how targets hang together.

From independent (the product) to fully dependent (the least of them, when what helps one helps all), with a stated
prior correlation in between: one common cause behind all of them.

References
----------
O. Vasicek, The distribution of loan portfolio value (2002): one common factor.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

CORRELATION = 0.3
_NODES = 4001
_FARTHEST = 8.0
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Together:
    """
    Probability that all are met.

    Attributes
    ----------
    independent, dependent
        The ends of the range.
    likely
        With the stated prior correlation.
    """

    independent: float
    dependent: float
    likely: float


def together(probabilities: Sequence[float], correlation: float = CORRELATION) -> Together:
    """
    Return the probability that all of several things happen.

    Parameters
    ----------
    probabilities
        Each between 0 and 1; none gives certainty.
    correlation
        Share of the variance that the common cause explains, between 0 and 1.

    Examples
    --------
    >>> both = together([0.5, 0.5])
    >>> both.independent, both.dependent, round(both.likely, 3)
    (0.25, 0.5, 0.298)
    """
    product = math.prod(probabilities)
    least = min(probabilities, default=1.0)
    uncertain = [each for each in probabilities if each < 1]
    if least == 0 or len(uncertain) < 2:
        return Together(product, least, product)
    if correlation >= 1:
        return Together(product, least, least)
    # a fine grid rather than Gauss and Hermite: near full dependence the integrand is almost a step
    nodes = np.linspace(-_FARTHEST, _FARTHEST, _NODES).tolist()
    load, own = math.sqrt(correlation), math.sqrt(1 - correlation)
    lines = [_NORMAL.inv_cdf(each) for each in uncertain]
    width = 2 * _FARTHEST / (_NODES - 1)
    likely = width * math.fsum(
        _NORMAL.pdf(node) * math.prod(_NORMAL.cdf((line + load * node) / own) for line in lines)
        for node in nodes
    )
    return Together(product, least, min(max(likely, product), least))
