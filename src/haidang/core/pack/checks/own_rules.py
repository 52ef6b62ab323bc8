"""
Rules of a pack's own between figures: whether they can be read, and which figures break them.

Figures are looked at as of the last day there is: every vintage counts that was not withdrawn. What a rule says, and which figure
counts, is decided in `indicators`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import polars as pl

from haidang.base.intervals import Interval
from haidang.base.text import Said, say
from haidang.base.units import parse_unit
from haidang.core.indicators.book import Book, series_with_parts
from haidang.core.indicators.formulas import Constant, Formula, parse_formula, references, unit_of
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.core.indicators.series import Figure
from haidang.core.indicators.validations import Breach, Validation, list_breaches
from haidang.core.pack.checks.derivations import (
    indicator_units,
    known_names,
    read_formula,
    read_unit,
    thing_of,
)
from haidang.core.pack.content import ROW, Content, told_at
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.rows import make_indicator, make_observation, make_validation

_Place: TypeAlias = tuple[object, ...]


def check_validations(content: Content) -> Findings:
    """Return the rules that cannot be read, or whose sides measure different things."""
    findings = content.findings()
    frame = content.judged("validations")
    if frame.height == 0:
        return findings
    file = content.file("validations")
    units, known = indicator_units(content), known_names(content)
    for row, *texts in frame.select(ROW, "left", "right").iter_rows():
        places = [
            Finding("formula", file, row, column, text or "")
            for column, text in zip(("left", "right"), texts, strict=True)
        ]
        sides = [
            formula
            for text, at in zip(texts, places, strict=True)
            if (formula := read_formula(text, at, known, findings)) is not None
        ]
        if len(sides) == len(places):
            _check_sides(sides, places, units, findings)
    return findings


def _check_sides(
    sides: list[Formula], places: list[Finding], units: Mapping[str, str], findings: Findings
) -> None:
    if not list(references(sides[0])):
        detail = say("The left side names no indicator.")
        findings.add(
            Finding("formula", places[0].file, places[0].row, "left", places[0].value, {"detail": detail})
        )
        return
    left, right = (read_unit(side, units, at, findings) for side, at in zip(sides, places, strict=True))
    if left is None or right is None or sides[1] == Constant(0.0):  # nothing is nothing in any unit
        return
    if left.dimension != right.dimension:
        params = {"left": thing_of(left), "right": thing_of(right)}
        findings.add(Finding("sides-unit", places[1].file, places[1].row, "right", places[1].value, params))


def check_own_rules(content: Content) -> Findings:
    """Return the figures that break a rule of the pack; none of its rows has errors."""
    findings = content.findings()
    if content.frame("validations").height == 0 or content.judged("observations").height == 0:
        return findings
    indicators = _indicators(content)
    validations = _validations(content, indicators)
    observations, rows = _figures(content, _needed(validations, indicators))
    book = Book(indicators, observations, date.max)
    areas = {key.area_id for key in observations}
    for validation in validations:
        for breach in list_breaches(validation, book, areas):
            published = [each for figure in breach.figures for each in _published(figure, book)]
            at = told_at(*(rows[_place(each)] for each in published))
            value = next(each.text for each in published if rows[_place(each)] == at)
            params = _params(breach, indicators)
            rule_id = f"validation-{validation.importance}"
            findings.add(Finding(rule_id, content.file("observations"), at, "value", value, params))
    return findings


def series_compared(
    content: Content, keys: Collection[SeriesKey], areas_of: Callable[[str], Iterable[str]]
) -> set[SeriesKey]:
    """
    Return every series that a rule of the pack compares with others, those asked for too where a rule names them.

    Parameters
    ----------
    content
        Its indicators and its rules; figures are not looked at.
    keys
        The series asked for.
    areas_of
        Gives the areas of which figures of an indicator are held.
    """
    found: set[SeriesKey] = set()
    if content.frame("validations").height == 0:
        return found
    indicators = _indicators(content)
    for validation in _validations(content, indicators):
        named = series_with_parts(
            [SeriesKey(part.indicator_id, part.area_id) for part in validation.parts], indicators
        )
        areas = {key.area_id for key in keys if SeriesKey(key.indicator_id, "") in named}
        if not named.isdisjoint(keys):  # what it names for one area is compared with figures of all
            areas |= {area for key in named if not key.area_id for area in areas_of(key.indicator_id)} or {""}
        found |= {SeriesKey(key.indicator_id, key.area_id or area) for area in areas for key in named}
    return found


def _indicators(content: Content) -> dict[str, Indicator]:
    rows = content.frame("indicators").iter_rows(named=True)
    return {row["indicator_id"]: make_indicator(row) for row in rows}


def _validations(content: Content, indicators: Mapping[str, Indicator]) -> list[Validation]:
    """Return the rules of the pack whose indicators are all there."""
    read = [make_validation(row) for row in content.frame("validations").iter_rows(named=True)]
    return [each for each in read if _needed([each], indicators) <= indicators.keys()]


def _needed(validations: Iterable[Validation], indicators: Mapping[str, Indicator]) -> set[str]:
    """Return the indicators that rules rest on, those in formulas of others too."""
    named = [SeriesKey(part.indicator_id, "") for each in validations for part in each.parts]
    return {key.indicator_id for key in series_with_parts(named, indicators)}


def _figures(
    content: Content, needed: Collection[str]
) -> tuple[dict[SeriesKey, list[Observation]], dict[_Place, int]]:
    """Return the figures of indicators, and the row of each."""
    tiers = {
        name: int(tier) for name, tier in content.frame("sources").select("source_id", "tier").iter_rows()
    }
    frame = content.frame("observations").filter(pl.col("value").is_not_null())
    found: dict[SeriesKey, list[Observation]] = {}
    rows: dict[_Place, int] = {}
    for row in frame.filter(pl.col("indicator_id").is_in(sorted(needed))).iter_rows(named=True):
        key = SeriesKey(row["indicator_id"], row["area_id"])
        observation = make_observation(row, key, tiers)
        found.setdefault(key, []).append(observation)
        rows[_place(observation)] = row[ROW]
    return found, rows


def _place(each: Observation) -> _Place:
    return each.key, each.period, each.producer_id, each.definition, each.public_by


def _published(figure: Figure, book: Book) -> Iterator[Observation]:
    """Yield the published figures that a figure is, or was computed from."""
    if not figure.computed:
        yield figure.observation
        return
    key = figure.observation.key
    for part in references(parse_formula(book.indicators[key.indicator_id].formula)):
        parts = book.figures(SeriesKey(part.indicator_id, part.area_id or key.area_id))
        yield from _published(parts[figure.period], book)


def _params(breach: Breach, indicators: Mapping[str, Indicator]) -> Mapping[str, object]:
    validation = breach.validation
    symbol = _symbol(validation, indicators)
    return {
        "name": validation.name,
        "instruction": validation.instruction,
        "area": breach.figures[0].observation.key.area_id,
        "period": breach.period,
        "left": validation.left,
        "operator": validation.operator,
        "right": validation.right,
        "left_value": _told(breach.left, symbol),
        "right_value": _told(breach.right, symbol),
    }


def _symbol(validation: Validation, indicators: Mapping[str, Indicator]) -> str:
    """Return the unit in which the sides are told: that of the first indicator of their kind; empty without one."""
    symbols = [indicators[part.indicator_id].unit for part in validation.parts]
    units = {part.indicator_id: parse_unit(indicators[part.indicator_id].unit) for part in validation.parts}
    kind = unit_of(validation.sides[0], units.__getitem__).dimension
    return next((symbol for symbol in symbols if parse_unit(symbol).dimension == kind), "")


def _told(interval: Interval, symbol: str) -> Said | str:
    factor = float(parse_unit(symbol).factor) if symbol else 1.0
    shown = interval.scaled(1 / factor).rounded()
    if shown.is_exact:
        return _number(shown.low, symbol)
    if math.isinf(shown.high):
        return say("at least {value}", value=_number(shown.low, symbol))
    if math.isinf(shown.low):
        return say("at most {value}", value=_number(shown.high, symbol))
    return say("{low} to {high}", low=_number(shown.low, ""), high=_number(shown.high, symbol))


def _number(value: float, symbol: str) -> str:
    digits = f"{Decimal(f'{value:.12g}'):f}"
    return f"{digits} {symbol}" if symbol else digits
