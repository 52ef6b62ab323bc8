"""Things of one kind side by side, told: targets with their statuses, one indicator in several areas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from haidang.base.text import Said, say
from haidang.core.areas.area import Area
from haidang.core.evidence import Evidence
from haidang.core.review.lines import Line
from haidang.core.review.side_by_side import AreasView, TargetsView
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.review_data import figure_data, line_data, names
from haidang.telling.shows import csv_cell
from haidang.telling.teller import Teller
from haidang.telling.words import SCHEDULE


def tell_targets(view: TargetsView, evidence: Evidence, t: Teller) -> Report:
    """Tell targets side by side."""
    phrases = Phrases(t, evidence.bodies())
    heads = [
        t.say("{target} ({id})", target=line.target.name, id=line.target.target_id) for line in view.lines
    ]
    columns = (Column("what", t.say("What")), *(Column(f"t{n}", head) for n, head in enumerate(heads, 1)))
    rows = tuple(
        (t(label), *(tell(line) or DASH for line in view.lines)) for label, tell in _target_rows(phrases)
    )
    table = Table(t.say("Targets side by side"), columns, rows)
    return Report(
        language=t.language,
        title=t.say("Targets side by side as of {day}", day=view.as_of.day),
        lead=t.say(
            "{count} targets, each with its own statuses; nothing is added up.", count=str(len(heads))
        ),
        notices=tuple(t(notice) for notice in view.notices),
        sections=(Section("targets", t.say("Side by side"), (), (table,)),),
        footer=_footer(evidence, t),
        make_data=lambda: {
            "format": "haidang-compare-targets/1",
            "as_of": view.as_of.day.isoformat(),
            "targets": [line_data(line, phrases) for line in view.lines],
        },
        make_rows=lambda: _target_csv(view, phrases),
    )


def _target_rows(phrases: Phrases) -> Iterator[tuple[Said, Callable[[Line], str]]]:
    t = phrases.t
    yield say("Promise"), lambda line: phrases.promise(line.target)
    yield say("Document"), lambda line: phrases.document(line.document)
    yield say("For"), lambda line: t.period(line.target.period)
    yield say("Official"), lambda line: phrases.official(line.official.verdict if line.official else None)
    yield say("Evidence"), lambda line: phrases.evidence(line.verdict)
    yield say("Schedule"), lambda line: t(SCHEDULE[line.timetable.status])
    yield (
        say("Pace so far"),
        lambda line: phrases.pace(line.verdict.pace, line.indicator) if line.verdict.pace else "",
    )
    yield (
        say("Pace needed from here"),
        lambda line: phrases.pace(line.verdict.needed, line.indicator) if line.verdict.needed else "",
    )
    yield say("Odds"), lambda line: phrases.odds(line.odds)
    yield say("Latest figure held"), lambda line: phrases.short(line.latest)


def _target_csv(view: TargetsView, phrases: Phrases) -> Table:
    found = [line_data(line, phrases) for line in view.lines]
    keys = [key for key, value in found[0].items() if not isinstance(value, (dict, list))]
    keys = [key for key in keys if not any(isinstance(each[key], (dict, list)) for each in found)]
    rows = tuple(tuple(csv_cell(each[key]) for key in keys) for each in found)
    return Table("targets", tuple(Column(key, key) for key in keys), rows)


def tell_areas(view: AreasView, evidence: Evidence, t: Teller) -> Report:
    """Tell one indicator in several areas."""
    phrases = Phrases(t, evidence.bodies())
    columns = (
        Column("period", t.say("Period")),
        *(Column(f"a{n}", t.name(area.name), "right") for n, area in enumerate(view.areas, 1)),
    )
    rows = tuple(
        (
            t.period(period),
            *(phrases.value(figure.observation) if figure else DASH for figure in figures),
        )
        for period, figures in view.rows
    )
    table = Table(t.say("Figures by period; each area stands by itself"), columns, rows)
    lacking = [
        area.name for place, area in enumerate(view.areas) if not any(row[1][place] for row in view.rows)
    ]
    sentences = [_territory(area, view.as_of.day, t) for area in view.areas]
    sentences += [
        t.say(
            "{old} went into {new} on {day}: figures of both are of different territories, and are neither joined nor added.",
            old=evidence.areas()[each.from_id].name,
            new=evidence.areas()[each.to_id].name,
            day=each.day,
        )
        for each in view.successions
    ]
    sentences += [t.say("No figure of {area} is held.", area=name) for name in lacking]
    return Report(
        language=t.language,
        title=t.say(
            "{indicator}: areas side by side as of {day}", indicator=view.indicator.name, day=view.as_of.day
        ),
        lead=t.say(
            "Figures of {count} areas, each for its own territory; nothing is added up.",
            count=str(len(view.areas)),
        ),
        notices=tuple(t(notice) for notice in view.notices),
        sections=(Section("areas", t.say("Side by side"), tuple(sentences), (table,) if rows else ()),),
        footer=_footer(evidence, t),
        make_data=lambda: _areas_data(view),
        make_rows=lambda: _areas_csv(view),
    )


def _territory(area: Area, day: date, t: Teller) -> str:
    """Return between which days an area has these borders, as far as it was so on `day`."""
    end = area.valid_to if area.ended_by(day) else None
    if area.valid_from is None and end is None:
        return t.say("{area}: no change of its borders is held by then.", area=area.name)
    if area.valid_from is None:
        return t.say("{area}: in these borders until {day}.", area=area.name, day=end)
    if end is None:
        return t.say("{area}: in these borders from {day}.", area=area.name, day=area.valid_from)
    return t.say(
        "{area}: in these borders from {first} to {day}.", area=area.name, first=area.valid_from, day=end
    )


def _areas_data(view: AreasView) -> dict[str, object]:
    return {
        "format": "haidang-compare-areas/1",
        "as_of": view.as_of.day.isoformat(),
        "indicator_id": view.indicator.indicator_id,
        "unit": view.indicator.unit,
        "areas": [
            {
                "area_id": area.area_id,
                "name": names(area.name),
                "valid_from": area.valid_from.isoformat() if area.valid_from else None,
                "valid_to": area.valid_to.isoformat()
                if area.valid_to is not None and area.ended_by(view.as_of.day)
                else None,
                "figures": [
                    figure_data(figure) for _, row in view.rows if (figure := row[place]) is not None
                ],
            }
            for place, area in enumerate(view.areas)
        ],
    }


def _areas_csv(view: AreasView) -> Table:
    """Return one row a period and area, with the published text and the bound."""
    keys = ("period", "area_id", "value", "bound", "unit", "status", "producer_id", "public_by")
    rows = []
    for period, figures in view.rows:
        for area, figure in zip(view.areas, figures, strict=True):
            if figure is None:
                continue
            each = figure.observation
            cells = (
                each.text,
                each.bound,
                each.unit,
                each.status,
                each.producer_id,
                each.public_by.isoformat(),
            )
            rows.append((period.text, area.area_id, *cells))
    return Table("areas", tuple(Column(key, key) for key in keys), tuple(rows))


def _footer(evidence: Evidence, t: Teller) -> tuple[str, ...]:
    about = evidence.description()
    return (t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),)
