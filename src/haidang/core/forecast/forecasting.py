"""
Making the forecast of one series.

The years known by the day are read with their doubt; the year of which a part is known is drawn by the nowcast and by
the model together; later years are drawn by the model. Method: docs/methods/odds.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from haidang.base.seeds import stream
from haidang.base.text import say
from haidang.core.forecast.drawing import draw_changes, fit_all, owners, weigh
from haidang.core.forecast.forecast import Floats, Forecast, State, Table
from haidang.core.forecast.history import LEAST_VALUES, History, are_apart
from haidang.core.forecast.nowcast import (
    Nowcast,
    Parts,
    is_alike,
    known_share,
    latest_part,
    nowcast_of,
    part_rivals,
    value_of,
)
from haidang.core.forecast.options import Options
from haidang.core.forecast.pooling import Pool, Steps, learn_pool
from haidang.core.forecast.readings import readings_and_words
from haidang.core.forecast.scales import AMOUNTS, Kind, Scale, normal_of, scale_of
from haidang.core.forecast.structures import reach, widths
from haidang.kernels.growth import density_kernel

FARTHEST_YEARS = 15
_DRAWN_YEARS = 20  # from the last value known, which may be some years old
_READINGS = 200
_PATHS_A_READING = 20  # fewer would not show the structures in their shares
_LEAST_PART = 0.25  # of a year, before it speaks alone
_CANDIDATES = 20_000  # draws of a nowcast from which the model picks, whatever the number of paths
_HALF_A_PLACE = 0.5
_GRID = 101
_LEAST = 1e-12
_FOREIGN_PART = say("The part of the year is of another definition than the years before and speaks alone.")


def scale_of_history(history: History) -> Scale:
    """Return the scale of a history: that of its indicator, by steps when an amount is not always positive."""
    values = [each.value for each in history.known] + [value_of(part) for part in history.parts.values()]
    return scale_of(history.indicator, all_positive=all(value > 0 for value in values))


Group = tuple[str, str, float, float, str]


def group_of(history: History) -> Group:
    """
    Return what a history learns with: series of its measure on a scale of its kind and span.

    An amount that moves by steps moves by steps of its own size, so it learns alone.
    """
    scale = scale_of_history(history)
    measure = history.indicator.measure
    alone = scale.kind is Kind.IDENTITY and measure in AMOUNTS
    return measure, str(scale.kind), scale.low, scale.high, history.indicator.indicator_id if alone else ""


def steps_of(history: History, rows: Floats, years: Sequence[int], options: Options) -> list[Steps]:
    """Return rows (M, N) of values on the scale as series with their gaps and shocks."""
    gaps = np.ones(len(years), dtype=np.int64)
    gaps[1:] = np.diff(np.array(years, dtype=np.int64))
    shock = np.array([options.shock_variance if number in history.shocks else 1.0 for number in years])
    return [Steps(np.ascontiguousarray(row), gaps, shock) for row in rows]


def learn_group(alike: Sequence[History], history: History, options: Options) -> Pool:
    """Return the pool of a group, from all its histories; `history` is one of the group."""
    scale = scale_of_history(history)
    series: list[Steps] = []
    sizes: list[float] = []
    for each in alike:
        if each.known:
            values = np.array([[one.value for one in each.known]])
            sizes.append(float(np.abs(values).mean()))
            series += steps_of(each, scale.forward(values), [one.year for one in each.known], options)
    size = float(np.median(sizes)) if sizes else 1.0
    return learn_pool(series, normal_of(history.indicator, scale, size), options, is_log=scale.is_log)


def forecast_history(
    history: History, pool: Pool, parts: Parts, day: date, until: int, options: Options
) -> Forecast:
    """
    Return the forecast of a history.

    Parameters
    ----------
    history
        What was known by the day.
    pool, parts
        What was learnt as of the day.
    day
        Day as of which.
    until
        The last year wanted.
    options
        Constants of the method, number of draws and seed among them.
    """
    base = Forecast(
        history.indicator,
        history.key.area_id,
        day,
        State.OK,
        history=history,
        notes=history.notes,
        pool_series=pool.series,
    )
    part = latest_part(history, day.year)
    if not history.known and part is None:
        return replace(base, state=State.NO_FIGURES)
    if history.is_contradictory or (
        part is not None and are_apart(value_of(part), part_rivals(part, history), history)
    ):
        return replace(base, state=State.RIVALS_APART)
    known = max(history.last_year or 0, part.period.end.year if part is not None else 0)
    if until - day.year > FARTHEST_YEARS or until - known > _DRAWN_YEARS:
        return replace(base, state=State.TOO_FAR)
    random = stream(options.seed, history.key.indicator_id, history.key.area_id, history.definition)
    return _Making(history, pool, parts, scale_of_history(history), options, random).forecast(base, until)


@dataclass(frozen=True, slots=True)
class _Making:
    """All that the steps of one forecast share."""

    history: History
    pool: Pool
    parts: Parts
    scale: Scale
    options: Options
    random: np.random.Generator

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(each.year for each in self.history.known)

    def forecast(self, base: Forecast, until: int) -> Forecast:
        draws = self.options.draws
        count = max(min(_READINGS, draws // _PATHS_A_READING), 1)
        readings, words = self.readings(count)
        now = self.nowcast(readings, base.day, until)
        first = [] if now is None else [now.year]
        last = max((*self.years, *first), default=0)
        if len(self.years) < LEAST_VALUES and until not in first:
            return replace(base, state=State.NOT_ENOUGH)
        # what is past is taken at its word: a promise is held against the figure, not against its doubt
        known = Table(self.years, words[owners(len(words), draws)])
        columns = [] if now is None else [now.draws[:, None]]
        if until > last:
            columns.append(self.later(readings, now, count, until - last))
        years = (*first, *range(last + 1, until + 1))
        paths = np.concatenate(columns, axis=1) if columns else np.empty((draws, 0))
        # drawn in the order of structures and of the nowcast: shuffled, so that paths of two series are independent
        order = self.random.permutation(draws)
        known = Table(self.years, known.values[order])
        ahead = Table(years, paths[order])
        part = now.figure if now is not None else None
        notes = base.notes
        if part is not None and not is_alike(part, self.history):
            notes = (*notes, _FOREIGN_PART)
        return replace(base, known=known, ahead=ahead, part=part, scale=str(self.scale.kind), notes=notes)

    def readings(self, count: int) -> tuple[Floats, Floats]:
        """Return equally likely readings (M, N) of the years known, and their words; a whole number hides half a place."""
        readings, words = readings_and_words(self.history.known, self.history.indicator, count, self.random)
        if not self.scale.is_whole or not self.years:
            return readings, words
        many = np.resize(readings, (count, len(self.years)))
        return many + self.random.uniform(-_HALF_A_PLACE, _HALF_A_PLACE, many.shape), words

    def later(self, readings: Floats, now: Nowcast | None, count: int, horizon: int) -> Floats:
        """Return the values (K, H) of the years after the last one known or nowcast."""
        draws = self.options.draws
        years, rows = self.years, readings
        if now is not None:
            # the draws rise: each reading goes on from the middle of its block, each path from its own draw
            blocks = owners(count, draws)
            middle = np.array([np.median(now.draws[blocks == place]) for place in range(count)])
            rows = np.column_stack([np.resize(readings, (count, readings.shape[1])), middle])
            years = (*years, now.year)
        z = self.scale.forward(rows)
        histories = steps_of(self.history, z, years, self.options)
        # always drawn as far as paths go, so that a year is the same however far one asks
        changes = draw_changes(
            histories, self.pool, _DRAWN_YEARS, draws, self.random, self.options, is_log=self.scale.is_log
        )
        changes = (changes + self.shocks(changes))[:, :horizon]
        start = z[owners(len(z), draws), -1] if now is None else self.scale.forward(now.draws)
        return self.scale.back(start[:, None] + changes)

    def shocks(self, changes: Floats) -> Floats:
        """
        Return what shocks like those marked add to the paths: what befell once is not forgotten.

        They come half as often as in the history, since a year may hide none, and move the level for good by a step of
        the shock's variance in place of a usual one.
        """
        marked = sum(number in self.history.shocks for number in self.years)
        if not marked:
            return np.zeros_like(changes)
        often = marked / (len(self.years) + 1) / 2
        usual = float(np.std(changes[:, 0]))
        size = usual * np.sqrt(self.options.shock_variance - 1) * self.random.standard_normal(changes.shape)
        hit = self.random.random(changes.shape) < often
        return np.cumsum(np.where(hit, size, 0.0), axis=1)

    def nowcast(self, readings: Floats, day: date, until: int) -> Nowcast | None:
        """
        Return the draws (K,) of the running year, rising: what its part says, weighed by what the years before say.

        A part of another definition speaks alone, and only where there are too few years to speak.
        """
        part = latest_part(self.history, day.year)
        if part is None or part.period.end.year > until:
            return None
        alike = is_alike(part, self.history)
        speaks_alone = len(self.years) < LEAST_VALUES
        if (not alike and not speaks_alone) or (speaks_alone and known_share(part) < _LEAST_PART):
            return None
        many = nowcast_of(self.history, self.parts, part, _CANDIDATES, self.random)
        if many is None:
            return None
        values = np.sort(many.draws)
        weights = np.ones(len(values))
        if alike and len(self.years) >= LEAST_VALUES:
            weights = self.plausible(values, readings.mean(axis=0), many.year)
        total = np.cumsum(weights)
        draws = self.options.draws
        return replace(
            many, draws=values[np.searchsorted(total, (np.arange(draws) + 0.5) / draws * total[-1])]
        )

    def plausible(self, values: Floats, reading: Floats, number: int) -> Floats:
        """Return how likely the model finds values (M,) of a year, rising, after the mean reading of those before."""
        z = self.scale.forward(reading)
        steps = steps_of(self.history, z[None], self.years, self.options)[0]
        ahead = number - self.years[-1]
        fit = fit_all(steps, self.pool, self.options)
        weights = weigh(fit, self.pool, self.options)
        width = widths(self.options, len(self.years), ahead)
        if number in self.history.shocks:
            width = width * np.sqrt(self.options.shock_variance)
        span = reach(self.options, ahead, is_log=self.scale.is_log)
        changes = self.scale.forward(values) - z[-1]
        # at a hundred of them and interpolated: the density is smooth, the values are many and may reach far
        grid = np.unique(np.quantile(changes, np.linspace(0, 1, _GRID)))
        heights = np.empty(len(grid))
        change = np.full(ahead, np.nan)
        density = np.empty((ahead, *weights.shape))
        for place, each in enumerate(grid):
            change[-1] = each
            density_kernel(fit, span, width, change, density)
            heights[place] = (np.exp(density[-1]) * weights).sum()
        found: Floats = np.interp(changes, grid, heights)
        return np.maximum(found, max(float(heights.max()) * _LEAST, np.finfo(float).tiny))
