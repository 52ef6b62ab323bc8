"""An indicator in one area, told: its course, what is promised for it, other areas, every vintage, and what it is."""

from __future__ import annotations

from typing import Any

from haidang.core.evidence import Evidence
from haidang.core.review.views import IndicatorView
from haidang.telling.indicator_about import about_section, breaks_section
from haidang.telling.indicator_beside import beside_section
from haidang.telling.indicator_course import course_section
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import figure_data, interval_data, line_data, names, observation_data
from haidang.telling.shows import csv_observations, indicator_data, observation_table
from haidang.telling.target_rows import target_table
from haidang.telling.target_said import rivals_section
from haidang.telling.teller import Teller


def tell_indicator(
    view: IndicatorView, evidence: Evidence, t: Teller, *, with_vintages: bool = False
) -> Report:
    """Tell an indicator in one area; `with_vintages` lists every vintage of every producer."""
    phrases, about = Phrases(t, evidence.bodies()), evidence.description()
    sections = (
        course_section(view, phrases),
        breaks_section(view, evidence, phrases),
        _targets(view, phrases),
        beside_section(view, phrases),
        _rebased(view, phrases),
        rivals_section(view.figures, view.indicator, phrases),
        _possibly(view, phrases),
        _vintages(view, phrases) if with_vintages else None,
        about_section(view, evidence, phrases),
    )
    return Report(
        language=t.language,
        title=t.say(
            "{indicator}, {area}, as of {day}",
            indicator=view.indicator.name,
            area=view.area.name,
            day=view.as_of.day,
        ),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(each for each in sections if each is not None),
        footer=(
            t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
        ),
        make_data=lambda: _data(view, phrases),
        make_rows=lambda: csv_observations(view.known),
    )


def _targets(view: IndicatorView, phrases: Phrases) -> Section:
    t, title = phrases.t, phrases.t.say("What documents promise for it")
    if not view.lines:
        told = t.say("No document is held that promises a value of it for {area}.", area=view.area.name)
        return Section("targets", title, (told,))
    table = target_table(view.lines, phrases, t.say("Targets with their statuses"), "document")
    return Section("targets", title, (), (table,))


def _possibly(view: IndicatorView, phrases: Phrases) -> Section | None:
    if not view.possibly_known:
        return None
    t = phrases.t
    caption = t.say("Figures that may have been public by the day; their day is not held exactly")
    table = observation_table(view.possibly_known, phrases, caption)
    return Section("possibly", t.say("Possibly known"), (), (table,))


def _vintages(view: IndicatorView, phrases: Phrases) -> Section | None:
    if not view.known:
        return None
    t = phrases.t
    table = observation_table(
        view.known, phrases, t.say("Every vintage of every producer, public by the day")
    )
    return Section("vintages", t.say("All vintages"), (), (table,))


def _rebased(view: IndicatorView, phrases: Phrases) -> Section | None:
    if not view.rebased:
        return None
    t = phrases.t
    columns = (
        Column("period", t.say("Period")),
        Column("value", t.say("Figure"), "right"),
        Column("from", t.say("Carried over from")),
    )
    rows = tuple(
        (
            t.period(period),
            t.interval(one.interval, view.indicator.unit),
            ", ".join(each.from_name for each in one.used),
        )
        for period, one in view.rebased
    )
    return Section(
        "rebased",
        t.say("Carried over onto {area}", area=view.area.name),
        (t.say("Figures of the predecessors by their known shares; bounds where a share is unknown."),),
        (Table(t.say("Figures carried over"), columns, rows),),
    )


def _data(view: IndicatorView, phrases: Phrases) -> dict[str, Any]:
    return {
        "format": "haidang-indicator/1",
        "as_of": view.as_of.day.isoformat(),
        "indicator": indicator_data(view.indicator),
        "area_id": view.area.area_id,
        "figures": [figure_data(figure) for figure in view.figures],
        "vintages": [observation_data(each) for each in view.known],
        "possibly_known": [observation_data(each) for each in view.possibly_known],
        "rebased": [
            {"period": period.text, "area_id": one.area_id, **interval_data(one.interval)}
            for period, one in view.rebased
        ],
        "breaks": [
            {
                "break_id": each.break_id,
                "name": names(each.name),
                "kind": str(each.kind),
                "period": each.period.text,
                "public_by": each.public_by.isoformat(),
                "source_id": each.source_id or None,
            }
            for each in view.breaks
        ],
        "targets": [line_data(line, phrases) for line in view.lines],
        "areas": [
            {
                "area_id": each.area.area_id,
                "territory": str(each.tie) or None,
                "figures": [figure_data(figure) for figure in each.figures],
            }
            for each in view.beside
        ],
        "further_areas": view.further,
        "areas_cut": view.is_cut,
        "notices": [phrases.t(notice) for notice in view.notices],
    }
