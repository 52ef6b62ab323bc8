"""Value and odds, told: the curve of an indicator by a year, and several targets together."""

from __future__ import annotations

from typing import Any

from haidang.base.text import say
from haidang.core.evidence import Evidence
from haidang.core.forecast.options import METHOD
from haidang.core.review.views import CurveView, TogetherView
from haidang.core.targets.curve import Curve
from haidang.telling.charts.curve_marks import CurveMark
from haidang.telling.curves import curve_sentence, curve_table, draw_curve, mark_of
from haidang.telling.forecast import METHOD_PAGE, odds_or_reason
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import odds_data
from haidang.telling.teller import Teller


def tell_curve(view: CurveView, evidence: Evidence, t: Teller) -> Report:
    """Tell what values can be reached by a year, with which odds."""
    phrases = Phrases(t, evidence.bodies())
    about = evidence.description()
    sections = []
    if view.curve is not None:
        sections.append(_curve_section(view, view.curve, phrases))
    if view.promises:
        sections.append(_marks_section(view, phrases))
    notes = tuple(t(note) for note in view.forecast.notes)
    if notes:
        sections.append(Section("basis", t.say("What it rests on"), notes))
    return Report(
        language=t.language,
        title=t.say(
            "{indicator}, {area}: value and odds by the end of {year}, as of {day}",
            indicator=view.indicator.name,
            area=view.area.name,
            year=str(view.year),
            day=view.as_of.day,
        ),
        lead=_sentence(view, phrases),
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(sections),
        footer=(
            t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
            t.say(
                "Method: {page} ({method}); {draws} paths, seed {seed}.",
                page=METHOD_PAGE,
                method=METHOD,
                draws=str(view.options.draws),
                seed=str(view.options.seed),
            ),
        ),
        make_data=lambda: _data(view, phrases),
        make_rows=lambda: _rows(view),
    )


def _sentence(view: CurveView, phrases: Phrases) -> str:
    if view.curve is None:
        return phrases.t.say("No curve: {reason}.", reason=view.forecast.state.sentence)
    return curve_sentence(view.curve, view.indicator.unit, phrases)


def _curve_section(view: CurveView, curve: Curve, phrases: Phrases) -> Section:
    t, unit = phrases.t, view.indicator.unit
    title = t.say("{indicator}, {area}", indicator=view.indicator.name, area=view.area.name)
    marks = [
        CurveMark(line.target.value_in(view.indicator, line.target.low), mark_of(line, phrases))
        for line in view.promises
        if line.target.low is not None
    ]
    caption = t.say("What value is reached by the end of {year}, with which odds", year=str(view.year))
    return Section(
        "curve",
        t.say("Value and odds"),
        (),
        (curve_table(curve, unit, caption, phrases),),
        (draw_curve(curve, title, unit, view.as_of.day, marks, phrases),),
    )


def _marks_section(view: CurveView, phrases: Phrases) -> Section:
    t = phrases.t
    columns = (
        Column("document", t.say("Document")),
        Column("promise", t.say("Its value")),
        Column("odds", t.say("Odds")),
    )
    rows = tuple(
        (phrases.document(line.document), phrases.promise(line.target), odds_or_reason(line, phrases))
        for line in view.promises
    )
    return Section(
        "promises",
        t.say("Values that documents set for {year}", year=str(view.year)),
        (),
        (Table(t.say("Values that documents set, with their odds"), columns, rows),),
    )


def _rows(view: CurveView) -> Table:
    columns = (Column("probability", "probability", "right"), Column("value", "value", "right"))
    rows = (
        ()
        if view.curve is None
        else tuple((f"{row.probability:g}", f"{row.value:.7g}") for row in view.curve.rows)
    )
    return Table("curve", columns, rows)


def _data(view: CurveView, phrases: Phrases) -> dict[str, Any]:
    curve = view.curve
    return {
        "format": "haidang-curve/1",
        "as_of": view.as_of.day.isoformat(),
        "indicator_id": view.indicator.indicator_id,
        "area_id": view.area.area_id,
        "unit": view.indicator.unit,
        "year": view.year,
        "state": str(view.forecast.state),
        "method": METHOD,
        "draws": view.options.draws,
        "seed": view.options.seed,
        "reached_from": None if curve is None else ("above" if curve.is_at_most else "below"),
        "curve": []
        if curve is None
        else [{"probability": row.probability, "value": row.value} for row in curve.rows],
        "promises": [
            {"target_id": line.target.target_id, "low": line.target.low, "odds": odds_data(line.odds)}
            for line in view.promises
        ],
        "sentence": _sentence(view, phrases),
        "notices": [phrases.t(notice) for notice in view.notices],
    }


def tell_together(view: TogetherView, evidence: Evidence, t: Teller) -> Report:
    """Tell how likely several targets are to be met together."""
    phrases = Phrases(t, evidence.bodies())
    whole = view.together
    columns = (
        Column("target", t.say("Target")),
        Column("promise", t.say("Promise")),
        Column("period", t.say("For")),
        Column("odds", t.say("Odds")),
    )
    rows = tuple(
        (
            t.name(line.target.name),
            phrases.promise(line.target),
            t.period(line.target.period),
            odds_or_reason(line, phrases),
        )
        for line in view.lines
    )
    table = Table(t.say("Each target by itself"), columns, rows)
    return Report(
        language=t.language,
        title=t.say("{count} targets together, as of {day}", count=str(len(view.lines)), day=view.as_of.day),
        lead=together_sentence(whole.independent, whole.dependent, whole.likely, view.correlation, phrases),
        notices=tuple(t(notice) for notice in view.notices),
        sections=(Section("targets", t.say("The targets"), (), (table,)),),
        footer=(t.say("Method: {page}.", page=METHOD_PAGE),),
        make_data=lambda: {
            "format": "haidang-together/1",
            "as_of": view.as_of.day.isoformat(),
            "targets": [
                {"target_id": line.target.target_id, "odds": odds_data(line.odds)} for line in view.lines
            ],
            "independent": whole.independent,
            "dependent": whole.dependent,
            "likely": whole.likely,
            "correlation": view.correlation,
        },
        make_rows=lambda: table,
    )


def together_sentence(low: float, high: float, likely: float, correlation: float, phrases: Phrases) -> str:
    """Return the probability that all are met, as a range."""
    return phrases.t(
        say(
            "The odds that all are met lie between {low} (independent) and {high} (fully dependent); with a correlation of {correlation} they are {likely}.",
            low=phrases.share(low),
            high=phrases.share(high),
            likely=phrases.share(likely),
            correlation=phrases.t.number(correlation, 1),
        )
    )
