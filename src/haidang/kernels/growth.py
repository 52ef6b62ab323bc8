"""
Structures of growth: fitting one short series by many small models at once, their densities and their paths.

One series z of N values at whole steps, gaps allowed. A structure says how an unexpected step lasts: of a step e the
part `gain` stays in the level, growth that deviates returns by the factor `persistence`, growth has a prior
variance relative to that of the steps, and what is older is forgotten by `memory` a step. Level, growth and
variance are conjugate (normal, inverse gamma) and integrated out; twins: tests/naive/growth.py.

References
----------
docs/methods/odds.md, «The model». R. J. Hyndman et al., Forecasting with exponential smoothing (2008), chapter 3:
innovations form. M. West and J. Harrison, Bayesian forecasting and dynamic models (1997), 4.5 and 6.3: conjugate
variance, discounting.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from haidang.kernels.jit import compiled

Floats = NDArray[np.float64]

# columns of a fit
EVIDENCE, MOMENTUM, GROWTH, VAR_MOMENTUM, COV, VAR_GROWTH, DEGREES, SCALE = range(8)
FIT_COLUMNS = 8
_TINY = 1e-12


class Structures(NamedTuple):
    """S structures: how steps last, and the prior variances of momentum and growth relative to theirs; each (S,)."""

    gain: Floats
    persistence: Floats
    growth_var: Floats
    memory: Floats
    start_var: Floats


class Reach(NamedTuple):
    """
    What the structures make of H future steps.

    Attributes
    ----------
    momentum
        (S, H): multiples of the momentum in the level.
    lasting
        (S, H): part of a step that is in the level after so many further steps.
    variance
        (S, H): sum of its squares, the variance of the steps.
    own
        (J, H): multiples of the growth in the level, by shape.
    bound
        (J,): log growth up to which a shape grows by factors; beyond it grows in absolute steps. Infinite: never.
    """

    momentum: Floats
    lasting: Floats
    variance: Floats
    own: Floats
    bound: Floats


@compiled
def fit_kernel(
    z: Floats, gap: NDArray[np.int64], shock: Floats, structures: Structures, prior: Floats, out: Floats
) -> None:
    """
    Fit every structure to one series.

    Parameters
    ----------
    z
        (N,), N >= 1.
    gap
        (N,): steps since the value before, >= 1; the first is not read.
    shock
        (N,): factor of the variance of the step to each value, >= 1.
    structures
        The S structures.
    prior
        (3,): mean growth, degrees and scale of the inverse gamma of the variance of steps.
    out
        (S, 8): evidence (log), momentum, growth, their variances and covariance relative to the scale, degrees, scale.

    Notes
    -----
    O(S N G) with G the longest gap; thread-safe: writes only `out`.
    """
    mean, a0, s0 = prior[0], prior[1], prior[2]
    for i in range(structures.gain.size):
        rho = structures.persistence[i]
        first = rho - (1.0 - structures.gain[i])
        memory = structures.memory[i]
        base_m = 1.0 / structures.start_var[i]
        base_g = 1.0 / structures.growth_var[i]
        # information beyond the prior, of (momentum at the start, growth)
        p00 = p01 = p11 = q0 = q1 = yy = half = 0.0
        # the momentum as a constant and multiples of the two unknowns
        mc, md, me = 0.0, 1.0, 0.0
        evidence = 0.0
        for t in range(1, z.size):
            steps = gap[t]
            reach, decay, lasts, psi, variance, keeps = 0.0, 1.0, 1.0, first, 0.0, 0.0
            for _ in range(steps):
                reach += decay
                variance += lasts * lasts
                keeps += lasts * decay * first
                decay *= rho
                lasts += psi
                psi *= rho
            variance *= shock[t]
            keeps *= shock[t]
            weight = 1.0 / math.sqrt(variance)
            rc = z[t] - z[t - 1] - mc * reach
            rd = -md * reach
            re = -float(steps) - me * reach
            c, d, e = rc * weight, rd * weight, re * weight
            a00, a11, b1 = p00 + base_m, p11 + base_g, q1 + base_g * mean
            det = a00 * a11 - p01 * p01
            m0 = (a11 * q0 - p01 * b1) / det
            m1 = (a00 * b1 - p01 * q0) / det
            a = a0 + half
            s = s0 + 0.5 * max(yy + base_g * mean * mean - m0 * q0 - m1 * b1, 0.0)
            spread = (1.0 + (d * d * a11 - 2.0 * d * e * p01 + e * e * a00) / det) * s / a
            miss = c + d * m0 + e * m1
            evidence += (
                math.lgamma(a + 0.5)
                - math.lgamma(a)
                - 0.5 * math.log(2.0 * a * math.pi * spread)
                - (a + 0.5) * math.log1p(miss * miss / (2.0 * a * spread))
                + math.log(weight)
            )
            p00 = memory * p00 + d * d
            p01 = memory * p01 + d * e
            p11 = memory * p11 + e * e
            q0 = memory * q0 - d * c
            q1 = memory * q1 - e * c
            yy = memory * yy + c * c
            half = memory * half + 0.5
            share = keeps / variance
            mc, md, me = decay * mc + share * rc, decay * md + share * rd, decay * me + share * re
        a00, a11, b1 = p00 + base_m, p11 + base_g, q1 + base_g * mean
        det = a00 * a11 - p01 * p01
        m0 = (a11 * q0 - p01 * b1) / det
        m1 = (a00 * b1 - p01 * q0) / det
        v00, v01, v11 = a11 / det, -p01 / det, a00 / det
        out[i, 0] = evidence
        out[i, 1] = mc + md * m0 + me * m1
        out[i, 2] = m1
        out[i, 3] = max(md * md * v00 + 2.0 * md * me * v01 + me * me * v11, 0.0)
        out[i, 4] = md * v01 + me * v11
        out[i, 5] = v11
        out[i, 6] = a0 + half
        out[i, 7] = s0 + 0.5 * max(yy + base_g * mean * mean - m0 * q0 - m1 * b1, 0.0)


@compiled
def density_kernel(fit: Floats, reach: Reach, width: Floats, change: Floats, out: Floats) -> None:
    """
    Return the log density of known changes of z under every structure and shape.

    Parameters
    ----------
    fit
        (S, 8), from `fit_kernel`.
    reach
        What the structures make of the future.
    width
        (H,): factor of the spread at each step.
    change
        (H,): z after so many steps less the last z; NaN where not known.
    out
        (H, S, J): log densities; 0 where the change is not known.

    Notes
    -----
    Student t with the degrees of the fit; beyond a shape's bound the log of a line. O(H S J); writes only `out`.
    """
    for h in range(change.size):
        for j in range(reach.bound.size):
            x, slope = change[h], 0.0
            if x > reach.bound[j]:
                slope = x - reach.bound[j]
                x = reach.bound[j] + math.exp(slope) - 1.0
            for i in range(fit.shape[0]):
                if math.isnan(change[h]):
                    out[h, i, j] = 0.0
                    continue
                m, g = reach.momentum[i, h], reach.own[j, h]
                spread = (
                    m * m * fit[i, 3] + 2.0 * m * g * fit[i, 4] + g * g * fit[i, 5] + reach.variance[i, h]
                )
                spread *= fit[i, 7] / fit[i, 6] * width[h] * width[h]
                miss = x - m * fit[i, 1] - g * fit[i, 2]
                a = fit[i, 6]
                out[h, i, j] = (
                    math.lgamma(a + 0.5)
                    - math.lgamma(a)
                    - 0.5 * math.log(2.0 * a * math.pi * spread)
                    - (a + 0.5) * math.log1p(miss * miss / (2.0 * a * spread))
                    + slope
                )


@compiled
def draw_kernel(
    fit: Floats, weight: Floats, reach: Reach, width: Floats, normal: Floats, step: Floats, out: Floats
) -> None:
    """
    Draw paths of changes of z from the mixture of structures and shapes.

    Parameters
    ----------
    fit
        (S, 8), from `fit_kernel`.
    weight
        (S, J), >= 0, sum 1: each pair gets its share of the K paths, to within one.
    reach
        What the structures make of the future.
    width
        (H,): factor of the spread around the centre of each pair.
    normal
        (K, 3): standard normal draws for variance, momentum and growth.
    step
        (K, H): draws of steps with variance 1.
    out
        (K, H): z after so many steps less the last z.

    Notes
    -----
    The variance is drawn from the inverse gamma by the cube of a normal (Wilson and Hilferty 1931), closer than 1 %
    from two degrees up. O(K H^2); thread-safe: writes only `out`.
    """
    paths, horizon = out.shape
    done = 0
    total = 0.0
    for i in range(weight.shape[0]):
        for j in range(weight.shape[1]):
            total += weight[i, j]
            while done < paths and (done + 0.5) / paths <= total + _TINY:
                a = fit[i, 6]
                cube = 1.0 - 1.0 / (9.0 * a) + normal[done, 0] / (3.0 * math.sqrt(a))
                sigma = math.sqrt(fit[i, 7] / (a * max(cube, 0.05) ** 3))
                sd = math.sqrt(fit[i, 3]) + _TINY
                tied = fit[i, 4] / sd
                free = math.sqrt(max(fit[i, 5] - tied * tied, 0.0))
                d_momentum = sigma * sd * normal[done, 1]
                d_growth = sigma * (tied * normal[done, 1] + free * normal[done, 2])
                for h in range(horizon):
                    m, g = reach.momentum[i, h], reach.own[j, h]
                    away = m * d_momentum + g * d_growth
                    for k in range(h + 1):
                        away += reach.lasting[i, h - k] * step[done, k] * sigma
                    x = m * fit[i, 1] + g * fit[i, 2] + away * width[h]
                    if x > reach.bound[j]:
                        x = reach.bound[j] + math.log1p(x - reach.bound[j])
                    out[done, h] = x
                done += 1
    for k in range(done, paths):  # weights that add up to less than one by rounding
        out[k] = out[k - 1]
