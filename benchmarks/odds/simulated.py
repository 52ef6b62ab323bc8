"""
Is a target met, on simulated series whose truth is known: Brier scores of rules, libraries and our odds (demand 4).

Eleven yearly values, of which the sixth is the last before a plan of five years. A quarter of the series each are a
random walk, stationary around a trend, a random walk with growth that lasts (AR 0.6), and a random walk with one
shock year. Drift is normal, 7 % with a standard deviation of 3; noise even between 1 and 5 %. The target for the fifth
year of the plan is what the drift alone would reach, with the drift moved by about two points. That is read in two ways,
both run: a normal draw with a standard deviation of two, as for the drift itself, and an even draw of up to two, with
targets nearer to the truth and so harder to call.

The series are log-linear by design, which favours models of the log.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np

from benchmarks.odds import own, peers
from benchmarks.odds.scores import LEVELS, OWN
from benchmarks.odds.series import Floats
from haidang.base.seeds import stream
from haidang.core.forecast.options import Options
from haidang.core.forecast.pooling import Pool
from haidang.core.scoring.probabilities import brier_by_case
from haidang.core.scoring.uncertainty import paired_interval

YEARS = 11
PLAN = 5  # years of the plan; also the index of the last value before it
LEFT = (5, 4, 3, 2, 1)
NORMAL, EVEN = "normal", "even"
DESIGNS = (NORMAL, EVEN)  # how targets lie around the drift
SMALL_POOL = 20
COIN, TREND_LINE, RATIO, GOALS = (
    "say 50 %",
    "Watch UI line, 0/1",
    "Open SDG ratio >= 0.95, 0/1",
    "Watch backend, a goal every year, 0/1",
)
DRIFT_LOG = "RandomWalkWithDrift on log"
LARGE, SMALL = f"{OWN}, one pool of all series", f"{OWN}, pools of {SMALL_POOL} series"
# the libraries that take a while are asked about the first of the series only
EXPENSIVE = {
    "AutoARIMA": ("AutoARIMA", False),
    "AutoARIMA on log": ("AutoARIMA", True),
    "AutoETS": ("AutoETS", False),
    "AutoTheta": ("AutoTheta", False),
}
_NORMAL = NormalDist()
_PROBITS = np.array([_NORMAL.inv_cdf(float(level)) for level in LEVELS])
_LOW, _HIGH = (int(np.argmin(np.abs(LEVELS - end))) for end in (0.1, 0.9))
_ON_TRACK = 0.95
_MOST_POINTS = 10  # that the line of the Watch UI is fitted to


class Simulated(NamedTuple):
    """N series (N, 11), the first value 100, and their targets (N,) for the last year."""

    values: Floats
    targets: Floats

    @property
    def met(self) -> Floats:
        """(N,), 1 where the last value reaches the target."""
        return (self.values[:, -1] >= self.targets).astype(np.float64)


class Judged(NamedTuple):
    """What a judge says: chance of the target (n,), whether the 80 % band held (n,), failures; n of the series."""

    chance: Floats
    held: Floats | None = None
    failed: int = 0


def simulate(count: int, seed: int, design: str) -> Simulated:
    """Return so many series, the same for every design, and their targets."""
    random = stream(seed, "odds", "simulated")
    kind = np.arange(count)[:, None] % 4
    drift = random.normal(0.07, 0.03, (count, 1))
    noise = random.uniform(0.01, 0.05, (count, 1))
    shocks = random.standard_normal((count, YEARS)) * noise
    lasting = np.empty_like(shocks)
    growth = random.standard_normal(count) * noise[:, 0] / np.sqrt(1 - 0.6**2)
    for year in range(YEARS):
        growth = 0.6 * growth + shocks[:, year]
        lasting[:, year] = growth
    shock_year = random.integers(1, YEARS, (count, 1))
    drop = random.uniform(0.05, 0.15, (count, 1)) * (np.arange(YEARS) >= shock_year)
    walk = np.cumsum(drift + shocks, axis=1)
    log = np.select(
        [kind == 0, kind == 1, kind == 2],
        [walk, drift * np.arange(YEARS) + shocks, np.cumsum(drift + lasting, axis=1)],
        walk - drop,
    )
    log -= log[:, :1]
    moved = random.normal(0, 0.02, count) if design == NORMAL else random.uniform(-0.02, 0.02, count)
    asked = drift[:, 0] + moved
    return Simulated(100 * np.exp(log), 100 * np.exp(log[:, PLAN] + PLAN * asked))


def trend_line(known: Floats, targets: Floats) -> Floats:
    """Return 1 where a straight line through the last ten values (N, T) at most reaches the target in the last year."""
    points = known[:, -_MOST_POINTS:]
    years = np.arange(known.shape[1] - points.shape[1], known.shape[1])
    slope, level = np.polyfit(years, points.T, 1)
    reached: Floats = (level + slope * (YEARS - 1) >= targets).astype(np.float64)
    return reached


def growth_ratio(known: Floats, targets: Floats) -> Floats:
    """Return 1 where growth a year since the plan began is 95 % of what the target asks for; two values count."""
    years = known.shape[1] - 1 - PLAN
    seen = (known[:, -1] / known[:, PLAN]) ** (1 / years) - 1
    asked = (targets / known[:, PLAN]) ** (1 / PLAN) - 1
    reached: Floats = (seen >= _ON_TRACK * np.abs(asked)).astype(np.float64)
    return reached


def yearly_goals(known: Floats, targets: Floats) -> Floats:
    """Return 1 where the last value reaches its year's goal, on the way of equal factors from the plan's start."""
    years = known.shape[1] - 1 - PLAN
    goal = known[:, PLAN] * (targets / known[:, PLAN]) ** (years / PLAN)
    reached: Floats = (known[:, -1] >= goal).astype(np.float64)
    return reached


def chance_at_least(quantiles: Floats, target: float) -> float:
    """
    Return the chance of a target that quantiles (Q,) give.

    The probit of the level is drawn straight between the quantiles and on beyond them: exact for a normal forecast.
    """
    if quantiles[-1] - quantiles[0] <= 0:
        return float(quantiles[0] >= target)
    if target <= quantiles[0]:
        ends = quantiles[:2], _PROBITS[:2]
    elif target >= quantiles[-1]:
        ends = quantiles[-2:], _PROBITS[-2:]
    else:
        return 1 - _NORMAL.cdf(float(np.interp(target, quantiles, _PROBITS)))
    (a, b), (low, high) = ends
    probit = low + (target - a) / max(b - a, 1e-300) * (high - low)
    return 1 - _NORMAL.cdf(float(np.clip(probit, -40, 40)))


class Libraries:
    """The libraries' quantiles of the last year, kept on disk."""

    def __init__(self, simulated: Simulated, cache: peers.Cache, seed: int) -> None:
        self._simulated = simulated
        self._cache, self._seed = cache, seed

    def judge(self, model: str, left: int, count: int, *, is_log: bool) -> Judged:
        """Return what a library says of the first series; where it fails, the drift on the log steps in."""
        scale: Callable[[Floats], Floats] = np.log if is_log else np.asarray
        answers = self._answers(model, left, count, is_log=is_log)
        quantiles, failed = answers.quantiles[:, -1], answers.failed
        targets, last = (
            scale(each) for each in (self._simulated.targets[:count], self._simulated.values[:count, -1])
        )
        chance = np.array([chance_at_least(*pair) for pair in zip(quantiles, targets, strict=True)])
        held = (quantiles[:, _LOW] <= last) & (last <= quantiles[:, _HIGH])
        if failed.any():
            instead = self.judge(peers.DRIFT, left, count, is_log=True)
            chance = np.where(failed, instead.chance, chance)
            held = held if instead.held is None else np.where(failed, instead.held, held)
        return Judged(chance, held.astype(np.float64), int(failed.sum()))

    def _answers(self, model: str, left: int, count: int, *, is_log: bool) -> peers.Answers:
        name = f"simulated-{self._seed}-{left}-{count}-{model}{'-log' if is_log else ''}.npz"
        path = self._cache.folder / name if self._cache.folder else None
        is_kept = path is not None and path.exists()
        self._cache.note(name, [str(i) for i in range(count)], kept=is_kept)
        if path and is_kept:
            with np.load(path) as file:
                return peers.Answers(file["quantiles"], file["seconds"])
        known = self._simulated.values[:count, : YEARS - left]
        answers = peers.ask_all(model, list(np.log(known) if is_log else known), left)
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part.npz")
            np.savez(part, quantiles=answers.quantiles, seconds=answers.seconds)
            part.replace(path)
        return answers


