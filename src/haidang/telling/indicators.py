"""All indicators by topic, told, each with its last figure."""

from __future__ import annotations

from typing import Any

from haidang.core.areas.area import Area
from haidang.core.evidence import Evidence
from haidang.core.indicators.indicator import Indicator
from haidang.core.indicators.series import Figure
from haidang.core.review.views import IndicatorsView
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import figure_data, names
from haidang.telling.shows import csv_cell
from haidang.telling.teller import Teller
from haidang.telling.words import TOPIC

Row = tuple[Indicator, tuple[Area, Figure] | None]


def tell_indicators(view: IndicatorsView, evidence: Evidence, t: Teller) -> Report:
    """Tell what is measured, a section a topic."""
    phrases = Phrases(t, evidence.bodies())
    topics: dict[str, list[Row]] = {}
    for row in view.rows:
        topics.setdefault(row[0].topic, []).append(row)
    told = {
        topic: t(TOPIC[topic]) if topic in TOPIC else topic or t.say("without a topic") for topic in topics
    }
    ordered = sorted(topics, key=lambda topic: (not topic, told[topic]))
    return Report(
        language=t.language,
        title=t.say("{list} – {data}", list=t.say("Indicators"), data=evidence.description().title),
        lead=_lead(view, t),
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(
            Section(
                f"topic-{topic or 'none'}",
                told[topic][:1].upper() + told[topic][1:],
                (),
                (_table(topics[topic], told[topic], view, phrases),),
            )
            for topic in ordered
        ),
        footer=(),
        make_data=lambda: {
            "format": "haidang-list/1",
            "as_of": view.as_of.day.isoformat(),
            "items": [_data(row) for row in view.rows],
        },
        make_rows=lambda: _csv(view),
    )


def _lead(view: IndicatorsView, t: Teller) -> str:
    count, known = len(view.rows), sum(found is not None for _, found in view.rows)
    if view.area is None:
        return t.say("{count} in all.", count=str(count))
    return t.say(
        "{count} in all; of {known} a figure of {area}, or of the area it lies in, was public by {day}.",
        count=str(count),
        known=str(known),
        area=view.area.name,
        day=view.as_of.day,
    )


def _table(rows: list[Row], topic: str, view: IndicatorsView, phrases: Phrases) -> Table:
    t = phrases.t
    columns = (
        Column("name", t.say("Name")),
        Column("unit", t.say("Unit")),
        Column("last", t.say("Last figure")),
        Column("id", t.say("Identifier")),
    )
    told = tuple(
        (
            phrases.text(indicator.name),
            phrases.unit(indicator.unit) or DASH,
            _last(found, view, phrases),
            indicator.indicator_id,
        )
        for indicator, found in rows
    )
    return Table(t.say("Indicators: {topic}", topic=topic), columns, told)


def _last(found: tuple[Area, Figure] | None, view: IndicatorsView, phrases: Phrases) -> str:
    if found is None:
        return DASH
    area, figure = found
    told = phrases.short(figure)
    return told if area == view.area else phrases.t.say("{area}: {figure}", area=area.name, figure=told)


def _data(row: Row) -> dict[str, Any]:
    indicator, found = row
    return {
        "id": indicator.indicator_id,
        "name": names(indicator.name),
        "unit": indicator.unit,
        "topic": indicator.topic or None,
        "last": None if found is None else {"area_id": found[0].area_id, **figure_data(found[1])},
    }


def _csv(view: IndicatorsView) -> Table:
    """Return one row an indicator, with its last figure as it was published."""
    keys = (
        "id",
        "name_vi",
        "name_en",
        "name_fr",
        "unit",
        "topic",
        "area_id",
        "period",
        "value",
        "bound",
        "status",
    )
    rows = []
    for indicator, found in view.rows:
        name = indicator.name
        own = (indicator.indicator_id, name.vi, name.en, name.fr, indicator.unit, indicator.topic)
        last: tuple[str, ...] = ("",) * 5
        if found is not None:
            each = found[1].observation
            last = (found[0].area_id, each.period.text, each.text, each.bound, each.status)
        rows.append(tuple(csv_cell(cell) for cell in (*own, *last)))
    return Table("indicators", tuple(Column(key, key) for key in keys), tuple(rows))
