"""
Nowcasts: what a known part of a year says of the whole.

A sum: by the share of the year that such a part reaches, pooled over indicators with its spread, the indicator's own
years weighing most. A rate: by the rate so far, with the error of revision and of the rest. A lumpy flow: the part is
certain, the rest is its pace with a wide spread and now and then one large case. Pairs of part and year are few in
one city: the spread starts from a stated prior. Method: docs/methods/odds.md, «The running year».
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from haidang.core.forecast.history import History, doubt_of, rival_values, size_of
from haidang.core.indicators.series import Figure
from haidang.kernels.growth import Floats

_MONTHS = 12
# prior of log(share of the year reached / share of the months), for each year of rest: mean 0, spread, worth in pairs
_SHARE_SPREAD, _SHARE_WORTH, _SHARE_MEAN_WORTH = 0.2, 4.0, 4.0
_UNSEEN = 2.0
# revision of a yearly growth rate and of a mean of months, and how far the rest of a year strays, in points
_REVISION = {"chain": 1.0, "mean": 0.5}
_REST = {"chain": 3.0, "mean": 1.5}
_RATE_WORTH = 5.0
# a lumpy flow: spread of the log pace of the rest, large cases a year, and their mean size in usual years
_LUMP_SPREAD, _LUMPS, _LUMP_SIZE = 0.7, 0.7, 0.5
_MORE_SHARE, _NEARLY_SHARE = 0.02, 0.01
# how far a stock moves in the rest of a year, as a share of its size; the years before say more where there are any
_STOCK_STEP, _STOCK_DEGREES = 0.04, 5
_YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Parts:
    """
    What pairs of part and year have taught.

    Attributes
    ----------
    share_mean, share_spread, share_degrees
        Student t of the log of (share reached / share of months) for a year of rest.
    share_pairs
        Pairs it was learnt from.
    rate_factor, rate_degrees, rate_pairs
        Factor of the usual error of a rate so far, degrees of its Student t, pairs.
    """

    share_mean: float
    share_spread: float
    share_degrees: float
    share_pairs: int
    rate_factor: float
    rate_degrees: float
    rate_pairs: int


@dataclass(frozen=True, slots=True)
class Nowcast:
    """
    A year of which a part is known.

    Attributes
    ----------
    year
        The year.
    figure
        The part it rests on.
    draws
        (M,): what the whole may be, in the unit.
    """

    year: int
    figure: Figure
    draws: Floats


def learn_parts(histories: Iterable[History]) -> Parts:
    """Learn from all years of which a part and the whole are known by the day, of equal definition."""
    shares: list[float] = []
    rates: list[float] = []
    for history in histories:
        for part, whole in _pairs(history):
            if history.indicator.over_time == "sum":
                shares += _share_miss(part, whole)
            elif history.indicator.over_time in _REVISION:
                rates.append((whole - value_of(part)) / _rate_error(part, history.indicator.over_time))
    count = len(shares)
    mean = sum(shares) / (count + _SHARE_MEAN_WORTH)
    square = _SHARE_WORTH * _SHARE_SPREAD**2 + sum((each - mean) ** 2 for each in shares)
    factor = math.sqrt((_RATE_WORTH + sum(each**2 for each in rates)) / (_RATE_WORTH + len(rates)))
    return Parts(
        mean,
        math.sqrt(square / (_SHARE_WORTH + count) * (1 + 1 / (count + _SHARE_MEAN_WORTH))),
        _SHARE_WORTH + count,
        count,
        factor,
        _RATE_WORTH + len(rates),
        len(rates),
    )


def _pairs(history: History) -> Iterable[tuple[Figure, float]]:
    whole = {each.year: each for each in history.known if each.figure.observation.bound in ("", "~")}
    for period, part in history.parts.items():
        alike = part.observation.definition == history.definition
        exact = part.observation.bound in ("", "~")
        if period.is_part_of_year and period.start.year in whole and alike and exact:
            yield part, whole[period.start.year].value


def _share_miss(part: Figure, whole: float) -> list[float]:
    done = part.period.months / _MONTHS
    value = value_of(part)
    if value <= 0 or whole <= 0 or done >= 1:
        return []
    return [math.log(value / whole / done) / (1 - done)]


def _rate_error(part: Figure, over_time: str) -> float:
    return math.hypot(_REVISION[over_time], _rest(part) * _REST[over_time])


def _rest(part: Figure) -> float:
    """
    Return the share of the year that a part says nothing of.

    Of a whole year projected before its end that is what lay ahead when it became public, of a stock what comes after.
    """
    end = date(part.period.end.year, 12, 31)
    if part.period.is_year:
        return max((end - part.observation.public_by).days / _YEAR_DAYS, 0.0)
    if part.period.is_part_of_year:
        return 1 - part.period.months / _MONTHS
    return (end - part.period.end).days / _YEAR_DAYS


def known_share(part: Figure) -> float:
    """Return the share of the year that a part says something of."""
    return 1 - _rest(part)


def value_of(part: Figure) -> float:
    """Return the value of a part, the stated number of a bound."""
    interval = part.interval
    return (
        interval.middle
        if interval.is_exact or part.observation.bound == "~"
        else (interval.low if part.observation.bound == ">" else interval.high)
    )


def latest_part(history: History, running: int) -> Figure | None:
    """
    Return the longest part of the latest year, up to the running one, that has parts and no whole; None without.

    Of one year a part of the history's definition comes first.
    """
    after = history.last_year or 0
    found = [part for period, part in history.parts.items() if after < period.end.year <= running]
    return max(
        found,
        key=lambda part: (part.period.end.year, is_alike(part, history), part.period.end),
        default=None,
    )


def is_alike(part: Figure, history: History) -> bool:
    """Return whether a part is of the definition of the history's years, or one of them states none."""
    return (
        not history.known or part.observation.definition in ("", history.definition) or not history.definition
    )


