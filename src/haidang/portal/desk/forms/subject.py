"""What a figure is about: the body that enters it, indicator, area and period; the first step of a form for one figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from haidang.base.errors import PeriodError
from haidang.base.periods import Period, parse_period
from haidang.base.text import say
from haidang.core.areas.area import Area
from haidang.core.bodies.tree import EVERY_BODY
from haidang.core.indicators.indicator import Indicator
from haidang.core.pack.tables import OBSERVATIONS
from haidang.portal.accounts.permissions import bodies_of
from haidang.portal.desk.forms.choosing import find, label, offer
from haidang.portal.desk.forms.fields import Field, Form, Option, form_of
from haidang.portal.desk.paging import Desk
from haidang.portal.entries.models import Entry
from haidang.portal.entries.offering import offered
from haidang.portal.entries.proposing import read_cells

ENTER = "entries.enter"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about, and the body that enters it."""

    body_id: str
    indicator: Indicator
    area: Area
    period: Period

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of an address that say so."""
        return {
            "body": self.body_id,
            "indicator": self.indicator.indicator_id,
            "area": self.area.area_id,
            "period": self.period.text,
        }


def bodies_to_enter(desk: Desk) -> Mapping[str, str]:
    """Return the names of the bodies for which who asks may enter figures, those of their own offices first."""
    bodies = desk.evidence.bodies()
    allowed = {
        each
        for each in bodies_of(desk.holder, ENTER, desk.tree, desk.today)
        if desk.tree.is_there(each, desk.today)
    }
    own = [each.body_id for each in desk.holder.offices if each.body_id in allowed]
    rest = sorted(allowed.difference(own), key=lambda each: desk.t.name(bodies[each].name))
    return {each: desk.t.name(bodies[each].name) for each in dict.fromkeys((*own, *rest))}


def indicators_to_enter(desk: Desk, body_id: str) -> Mapping[str, Indicator]:
    """Return the indicators of which who asks may enter figures for a body."""
    is_over_all = desk.may(ENTER, EVERY_BODY)
    return offered(desk.evidence, desk.tree, body_id, desk.today, is_over_all=is_over_all)


def body_field(desk: Desk, body_id: str) -> Field:
    """Return the field that chooses among the bodies for which who asks may enter figures."""
    names = bodies_to_enter(desk)
    return Field(
        "body",
        say("Body"),
        body_id if body_id in names else next(iter(names), ""),
        "select",
        say("The body that answers for the figures."),
        [Option(each, name) for each, name in names.items()],
        is_required=True,
    )


def subject_form(desk: Desk, asked: Mapping[str, str]) -> Form:
    """Return the form that asks what a figure is about, filled with what was asked for; nothing in it is judged."""
    body = body_field(desk, asked.get("body", ""))
    indicators = _names(desk, indicators_to_enter(desk, body.value))
    areas = _names(desk, desk.evidence.areas())
    area = asked.get("area") or desk.evidence.description().area_id
    return form_of(
        body,
        Field(
            "indicator",
            say("Indicator"),
            label(indicators, asked.get("indicator", "")),
            "search",
            say("Type a part of its name, and choose."),
            offer(indicators),
            is_required=True,
        ),
        Field(
            "area", say("Area"), label(areas, area), "search", options=offer(areas), is_required=True
        ),
        Field(
            "period",
            say("Period"),
            asked.get("period", ""),
            hint=say("For example 2024, 2024-Q3, 2024-08, «8 tháng 2024», «quý I/2024», or a day: 2024-12-31."),
            is_required=True,
        ),
    )  # fmt: skip


def read_subject(desk: Desk, form: Form) -> Subject | None:
    """Return what the form says, or None with what is wrong noted in it."""
    body_id = form.fields["body"].value
    indicators, areas = indicators_to_enter(desk, body_id), desk.evidence.areas()
    noun = say("indicator of this body")
    indicator = form.read("indicator", lambda text: indicators[find(text, _names(desk, indicators), noun)])
    area = form.read("area", lambda text: areas[find(text, _names(desk, areas), say("area"))])
    period = form.read("period", parse_period)
    if indicator is None or area is None or period is None:
        return None
    return Subject(body_id, indicator, area, period)


def subject_of(desk: Desk, entry: Entry) -> Subject | None:
    """Return what an entry is about; None where it is no figure, or its indicator or area is not held any more."""
    if entry.table != OBSERVATIONS.name:
        return None
    cells = read_cells(entry.subject)
    indicator = desk.evidence.indicators().get(cells.get("indicator_id") or "")
    area = desk.evidence.areas().get(cells.get("area_id") or "")
    try:
        period = parse_period(cells.get("period") or "")
    except PeriodError:
        return None
    return None if indicator is None or area is None else Subject(entry.body_id, indicator, area, period)


def _names(desk: Desk, of: Mapping[str, Indicator] | Mapping[str, Area]) -> Mapping[str, str]:
    return {each: desk.t.name(one.name) for each, one in of.items()}
