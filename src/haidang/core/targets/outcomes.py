"""
Every kind of target as a predicate on paths: what comes out, path by path, and whether it keeps the promise.

The lines are those of the kinds themselves. What is done so far and what is drawn of the rest stand on one path, so
bounds and doubts of past years count too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from haidang.base.text import Said, say
from haidang.base.units import convert
from haidang.core.areas.area import is_within
from haidang.core.forecast.forecast import Floats, Forecast, State
from haidang.core.forecast.together import together
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.targets.case import Case
from haidang.core.targets.judging import judge
from haidang.core.targets.kinds import about
from haidang.core.targets.kinds.units_meeting import parse_criteria
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence

if TYPE_CHECKING:
    from haidang.core.forecast.outlook import Outlook

Kept = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What a target comes to.

    Attributes
    ----------
    state
        Whether there is an outcome.
    values
        (K,) in `unit`; None for a composite.
    kept
        (K,) whether the promise is kept; None without an outcome.
    probability
        Of a composite, in place of a share of paths.
    low, high
        Its range.
    """

    state: State
    values: Floats | None = None
    kept: Kept | None = None
    unit: str = ""
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    notes: tuple[Said, ...] = ()

    @property
    def share(self) -> float:
        """The probability that the promise is kept."""
        if self.probability is not None:
            return self.probability
        return 0.0 if self.kept is None else float(self.kept.mean())


def outcome_of(case: Case, outlook: Outlook) -> Outcome:
    """Return what a target that has a value comes to on the paths."""
    return _KINDS[case.target.kind](case, outlook)


def prospect_of(case: Case, outlook: Outlook) -> Outcome:
    """Return what the indicator of a target without a value comes to by its date; nothing is kept or broken."""
    number = due_year(case) if case.indicator is not None else None
    if number is None:
        return Outcome(State.PART_OF_YEAR)
    forecast = _forecast(case, outlook, number)
    column = forecast.column(number)
    if column is None:
        return _without(forecast)
    return Outcome(State.OK, column, unit=case.measure.unit, notes=forecast.notes)


def promise_of(case: Case) -> Promise:
    """Return the line of a kind that promises one value."""
    target = case.target
    if target.kind == "about":
        return about.promise(case)
    if target.kind == "within":
        return Promise(case.value(target.low), case.value(target.high))
    value = case.value(target.low)
    down = target.kind == "at_most" or (target.kind == "every_year" and case.measure.direction == "down")
    return Promise.at_most(value) if down else Promise.at_least(value)


def due_year(case: Case) -> int | None:
    """Return the year whose value decides; None for a part of a year that no yearly path can tell."""
    due = case.due
    if due.is_year or (len(due.years) > 1 and not due.is_part_of_year):
        return due.end.year
    return due.end.year if case.measure.is_stock else None


def _forecast(case: Case, outlook: Outlook, until: int, area_id: str = "") -> Forecast:
    key = SeriesKey(case.target.indicator_id, area_id or case.target.area_id)
    return outlook.forecast(key, until, case.target.definition)


def _without(forecast: Forecast) -> Outcome:
    state = State.NO_FIGURE_OF_YEAR if forecast.has_paths else forecast.state
    return Outcome(state, notes=forecast.notes)


def _value(case: Case, outlook: Outlook) -> Outcome:
    number = due_year(case)
    if number is None:
        return Outcome(State.PART_OF_YEAR)
    forecast = _forecast(case, outlook, number)
    column = forecast.column(number)
    if column is None:
        return _without(forecast)
    promise = promise_of(case)
    kept = promise.keeps(column)
    if case.target.reached_once:
        for earlier in range(case.counts_from.year, number):
            values = forecast.column(earlier)
            kept = kept if values is None else kept | promise.keeps(values)
    return Outcome(State.OK, column, kept, case.measure.unit, notes=forecast.notes)


def _columns(case: Case, outlook: Outlook) -> tuple[list[Floats], Outcome | None, Forecast]:
    """Return the values of every year of the term, or the outcome that says which is missing."""
    years = [each.start.year for each in case.target.period.years]
    forecast = _forecast(case, outlook, max(years, default=case.target.period.end.year))
    found = [forecast.column(number) for number in years]
    held = [column for column in found if column is not None]
    if not forecast.has_paths and len(held) < len(years):
        return [], _without(forecast), forecast
    if len(held) < len(years) or not years:
        return [], Outcome(State.GAP, notes=forecast.notes), forecast
    return held, None, forecast