def nowcast_of(
    history: History, parts: Parts, part: Figure, count: int, random: np.random.Generator
) -> Nowcast | None:
    """
    Return what a part of a year says of the whole; None for what no part can tell.

    Parameters
    ----------
    history
        The series.
    parts
        What pairs of part and year have taught.
    part
        The part.
    count
        Number of draws M, >= 1.
    random
        Stream of chance.
    """
    indicator = history.indicator
    known = _part_draws(part, history, count, random)
    if indicator.over_time in _REVISION:
        error = parts.rate_factor * _rate_error(part, indicator.over_time)
        draws = known + error * random.standard_t(parts.rate_degrees, count)
    elif indicator.is_stock:
        step = _STOCK_STEP * size_of(value_of(part), indicator)
        draws = known + step * math.sqrt(_rest(part)) * random.standard_t(_STOCK_DEGREES, count)
    elif indicator.over_time != "sum" or (known <= 0).all():
        return None
    elif indicator.is_lumpy:
        draws = known + _lumpy_rest(history, part, known, random)
    else:
        own = [each for pair in _pairs(history) for each in _share_miss(*pair)]
        # the indicator's own years count in full, the pooled mean as one more of them
        mean = (parts.share_mean + sum(own)) / (1 + len(own))
        # how an indicator spreads over the year is its own affair: unseen, it may be twice as far from the others
        spread = parts.share_spread * (1 if own else _UNSEEN)
        miss = mean + spread * random.standard_t(parts.share_degrees, count)
        done = 1.0 if part.period.is_year else 1 - _rest(part)
        draws = known / (done * np.exp(miss * _rest(part)))
        if indicator.only_grows and not part.period.is_year:
            draws = np.maximum(draws, known)
    lower, upper = indicator.bounds
    inside = np.clip(draws, -np.inf if lower is None else lower, np.inf if upper is None else upper)
    return Nowcast(part.period.end.year, part, inside)


def _part_draws(part: Figure, history: History, count: int, random: np.random.Generator) -> Floats:
    """Return what the part itself may be: within its bound, with the doubt of the figure and its rivals."""
    value, indicator = value_of(part), history.indicator
    size = size_of(value, indicator)
    draws = value + doubt_of(part, value, indicator, history.revisions) * random.standard_normal(count)
    bound = part.observation.bound
    if bound == ">":
        draws = np.maximum(value + random.exponential(_MORE_SHARE * size, count), value)
    elif bound == "<":
        draws = np.minimum(value - random.exponential(_NEARLY_SHARE * size, count), value)
    rivals = part_rivals(part, history)
    if rivals:
        which = random.integers(0, 2 * len(rivals), count)
        draws = np.where(which < len(rivals), np.array(rivals)[which % len(rivals)], draws)
    return draws


def part_rivals(part: Figure, history: History) -> tuple[float, ...]:
    """Return what rivals of a part's definition say that contradict it."""
    alike = [each for each in part.rivals if each.definition == part.observation.definition]
    return rival_values(alike, part.interval, history.indicator)


def _lumpy_rest(history: History, part: Figure, known: Floats, random: np.random.Generator) -> Floats:
    count = len(known)
    rest = _rest(part)
    pace = known / (1 - rest)
    years: Sequence[float] = [each.value for each in history.known if each.value > 0]
    usual = float(np.median(years)) if years else float(np.median(pace))
    steady = pace * rest * np.exp(_LUMP_SPREAD * random.standard_normal(count) - _LUMP_SPREAD**2 / 2)
    cases = random.poisson(_LUMPS * rest, count)
    large = np.where(cases > 0, random.gamma(np.maximum(cases, 1), _LUMP_SIZE * usual), 0.0)
    return steady + large
