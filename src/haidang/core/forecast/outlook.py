"""
The outlook: forecasts of any series as of one day, each made once, formulas evaluated on the paths of their parts.

Pools are learnt from all series of the source as of the day, so that a forecast made for a day in the past knows
nothing that became public later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from haidang.base.text import say
from haidang.base.units import parse_unit
from haidang.core.forecast.forecast import Floats, Forecast, State, Table
from haidang.core.forecast.forecasting import forecast_history, learn_group, scale_of_history
from haidang.core.forecast.history import Break, History, history_of
from haidang.core.forecast.nowcast import Parts, learn_parts
from haidang.core.forecast.options import Options
from haidang.core.forecast.pooling import Pool
from haidang.core.forecast.scales import Kind
from haidang.core.indicators.book import Book
from haidang.core.indicators.formulas import Constant, Formula, Reference, parse_formula, references
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.indicators.series import figures_as_of

_USUAL_YEARS = 5


def sample_of(
    series: Iterable[SeriesKey], indicators: Mapping[str, Indicator], limit: int
) -> list[SeriesKey]:
    """
    Return series from which pools are learnt: all of each measure, at even steps where there are more than `limit`.

    A thousand series teach what a hundred thousand would.
    """
    by_measure: dict[str, list[SeriesKey]] = {}
    for key in sorted(series, key=_order):
        by_measure.setdefault(indicators[key.indicator_id].measure, []).append(key)
    found = []
    for keys in by_measure.values():
        step = max(len(keys) / limit, 1.0)
        found += [keys[int(place * step)] for place in range(min(len(keys), limit))]
    return found


@dataclass(slots=True)
class Outlook:
    """
    Forecasts as of a day.

    Attributes
    ----------
    book
        The figures of all series as of the day.
    breaks
        All breaks held.
    options
        Constants of the method.
    sample
        The series from which pools are learnt; None for all of the book.
    """

    book: Book
    breaks: Sequence[Break]
    options: Options
    sample: Collection[SeriesKey] | None = None
    _histories: dict[tuple[SeriesKey, str], History] = field(default_factory=dict)
    _pools: dict[tuple[str, Kind], Pool] = field(default_factory=dict)
    _parts: list[Parts] = field(default_factory=list)
    _longest: dict[tuple[SeriesKey, str], Forecast] = field(default_factory=dict)

    def history(self, key: SeriesKey, definition: str = "") -> History:
        """Return what was known of a series by the day, computed figures left out."""
        if (key, definition) not in self._histories:
            indicator = self.book.indicators[key.indicator_id]
            figures = figures_as_of(
                self.book.observations.get(key, ()),
                indicator,
                self.book.day,
                with_derived=self.book.with_derived,
            )
            made = history_of(key, indicator, figures, self.breaks, self.book.day, definition)
            self._histories[key, definition] = made
        return self._histories[key, definition]

    @property
    def _all(self) -> list[History]:
        keys = self.book.observations if self.sample is None else self.sample
        return [self.history(key) for key in sorted(keys, key=_order)]

    def _parts_pool(self) -> Parts:
        if not self._parts:
            self._parts.append(learn_parts(self._all))
        return self._parts[0]

    def _pool(self, history: History) -> Pool:
        scale = scale_of_history(history)
        group = (history.indicator.measure, scale.kind)
        if group not in self._pools:
            alike = [each for each in self._all if each.indicator.measure == history.indicator.measure]
            self._pools[group] = learn_group(alike, history.indicator, scale, self.options)
        return self._pools[group]

    def forecast(self, key: SeriesKey, until: int, definition: str = "") -> Forecast:
        """
        Return the forecast of a series up to a year.

        Parameters
        ----------
        key
            The series; one whose figures are in the book.
        until
            The last year wanted.
        definition
            The definition of figures wanted; empty takes that of most years.
        """
        name = (key, definition)
        longest = self._longest.get(name)
        if longest is None or (longest.has_paths and until > max(longest.ahead.years, default=until)):
            longest = self._make(key, max(until, self.book.day.year + _USUAL_YEARS), definition)
            self._longest[name] = longest
        if longest.has_paths:
            return longest.until(until)
        # what is too little for later years may do for the running one
        return self._make(key, until, definition)

    def _make(self, key: SeriesKey, until: int, definition: str) -> Forecast:
        history = self.history(key, definition)
        own = forecast_history(
            history, self._pool(history), self._parts_pool(), self.book.day, until, self.options
        )
        indicator = history.indicator
        if own.has_paths or not indicator.formula or definition:
            return own
        return self._by_formula(indicator, parse_formula(indicator.formula), key, until)

    def _by_formula(self, indicator: Indicator, formula: Formula, key: SeriesKey, until: int) -> Forecast:
        made = {
            part: self.forecast(SeriesKey(part.indicator_id, part.area_id or key.area_id), until)
            for part in dict.fromkeys(references(formula))
        }
        base = Forecast(indicator, key.area_id, self.book.day, State.OK)
        lacking = [part for part, each in made.items() if not each.has_paths]
        if lacking:
            names = [self.book.indicators[part.indicator_id].name for part in lacking]
            return replace(
                base,
                state=State.PART_MISSING,
                notes=(say("Parts of the formula without a forecast: {names}.", names=names),),
            )
        first = min(min(each.ahead.years, default=until) for each in made.values())
        years, columns = [], []
        for number in range(first, until + 1):
            parts = {part: each.column(number) for part, each in made.items()}
            if any(column is None for column in parts.values()):
                continue
            values = _evaluate(formula, self._in_base_units(parts))
            years.append(number)
            columns.append(_possible(values / float(parse_unit(indicator.unit).factor), indicator))
        if until not in years:
            return replace(base, state=State.PART_MISSING)
        notes = tuple(note for each in made.values() for note in each.notes)
        independent = say("The parts of the formula are drawn independently of each other.")
        table = Table(tuple(years), np.stack(columns, axis=1))
        return replace(base, ahead=table, notes=(*dict.fromkeys(notes), independent))

    def _in_base_units(self, parts: Mapping[Reference, Floats | None]) -> dict[Reference, Floats]:
        return {
            part: column * float(parse_unit(self.book.indicators[part.indicator_id].unit).factor)
            for part, column in parts.items()
            if column is not None
        }


def _order(key: SeriesKey) -> tuple[str, str]:
    return key.indicator_id, key.area_id


def _evaluate(formula: Formula, values: Mapping[Reference, Floats]) -> Floats:
    """Return a formula's values (K,) path by path, in base units; a divisor of zero gives the sign's infinity."""
    if isinstance(formula, Constant):
        return np.array(formula.value)
    if isinstance(formula, Reference):
        return values[formula]
    left, right = _evaluate(formula.left, values), _evaluate(formula.right, values)
    if formula.sign == "+":
        return left + right
    if formula.sign == "-":
        return left - right
    if formula.sign == "*":
        return left * right
    with np.errstate(divide="ignore"):
        return left / np.where(right == 0, np.finfo(float).tiny, right)


def _possible(values: Floats, indicator: Indicator) -> Floats:
    lower, upper = indicator.bounds
    inside: Floats = np.clip(values, -np.inf if lower is None else lower, np.inf if upper is None else upper)
    return inside
