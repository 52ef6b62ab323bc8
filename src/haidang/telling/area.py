"""An area, told: what it is, what it came from and became, its figures and those before and after, its targets."""

from __future__ import annotations

from collections import Counter
from typing import Any

from haidang.base.text import Said, say
from haidang.core.areas.area import Succession
from haidang.core.evidence import Evidence
from haidang.core.review.territories import AreaView, TerritoryView
from haidang.telling.area_turnings import borders, succession_section, turning_sections
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import figure_data, line_data, names
from haidang.telling.shows import facts
from haidang.telling.target_rows import target_table
from haidang.telling.target_said import source_address
from haidang.telling.teller import Teller
from haidang.telling.words import LEVEL

_ASKED = 3  # producers named where a territory has no figures


def tell_area(view: AreaView, evidence: Evidence, t: Teller) -> Report:
    """Tell an area with its place in the succession."""
    phrases = Phrases(t, evidence.bodies())
    about = _about(view, evidence, phrases)
    sections = (
        Section("what", t.say("The area"), (), (about,)),
        succession_section(view, phrases),
        *turning_sections(view, phrases),
        _series(view, evidence, phrases),
        _targets(view, phrases),
        _children(view, phrases),
    )
    return Report(
        language=t.language,
        title=t.say("{area}, as of {day}", area=view.area.name, day=view.as_of.day),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=tuple(each for each in sections if each is not None),
        footer=(),
        make_data=lambda: _data(view, phrases),
        make_rows=lambda: about,
    )


def _about(view: AreaView, evidence: Evidence, phrases: Phrases) -> Table:
    t, area = phrases.t, view.area
    pairs: list[tuple[Said, str]] = [
        (say("Level"), t(LEVEL[area.level])),
        (say("Legal kind"), area.kind),
        (say("Official code"), area.official_code),
        (say("Lies in"), phrases.text(view.parent.name) if view.parent else DASH),
        (say("In these borders"), borders(area, view.as_of.day, phrases)),
        (
            say("Land area"),
            t.say("{value} km²", value=t.exact(area.area_km2)) if area.area_km2 is not None else "",
        ),
        (
            say("Read in"),
            source_address(evidence, area.source_id) if area.source_id in evidence.sources() else "",
        ),
    ]
    if area.note:
        pairs.append((say("Note"), area.note))
    return facts(phrases, t.say("What it is"), pairs)


def _series(view: AreaView, evidence: Evidence, phrases: Phrases) -> Section:
    t = phrases.t
    title = t.say("Indicators with figures of this territory")
    if not view.series:
        none = t.say(
            "No figure of {area} is held that was public by {day}.", area=view.area.name, day=view.as_of.day
        )
        return Section("series", title, tuple(filter(None, (none, _producers(evidence, phrases)))))
    columns = (
        Column("name", t.say("Indicator")),
        Column("last", t.say("Last figure")),
        Column("producer", t.say("Producer")),
        Column("indicator_id", t.say("Identifier")),
    )
    rows = tuple(
        (
            phrases.text(indicator.name),
            phrases.short(figure),
            phrases.body(figure.observation.producer_id),
            indicator.indicator_id,
        )
        for indicator, figure in view.series
    )
    return Section("series", title, (), (Table(t.say("The last figure of each"), columns, rows),))


def _producers(evidence: Evidence, phrases: Phrases) -> str:
    """Return who publishes figures of the most indicators, and so could publish those of a territory that has none."""
    named = (each.preferred_producer_id for each in evidence.indicators().values())
    most = Counter(each for each in named if each).most_common(_ASKED)
    if not most:
        return ""
    bodies = tuple(phrases.body(body_id) for body_id, _ in most)
    return phrases.t.say("Those who publish most of what is measured could do so: {bodies}.", bodies=bodies)


def _targets(view: AreaView, phrases: Phrases) -> Section | None:
    if not view.lines:
        return None
    t = phrases.t
    caption = t.say("Targets with their statuses")
    # name and document say which one it is; one column more has no room
    table = target_table(view.lines, phrases, caption, "target", "document", with_id=False)
    return Section("targets", t.say("Targets for it"), (), (table,))


