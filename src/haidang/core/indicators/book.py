"""
The book of figures: every series asked for, as of one day.

Built once for a question from what the source returned; chooses figures by `series` and fills periods that have
none by the indicator's formula, when all its parts are known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from haidang.base.errors import DataError
from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.units import parse_unit
from haidang.core.indicators.formulas import Formula, Reference, evaluate, parse_formula, references
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.core.indicators.series import FIRMNESS, Figure, figures_as_of

COMPUTED = "computed"
_SURENESS = ("low", "medium", "high")


def series_with_parts(keys: Sequence[SeriesKey], indicators: Mapping[str, Indicator]) -> set[SeriesKey]:
    """Return the series asked for and those that their formulas need, however deep."""
    found: set[SeriesKey] = set()
    todo = list(keys)
    while todo:
        key = todo.pop()
        if key in found:
            continue
        found.add(key)
        indicator = indicators.get(key.indicator_id)
        if indicator is not None and indicator.formula:
            todo += [_key(part, key.area_id) for part in references(parse_formula(indicator.formula))]
    return found


def _key(part: Reference, area_id: str) -> SeriesKey:
    return SeriesKey(part.indicator_id, part.area_id or area_id)


@dataclass(slots=True)
class Book:
    """
    Figures of several series as of a day.

    Attributes
    ----------
    indicators
        All indicators by identifier.
    observations
        All vintages of each series, as the source returned them.
    day
        Day as of which figures are chosen.
    with_derived
        Whether figures computed by the collector count.
    """

    indicators: Mapping[str, Indicator]
    observations: Mapping[SeriesKey, Sequence[Observation]]
    day: date
    with_derived: bool = True
    _memo: dict[tuple[SeriesKey, str], dict[Period, Figure]] = field(default_factory=dict)

    def figures(self, key: SeriesKey, definition: str = "") -> dict[Period, Figure]:
        """Return the figures of a series by period; empty when none is known."""
        if (key, definition) not in self._memo:
            self._memo[key, definition] = self._find(key, definition)
        return self._memo[key, definition]

    def _find(self, key: SeriesKey, definition: str) -> dict[Period, Figure]:
        indicator = self.indicators[key.indicator_id]
        own = figures_as_of(
            self.observations.get(key, ()), indicator, self.day, definition, with_derived=self.with_derived
        )
        if not indicator.formula or definition:
            return own
        computed = self._compute(indicator, parse_formula(indicator.formula), key)
        return dict(sorted({**computed, **own}.items()))

    def _compute(self, indicator: Indicator, formula: Formula, key: SeriesKey) -> dict[Period, Figure]:
        parts = list(dict.fromkeys(references(formula)))
        tables = {part: self.figures(_key(part, key.area_id)) for part in parts}
        shared = set.intersection(*(set(table) for table in tables.values())) if tables else set()
        found = {}
        for period in shared:
            figures = {part: tables[part][period] for part in parts}
            figure = self._apply(indicator, formula, key, figures)
            if figure is not None:
                found[period] = figure
        return found

    def _apply(
        self, indicator: Indicator, formula: Formula, key: SeriesKey, figures: Mapping[Reference, Figure]
    ) -> Figure | None:
        def value(part: Reference) -> Interval:
            factor = float(parse_unit(self.indicators[part.indicator_id].unit).factor)
            return figures[part].interval.scaled(factor)

        try:
            result = evaluate(formula, value).scaled(1 / float(parse_unit(indicator.unit).factor)).rounded()
        except DataError:  # a divisor that may be zero: nothing is known of the result
            return None
        shown = _shown(result, indicator)
        if shown is None:
            return None
        used = [figure.observation for figure in figures.values()]
        observation = _observation(key, shown, indicator.unit, used)
        return Figure(observation, result, (observation,), computed=True)


def _shown(result: Interval, indicator: Indicator) -> tuple[float, str] | None:
    """Return the number and the bound that say a result; None when it says no more than the measure does."""
    if result.is_exact:
        return result.low, ""
    lower, upper = indicator.bounds
    has_floor = result.low > (-math.inf if lower is None else lower)
    has_ceiling = result.high < (math.inf if upper is None else upper)
    if has_floor and has_ceiling:
        return result.middle, "~"
    if has_floor:
        return result.low, ">"
    return (result.high, "<") if has_ceiling else None


def _observation(
    key: SeriesKey, shown: tuple[float, str], unit: str, used: Sequence[Observation]
) -> Observation:
    """Return a figure that is as late, as firm and as sure as the weakest of its parts."""
    value, bound = shown
    tiers = [each.tier for each in used]
    return Observation(
        key,
        used[0].period,
        value,
        f"{value:.6g}",
        unit,
        min((each.status for each in used), key=FIRMNESS.index),
        COMPUTED,
        max(each.public_from for each in used),
        max(each.public_by for each in used),
        bound=bound,
        derived=True,
        source_id=used[0].source_id,
        tier=None if None in tiers else max(tier for tier in tiers if tier is not None),
        confidence=min((each.confidence or "low" for each in used), key=_SURENESS.index),
        producer_basis="computed",
    )
