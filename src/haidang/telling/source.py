"""A source, told: what it is, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haidang.base.text import Said, say
from haidang.core.documents.document import Source
from haidang.core.evidence import Evidence
from haidang.core.review.sources import SourceView
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.shows import facts
from haidang.telling.sources import source_data
from haidang.telling.teller import Teller
from haidang.telling.words import COMMITMENT, TIER

_MOST_ROWS = 200
Rows = Sequence[tuple[str, ...]]


def tell_source(view: SourceView, evidence: Evidence, t: Teller) -> Report:
    """Tell a source: what it is, and what rests on it as of the day."""
    phrases, source = Phrases(t, evidence.bodies()), view.source
    parts = tuple(part for part in _parts(view, evidence, phrases) if part.tables)
    nothing = Section(
        "rests", t.say("What rests on it"), (t.say("By this day nothing is held that rests on it."),)
    )
    return Report(
        language=t.language,
        title=t.say("Source: {source}, as of {day}", source=source.title, day=view.as_of.day),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=(Section("what", t.say("The source"), (), (_facts(view, phrases),)), *(parts or (nothing,))),
        footer=(t.say("Data: {title}.", title=evidence.description().title),),
        make_data=lambda: _data(view),
        make_rows=lambda: _rows(view),
    )


def _facts(view: SourceView, phrases: Phrases) -> Table:
    t, source = phrases.t, view.source
    pairs: list[tuple[Said, str]] = [
        (say("Title"), source.title),
        (say("Publisher"), source.publisher),
        (say("Tier"), t.say("{number} ({words})", number=str(source.tier), words=TIER[source.tier])),
        (say("Published on"), _published(source, t)),
        (say("Address"), source.url),
        (say("Identifier"), source.source_id),
    ]
    if source.note:
        pairs.append((say("Note"), source.note))
    return facts(phrases, t.say("What it is"), pairs)


def _published(source: Source, t: Teller) -> str:
    """Return the day, or the days between which it was published; empty where none is held."""
    first, last = source.published_from, source.published_by
    if last is None:
        return ""
    return t.day(last) if first in (None, last) else t.say("{low} to {high}", low=first, high=last)


def _parts(view: SourceView, evidence: Evidence, phrases: Phrases) -> Iterator[Section]:
    """Return a part for each kind of row, without a table where there is none."""
    t, indicators, areas, documents = phrases.t, evidence.indicators(), evidence.areas(), evidence.documents()
    identifier, name = say("Identifier"), say("Name")

    def area(area_id: str) -> str:
        return t.name(areas[area_id].name) if area_id in areas else area_id

    yield _part(
        "figures",
        say("Figures"),
        (
            ("name", say("Indicator")),
            ("area", say("Area")),
            ("count", say("Figures")),
            ("indicator_id", identifier),
            ("area_id", say("Identifier of the area")),
        ),
        [
            (
                t.name(indicators[indicator_id].name),
                area(area_id) if area_id else t.say("several areas"),
                t.number(count, 0),
                indicator_id,
                area_id or DASH,
            )
            for indicator_id, area_id, count in view.figures
        ],
        phrases,
    )
    yield _part(
        "targets",
        say("Targets"),
        (
            ("name", say("Target")),
            ("promise", say("Promise")),
            ("document", say("Document")),
            ("target_id", identifier),
        ),
        [
            (
                phrases.target(each),
                phrases.promise(each),
                phrases.document(documents[each.document_id]),
                each.target_id,
            )
            for each in view.targets
        ],
        phrases,
    )
    yield _part(
        "documents",
        say("Documents"),
        (("name", say("Title")), ("number", say("Number")), ("document_id", identifier)),
        [(t.name(each.title), each.number or DASH, each.document_id) for each in view.documents],
        phrases,
    )
    yield _part(
        "assessments",
        say("Official assessments"),
        (
            ("verdict", say("Verdict")),
            ("words", say("Words")),
            ("document", say("Document")),
            ("by", say("By")),
            ("day", say("Day")),
        ),
        [
            (
                phrases.official(each.verdict),
                each.words or DASH,
                phrases.document(documents[each.document_id]),
                phrases.body(each.assessor_id),
                t.day(each.day),
            )
            for each in view.assessments
        ],
        phrases,
    )
    yield _part(
        "commitments",
        say("Commitments"),
        (("name", say("What is asked")), ("kind", say("Kind")), ("commitment_id", identifier)),
        [(t.name(each.text), t(COMMITMENT[each.kind]), each.commitment_id) for each in view.commitments],
        phrases,
    )
    yield _part(
        "events",
        say("What became of commitments"),
        (("name", say("What happened")), ("day", say("Public by")), ("commitment_id", identifier)),
        [(t.name(each.what), t.day(each.day_by), each.commitment_id) for each in view.events],
        phrases,
    )
    yield _part(
        "areas",
        say("Areas"),
        (("name", name), ("area_id", identifier)),
        [(t.name(each.name), each.area_id) for each in view.areas],
        phrases,
    )
    yield _part(
        "successions",
        say("Successions"),
        (("from", say("From")), ("to", say("To")), ("day", say("On"))),
        [(each.from_name, area(each.to_id), t.day(each.day)) for each in view.successions],
        phrases,
    )


def _part(
    section_id: str, title: Said, heads: Sequence[tuple[str, Said]], rows: Rows, phrases: Phrases
) -> Section:
    t = phrases.t
    columns = tuple(Column(key, t(label), "right" if key == "count" else "left") for key, label in heads)
    table = Table(t.say("What rests on this source"), columns, tuple(rows[:_MOST_ROWS]))
    told = [t.say("{count} in all.", count=t.number(len(rows), 0))]
    if len(rows) > _MOST_ROWS:
        told.append(t.say("The first {count} are listed; the data have all of them.", count=str(_MOST_ROWS)))
    return Section(section_id, t(title), tuple(told), (table,) if rows else ())


def _all(view: SourceView) -> dict[str, list[str]]:
    return {
        "targets": [each.target_id for each in view.targets],
        "documents": [each.document_id for each in view.documents],
        "assessments": [each.assessment_id for each in view.assessments],
        "commitments": [each.commitment_id for each in view.commitments],
        "events": [each.event_id for each in view.events],
        "areas": [each.area_id for each in view.areas],
    }


def _data(view: SourceView) -> dict[str, object]:
    return {
        "format": "haidang-source/1",
        "as_of": view.as_of.day.isoformat(),
        **source_data(view.source),
        "figures": [
            {"indicator_id": indicator_id, "area_id": area_id or None, "count": count}
            for indicator_id, area_id, count in view.figures
        ],
        **_all(view),
        "successions": [
            {
                "from_id": each.from_id or None,
                "from_name": each.from_name,
                "to_id": each.to_id,
                "day": each.day.isoformat(),
            }
            for each in view.successions
        ],
    }


def _rows(view: SourceView) -> Table:
    """Return what rests on the source, a row each; figures a row for each series."""
    figures = [
        ("figures", indicator_id, area_id, str(count)) for indicator_id, area_id, count in view.figures
    ]
    others = [(kind, name, "", "1") for kind, names in _all(view).items() for name in names]
    successions = [("successions", each.predecessor, each.to_id, "1") for each in view.successions]
    keys = ("table", "id", "area_id", "count")
    return Table("source", tuple(Column(key, key) for key in keys), (*figures, *others, *successions))
