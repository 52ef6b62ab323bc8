"""A target, told: its statuses, the course of its indicator, its odds, what others say, and its chain."""

from __future__ import annotations

from typing import Any

from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.review.views import TargetView
from haidang.telling.expected import coming_sentence, expected_data
from haidang.telling.forecast import NAMES, expected, odds_or_reason
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import figure_data, line_data
from haidang.telling.shows import csv_cell, facts
from haidang.telling.target_chain import Step, chain_of, chain_sentences, chain_table
from haidang.telling.target_course import course_section, periods_section
from haidang.telling.target_odds import curve_section, history_data, history_section, needs_section
from haidang.telling.target_said import (
    assessment_data,
    assessments_section,
    elsewhere_section,
    rivals_section,
)
from haidang.telling.teller import Teller
from haidang.telling.words import GAP, OWING, SCHEDULE


def tell_target(view: TargetView, evidence: Evidence, t: Teller, *, with_vintages: bool = False) -> Report:
    """Tell a target; `with_vintages` shows earlier vintages of its figures."""
    phrases = Phrases(t, evidence.bodies())
    steps = tuple(chain_of(view, evidence, phrases))
    title = _title_of_charts(view, evidence, t)
    course = course_section(view, title, phrases, with_vintages=with_vintages)
    missing, curve = _missing(view, evidence, phrases), curve_section(view, title, phrases)
    # where the value is not held, what is likely at its date is the heart of the matter
    middle = (course, curve, missing) if view.line.target.has_value else (missing, curve, course)
    sections = (
        _statuses(view, phrases),
        *middle,
        needs_section(view, phrases),
        history_section(view, phrases),
        assessments_section(view, evidence, phrases),
        rivals_section(view.course, view.line.indicator, phrases),
        elsewhere_section(view, phrases),
        periods_section(view, phrases, with_vintages=with_vintages),
        Section("promise", t.say("The promise"), (), (_promise(view, phrases),)),
        Section("chain", t.say("From the clause to the source"), (), (chain_table(steps, t),)),
    )
    return _report(view, evidence, phrases, steps, tuple(each for each in sections if each is not None))


def explain_target(view: TargetView, evidence: Evidence, t: Teller) -> Report:
    """Tell the chain of a target: clause, target, indicator, figures, verdict, source addresses."""
    phrases = Phrases(t, evidence.bodies())
    steps = tuple(chain_of(view, evidence, phrases))
    section = Section("chain", t.say("From the clause to the source"), chain_sentences(steps, t))
    return _report(view, evidence, phrases, steps, (section,), chain_table(steps, t))


def _title_of_charts(view: TargetView, evidence: Evidence, t: Teller) -> str:
    line = view.line
    area = evidence.areas().get(line.target.area_id)
    name = line.indicator.name if line.indicator is not None else line.target.name
    return t.name(name) if area is None else t.say("{indicator}, {area}", indicator=name, area=area.name)


def _report(
    view: TargetView,
    evidence: Evidence,
    phrases: Phrases,
    steps: tuple[Step, ...],
    sections: tuple[Section, ...],
    rows: Table | None = None,
) -> Report:
    t, about = phrases.t, evidence.description()
    target = view.line.target
    return Report(
        language=t.language,
        title=t.say(
            "{target} ({id}), as of {day}", target=target.name, id=target.target_id, day=view.as_of.day
        ),
        lead=_lead(view, phrases),
        notices=tuple(t(notice) for notice in view.notices),
        sections=sections,
        footer=(
            t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
        ),
        make_data=lambda: _data(view, phrases, steps),
        make_rows=lambda: rows or _line_rows(view, phrases),
    )


def _data(view: TargetView, phrases: Phrases, steps: tuple[Step, ...]) -> dict[str, Any]:
    return {
        "format": "haidang-target/1",
        "as_of": view.as_of.day.isoformat(),
        **line_data(view.line, phrases),
        "expected": expected_data(view.missing.expected)
        if view.missing is not None and view.missing.expected is not None
        else None,
        "elsewhere": [line_data(line, phrases) for line in view.elsewhere],
        "course": [figure_data(figure) for figure in view.course],
        "fan": [{"year": row.year, **dict(zip(NAMES, row.quantiles, strict=True))} for row in view.fan],
        "odds_history": history_data(view),
        "assessments": [assessment_data(each) for each in view.assessments],
        "chain": [dict(zip(("link", "what", "source"), row, strict=True)) for row in steps],
        "notices": [phrases.t(notice) for notice in view.notices],
    }