def _children(view: AreaView, phrases: Phrases) -> Section | None:
    if not view.children:
        return None
    t = phrases.t
    columns = (
        Column("name", t.say("Name")),
        Column("kind", t.say("Legal kind")),
        Column("km2", t.say("Area, km²"), "right"),
        Column("area_id", t.say("Identifier")),
    )
    rows = tuple(
        (
            phrases.text(each.name),
            each.kind or DASH,
            DASH if each.area_km2 is None else t.exact(each.area_km2),
            each.area_id,
        )
        for each in view.children
    )
    count = t.say("{count} in all.", count=str(len(rows)))
    title = t.say("Areas inside it on {day}", day=view.as_of.day)
    return Section("children", title, (count,), (Table(title, columns, rows),))


def _data(view: AreaView, phrases: Phrases) -> dict[str, Any]:
    area, end = view.area, view.area.end_by(view.as_of.day)
    return {
        "format": "haidang-area/1",
        "as_of": view.as_of.day.isoformat(),
        "area_id": area.area_id,
        "name": names(area.name),
        "level": area.level,
        "kind": area.kind or None,
        "parent_id": area.parent_id or None,
        "valid_from": area.valid_from.isoformat() if area.valid_from else None,
        "valid_to": end.isoformat() if end else None,
        "area_km2": area.area_km2,
        "children": [each.area_id for each in view.children],
        "predecessors": [_succession_data(each) for each in view.predecessors],
        "successors": [_succession_data(each) for each in view.successors],
        "series": [indicator.indicator_id for indicator, _ in view.series],
        "last_figures": {indicator.indicator_id: figure_data(figure) for indicator, figure in view.series},
        "turnings": [
            {
                "day": turning.day.isoformat(),
                "before": [each.area_id for each in turning.before],
                "after": turning.after.area_id,
                "figures": {
                    indicator.indicator_id: {
                        each.area_id: None if figure is None else figure_data(figure)
                        for each, figure in zip(turning.areas, figures, strict=True)
                    }
                    for indicator, figures in turning.rows
                },
            }
            for turning in view.turnings
        ],
        "targets": [line_data(line, phrases) for line in view.lines],
    }


def _succession_data(each: Succession) -> dict[str, object]:
    return {
        "from_id": each.from_id or None,
        "from_name": each.from_name,
        "to_id": each.to_id,
        "day": each.day.isoformat(),
        "bases": list(each.bases),
        "share": each.share,
    }


def tell_areas(view: TerritoryView, evidence: Evidence, t: Teller) -> Report:
    """Tell the areas that exist on a day."""
    areas, heading = evidence.areas(), t.say("Areas")
    columns = (
        Column("name", t.say("Name")),
        Column("level", t.say("Level")),
        Column("kind", t.say("Legal kind")),
        Column("parent", t.say("Lies in")),
        Column("id", t.say("Identifier")),
    )
    rows = tuple(
        (
            t.name(each.name),
            t(LEVEL[each.level]),
            each.kind or DASH,
            t.name(areas[each.parent_id].name) if each.parent_id in areas else DASH,
            each.area_id,
        )
        for each in view.areas
    )
    table = Table(t.say("Areas that exist on {day}", day=view.as_of.day), columns, rows)
    return Report(
        language=t.language,
        title=t.say("{list} – {data}", list=heading, data=evidence.description().title),
        lead="",
        notices=tuple(t(notice) for notice in view.notices),
        sections=(Section("list", heading, (t.say("{count} in all.", count=str(len(rows))),), (table,)),),
        footer=(),
        make_data=lambda: {
            "format": "haidang-list/1",
            "as_of": view.as_of.day.isoformat(),
            "items": [
                {
                    "id": each.area_id,
                    "name": names(each.name),
                    "level": each.level,
                    "kind": each.kind or None,
                    "parent": each.parent_id or None,
                }
                for each in view.areas
            ],
        },
        make_rows=lambda: table,
    )