def judge_own(
    simulated: Simulated, left: int, pool: Pool, seed: int, options: Options, first: int = 0
) -> Judged:
    """Return what our odds say by a pool; `first` is the place of the first series among all simulated ones."""
    known = simulated.values[:, : YEARS - left]
    chance, held = np.empty(len(known)), np.empty(len(known))
    for i, past in enumerate(known):
        random = stream(seed, "simulated", str(first + i))
        end = past[-1] * np.exp(own.changes(past, pool, left, random, options)[:, -1])
        chance[i] = (end >= simulated.targets[i]).mean()
        low, high = np.quantile(end, (0.1, 0.9))
        held[i] = low <= simulated.values[i, -1] <= high
    return Judged(chance, held)


def judge_by_first(simulated: Simulated, left: int, learnt_from: int, seed: int, options: Options) -> Judged:
    """Return what our odds say, the pool learnt from the first so many series."""
    pool = own.pool_of(list(simulated.values[:learnt_from, : YEARS - left]), PLAN, options)
    return judge_own(simulated, left, pool, seed, options)


def judge_by_group(simulated: Simulated, left: int, size: int, seed: int, options: Options) -> Judged:
    """Return what our odds say, each so many series in turn by a pool of their own."""
    told = []
    for first in range(0, len(simulated.targets), size):
        group = Simulated(*(each[first : first + size] for each in simulated))
        pool = own.pool_of(list(group.values[:, : YEARS - left]), PLAN, options)
        told.append(judge_own(group, left, pool, seed, options, first))
    held = [each.held for each in told if each.held is not None]
    return Judged(np.concatenate([each.chance for each in told]), np.concatenate(held))