def _lead(view: TargetView, phrases: Phrases) -> str:
    line, t = view.line, phrases.t
    official = line.official.verdict if line.official else None
    return t.say(
        "Promised for {period}: {promise}. Official: {official}. Evidence: {evidence}. Schedule: {schedule}. Odds: {odds}.",
        period=line.target.period,
        promise=phrases.promise(line.target),
        official=phrases.official(official),
        evidence=phrases.evidence(line.verdict),
        schedule=SCHEDULE[line.timetable.status],
        odds=odds_or_reason(line, phrases),
    )


def _promise(view: TargetView, phrases: Phrases) -> Table:
    t, line = phrases.t, view.line
    target = line.target
    issued = line.document.issued
    pairs: list[tuple[Said, str]] = [
        (say("Document"), t.name(line.document.title)),
        (say("Clause"), target.clause),
        (say("Issued by"), phrases.body(line.document.issuer_id)),
        (say("Issued on"), t.day(issued) if issued else ""),
        (say("Promise"), phrases.promise(target)),
        (say("For"), t.period(target.period)),
        (say("Counts from"), t.day(line.counts_from)),
        (say("Earliest source held"), t.day(target.public_by) if target.public_by else ""),
        (say("Words of the source"), target.quote),
        (say("Who answers for it"), phrases.body(target.body_id) if target.body_id else ""),
    ]
    if target.note:
        pairs.append((say("Note"), target.note))
    return facts(phrases, t.say("What was promised"), pairs)


def _statuses(view: TargetView, phrases: Phrases) -> Section:
    t, line = phrases.t, view.line
    official = DASH
    if line.official is not None:
        official = t.say("{body}, {day}", body=phrases.body(line.official.assessor_id), day=line.official.day)
    left = (
        t.say("{days} days left", days=t.number(line.timetable.days_left, 0))
        if line.timetable.days_left
        else DASH
    )
    columns = (Column("which", t.say("Status")), Column("is", t.say("Is")), Column("on", t.say("Rests on")))
    first = phrases.full(line.verdict.figures[0], line.indicator) if line.verdict.figures else DASH
    rows = (
        (t.say("official"), phrases.official(line.official.verdict if line.official else None), official),
        (t.say("evidence"), phrases.evidence(line.verdict), first),
        (t.say("schedule"), t(SCHEDULE[line.timetable.status]), left),
        (t.say("odds"), odds_or_reason(line, phrases), expected(line, phrases)),
    )
    return Section(
        "statuses",
        t.say("Three statuses, kept apart, and the odds"),
        tuple(phrases.course(line)),
        (Table(t.say("The three statuses and the odds"), columns, rows),),
    )


def _missing(view: TargetView, evidence: Evidence, phrases: Phrases) -> Section | None:
    t, missing = phrases.t, view.missing
    if missing is None:
        return None
    gaps = " + ".join(t(GAP[gap]) for gap in missing.gaps)
    body = t(Said(OWING[missing.owing].template, {"body": phrases.body(missing.body_id)}))
    sentences = [t.say("Missing: {gaps}. Owed by: {body}.", gaps=gaps, body=body)]
    if missing.expected is not None:
        sentences.append(coming_sentence(missing.expected, evidence.indicators(), phrases))
    return Section("missing", t.say("What would make it checkable"), tuple(sentences))


def _line_rows(view: TargetView, phrases: Phrases) -> Table:
    data = line_data(view.line, phrases)
    simple = {key: value for key, value in data.items() if not isinstance(value, (dict, list))}
    columns = tuple(Column(key, key) for key in simple)
    return Table("target", columns, (tuple(csv_cell(value) for value in simple.values()),))
