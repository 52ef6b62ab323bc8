"""A document and an area, told."""

from __future__ import annotations

from haidang.base.text import Said, say
from haidang.core.areas.area import Succession
from haidang.core.evidence import Evidence
from haidang.core.review.views import AreaView, DocumentView
from haidang.telling.commitments import commitment_data, commitment_table
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import line_data, names
from haidang.telling.shows import facts
from haidang.telling.teller import Teller
from haidang.telling.words import DOCUMENT_TYPE, LEVEL


def tell_document(view: DocumentView, evidence: Evidence, t: Teller) -> Report:
    """Tell a document with its targets, assessments and the commitments that rest on it."""
    phrases = Phrases(t, evidence.bodies())
    document = view.document
    source = evidence.sources().get(document.source_id)
    pairs: list[tuple[Said, str]] = [
        (say("Number"), document.number),
        (say("Kind"), t(DOCUMENT_TYPE[document.type])),
        (say("Issued by"), phrases.body(document.issuer_id)),
        (say("Issued on"), t.day(document.issued) if document.issued else ""),
        (say("Carries out"), phrases.text(view.parent.title) if view.parent else DASH),
        (say("Carried out by"), "; ".join(phrases.document(each) for each in view.children) or DASH),
        (say("Read in"), f"{source.publisher}: {source.url or source.title}" if source else ""),
    ]
    if document.note:
        pairs.append((say("Note"), document.note))
    targets = _targets(view, phrases)
    sections = [Section("what", t.say("The document"), (), (facts(phrases, t.say("What it is"), pairs),))]
    sections.append(
        Section(
            "targets",
            t.say("Its targets"),
            () if targets.rows else (t.say("None held."),),
            (targets,) if targets.rows else (),
        )
    )
    if view.assessments:
        sections.append(_assessments(view, phrases))
    if view.commitments:
        sections.append(_commitments(view, phrases))
    return Report(
        language=t.language,
        title=t.say("{document}, as of {day}", document=document.title, day=view.as_of.day),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(sections),
        footer=(),
        make_data=lambda: {
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
            "commitments": [commitment_data(each, events) for each, events in view.commitments],
        },
        make_rows=lambda: targets,
    )


def _targets(view: DocumentView, phrases: Phrases) -> Table:
    t = phrases.t
    columns = (
        Column("id", t.say("Identifier")),
        Column("target", t.say("Target")),
        Column("promise", t.say("Promise")),
        Column("period", t.say("For")),
        Column("official", t.say("Official")),
        Column("evidence", t.say("Evidence")),
    )
    rows = tuple(
        (
            line.target.target_id,
            phrases.target(line.target),
            phrases.promise(line.target),
            t.period(line.target.period),
            phrases.official(line.official.verdict if line.official else None),
            phrases.evidence(line.verdict),
        )
        for line in view.lines
    )
    return Table(t.say("Targets with their official assessment and evidence"), columns, rows)


def _assessments(view: DocumentView, phrases: Phrases) -> Section:
    t = phrases.t
    columns = (
        Column("day", t.say("Day")),
        Column("of", t.say("Of")),
        Column("verdict", t.say("Verdict")),
        Column("by", t.say("By")),
        Column("words", t.say("Words")),
    )
    rows = tuple(
        (
            t.day(each.day),
            each.target_id or (f"{each.number}" if each.number is not None else t.say("the whole document")),
            phrases.official(each.verdict),
            phrases.body(each.assessor_id),
            each.words or DASH,
        )
        for each in view.assessments
    )
    return Section(
        "assessments",
        t.say("Official assessments"),
        (),
        (Table(t.say("What bodies officially said"), columns, rows),),
    )


def _commitments(view: DocumentView, phrases: Phrases) -> Section:
    table = commitment_table(view.commitments, phrases)
    return Section("commitments", phrases.t.say("Commitments that rest on it"), (), (table,))


def tell_area(view: AreaView, evidence: Evidence, t: Teller) -> Report:
    """Tell an area: its place in the tree, what it came from and became, the indicators held of it."""
    phrases = Phrases(t, evidence.bodies())
    area = view.area
    pairs: list[tuple[Said, str]] = [
        (say("Level"), t(LEVEL[area.level])),
        (say("Legal kind"), area.kind),
        (say("Official code"), area.official_code),
        (say("Lies in"), phrases.text(view.parent.name) if view.parent else DASH),
        (say("Exists"), phrases.span(area.valid_from, area.valid_to)),
        (
            say("Area"),
            t.say("{value} km²", value=t.exact(area.area_km2)) if area.area_km2 is not None else "",
        ),
    ]
    if area.note:
        pairs.append((say("Note"), area.note))
    sections = [
        Section("what", t.say("The area"), (), (facts(phrases, t.say("What it is"), pairs),)),
        Section(
            "series",
            t.say("Indicators with figures of this territory"),
            (", ".join(view.series) or t.say("None held."),),
        ),
    ]
    if view.children:
        children = ", ".join(phrases.text(each.name) for each in view.children)
        sections.append(
            Section("children", t.say("Areas inside it on {day}", day=view.as_of.day), (children,))
        )
    for section_id, title, rows in (
        ("predecessors", say("What it came from"), view.predecessors),
        ("successors", say("What it became"), view.successors),
    ):
        if rows:
            sections.append(_succession(section_id, title, rows, evidence, phrases))
    return Report(
        language=t.language,
        title=t.say("{area}, as of {day}", area=area.name, day=view.as_of.day),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(sections),
        footer=(),
        make_data=lambda: {
            "format": "haidang-area/1",
            "as_of": view.as_of.day.isoformat(),
            "area_id": area.area_id,
            "name": names(area.name),
            "level": area.level,
            "kind": area.kind or None,
            "parent_id": area.parent_id or None,
            "valid_from": area.valid_from.isoformat() if area.valid_from else None,
            "valid_to": area.valid_to.isoformat() if area.valid_to else None,
            "area_km2": area.area_km2,
            "children": [each.area_id for each in view.children],
            "predecessors": [_succession_data(each) for each in view.predecessors],
            "successors": [_succession_data(each) for each in view.successors],
            "series": list(view.series),
        },
        make_rows=lambda: sections[0].tables[0],
    )


def _succession(
    section_id: str, title: Said, rows: tuple[Succession, ...], evidence: Evidence, phrases: Phrases
) -> Section:
    t, areas = phrases.t, evidence.areas()
    columns = (
        Column("from", t.say("From")),
        Column("to", t.say("To")),
        Column("day", t.say("On")),
        Column("share", t.say("Share")),
        Column("note", t.say("Note")),
    )
    told = tuple(
        (
            each.from_name,
            phrases.text(areas[each.to_id].name) if each.to_id in areas else each.to_id,
            t.day(each.day),
            t.say("unknown") if each.share is None else t.number(each.share),
            each.note or DASH,
        )
        for each in rows
    )
    return Section(section_id, t(title), (), (Table(t(title), columns, told),))


def _succession_data(each: Succession) -> dict[str, object]:
    return {
        "from_id": each.from_id or None,
        "from_name": each.from_name,
        "to_id": each.to_id,
        "day": each.day.isoformat(),
        "bases": list(each.bases),
        "share": each.share,
    }
