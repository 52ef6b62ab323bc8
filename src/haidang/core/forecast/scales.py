"""
On which scale a measure moves, and what is usual for it before any series is seen.

Positive amounts move by factors, shares between their bounds, growth rates, indices and ranks by steps. No way back
from a scale leads to an impossible value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from haidang.core.forecast.pooling import Normal
from haidang.core.indicators.indicator import Indicator
from haidang.kernels.growth import Floats

# a share may reach its bounds: the curve runs this part of the span beyond them and is cut
_BEYOND = 0.01
_LEAST_AMOUNT = 1e-12
_FARTHEST = 700.0  # beyond it an exponential overflows
AMOUNTS = ("level", "count", "ratio")


class Kind(StrEnum):
    """How values move."""

    LOG = "log"
    LOGIT = "logit"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Scale:
    """
    A scale between values in the indicator's unit and numbers without bounds.

    Attributes
    ----------
    kind
        How values move.
    low, high
        Least and greatest possible value; infinite where there is none.
    is_whole
        Whether only whole numbers are possible, as with ranks.
    """

    kind: Kind
    low: float = -np.inf
    high: float = np.inf
    is_whole: bool = False

    @property
    def is_log(self) -> bool:
        """Whether values move by factors."""
        return self.kind is Kind.LOG

    def forward(self, values: Floats) -> Floats:
        """Return values on the scale; of an impossible value the nearest possible one."""
        if self.kind is Kind.LOG:
            return np.log(np.clip(values, max(self.low, _LEAST_AMOUNT), self.high))
        inside = np.clip(values, self.low, self.high)
        if self.kind is Kind.IDENTITY:
            return inside
        margin = _BEYOND * (self.high - self.low)
        return np.log((inside - self.low + margin) / (self.high + margin - inside))

    def back(self, z: Floats) -> Floats:
        """Return the values of numbers on the scale, always possible ones."""
        if self.kind is Kind.LOG:
            values = np.exp(np.minimum(z, _FARTHEST))
        elif self.kind is Kind.IDENTITY:
            values = np.rint(z) if self.is_whole else z
        else:
            margin = _BEYOND * (self.high - self.low)
            share = 1 / (1 + np.exp(-np.clip(z, -_FARTHEST, _FARTHEST)))
            values = self.low - margin + (self.high - self.low + 2 * margin) * share
        return np.clip(values, self.low, self.high)


NORMALS: Mapping[str, Normal] = {
    "level": Normal(0.04, 0.07),
    "count": Normal(0.02, 0.07),
    "ratio": Normal(0.0, 0.1),
    "share": Normal(0.0, 0.15),
    "rate": Normal(0.0, 0.15),
    "growth": Normal(0.0, 2.0),
    "index": Normal(0.0, 2.0),
    "score": Normal(0.0, 2.0),
    "rank": Normal(0.0, 5.0),
}


def scale_of(indicator: Indicator, *, all_positive: bool) -> Scale:
    """
    Return the scale of an indicator.

    Parameters
    ----------
    indicator
        The indicator.
    all_positive
        Whether all figures are above zero; amounts that are not move by steps.
    """
    lower, upper = indicator.bounds
    low = -np.inf if lower is None else lower
    high = np.inf if upper is None else upper
    if indicator.measure in ("share", "rate") and np.isfinite(low) and np.isfinite(high):
        return Scale(Kind.LOGIT, low, high)
    if indicator.measure in AMOUNTS and all_positive:
        return Scale(Kind.LOG, max(low, 0.0), high)
    return Scale(Kind.IDENTITY, low, high, is_whole=indicator.measure == "rank")


def normal_of(indicator: Indicator, scale: Scale, size: float) -> Normal:
    """
    Return what is usual of an indicator's steps before any series is seen.

    Parameters
    ----------
    indicator
        The indicator.
    scale
        Its scale.
    size
        Typical size of its figures, for amounts that move by steps.
    """
    usual = NORMALS[indicator.measure]
    if scale.kind is Kind.IDENTITY and indicator.measure in AMOUNTS:
        return Normal(0.0, max(usual.step * abs(size), 1e-6))
    if indicator.measure in ("index", "score") and np.isfinite(scale.high):
        return Normal(0.0, usual.step * (scale.high - min(scale.low, scale.high)) / 100)
    return usual