def judges(
    simulated: Simulated, left: int, first: int, libraries: Libraries, seed: int, options: Options
) -> dict[str, Judged]:
    """Return all judges with so many years left."""
    known, targets = simulated.values[:, : YEARS - left], simulated.targets
    count = len(known)
    told = {
        OWN: judge_by_first(simulated, left, options.pool_series, seed, options),
        LARGE: judge_by_first(simulated, left, count, seed, options),
        SMALL: judge_by_group(simulated, left, SMALL_POOL, seed, options),
        COIN: Judged(np.full(count, 0.5)),
        TREND_LINE: Judged(trend_line(known, targets)),
    }
    if left < PLAN:  # both need a year of the plan
        told[RATIO] = Judged(growth_ratio(known, targets))
        told[GOALS] = Judged(yearly_goals(known, targets))
    told[DRIFT_LOG] = libraries.judge(peers.DRIFT, left, count, is_log=True)
    for name, (model, is_log) in EXPENSIVE.items():
        told[name] = libraries.judge(model, left, first, is_log=is_log)
    return told


def run(
    design: str, count: int, first: int, cache: peers.Cache, seed: int, options: Options
) -> list[dict[str, Any]]:
    """Return a row for each number of years left: Brier scores of all judges, ours also on their series."""
    simulated = simulate(count, seed, design)
    libraries = Libraries(simulated, cache, seed)
    rows = []
    for left in LEFT:
        print(f"simulated, {design}: {left} years left", file=sys.stderr)
        told = judges(simulated, left, min(first, count), libraries, seed, options)
        rows.append(
            {
                "left": left,
                "share_met": float(simulated.met.mean()),
                "judges": _scored(told, simulated.met, seed),
            }
        )
    return rows


def _scored(told: dict[str, Judged], met: Floats, seed: int) -> dict[str, dict[str, Any]]:
    brier = {name: brier_by_case(each.chance, met[: len(each.chance)]) for name, each in told.items()}
    rows = {}
    for name, each in told.items():
        count = len(each.chance)
        ends: Sequence[float | None] | None = None
        if name != OWN:
            ends = paired_interval(brier[OWN][:count], brier[name], np.arange(count), seed)
        rows[name] = {
            "series": count,
            "brier": float(brier[name].mean()),
            "own_brier": float(brier[OWN][:count].mean()),
            "own_less_it": list(ends) if ends else None,
            "coverage_80": None if each.held is None else 100 * float(each.held.mean()),
            "failed": each.failed,
        }
    return rows