def _total(case: Case, outlook: Outlook) -> Outcome:
    columns, lacking, forecast = _columns(case, outlook)
    if lacking is not None:
        return lacking
    values: Floats = np.sum(columns, axis=0)
    return Outcome(State.OK, values, promise_of(case).keeps(values), case.measure.unit, notes=forecast.notes)


def _every_year(case: Case, outlook: Outlook) -> Outcome:
    columns, lacking, forecast = _columns(case, outlook)
    if lacking is not None:
        return lacking
    promise = promise_of(case)
    kept: Kept = np.all([promise.keeps(column) for column in columns], axis=0)
    worst: Floats = np.min(columns, axis=0) if math.isfinite(promise.low) else np.max(columns, axis=0)
    return Outcome(State.OK, worst, kept, case.measure.unit, notes=forecast.notes)


def _average_growth(case: Case, outlook: Outlook) -> Outcome:
    columns, lacking, forecast = _columns(case, outlook)
    if lacking is not None:
        return lacking
    factors = np.maximum(1 + np.stack(columns) / 100, 0.0)
    with np.errstate(divide="ignore"):
        values: Floats = 100 * np.expm1(np.log(factors).mean(axis=0))
    return Outcome(State.OK, values, promise_of(case).keeps(values), case.measure.unit, notes=forecast.notes)


def _share_of(case: Case, outlook: Outlook) -> Outcome:
    number = due_year(case)
    if number is None:
        return Outcome(State.PART_OF_YEAR)
    part = _forecast(case, outlook, number)
    whole = _forecast(case, outlook, number, case.target.of_area_id)
    above, below = part.column(number), whole.column(number)
    if above is None or below is None:
        return _without(part if above is None else whole)
    if (below <= 0).any():
        return Outcome(State.PART_MISSING, notes=whole.notes)
    values = 100 * above / below
    line = Promise.at_least(convert(case.target.low or 0.0, case.target.unit or "%", "%"))
    return Outcome(State.OK, values, line.keeps(values), "%", notes=(*part.notes, *whole.notes))


def _units_meeting(case: Case, outlook: Outlook) -> Outcome:
    own = _value(case, outlook)
    number = case.due.end.year
    if own.kept is not None or not case.target.criteria:
        return own
    count: Floats | None = None
    for area in case.areas.values():
        at = case.target.period.end
        if area.level != case.target.unit_level or not area.exists_on(min(at, case.day)):
            continue
        if not is_within(case.areas, area.area_id, case.target.area_id):
            continue
        met: Kept | None = None
        for condition in parse_criteria(case.target.criteria):
            forecast = outlook.forecast(SeriesKey(condition.indicator_id, area.area_id), number)
            column = forecast.column(number)
            if column is None:
                return _without(forecast)
            keeps = condition.promise.keeps(column)
            met = keeps if met is None else met & keeps
        if met is not None:
            count = met.astype(float) if count is None else count + met
    if count is None:
        return own
    return Outcome(State.OK, count, promise_of(case).keeps(count), case.measure.unit, notes=_UNITS)


_UNITS = (say("Areas are drawn independently of each other."),)


def _composite(case: Case, outlook: Outlook) -> Outcome:
    shares = []
    for part in case.parts:
        if not part.target.has_value:
            return Outcome(State.VALUE_NOT_HELD)
        verdict = judge(part)
        if verdict.is_decided:
            shares.append(float(verdict.status is Evidence.MET))
            continue
        outcome = outcome_of(part, outlook)
        if outcome.kept is None:
            return outcome
        shares.append(outcome.share)
    whole = together(shares)
    return Outcome(
        State.OK,
        kept=np.zeros(0, dtype=bool),
        probability=whole.likely,
        low=whole.independent,
        high=whole.dependent,
        notes=_PARTS,
    )


_PARTS = (say("How its parts hang together is not known: the probability is a range."),)


_KINDS: Mapping[str, Callable[[Case, Outlook], Outcome]] = {
    "at_least": _value,
    "at_most": _value,
    "about": _value,
    "within": _value,
    "average_growth": _average_growth,
    "total": _total,
    "every_year": _every_year,
    "share_of": _share_of,
    "units_meeting": _units_meeting,
    "composite": _composite,
}
