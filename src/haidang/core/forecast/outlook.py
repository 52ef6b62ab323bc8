"""
The outlook: forecasts of any series as of one day, the last ones kept, formulas evaluated on the paths of their parts.

Pools are learnt from all series of the source as of the day, so that a forecast made for a day in the past knows
nothing that became public later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from haidang.base.text import say
from haidang.base.units import parse_unit
from haidang.core.forecast.forecast import NOTHING, Floats, Forecast, State, Table
from haidang.core.forecast.forecasting import Group, forecast_history, group_of, learn_group
from haidang.core.forecast.history import Break, History, Revisions, history_of, learn_revisions
from haidang.core.forecast.nowcast import Parts, learn_parts
from haidang.core.forecast.options import Options
from haidang.core.forecast.pooling import Pool
from haidang.core.indicators.book import Book
from haidang.core.indicators.formulas import Constant, Formula, Reference, parse_formula, references
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.indicators.series import figures_as_of

_USUAL_YEARS = 5
_KEPT = 500  # forecasts, each with the paths of all its years: of ten thousand series they fill the memory
_ROUNDING = 1e-9


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


@dataclass  # no slots: what is learnt once is kept in cached properties
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
    _pools: dict[Group, Pool] = field(default_factory=dict)
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
            made = history_of(
                key, indicator, figures, self.breaks, self.book.day, definition, self._revisions
            )
            self._histories[key, definition] = made
        return self._histories[key, definition]

    @cached_property
    def _revisions(self) -> Revisions:
        held = [each for key in self._learnt_from for each in self.book.observations.get(key, ())]
        return learn_revisions(held, self.book.indicators, self.book.day)

    @cached_property
    def _parts(self) -> Parts:
        return learn_parts(self._all)

    @property
    def _learnt_from(self) -> list[SeriesKey]:
        return sorted(self.book.observations if self.sample is None else self.sample, key=_order)

    @property
    def _all(self) -> list[History]:
        return [self.history(key) for key in self._learnt_from]

    def _pool(self, history: History) -> Pool:
        group = group_of(history)
        if group not in self._pools:
            alike = [each for each in self._all if group_of(each) == group]
            self._pools[group] = learn_group(alike, history, self.options)
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
            if len(self._longest) > _KEPT:  # the oldest one is made anew when it is asked for again, the same
                del self._longest[next(iter(self._longest))]
        if longest.has_paths:
            return longest.until(until)
        # what is too little for later years may do for the running one
        return self._make(key, until, definition)

    def _make(self, key: SeriesKey, until: int, definition: str) -> Forecast:
        history = self.history(key, definition)
        own = forecast_history(history, self._pool(history), self._parts, self.book.day, until, self.options)
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
        ahead = {number for each in made.values() for number in each.ahead.years}
        known = {number for each in made.values() for number in each.known.years}
        columns: dict[int, Floats] = {}
        for number in sorted(ahead | known):
            parts = {part: each.column(number) for part, each in made.items()}
            if number > until or any(column is None for column in parts.values()):
                continue
            values = _evaluate(formula, self._in_base_units(parts))
            if values is None:
                return replace(base, state=State.PART_MISSING, notes=(_ZERO_DIVISOR,))
            columns[number] = _possible(values / float(parse_unit(indicator.unit).factor), indicator)
        if until not in columns:
            return replace(base, state=State.PART_MISSING)
        notes = dict.fromkeys(note for each in made.values() for note in each.notes)
        return replace(
            base,
            known=_table({number: column for number, column in columns.items() if number not in ahead}),
            ahead=_table({number: column for number, column in columns.items() if number in ahead}),
            notes=(*notes, _INDEPENDENT),
        )

    def _in_base_units(self, parts: Mapping[Reference, Floats | None]) -> dict[Reference, Floats]:
        return {
            part: column * float(parse_unit(self.book.indicators[part.indicator_id].unit).factor)
            for part, column in parts.items()
            if column is not None
        }


def _order(key: SeriesKey) -> tuple[str, str]:
    return key.indicator_id, key.area_id


_INDEPENDENT = say("The parts of the formula are drawn independently of each other.")
_ZERO_DIVISOR = say("A divisor of the formula may be zero.")


def _table(columns: Mapping[int, Floats]) -> Table:
    return Table(tuple(columns), np.stack(list(columns.values()), axis=1)) if columns else NOTHING


def _evaluate(formula: Formula, values: Mapping[Reference, Floats]) -> Floats | None:
    """Return a formula's values (K,) path by path, in base units; None where a divisor is zero on any path."""
    if isinstance(formula, Constant):
        return np.array(formula.value)
    if isinstance(formula, Reference):
        return values[formula]
    left, right = _evaluate(formula.left, values), _evaluate(formula.right, values)
    if left is None or right is None:
        return None
    if formula.sign == "+":
        return left + right
    if formula.sign == "-":
        return left - right
    if formula.sign == "*":
        return left * right
    # as small as rounding: the quotient would say nothing
    is_zero = np.abs(right) <= _ROUNDING * np.abs(right).max()
    return None if is_zero.any() else left / right


def _possible(values: Floats, indicator: Indicator) -> Floats:
    lower, upper = indicator.bounds
    inside: Floats = np.clip(values, -np.inf if lower is None else lower, np.inf if upper is None else upper)
    return inside
