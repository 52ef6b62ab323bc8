"""The calendar of the own bodies: what is late, what is due, what came, with the way into the form for each figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.pack.tables import OBSERVATIONS
from haidang.core.review.calendar import CalendarView, Punctuality
from haidang.core.review.expected import Expected, State
from haidang.portal.accounts.permissions import bodies_of
from haidang.portal.desk.due import calendar_of
from haidang.portal.desk.forms.fields import Field, Option
from haidang.portal.desk.forms.subject import ENTER
from haidang.portal.desk.paging import Desk, page
from haidang.portal.entries.life import STATES
from haidang.portal.entries.models import OPEN, Entry
from haidang.portal.entries.proposing import read_cells
from haidang.portal.entries.queries import seen_by
from haidang.telling.expected import basis_of, owing_of, state_of
from haidang.telling.phrases import Phrases

SEE = "desk.open"
_PARTS: tuple[tuple[str, Said, tuple[State, ...]], ...] = (
    ("late", say("Late"), (State.LATE,)),
    ("due", say("Due in the next three months"), (State.DUE,)),
    (
        "over",
        say("Received, or not followed, in the last year"),
        (State.RECEIVED, State.NOT_FOLLOWED, State.UNKNOWN),
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An expected figure, told; with the address of the form for it, and of an entry that is on its way, where there are any."""

    indicator: str
    area: str
    period: str
    due: str
    owing: str
    basis: str
    state: str
    form: str
    entry: str
    entry_state: Said | str


@page(SEE)
def calendar(desk: Desk) -> HttpResponse:
    """Show what is expected of the own bodies, or of one of them."""
    names = _bodies(desk)
    chosen = desk.request.GET.get("body", "")
    if chosen and chosen not in names:
        raise UseError(
            say("«{seen}» is none of your bodies.", seen=chosen), say("Choose one from the list."), "body"
        )
    body_ids = frozenset({chosen} if chosen else names)
    view = calendar_of(desk, body_ids)
    options = [Option("", say("all of yours")), *(Option(each, name) for each, name in names.items())]
    context = {
        "field": Field("body", say("Body"), chosen, "select", options=options),
        "parts": list(_parts(desk, view)) if view is not None else [],
        "prompt": [_prompt(each, desk) for each in view.punctuality] if view is not None else [],
        "notices": view.notices if view is not None else (),
    }
    return desk.page("desk/calendar.html", context)


def _bodies(desk: Desk) -> Mapping[str, str]:
    bodies = desk.evidence.bodies()
    own = bodies_of(desk.holder, SEE, desk.tree, desk.today)
    names = {each: desk.t.name(bodies[each].name) for each in own if each in bodies}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def _parts(desk: Desk, view: CalendarView) -> Iterator[tuple[str, Said, list[Line]]]:
    phrases, coming = Phrases(desk.t, desk.evidence.bodies()), _on_their_way(desk)
    for name, title, states in _PARTS:
        lines = [_line(each, desk, phrases, coming) for each in view.having(*states)]
        if lines:
            yield name, title, lines


def _line(each: Expected, desk: Desk, phrases: Phrases, coming: Mapping[tuple[str, ...], Entry]) -> Line:
    t, key = desk.t, each.key
    entry = coming.get((key.indicator_id, key.area_id, each.period.text))
    is_open = entry is None and each.state is not State.RECEIVED
    return Line(
        t.name(desk.evidence.indicators()[key.indicator_id].name),
        t.name(desk.evidence.areas()[key.area_id].name),
        t.period(each.period),
        t.day(each.due),
        owing_of(each, phrases),
        basis_of(each, phrases),
        state_of(each, phrases),
        _form(each, desk) if is_open else "",
        "" if entry is None else reverse("desk:entry", args=[desk.language, entry.key]),
        "" if entry is None else STATES[entry.state],
    )


def _form(each: Expected, desk: Desk) -> str:
    """Return the address of the form for a figure; empty for who does not enter for the body that owes it."""
    body_id = next((each for each in each.body_ids if desk.may(ENTER, each)), "")
    if not body_id:
        return ""
    asked = {
        "body": body_id,
        "indicator": each.key.indicator_id,
        "area": each.key.area_id,
        "period": each.period.text,
    }
    return f"{reverse('desk:figure', args=[desk.language])}?{urlencode(asked)}"


def _on_their_way(desk: Desk) -> Mapping[tuple[str, ...], Entry]:
    """Return the entries of figures that are on their way and may be seen, by indicator, area and period."""
    found: dict[tuple[str, ...], Entry] = {}
    seen = seen_by(desk.holder, desk.tree, desk.today)
    for each in seen.filter(table=OBSERVATIONS.name, state__in=OPEN, act=Entry.Act.ADD):
        cells = read_cells(each.subject)
        found[tuple(cells.get(name) or "" for name in ("indicator_id", "area_id", "period"))] = each
    return found


def _prompt(each: Punctuality, desk: Desk) -> tuple[str, ...]:
    bodies = desk.evidence.bodies()
    counts = (each.fell_due, each.in_time, each.late, each.unclear, each.missing, each.not_followed)
    names = "; ".join(desk.t.name(bodies[body_id].name) for body_id in each.body_ids)
    return (names, *(desk.t.number(count, 0) for count in counts))
