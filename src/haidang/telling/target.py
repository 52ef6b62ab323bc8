"""A target, told: its line, and its chain from clause to source."""

from __future__ import annotations

from collections.abc import Iterator

from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.indicators.series import Figure
from haidang.core.review.views import TargetView
from haidang.telling.forecast import METHOD_PAGE, expected, odds_or_reason, prospect
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import figure_data, line_data
from haidang.telling.shows import course_sentence, csv_cell, facts
from haidang.telling.teller import Teller
from haidang.telling.words import GAP, OWING, SCHEDULE

_METHODS = "docs/methods/"


def tell_target(view: TargetView, evidence: Evidence, t: Teller, *, with_vintages: bool = False) -> Report:
    """Tell a target; `with_vintages` lists the vintages and rivals of its indicator."""
    phrases = Phrases(t, evidence.bodies())
    sections = [
        Section("promise", t.say("The promise"), (), (_promise(view, phrases),)),
        Section(
            "statuses",
            t.say("Three statuses, kept apart, and the odds"),
            (*phrases.course(view.line), *prospect(view.line, phrases)),
            (_statuses(view, phrases),),
        ),
    ]
    if view.missing is not None:
        sections.append(_missing(view, phrases))
    sections.append(_course(view, phrases, with_vintages=with_vintages))
    if view.elsewhere:
        sections.append(_elsewhere(view, phrases))
    return _report(view, evidence, phrases, tuple(sections))


def explain_target(view: TargetView, evidence: Evidence, t: Teller) -> Report:
    """Tell the chain of a target: clause, target, indicator, figures, verdict, source addresses."""
    phrases = Phrases(t, evidence.bodies())
    steps = tuple(_chain(view, evidence, phrases))
    columns = (
        Column("step", t.say("Link")),
        Column("what", t.say("What")),
        Column("source", t.say("Source")),
    )
    table = Table(t.say("From the clause to the source"), columns, steps)
    sentences = tuple(
        line for number, step in enumerate(steps, start=1) for line in _told_step(number, step, t)
    )
    sections = (Section("chain", t.say("From the clause to the source"), sentences),)
    return _report(view, evidence, phrases, sections, table)


def _told_step(number: int, step: tuple[str, str, str], t: Teller) -> Iterator[str]:
    link, what, source = step
    yield t.say("{number}. {link}: {what}", number=str(number), link=link, what=what)
    if source.startswith(_METHODS):
        yield t.say("↳ method: {page}", page=source)
    elif source != DASH:
        yield t.say("↳ read in {source}", source=source)


def _report(
    view: TargetView,
    evidence: Evidence,
    phrases: Phrases,
    sections: tuple[Section, ...],
    rows: Table | None = None,
) -> Report:
    t, about = phrases.t, evidence.description()
    target = view.line.target
    data = line_data(view.line, phrases)
    data = {
        "format": "haidang-target/1",
        "as_of": view.as_of.day.isoformat(),
        **data,
        "elsewhere": [line_data(line, phrases) for line in view.elsewhere],
        "course": [figure_data(figure) for figure in view.course],
        "chain": [
            dict(zip(("link", "what", "source"), row, strict=True)) for row in _chain(view, evidence, phrases)
        ],
    }
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
        make_data=lambda: data,
        make_rows=lambda: rows or _line_rows(view, phrases),
    )


