"""A document, told: what it is, where it stands, its targets, what was said of it, what rests on it."""

from __future__ import annotations

from typing import Any

from haidang.base.text import Said, say
from haidang.core.documents.document import Document
from haidang.core.evidence import Evidence
from haidang.core.review.overdue import state_of
from haidang.core.review.views import DocumentView
from haidang.core.targets.target import Assessment
from haidang.telling.commitments import commitment_data, commitment_table
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import line_data, names
from haidang.telling.shows import facts
from haidang.telling.target_rows import target_table
from haidang.telling.target_said import assessment_data, source_address
from haidang.telling.teller import Teller
from haidang.telling.words import DOCUMENT_TYPE


def tell_document(view: DocumentView, evidence: Evidence, t: Teller) -> Report:
    """Tell a document with its targets, assessments and the commitments that rest on it."""
    phrases = Phrases(t, evidence.bodies())
    document = view.document
    is_numbered = any(line.target.number is not None for line in view.lines)
    caption = t.say("Targets with their statuses, in the order of the document")
    targets = target_table(view.lines, phrases, caption, *(("number",) if is_numbered else ()), "target")
    sections = (
        Section("what", t.say("The document"), (), (_about(view, evidence, phrases),)),
        _around(view, phrases),
        Section(
            "targets",
            t.say("Its targets"),
            () if targets.rows else (t.say("None held."),),
            (targets,) if targets.rows else (),
        ),
        _assessments(view, evidence, phrases),
        _commitments(view, phrases),
    )
    return Report(
        language=t.language,
        title=t.say("{document}, as of {day}", document=document.title, day=view.as_of.day),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(each for each in sections if each is not None),
        footer=(),
        make_data=lambda: _data(view, phrases),
        make_rows=lambda: targets,
    )


def _about(view: DocumentView, evidence: Evidence, phrases: Phrases) -> Table:
    t, document = phrases.t, view.document
    pairs: list[tuple[Said, str]] = [
        (say("Number"), document.number),
        (say("Kind"), t(DOCUMENT_TYPE[document.type])),
        (say("Issued by"), phrases.body(document.issuer_id)),
        (say("Issued on"), t.day(document.issued) if document.issued else ""),
        (
            say("Read in"),
            source_address(evidence, document.source_id) if document.source_id in evidence.sources() else "",
        ),
    ]
    if document.note:
        pairs.append((say("Note"), document.note))
    return facts(phrases, t.say("What it is"), pairs)


def _around(view: DocumentView, phrases: Phrases) -> Section | None:
    """Return the document that this one carries out and those that carry it out; None without any."""
    t = phrases.t
    rows = [_relative(t.say("carries out"), view.parent, phrases)] if view.parent is not None else []
    rows += [_relative(t.say("is carried out by"), each, phrases) for each in view.children]
    if not rows:
        return None
    columns = (
        Column("how", t.say("This document")),
        Column("document", t.say("Document")),
        Column("title", t.say("Title")),
        Column("issued", t.say("Issued on")),
    )
    table = Table(t.say("Documents above and below it"), columns, tuple(rows))
    return Section("around", t.say("Where it stands"), (), (table,))


def _relative(how: str, document: Document, phrases: Phrases) -> tuple[str, ...]:
    t = phrases.t
    issued = t.day(document.issued) if document.issued else t.say("not held")
    return how, phrases.document(document), phrases.text(document.title), issued


def _assessments(view: DocumentView, evidence: Evidence, phrases: Phrases) -> Section | None:
    """Return what bodies said of it and of its targets, day by day; None without any."""
    if not view.assessments:
        return None
    t = phrases.t
    columns = (
        Column("day", t.say("Day")),
        Column("about", t.say("Said of")),
        Column("verdict", t.say("Verdict")),
        Column("by", t.say("By")),
        Column("words", t.say("Words")),
        Column("source", t.say("Source")),
        Column("of", t.say("Target")),
    )
    rows = tuple(
        (
            t.day(each.day),
            _about_what(each, view, phrases),
            phrases.official(each.verdict),
            phrases.body(each.assessor_id),
            f"«{each.words}»" if each.words else DASH,
            source_address(evidence, each.source_id),
            each.target_id or DASH,
        )
        for each in view.assessments
    )
    days = tuple(dict.fromkeys(each.day for each in view.assessments))
    told = t.say("Days on which something was officially said of it: {days}.", days=days)
    table = Table(t.say("What bodies officially said"), columns, rows)
    return Section("assessments", t.say("Official assessments over time"), (told,), (table,))


def _about_what(each: Assessment, view: DocumentView, phrases: Phrases) -> str:
    t = phrases.t
    if each.target_id:
        line = next((line for line in view.lines if line.target.target_id == each.target_id), None)
        return each.target_id if line is None else phrases.target(line.target)
    if each.number is not None:
        return t.say("number {number} as a whole", number=str(each.number))
    return t.say("the whole document")


def _commitments(view: DocumentView, phrases: Phrases) -> Section | None:
    if not view.commitments:
        return None
    table = commitment_table(view.commitments, phrases, view.as_of.day, view.followed_until)
    return Section("commitments", phrases.t.say("Commitments that rest on it"), (), (table,))


def _data(view: DocumentView, phrases: Phrases) -> dict[str, Any]:
    document = view.document
    return {
        "format": "haidang-document/1",
        "as_of": view.as_of.day.isoformat(),
        "document_id": document.document_id,
        "number": document.number or None,
        "type": document.type,
        "title": names(document.title),
        "issuer_id": document.issuer_id,
        "issued": document.issued.isoformat() if document.issued else None,
        "parent_id": document.parent_id or None,
        "children": [each.document_id for each in view.children],
        "targets": [line_data(line, phrases) for line in view.lines],
        "assessments": [
            {**assessment_data(each), "number": each.number, "target_id": each.target_id or None}
            for each in view.assessments
        ],
        "commitments": [
            {
                **commitment_data(each, events),
                "state": str(state_of(each, events, view.as_of.day, view.followed_until)),
            }
            for each, events in view.commitments
        ],
    }
