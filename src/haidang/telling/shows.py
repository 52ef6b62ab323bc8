"""Single things, told: an indicator, a target and its chain, a document, an area, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from haidang.base.text import Name, Said, say
from haidang.core.evidence import Evidence
from haidang.core.indicators.book import COMPUTED
from haidang.core.indicators.indicator import Indicator, Observation
from haidang.core.indicators.series import Figure
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import OBSERVATION, names
from haidang.telling.teller import Teller
from haidang.telling.words import STATUS, TIER

_BARS = "▁▂▃▄▅▆▇█"
NOT_HELD = say("not held")


def facts(phrases: Phrases, caption: str, pairs: Iterable[tuple[Said, str]]) -> Table:
    """Return a table of two columns, what and its value; an empty value reads «not held»."""
    t = phrases.t
    rows = tuple((t(label), value or t(NOT_HELD)) for label, value in pairs)
    return Table(caption, (Column("what", t.say("What")), Column("value", t.say("Value"))), rows)


def sparkline(figures: Sequence[Figure]) -> str:
    """Return the course of figures as bars from the lowest to the highest; a bound counts by its number."""
    values = [figure.observation.value for figure in figures]
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    return "".join(_BARS[round((value - low) / reach * (len(_BARS) - 1))] for value in values)


def course_sentence(figures: Sequence[Figure], t: Teller) -> str:
    """Return the yearly course as a sparkline with its first and last year; empty with fewer than two years."""
    years = [figure for figure in figures if figure.period.is_year]
    bars = sparkline(years)
    if not bars:
        return ""
    return t.say(
        "Years held, {first} to {last}: {bars} (one bar a year held).",
        first=str(years[0].period.start.year),
        last=str(years[-1].period.start.year),
        bars=bars,
    )


def observation_columns(t: Teller) -> tuple[Column, ...]:
    """Return the columns of a table of published figures."""
    return (
        Column("period", t.say("Period")),
        Column("value", t.say("Figure"), "right"),
        Column("status", t.say("Status")),
        Column("producer", t.say("Producer")),
        Column("definition", t.say("Definition")),
        Column("public", t.say("Public by")),
        Column("source", t.say("Source")),
    )


def observation_row(each: Observation, phrases: Phrases) -> tuple[str, ...]:
    """Return one published figure as a row."""
    t = phrases.t
    tier = f" ({t(TIER[each.tier])})" if each.tier is not None else ""
    public = t.day(each.public_by)
    if each.public_from != each.public_by:
        public = f"{t.day(each.public_from)} – {public}"
    return (
        t.period(each.period),
        phrases.value(each),
        _status(each, t),
        phrases.body(each.producer_id),
        each.definition or DASH,
        public,
        f"{each.source_id or DASH}{tier}",
    )


def _status(each: Observation, t: Teller) -> str:
    told = t(STATUS[each.status])
    is_collected = each.derived and each.producer_id != COMPUTED
    return t.say("{status}, derived by the collector", status=told) if is_collected else told


def listing(
    evidence: Evidence,
    t: Teller,
    title: Said,
    items: Sequence[tuple[str, Name, Mapping[str, str]]],
    columns: Sequence[tuple[str, Said]],
) -> Report:
    """Return a list of things: identifier, name, and further columns."""
    heads = (
        Column("id", t.say("Identifier")),
        Column("name", t.say("Name")),
        *(Column(key, t(label)) for key, label in columns),
    )
    rows = tuple((key, t.name(name), *(more[column] for column, _ in columns)) for key, name, more in items)
    table = Table(t(title), heads, rows)
    about = evidence.description()
    return Report(
        language=t.language,
        title=t.say("{list} – {data}", list=title, data=about.title),
        lead="",
        notices=(),
        sections=(Section("list", t(title), (t.say("{count} in all.", count=len(rows)),), (table,)),),
        footer=(),
        make_data=lambda: {
            "format": "haidang-list/1",
            "items": [{"id": key, "name": names(name), **more} for key, name, more in items],
        },
        make_rows=lambda: table,
    )


def indicator_data(indicator: Indicator) -> dict[str, Any]:
    """Return an indicator as data."""
    return {
        "indicator_id": indicator.indicator_id,
        "name": names(indicator.name),
        "unit": indicator.unit,
        "measure": indicator.measure,
        "direction": indicator.direction,
        "over_time": indicator.over_time,
        "over_areas": indicator.over_areas,
        "bounds": list(indicator.bounds),
        "preferred_producer_id": indicator.preferred_producer_id or None,
        "formula": indicator.formula or None,
        "topic": indicator.topic or None,
        "legal": {
            "concept": indicator.legal.concept or None,
            "method": indicator.legal.method or None,
            "disaggregation": indicator.legal.disaggregation or None,
            "publication_period": indicator.legal.publication_period or None,
            "data_source": indicator.legal.data_source or None,
            "responsible_body_id": indicator.legal.responsible_body_id or None,
        },
        "note": indicator.note or None,
    }


def observation_table(observations: Sequence[Observation], phrases: Phrases, caption: str) -> Table:
    """Return published figures as a table."""
    rows = tuple(observation_row(each, phrases) for each in observations)
    return Table(caption, observation_columns(phrases.t), rows)


def csv_cell(value: object) -> str:
    """Return a value as a cell of CSV: empty for null, true and false in lower case."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def csv_observations(observations: Sequence[Observation]) -> Table:
    """Return published figures as rows for CSV; without any, the header alone."""
    rows = tuple(tuple(csv_cell(tell(each)) for tell in OBSERVATION.values()) for each in observations)
    return Table("observations", tuple(Column(key, key) for key in OBSERVATION), rows)
