"""Two days of one review, told: what changed, and why."""

from __future__ import annotations

from collections.abc import Sequence

from haidang.base.days import AsOf
from haidang.base.text import Said, say
from haidang.core.documents.document import Document
from haidang.core.evidence import Evidence
from haidang.core.review.changes import (
    Aspect,
    Basis,
    Change,
    Comparison,
    count_aspects,
    count_causes,
)
from haidang.core.review.lines import Line
from haidang.telling.causes import CAUSE, tell_causes
from haidang.telling.compare_data import FORMAT, compare_data, compare_rows
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.teller import Teller
from haidang.telling.words import SCHEDULE

METHOD_PAGE = "docs/methods/compare.md"
_BASIS = {
    Basis.ASKED: say("Compared with {day}, the day asked for."),
    Basis.ASSESSED: say(
        "Compared with {day}, the last earlier day with an official assessment of the document."
    ),
    Basis.RECORDED: say("Compared with {day}, the last earlier day with recorded odds."),
}


_CELLS = (Aspect.OFFICIAL, Aspect.EVIDENCE, Aspect.SCHEDULE, Aspect.ODDS)


def tell_comparison(view: Comparison, evidence: Evidence, t: Teller) -> Report:
    """Tell two days of one review."""
    phrases = Phrases(t, evidence.bodies())
    lead = t(lead_of(view))
    about = evidence.description()
    return Report(
        language=t.language,
        title=t.say(
            "{document}: what changed from {first} to {day}",
            document=view.document.title,
            first=view.earlier.day,
            day=view.as_of.day,
        ),
        lead=lead,
        notices=tuple(t(notice) for notice in (*view.notices, *_without_odds(view))),
        sections=(
            _section(
                "own",
                t.say("The targets of the document"),
                basis_sentence(view, t),
                view.own,
                phrases,
                is_own=True,
            ),
            _section(
                "others",
                t.say("Targets of other documents for {area}", area=view.area.name),
                t.say("These targets are those of other documents, not of the one reviewed."),
                view.others,
                phrases,
                is_own=False,
            ),
            _causes(view, t),
        ),
        footer=(
            t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
            t.say("How changes and their causes are found: {page}.", page=METHOD_PAGE),
        ),
        make_data=lambda: compare_data(view, phrases, lead),
        make_rows=lambda: compare_rows(view, phrases),
    )


def tell_no_earlier_day(document: Document, day: AsOf, problem: Said, t: Teller) -> Report:
    """Tell that a review has no earlier day to be compared with, and what to do."""
    lead = t(problem)
    return Report(
        language=t.language,
        title=t.say("{document}: what changed until {day}", document=document.title, day=day.day),
        lead=lead,
        notices=(),
        sections=(Section("own", t.say("Two days"), (t.say("Choose an earlier day to compare with."),)),),
        footer=(),
        make_data=lambda: {
            "format": FORMAT,
            "from": None,
            "as_of": day.day.isoformat(),
            "document_id": document.document_id,
            "lead": lead,
            "targets": [],
            "elsewhere": [],
        },
    )


def lead_of(view: Comparison) -> Said:
    """Return the counts in one sentence: changed, with other figures only, and the same add up to all."""
    changed = sum(change.is_change for change in view.changes)
    same = sum(not change.aspects for change in view.changes)
    return say(
        "From {first} to {day}, {changed} of {count} targets changed; {figures} have other figures and nothing else changed, {same} are the same.",
        first=view.earlier.day,
        day=view.as_of.day,
        changed=str(changed),
        count=str(len(view.changes)),
        figures=str(len(view.changes) - changed - same),
        same=str(same),
    )


def basis_sentence(view: Comparison, t: Teller) -> str:
    """Return which day it is compared with, and why this one."""
    return t(Said(_BASIS[view.earlier.basis].template, {"day": view.earlier.day}))


def _without_odds(view: Comparison) -> tuple[Said, ...]:
    if not view.without_odds:
        return ()
    return (
        say(
            "Odds are not compared: none are recorded as of {days}.",
            days=list(view.without_odds),
        ),
    )


