"""The record, told: earlier promises that are over, kept, broken or undecided; a part of the review, and by itself."""

from __future__ import annotations

from dataclasses import replace

from haidang.core.evidence import Evidence
from haidang.core.review.lines import Line
from haidang.core.review.reviewing import Review
from haidang.core.targets.verdict import Evidence as Status
from haidang.telling.forecast import odds_or_reason
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import line_data, record_data
from haidang.telling.review_rows import review_rows
from haidang.telling.teller import Teller
from haidang.telling.words import REASON


def tell_record(review: Review, evidence: Evidence, t: Teller) -> Report:
    """Tell the record of a review by itself."""
    phrases = Phrases(t, evidence.bodies())
    about = review.description
    sections = []
    decided, undecided = _decided(review, phrases), _undecided(review, phrases)
    if decided.rows:
        sections.append(Section("decided", t.say("Kept and broken"), _replayed(review, t), (decided,)))
    if undecided.rows:
        told = t.say("«Cannot be decided» says what is missing, never that a promise was broken.")
        sections.append(Section("undecided", t.say("Over and undecided"), (told,), (undecided,)))
    return Report(
        language=t.language,
        title=t.say(
            "The record of {area}: earlier promises, as of {day}", area=review.area.name, day=review.as_of.day
        ),
        lead=_counted(review, t),
        notices=tuple(t(notice) for notice in review.notices),
        sections=tuple(sections),
        footer=(
            t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
        ),
        make_data=lambda: {
            "format": "haidang-record/1",
            "as_of": review.as_of.day.isoformat(),
            "area_id": review.area.area_id,
            "document_id": review.document.document_id,
            "over": review.sums.record_over,
            "decided": review.sums.record_decided,
            "kept": review.sums.record_kept,
            "record": [record_data(line, review, phrases) for line in review.record],
            "undecided": [line_data(line, phrases) for line in review.undecided],
        },
        make_rows=lambda: review_rows(review, phrases, ("record", "undecided")),
    )


def record_section(review: Review, phrases: Phrases) -> Section:
    """Return the record as the last part of a review."""
    t = phrases.t
    tables = (_decided(review, phrases), _undecided(review, phrases))
    told = (_counted(review, t), *(_replayed(review, t) if review.sums.record_over else ()))
    shown = tuple(table for table in tables if table.rows) if review.sums.record_over else ()
    return Section("record", t.say("5. The record: earlier promises"), told, shown)


def _counted(review: Review, t: Teller) -> str:
    sums = review.sums
    if sums.record_over == 0:
        return t.say("No earlier promise is over.")
    return t.say(
        "{over} earlier promises are over: {kept} kept, {missed} broken, {open} cannot be decided.",
        over=sums.record_over,
        kept=sums.record_kept,
        missed=sums.record_decided - sums.record_kept,
        open=sums.record_over - sums.record_decided,
    )


def _replayed(review: Review, t: Teller) -> tuple[str, ...]:
    if not review.earlier_odds:
        return ()
    return (t.say("The odds half a year before were replayed: computed from what was public on that day."),)


def _decided(review: Review, phrases: Phrases) -> Table:
    t = phrases.t
    columns = (
        *_columns(t),
        Column("outcome", t.say("Outcome")),
        Column("kept", t.say("Kept?")),
        *((Column("earlier", t.say("Odds half a year before")),) if review.has_odds else ()),
    )
    rows = tuple((*_record_row(line, phrases), *_earlier(line, review, phrases)) for line in review.record)
    return Table(t.say("Earlier promises that can be decided"), columns, rows)


def _undecided(review: Review, phrases: Phrases) -> Table:
    t = phrases.t
    columns = (*_columns(t), Column("reason", t.say("Why it cannot be decided")))
    rows = tuple((*_promise_row(line, phrases), _reason(line, t)) for line in review.undecided)
    return Table(t.say("Earlier promises that are over and cannot be decided"), columns, rows)


def _columns(t: Teller) -> tuple[Column, ...]:
    return (
        Column("target", t.say("Target")),
        Column("document", t.say("Document")),
        Column("period", t.say("For")),
        Column("promise", t.say("Promised")),
        Column("official", t.say("Official")),
    )


def _promise_row(line: Line, phrases: Phrases) -> tuple[str, ...]:
    t = phrases.t
    return (
        t.name(line.target.name),
        phrases.document(line.document),
        t.period(line.target.period),
        phrases.promise(line.target),
        phrases.official(line.official.verdict if line.official else None),
    )


def _earlier(line: Line, review: Review, phrases: Phrases) -> tuple[str, ...]:
    """Return what the odds said half a year before the end, replayed, or why they said nothing."""
    if not review.has_odds:
        return ()
    odds = review.earlier_odds.get(line.target.target_id)
    if odds is None:
        return (phrases.t.say("the promise did not exist yet"),)
    return (odds_or_reason(replace(line, odds=odds), phrases),)


def _reason(line: Line, t: Teller) -> str:
    return t(REASON[line.verdict.reason]) if line.verdict.reason is not None else DASH


def _record_row(line: Line, phrases: Phrases) -> tuple[str, ...]:
    t = phrases.t
    figure = line.verdict.achieved
    outcome = phrases.achieved(line)
    if figure is not None and line.indicator is not None:
        preferred = line.indicator.preferred_producer_id
        if preferred and not figure.is_preferred:
            outcome = t.say(
                "{figure}, by {producer}",
                figure=outcome,
                producer=phrases.body(figure.observation.producer_id),
            )
    if figure is not None and figure.rivals:
        outcome = t.say("{figure}; rivals: {rivals}", figure=outcome, rivals=phrases.rivals(figure))
    kept = t.say("✓ kept") if line.verdict.status is Status.MET else t.say("✗ broken")
    return (*_promise_row(line, phrases), outcome, kept)
