"""What an indicator is, told: unit and method, the fields the law asks of it, its formula, its breaks and borders."""

from __future__ import annotations

from collections.abc import Iterator

from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.forecast.history import BreakKind
from haidang.core.indicators.formulas import Reference, parse_formula, references
from haidang.core.indicators.indicator import Indicator
from haidang.core.review.views import IndicatorView
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Section, Table
from haidang.telling.shows import facts
from haidang.telling.target_said import source_address
from haidang.telling.words import BREAK, DIRECTION, MEASURE, TOPIC


def about_section(view: IndicatorView, evidence: Evidence, phrases: Phrases) -> Section:
    """Return what an indicator is, and the parts of its formula where it has one."""
    indicator = view.indicator
    table = facts(
        phrases, phrases.t.say("What it is"), [*_pairs(indicator, phrases), *_legal(indicator, phrases)]
    )
    parts = _parts(view, evidence, phrases) if indicator.formula else None
    return Section("what", phrases.t.say("The indicator"), (), (table,) if parts is None else (table, parts))


def _pairs(indicator: Indicator, phrases: Phrases) -> Iterator[tuple[Said, str]]:
    t = phrases.t
    low, high = indicator.bounds
    yield say("Unit"), phrases.unit(indicator.unit) or indicator.unit
    yield say("Kind of number"), t(MEASURE[indicator.measure])
    yield say("Direction"), t(DIRECTION[indicator.direction])
    yield (
        say("Possible values"),
        f"{'-∞' if low is None else t.number(low)} … {'∞' if high is None else t.number(high)}",
    )
    yield say("Preferred producer"), _body(indicator.preferred_producer_id, phrases)
    if indicator.topic in TOPIC:
        yield say("Topic"), t(TOPIC[indicator.topic])
    if indicator.formula:
        yield say("Formula"), indicator.formula
    if indicator.note:
        yield say("Note"), indicator.note


def _legal(indicator: Indicator, phrases: Phrases) -> Iterator[tuple[Said, str]]:
    """Yield the fields that the law asks for, those that are not held in one row."""
    legal = indicator.legal
    fields = (
        (say("Concept"), legal.concept),
        (say("Method"), legal.method),
        (say("Breakdowns"), legal.disaggregation),
        (say("Period of publication"), legal.publication_period),
        (say("Source of the data"), legal.data_source),
        (say("Responsible body"), _body(legal.responsible_body_id, phrases)),
    )
    yield from ((label, value) for label, value in fields if value)
    absent = [phrases.t(label) for label, value in fields if not value]
    if absent:
        yield (
            say("Asked for by Decree 94/2022/NĐ-CP and not held"),
            "; ".join(absent),
        )


def _body(body_id: str, phrases: Phrases) -> str:
    return phrases.body(body_id) if body_id else ""


def _parts(view: IndicatorView, evidence: Evidence, phrases: Phrases) -> Table:
    """Return the indicators that a formula is made of, each once."""
    t = phrases.t
    columns = (
        Column("name", t.say("Indicator")),
        Column("unit", t.say("Unit")),
        Column("area", t.say("Area")),
        Column("indicator_id", t.say("Identifier")),
        Column("area_id", t.say("Identifier of the area")),
    )
    found = dict.fromkeys(references(parse_formula(view.indicator.formula)))
    return Table(
        t.say("Parts of the formula"), columns, tuple(_part(each, view, evidence, phrases) for each in found)
    )


def _part(part: Reference, view: IndicatorView, evidence: Evidence, phrases: Phrases) -> tuple[str, ...]:
    indicator = evidence.indicators()[part.indicator_id]
    area = evidence.areas().get(part.area_id, view.area)
    unit = phrases.unit(indicator.unit) or DASH
    return (
        phrases.text(indicator.name),
        unit,
        phrases.text(area.name),
        indicator.indicator_id,
        area.area_id,
    )


def breaks_section(view: IndicatorView, evidence: Evidence, phrases: Phrases) -> Section | None:
    """Return the breaks of a series and the borders of its territory, as far as they were known; None without any, or without figures."""
    has_series = view.figures or any(each.tie for each in view.beside)
    rows = tuple(_breaks(view, evidence, phrases)) if has_series else ()
    if not rows:
        return None
    t = phrases.t
    columns = (
        Column("when", t.say("When")),
        Column("kind", t.say("Kind")),
        Column("what", t.say("What")),
        Column("known", t.say("Known from")),
        Column("source", t.say("Source")),
    )
    sentences: tuple[str, ...] = ()
    if any(each.kind is BreakKind.SHOCK for each in view.breaks):
        sentences = (t.say("A shock neither sets the trend nor is forgotten in the bands of a forecast."),)
    return Section(
        "breaks",
        t.say("What it must not be read across"),
        sentences,
        (Table(t.say("Breaks of the series and borders of the territory"), columns, rows),),
    )


def _breaks(view: IndicatorView, evidence: Evidence, phrases: Phrases) -> Iterator[tuple[str, ...]]:
    t, area = phrases.t, view.area
    for each in view.breaks:
        # a new definition holds from a day on; its last day is only that of what is held
        when = (
            t.period(each.period)
            if each.kind is BreakKind.SHOCK
            else t.say("from {day}", day=each.period.start)
        )
        source = source_address(evidence, each.source_id)
        yield when, t(BREAK[each.kind]), phrases.text(each.name), t.day(each.public_by), source
    end = area.end_by(view.as_of.day)
    territory = t(BREAK[BreakKind.TERRITORY])
    source = source_address(evidence, area.source_id)
    if area.valid_from is not None and area.valid_from <= view.as_of.day:
        first = t.say("from {day}", day=area.valid_from)
        yield first, territory, t.say("{area} in these borders begins.", area=area.name), DASH, source
    if end is not None:
        last = t.say("until {day}", day=end)
        yield last, territory, t.say("{area} in these borders ends.", area=area.name), DASH, source