def _section(
    section_id: str, title: str, first: str, changes: Sequence[Change], phrases: Phrases, *, is_own: bool
) -> Section:
    t = phrases.t
    if not changes:
        return Section(section_id, title, (first, t.say("None existed on the later day.")))
    shown = sorted((each for each in changes if each.aspects), key=lambda each: not each.is_change)
    rows = tuple(_row(each, phrases, is_own=is_own) for each in shown)
    table = Table(t.say("Then → now, and why"), _columns(t, is_own=is_own), rows)
    sentences = (first, _aspects_sentence(changes, t), _same_sentence(len(changes) - len(shown), t))
    return Section(section_id, title, sentences, (table,) if rows else ())


def _aspects_sentence(changes: Sequence[Change], t: Teller) -> str:
    counts = count_aspects(changes)
    return t.say(
        "Of {count} targets (parts counted each) these changed: official assessment {official}, evidence {evidence}, schedule {schedule}, odds {odds}; added {added}. A target may stand in several of these counts.",
        count=str(len(changes)),
        **{str(aspect): str(counts[aspect]) for aspect in Aspect if aspect is not Aspect.FIGURES},
    )


def _same_sentence(count: int, t: Teller) -> str:
    return t.say("{count} are the same on both days and are not listed.", count=str(count))


def _columns(t: Teller, *, is_own: bool) -> tuple[Column, ...]:
    place = (
        (Column("number", t.say("No."), "right"), Column("target", t.say("Target")))
        if is_own
        else (
            Column("target", t.say("Target")),
            Column("document", t.say("Document")),
            Column("period", t.say("For")),
        )
    )
    return (
        *place,
        Column("official", t.say("Official")),
        Column("evidence", t.say("Evidence")),
        Column("schedule", t.say("Schedule")),
        Column("odds", t.say("Odds"), "right"),
        Column("why", t.say("Why")),
    )


def _row(change: Change, phrases: Phrases, *, is_own: bool) -> tuple[str, ...]:
    t, target = phrases.t, change.now.target
    place = (
        (f"{target.number or DASH}{target.part}", t.name(target.name))
        if is_own
        else (t.name(target.name), phrases.document(change.now.document), t.period(target.period))
    )
    return (*place, *status_cells(change, phrases), tell_causes(change.causes, phrases))


def status_cells(change: Change, phrases: Phrases) -> tuple[str, ...]:
    """Return official assessment, evidence, schedule and odds, each then and now where it changed."""
    after = _statuses(change.now, phrases)
    if change.then is None:
        return after
    official, evidence, schedule, odds = (
        new if old == new else phrases.t.say("{old} → {new}", old=old, new=new)
        for old, new in zip(_statuses(change.then, phrases), after, strict=True)
    )
    step = change.odds_step
    if step is not None and Aspect.ODDS in change.aspects:
        odds = phrases.t.say("{odds}: {points} percentage points", odds=odds, points=_signed(step, phrases.t))
    return official, evidence, schedule, odds


def changed_statuses(change: Change, phrases: Phrases) -> list[str]:
    """Return the cells of `status_cells` that changed; of a target added, how it stands by the figures."""
    cells = dict(zip(_CELLS, status_cells(change, phrases), strict=True))
    if change.then is None:
        return [cells[Aspect.EVIDENCE]]
    return [cell for aspect, cell in cells.items() if aspect in change.aspects]


def _statuses(line: Line, phrases: Phrases) -> tuple[str, ...]:
    return (
        phrases.official(line.official.verdict if line.official else None),
        phrases.evidence(line.verdict),
        phrases.t(SCHEDULE[line.timetable.status]),
        phrases.odds(line.odds),
    )


def _signed(step: float, t: Teller) -> str:
    """Return a difference of probabilities in whole percentage points, with its sign."""
    return f"{'+' if step > 0 else '−'}{t.number(abs(round(100 * step)), 0)}"


def _causes(view: Comparison, t: Teller) -> Section:
    counts = count_causes(view.changes)
    rows = tuple((t(CAUSE[why]), str(count)) for why, count in counts.items())
    columns = (Column("cause", t.say("Cause")), Column("count", t.say("Targets"), "right"))
    sentence = t.say("A target may have several causes; where none is found, that is said.")
    table = Table(t.say("Causes of all changes, other figures included"), columns, rows)
    return Section("causes", t.say("Why"), (sentence,), (table,) if rows else ())
