"""What an area came from and became, told: the successions, and the territories before and after side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from haidang.base.text import Said, say
from haidang.core.areas.area import Area, Succession
from haidang.core.review.territories import AreaView, Turning
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Section, Table
from haidang.telling.words import BASIS


def succession_section(view: AreaView, phrases: Phrases) -> Section | None:
    """Return what went into an area and into what it went, with shares; None where neither is known."""
    if not (view.predecessors or view.successors):
        return None
    t = phrases.t
    names = {each.area_id: phrases.text(each.name) for turning in view.turnings for each in turning.areas}
    columns = (
        Column("place", t.say("Place")),
        Column("from", t.say("From")),
        Column("to", t.say("To")),
        Column("day", t.say("On")),
        Column("share", t.say("Share that went over")),
        Column("basis", t.say("Share of")),
        Column("note", t.say("Note")),
    )
    rows = [_row(t.say("came from"), each, names, phrases) for each in view.predecessors]
    rows += [_row(t.say("became"), each, names, phrases) for each in view.successors]
    table = Table(t.say("What it came from and what it became"), columns, tuple(rows))
    return Section(
        "succession", t.say("Its place in the succession"), tuple(_chains(view, phrases)), (table,)
    )


def _chains(view: AreaView, phrases: Phrases) -> Iterator[str]:
    """Yield each change as one line: what went in, what came of it, on which day."""
    for turning in view.turnings:
        old = " + ".join(dict.fromkeys(_old_name(each, turning, phrases) for each in turning.parts))
        yield phrases.t.say("{old} → {new} ({day})", old=old, new=turning.after.name, day=turning.day)


def _old_name(each: Succession, turning: Turning, phrases: Phrases) -> str:
    held = {area.area_id: area for area in turning.before}
    return phrases.text(held[each.from_id].name) if each.from_id in held else each.from_name


def _row(place: str, each: Succession, names: dict[str, str], phrases: Phrases) -> tuple[str, ...]:
    t = phrases.t
    return (
        place,
        names.get(each.from_id, each.from_name),
        names.get(each.to_id, each.to_id),
        t.day(each.day),
        t.say("unknown") if each.share is None else t.quantity(t.exact(each.share * 100), "%"),
        ", ".join(t(BASIS[basis]) if basis in BASIS else basis for basis in each.bases) or DASH,
        each.note or DASH,
    )


def borders(area: Area, day: date, phrases: Phrases) -> str:
    """Return between which days an area has its borders, as it is known on a day."""
    t, end = phrases.t, area.end_by(day)
    if area.valid_from is None and end is None:
        return t.say("no change held")
    if area.valid_from is None:
        return t.say("until {day}", day=end)
    return t.say("from {day}", day=area.valid_from) if end is None else phrases.span(area.valid_from, end)


def turning_sections(view: AreaView, phrases: Phrases) -> list[Section]:
    """Return the territories before and after each change side by side, where rows of the old ones are held."""
    held = [each for each in view.turnings if each.before]
    return [_turning(turning, number, view, phrases) for number, turning in enumerate(held, 1)]


def _turning(turning: Turning, number: int, view: AreaView, phrases: Phrases) -> Section:
    t = phrases.t
    title = t.say("{area} before and after {day}", area=turning.after.name, day=turning.day)
    columns = (
        Column("what", t.say("What")),
        *(
            Column(f"a{n}", t.say("{area}, before", area=area.name))
            for n, area in enumerate(turning.before, 1)
        ),
        Column("after", t.say("{area}, from {day}", area=turning.after.name, day=turning.day)),
    )
    rows = [(t(label), *(_fact(label, area, view, phrases) for area in turning.areas)) for label in _FACTS]
    rows += [
        (phrases.text(indicator.name), *(phrases.short(figure) for figure in figures))
        for indicator, figures in turning.rows
    ]
    sentences = [t.say("Each column is a territory of its own: old and new are never added or joined.")]
    if not turning.rows:
        sentences.append(
            t.say("No indicator has figures of two of these territories, so none stands side by side here.")
        )
    caption = t.say("The territories side by side, each with its last figures")
    return Section(f"turning-{number}", title, tuple(sentences), (Table(caption, columns, tuple(rows)),))


_LASTED, _KIND, _SIZE = say("In these borders"), say("Legal kind"), say("Area, km²")
_FACTS = (_LASTED, _KIND, _SIZE)


def _fact(label: Said, area: Area, view: AreaView, phrases: Phrases) -> str:
    if label is _LASTED:
        return borders(area, view.as_of.day, phrases)
    if label is _KIND:
        return area.kind or DASH
    return DASH if area.area_km2 is None else phrases.t.exact(area.area_km2)
