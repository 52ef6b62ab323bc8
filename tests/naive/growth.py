"""
The slow obvious twin of `kernels.growth`: the model written out as matrices, one structure at a time.

The model, a year at a time: the level rises by `growth + momentum + e`, then `momentum = rho * momentum + first * e`
with `first = rho - (1 - gain)`. `exact_fit` writes a whole series as one linear regression with known covariance and
does the conjugate algebra; `replayed_fit` goes from value to value, forgets, and after a gap takes the momentum for
what is expected of it. Where nothing is missing and nothing forgotten the two are the same.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats


@dataclass(frozen=True)
class Structure:
    gain: float
    persistence: float
    growth_var: float
    memory: float
    start_var: float

    @property
    def first(self):
        """Part of a step that is in the momentum one year later."""
        return self.persistence - (1 - self.gain)


def structures_of(bundle):
    """Return the rows of a bundle of arrays."""
    return [Structure(*(float(each) for each in row)) for row in zip(*bundle, strict=True)]


def walk(structure, years):
    """
    Run the model for some years on every unknown at once.

    Returns the rises of the level, one row a year, and the momentum after them, each as multiples of (momentum at the
    start, growth, steps of the years).
    """
    momentum = np.zeros(2 + years)
    momentum[0] = 1
    rises = []
    for number in range(years):
        step = np.zeros(2 + years)
        step[2 + number] = 1
        growth = np.zeros(2 + years)
        growth[1] = 1
        rises.append(growth + momentum + step)
        momentum = structure.persistence * momentum + structure.first * step
    return np.array(rises).reshape(years, 2 + years), momentum


def _prior(structure, prior):
    mean, degrees, scale = prior
    return np.array([0.0, mean]), np.diag([1 / structure.start_var, 1 / structure.growth_var]), degrees, scale


def exact_fit(z, gap, shock, structure, prior):
    """Return the columns of a fit from the joint normal model of all increments; memory is taken to be 1."""
    gaps = np.array(gap[1:], dtype=int)
    total = int(gaps.sum())
    rises, momentum = walk(structure, total)
    owner = np.repeat(np.arange(len(gaps)), gaps)
    gather = (owner[None, :] == np.arange(len(gaps))[:, None]).astype(float)
    seen = gather @ rises
    design, steps = seen[:, :2], seen[:, 2:]
    noise = np.diag(np.asarray(shock[1:], float)[owner])
    cov = steps @ noise @ steps.T
    y = np.diff(z)
    mu, info, degrees, scale = _prior(structure, prior)
    inverse = np.linalg.inv(cov)
    after = info + design.T @ inverse @ design
    mean = np.linalg.solve(after, info @ mu + design.T @ inverse @ y)
    left = y @ inverse @ y + mu @ info @ mu - mean @ after @ mean
    evidence = 0.0
    if total:
        spread = cov + design @ np.linalg.inv(info) @ design.T
        evidence = stats.multivariate_t.logpdf(y, design @ mu, spread * scale / degrees, df=2 * degrees)
    # the steps given the increments, and with them the momentum of today
    back = noise @ steps.T @ inverse
    weight = momentum[2:]
    slope = momentum[:2] - weight @ back @ design
    spread = np.linalg.inv(after)
    hidden = weight @ (noise - back @ steps @ noise) @ weight
    return np.array(
        [
            evidence,
            weight @ back @ y + slope @ mean,
            mean[1],
            slope @ spread @ slope + hidden,
            (slope @ spread)[1],
            spread[1, 1],
            degrees + len(y) / 2,
            scale + left / 2,
        ]
    )


def replayed_fit(z, gap, shock, structure, prior):
    """Return the columns of a fit, value by value, each posterior solved anew from all rows seen so far."""
    mu, info, degrees, scale = _prior(structure, prior)
    known = np.array([0.0, 1.0, 0.0])  # the momentum as (constant, multiple of that at the start, of growth)
    rows, right, evidence = np.zeros((0, 2)), np.zeros(0), 0.0

    def posterior():
        weight = structure.memory ** np.arange(len(right))[::-1]
        after = info + (rows * weight[:, None]).T @ rows
        mean = np.linalg.solve(after, info @ mu + (rows * weight[:, None]).T @ right)
        left = (weight * right**2).sum() + mu @ info @ mu - mean @ after @ mean
        return mean, np.linalg.inv(after), degrees + weight.sum() / 2, scale + left / 2

    for place in range(1, len(z)):
        rises, momentum = walk(structure, int(gap[place]))
        seen = rises.sum(axis=0)
        variance = shock[place] * (seen[2:] @ seen[2:])
        share = shock[place] * (momentum[2:] @ seen[2:]) / variance
        # the increment is the constant, the row times the unknowns, and noise
        constant = seen[0] * known[0]
        row = seen[0] * known[1:] + np.array([0.0, seen[1]])
        mean, spread, a, s = posterior()
        increment = z[place] - z[place - 1]
        width = np.sqrt((variance + row @ spread @ row) * s / a)
        evidence += stats.t.logpdf(increment, 2 * a, constant + row @ mean, width)
        surprise = np.array([increment - constant, -row[0], -row[1]])
        known = momentum[0] * known + share * surprise
        rows = np.vstack([rows, row / np.sqrt(variance)])
        right = np.append(right, (increment - constant) / np.sqrt(variance))
    mean, spread, a, s = posterior()
    slope = known[1:]
    return np.array(
        [
            evidence,
            known[0] + slope @ mean,
            mean[1],
            slope @ spread @ slope,
            (slope @ spread)[1],
            spread[1, 1],
            a,
            s,
        ]
    )


def simulate(structure, years, damping, growth, momentum, steps):
    """Return the level after each year of one future, from the two equations of the model."""
    level, path = 0.0, []
    for number in range(years):
        level += growth * damping**number + momentum + steps[number]
        momentum = structure.persistence * momentum + structure.first * steps[number]
        path.append(level)
    return np.array(path)


def change_cdf(change, fit, weight, reach, width, ahead):
    """Return the probability that the change after `ahead` years (from 0) is at most `change`, over the mixture."""
    total = 0.0
    for i, row in enumerate(fit):
        for j, bound in enumerate(reach.bound):
            line = bound + np.exp(change - bound) - 1 if change > bound else change
            m, g = reach.momentum[i, ahead], reach.own[j, ahead]
            spread = m * m * row[3] + 2 * m * g * row[4] + g * g * row[5] + reach.variance[i, ahead]
            sd = np.sqrt(spread * row[7] / row[6]) * width[ahead]
            total += weight[i, j] * stats.t.cdf(line, 2 * row[6], m * row[1] + g * row[2], sd)
    return total
