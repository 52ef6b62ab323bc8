"""Sources, told: by tier, with what rests on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from haidang.base.text import Said, say
from haidang.core.documents.document import Source
from haidang.core.evidence import Evidence
from haidang.core.review.sources import SourceLine, SourcesView
from haidang.telling.phrases import DASH
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.teller import Teller

_TIERS: Mapping[int, Said] = {
    1: say("Official sources"),
    2: say("National press"),
    3: say("Other press"),
    4: say("Forums, blogs and repositories"),
}


def tell_sources(view: SourcesView, evidence: Evidence, t: Teller) -> Report:
    """Tell the sources of a day, a part for each tier."""
    tiers = [(tier, [line for line in view.lines if line.source.tier == tier]) for tier in _TIERS]
    return Report(
        language=t.language,
        title=t.say("Sources, as of {day}", day=view.as_of.day),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(
            Section(f"tier{tier}", t(_TIERS[tier]), _counted(lines, t), (_table(lines, t),))
            for tier, lines in tiers
            if lines
        )
        or (Section("none", t.say("Sources"), (t.say("None held."),)),),
        footer=(t.say("Data: {title}.", title=evidence.description().title),),
        make_data=lambda: {
            "format": "haidang-sources/1",
            "as_of": view.as_of.day.isoformat(),
            "sources": [{**source_data(line.source), **_counts(line)} for line in view.lines],
        },
        make_rows=lambda: _rows(view),
    )


def _counted(lines: Sequence[SourceLine], t: Teller) -> tuple[str, ...]:
    return (t.say("{count} in all.", count=len(lines)),)


def _table(lines: Sequence[SourceLine], t: Teller) -> Table:
    columns = (
        Column("name", t.say("Title")),
        Column("publisher", t.say("Publisher")),
        Column("published", t.say("Published on")),
        Column("figures", t.say("Figures"), "right"),
        Column("targets", t.say("Targets"), "right"),
        Column("assessments", t.say("Assessments"), "right"),
        Column("others", t.say("Other rows"), "right"),
        Column("source_id", t.say("Identifier")),
    )
    rows = tuple(
        (
            line.source.title,
            line.source.publisher or DASH,
            t.say("by {day}", day=line.source.published_by) if line.source.published_by else DASH,
            *(t.number(count, 0) if count else DASH for count in _counts(line).values()),
            line.source.source_id,
        )
        for line in lines
    )
    return Table(t.say("What rests on each source"), columns, rows)


def _counts(line: SourceLine) -> dict[str, int]:
    return {
        "figures": line.figures,
        "targets": line.targets,
        "assessments": line.assessments,
        "others": line.others,
    }


def _rows(view: SourcesView) -> Table:
    keys = ("source_id", "title", "publisher", "url", "tier", "published_from", "published_by", "note")
    counts = ("figures", "targets", "assessments", "others")
    rows = tuple(
        (
            *("" if value is None else str(value) for value in source_data(line.source).values()),
            *(str(count) for count in _counts(line).values()),
        )
        for line in view.lines
    )
    return Table("sources", tuple(Column(key, key) for key in (*keys, *counts)), rows)


def source_data(source: Source) -> dict[str, object]:
    """Return a source as data."""
    return {
        "source_id": source.source_id,
        "title": source.title,
        "publisher": source.publisher or None,
        "url": source.url or None,
        "tier": source.tier,
        "published_from": source.published_from.isoformat() if source.published_from else None,
        "published_by": source.published_by.isoformat() if source.published_by else None,
        "note": source.note or None,
    }
