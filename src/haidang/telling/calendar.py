"""The calendar of expected figures, told: what is late, what is due, what fell due, and how prompt each body was."""

from __future__ import annotations

from collections.abc import Sequence

from haidang.base.text import Said, say
from haidang.core.evidence import Evidence
from haidang.core.review.calendar import CalendarView, Punctuality
from haidang.core.review.expected import Expected, State
from haidang.telling.expected import basis_of, expected_data, owing_of, period_of, state_of
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.report import Column, Entry, Report, Section, Table
from haidang.telling.shows import csv_cell
from haidang.telling.teller import Teller


def tell_calendar(view: CalendarView, evidence: Evidence, t: Teller) -> Report:
    """Tell the calendar of expected figures."""
    phrases = Phrases(t, evidence.bodies())
    parts: tuple[tuple[str, Said, Said, Sequence[Expected]], ...] = (
        ("late", say("Late"), say("Figures that are late"), view.having(State.LATE)),
        ("due", say("Due"), say("Figures that are due"), view.having(State.DUE)),
        (
            "over",
            say("Received, or not followed"),
            say("Figures that fell due"),
            view.having(State.RECEIVED, State.NOT_FOLLOWED, State.UNKNOWN),
        ),
    )
    listed = tuple(
        Section(name, t(title), _said(name, phrases), (_table(t(caption), rows, evidence, phrases),))
        for name, title, caption, rows in parts
        if rows
    )
    nothing = Section("none", t.say("Expected figures"), (_nothing(evidence, t),))
    about = evidence.description()
    return Report(
        language=t.language,
        title=t.say("Calendar of expected figures, as of {day}", day=view.as_of.day),
        lead=_lead(view, t),
        notices=tuple(t(notice) for notice in view.notices),
        sections=(*(listed or (nothing,)), *_punctuality(view, phrases)),
        footer=(
            t.say("Data: {title}, version {version}.", title=about.title, version=about.version or DASH),
        ),
        make_data=lambda: {
            "format": "haidang-calendar/1",
            "as_of": view.as_of.day.isoformat(),
            "from": view.first.isoformat(),
            "to": view.last.isoformat(),
            "followed_until": view.followed_until.isoformat() if view.followed_until else None,
            "expected": [expected_data(each) for each in view.expected],
            "punctuality": [{"body_ids": list(each.body_ids), **_counts(each)} for each in view.punctuality],
        },
        make_rows=lambda: _rows(view),
        make_entries=lambda: _entries(view, evidence, phrases),
    )


def _lead(view: CalendarView, t: Teller) -> str:
    return t.say(
        "Due from {first} to {last}: {count} figures. Late: {late}. Still to come: {due}. Received: {received}. Not followed, or of series not held: {others}.",
        first=view.first,
        last=view.last,
        count=t.number(len(view.expected), 0),
        late=t.number(len(view.having(State.LATE)), 0),
        due=t.number(len(view.having(State.DUE)), 0),
        received=t.number(len(view.having(State.RECEIVED)), 0),
        others=t.number(len(view.having(State.NOT_FOLLOWED, State.UNKNOWN)), 0),
    )


def _nothing(evidence: Evidence, t: Teller) -> str:
    if not evidence.expectations():
        return t.say("The pack does not say which figures are due when.")
    return t.say("No figure that was asked for falls due between these days, by what was known then.")


def _said(name: str, phrases: Phrases) -> tuple[str, ...]:
    t = phrases.t
    if name == "late":
        return (
            t.say("«Late» is what was not received here by its day; it may have been published elsewhere."),
        )
    if name == "over":
        return (
            t.say(
                "A figure that nobody followed says nothing of the body that owes it. The first day of publication held is compared with the day on which it was due."
            ),
        )
    return (t.say("By the law known on this day. «Indicative»: nobody has signed the rule."),)


def _table(caption: str, rows: Sequence[Expected], evidence: Evidence, phrases: Phrases) -> Table:
    t, indicators, areas = phrases.t, evidence.indicators(), evidence.areas()
    columns = (
        Column("due", t.say("Due")),
        Column("name", t.say("Indicator")),
        Column("place", t.say("Area")),
        Column("period", t.say("Period")),
        Column("state", t.say("State")),
        Column("body", t.say("Who owes it")),
        Column("basis", t.say("Law or agreement")),
    )
    told = tuple(
        (
            t.day(each.due),
            t.name(indicators[each.key.indicator_id].name),
            t.name(areas[each.key.area_id].name),
            period_of(each, phrases),
            state_of(each, phrases),
            owing_of(each, phrases),
            basis_of(each, phrases),
        )
        for each in rows
    )
    return Table(caption, columns, told)


def _punctuality(view: CalendarView, phrases: Phrases) -> tuple[Section, ...]:
    if not view.punctuality:
        return ()
    t = phrases.t
    columns = (
        Column("body", t.say("Who owes it")),
        Column("fell_due", t.say("Fell due"), "right"),
        Column("in_time", t.say("In time"), "right"),
        Column("late", t.say("Received late"), "right"),
        Column("unclear", t.say("In time or late"), "right"),
        Column("missing", t.say("Late, not received"), "right"),
        Column("not_followed", t.say("Not followed or held"), "right"),
    )
    rows = tuple(
        (
            "; ".join(phrases.body(body_id) for body_id in each.body_ids),
            *(t.number(count, 0) for count in _counts(each).values()),
        )
        for each in view.punctuality
    )
    sentence = t.say(
        "Of the figures that fell due from {first} on and before {day}, in any state. Where only the month of a publication is known, it may not tell whether a figure came in time.",
        first=view.first,
        day=view.as_of.day,
    )
    table = Table(t.say("How prompt each body was"), columns, rows)
    return (Section("punctuality", t.say("How prompt each body was"), (sentence,), (table,)),)


def _counts(each: Punctuality) -> dict[str, int]:
    return {
        "fell_due": each.fell_due,
        "in_time": each.in_time,
        "late": each.late,
        "unclear": each.unclear,
        "missing": each.missing,
        "not_followed": each.not_followed,
    }


def _rows(view: CalendarView) -> Table:
    data = [expected_data(each) for each in view.expected]
    keys = tuple(data[0]) if data else ("due", "indicator_id", "area_id", "period", "state")
    rows = tuple(
        tuple("; ".join(cell) if isinstance(cell, list) else csv_cell(cell) for cell in each.values())
        for each in data
    )
    return Table("calendar", tuple(Column(key, key) for key in keys), rows)


def _entries(view: CalendarView, evidence: Evidence, phrases: Phrases) -> tuple[Entry, ...]:
    """Return an entry for all figures that one body owes of one period by one law."""
    t, indicators, areas = phrases.t, evidence.indicators(), evidence.areas()
    groups: dict[tuple[str, str], list[Expected]] = {}
    for each in view.expected:
        groups.setdefault((each.expectation.expectation_id, each.period.text), []).append(each)
    return tuple(
        Entry(
            f"{name}-{period.replace('/', '-')}",
            held[0].due,
            t.say(
                "{indicator}, {area}, {period}",
                indicator=[indicators[each.key.indicator_id].name for each in held],
                area=areas[held[0].key.area_id].name,
                period=period_of(held[0], phrases),
            ),
            t.say(
                "{body}. {basis}. {state}.",
                body=owing_of(held[0], phrases),
                basis=basis_of(held[0], phrases),
                state="; ".join(dict.fromkeys(state_of(each, phrases) for each in held)),
            ),
            view.as_of.day,
        )
        for (name, period), held in groups.items()
    )
