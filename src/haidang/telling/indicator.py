"""An indicator, told."""

from __future__ import annotations

from haidang.core.evidence import Evidence
from haidang.core.review.views import IndicatorView
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import figure_data, interval_data, observation_data
from haidang.telling.shows import (
    course_sentence,
    csv_observations,
    indicator_data,
    indicator_facts,
    observation_columns,
    observation_row,
    observation_table,
)
from haidang.telling.teller import Teller


def tell_indicator(
    view: IndicatorView, evidence: Evidence, t: Teller, *, with_vintages: bool = False
) -> Report:
    """Tell an indicator in one area; `with_vintages` lists every vintage of every producer."""
    phrases = Phrases(t, evidence.bodies())
    sections = [Section("what", t.say("The indicator"), (), (indicator_facts(view.indicator, phrases),))]
    sections.append(_figures(view, phrases))
    if with_vintages:
        caption = t.say("Every vintage of every producer, public by the day")
        table = observation_table(view.known, phrases, caption)
        sections.append(Section("vintages", t.say("All vintages"), (), (table,) if view.known else ()))
    if view.possibly_known:
        caption = t.say("Figures that may have been public by the day; their day is not held exactly")
        table = observation_table(view.possibly_known, phrases, caption)
        sections.append(Section("possibly", t.say("Possibly known"), (), (table,)))
    if view.rebased:
        sections.append(_rebased(view, phrases))
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
        sections=tuple(sections),
        footer=(
            t.say(
                "Data: {title}, version {version}.",
                title=evidence.description().title,
                version=evidence.description().version or DASH,
            ),
        ),
        make_data=lambda: {
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
            "notices": [t(notice) for notice in view.notices],
        },
        make_rows=lambda: csv_observations(view.known),
    )


def _figures(view: IndicatorView, phrases: Phrases) -> Section:
    t = phrases.t
    columns = (
        *observation_columns(t),
        Column("rivals", t.say("Rivals")),
        Column("vintages", t.say("Vintages"), "right"),
    )
    rows = tuple(
        (*observation_row(figure.observation, phrases), phrases.rivals(figure), str(len(figure.vintages)))
        for figure in view.figures
    )
    sentences = (
        [course_sentence(view.figures, t)]
        if rows
        else [t.say("No figure is held for {area}.", area=view.area.name)]
    )
    caption = t.say("The figure that counts for each period")
    return Section(
        "figures",
        t.say("Figures of {area}", area=view.area.name),
        tuple(filter(None, sentences)),
        (Table(caption, columns, rows),) if rows else (),
    )


def _rebased(view: IndicatorView, phrases: Phrases) -> Section:
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