def _lead(view: TargetView, phrases: Phrases) -> str:
    line, t = view.line, phrases.t
    official = line.official.verdict if line.official else None
    return t.say(
        "Official: {official}. Evidence: {evidence}. Schedule: {schedule}. Odds: {odds}.",
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


def _statuses(view: TargetView, phrases: Phrases) -> Table:
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
    return Table(t.say("The three statuses and the odds"), columns, rows)


def _missing(view: TargetView, phrases: Phrases) -> Section:
    t, missing = phrases.t, view.missing
    if missing is None:
        return Section("missing", "")
    gaps = " + ".join(t(GAP[gap]) for gap in missing.gaps)
    body = t(Said(OWING[missing.owing].template, {"body": phrases.body(missing.body_id)}))
    return Section(
        "missing",
        t.say("What would make it checkable"),
        (t.say("Missing: {gaps}. Owed by: {body}.", gaps=gaps, body=body),),
    )


def _course(view: TargetView, phrases: Phrases, *, with_vintages: bool) -> Section:
    t = phrases.t
    columns = (
        Column("period", t.say("Period")),
        Column("figure", t.say("Figure")),
        Column("rivals", t.say("Rivals")),
    )
    rows = tuple(_course_rows(view, phrases, with_vintages=with_vintages))
    sentence = course_sentence(view.course, t) if rows else t.say("No figure is held.")
    table = Table(t.say("The course of the indicator"), columns, rows)
    return Section(
        "course",
        t.say("The course of the indicator"),
        (sentence,) if sentence else (),
        (table,) if rows else (),
    )


def _course_rows(view: TargetView, phrases: Phrases, *, with_vintages: bool) -> Iterator[tuple[str, ...]]:
    t = phrases.t
    for figure in view.course:
        yield t.period(figure.period), phrases.full(figure, view.line.indicator), phrases.rivals(figure)
        if with_vintages:
            for earlier in reversed(figure.vintages[:-1]):
                yield (
                    "",
                    t.say(
                        "earlier: {value}, public by {day}",
                        value=phrases.value(earlier),
                        day=earlier.public_by,
                    ),
                    "",
                )


def _elsewhere(view: TargetView, phrases: Phrases) -> Section:
    t = phrases.t
    columns = (
        Column("document", t.say("Document")),
        Column("period", t.say("For")),
        Column("promise", t.say("Its value")),
        Column("evidence", t.say("Evidence")),
        Column("odds", t.say("Odds")),
    )
    rows = tuple(
        (
            phrases.document(line.document),
            t.period(line.target.period),
            phrases.promise(line.target),
            phrases.evidence(line.verdict),
            odds_or_reason(line, phrases),
        )
        for line in view.elsewhere
    )
    return Section(
        "elsewhere",
        t.say("The same indicator in other documents"),
        (t.say("These values are those of other documents, not of the one reviewed."),),
        (Table(t.say("Values that other documents set"), columns, rows),),
    )


def _chain(view: TargetView, evidence: Evidence, phrases: Phrases) -> Iterator[tuple[str, str, str]]:
    t, line = phrases.t, view.line
    target, document = line.target, line.document
    yield t.say("document"), t.name(document.title), _source(evidence, document.source_id)
    clause = target.clause or t.say("its number is not held")
    if target.number is not None:
        clause = t.say(
            "no. {number}{part}; clause: {clause}", number=str(target.number), part=target.part, clause=clause
        )
    quote = f" «{target.quote}»" if target.quote else ""
    yield t.say("clause"), f"{clause}{quote}", DASH
    yield (
        t.say("target"),
        f"{phrases.target(target)} – {phrases.promise(target)}, {t.period(target.period)}",
        _source(evidence, target.source_id),
    )
    if line.indicator is not None:
        yield (
            t.say("indicator"),
            f"{t.name(line.indicator.name)} ({line.indicator.indicator_id}, {line.indicator.unit})",
            DASH,
        )
    for figure in line.verdict.figures or ((line.latest,) if line.latest else ()):
        yield from _figure(figure, view, evidence, phrases)
    if line.official is not None:
        said = (
            f"{phrases.official(line.official.verdict)}: «{line.official.words}»"
            if line.official.words
            else phrases.official(line.official.verdict)
        )
        yield t.say("official assessment"), said, _source(evidence, line.official.source_id)
    kind = f"{target.kind}.md" if target.kind else "statuses.md"
    yield (
        t.say("evidence"),
        " ".join([f"{phrases.evidence(line.verdict)}.", *phrases.course(line)]),
        f"{_METHODS}{kind}",
    )
    yield t.say("odds"), f"{odds_or_reason(line, phrases)}; {expected(line, phrases)}", METHOD_PAGE


def _figure(
    figure: Figure, view: TargetView, evidence: Evidence, phrases: Phrases
) -> Iterator[tuple[str, str, str]]:
    t = phrases.t
    observation = figure.observation
    words = f" «{observation.value_text}»" if observation.value_text else ""
    yield (
        t.say("figure"),
        f"{phrases.full(figure, view.line.indicator)}{words}",
        _source(evidence, observation.source_id),
    )
    for rival in figure.rivals:
        yield (
            t.say("rival"),
            f"{phrases.value(rival)} ({phrases.body(rival.producer_id)})",
            _source(evidence, rival.source_id),
        )


def _source(evidence: Evidence, source_id: str) -> str:
    source = evidence.sources().get(source_id)
    if source is None:
        return DASH
    return f"{source.publisher or source.title}, {source.url or source.title}"


def _line_rows(view: TargetView, phrases: Phrases) -> Table:
    data = line_data(view.line, phrases)
    simple = {key: value for key, value in data.items() if not isinstance(value, (dict, list))}
    columns = tuple(Column(key, key) for key in simple)
    return Table("target", columns, (tuple(csv_cell(value) for value in simple.values()),))
