"""Which lines a grid or a template is of: body, periods, and what narrows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from haidang.base.errors import UseError
from haidang.base.periods import Period, parse_period
from haidang.base.text import say
from haidang.portal.desk.forms.choosing import find, label, offer
from haidang.portal.desk.forms.fields import Field, Form, Option, form_of
from haidang.portal.desk.forms.subject import bodies_to_enter, body_field
from haidang.portal.desk.lines import Line, lines_of
from haidang.portal.desk.paging import Desk
from haidang.telling.cell_words import CellWords
from haidang.telling.words import TOPIC

MOST_PERIODS = 6
_BETWEEN = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True)
class Asked:
    """The lines that were asked for, with their body and periods."""

    body_id: str
    periods: tuple[Period, ...]
    lines: tuple[Line, ...]


def template_form(desk: Desk, asked: Mapping[str, str]) -> Form:
    """Return the form that asks for body and periods, filled with what was asked for."""
    return form_of(
        body_field(desk, asked.get("body", "")),
        Field(
            "periods",
            say("Periods"),
            asked.get("periods", ""),
            hint=say("One or several with commas between, for example 2024-Q3, «quý IV/2024», 2024."),
            is_required=True,
        ),
    )


def lines_form(desk: Desk, asked: Mapping[str, str]) -> Form:
    """Return the form that asks for body and periods, and for what narrows them."""
    areas = CellWords(desk.evidence, desk.t).names("areas")
    topics = [Option("", say("all")), *(Option(code, word) for code, word in TOPIC.items())]
    return form_of(
        *template_form(desk, asked).fields.values(),
        Field("area", say("Area"), label(areas, asked.get("area", "")), "search", say("Empty: all areas."), offer(areas)),
        Field("topic", say("Topic"), asked.get("topic", ""), "select", options=topics),
    )  # fmt: skip


def read_body_and_periods(desk: Desk, form: Form) -> tuple[str, tuple[Period, ...]] | None:
    """Return body and periods that a form asks for; None with what is wrong noted in it."""
    periods, body_id = form.read("periods", _read_periods), form.fields["body"].value
    return None if periods is None or body_id not in bodies_to_enter(desk) else (body_id, periods)


def read_lines(desk: Desk, form: Form) -> Asked | None:
    """Return the lines that a form asks for; None with what is wrong noted in it."""
    areas = CellWords(desk.evidence, desk.t).names("areas")
    read = read_body_and_periods(desk, form)
    area_id = form.read("area", lambda text: find(text, areas, say("area"))) or ""
    if form.is_wrong or read is None:
        return None
    body_id, periods = read
    lines = lines_of(desk, body_id, periods, area_id=area_id, topic=form.fields["topic"].value)
    return Asked(body_id, periods, tuple(lines))


def _read_periods(text: str) -> tuple[Period, ...]:
    periods = tuple(
        dict.fromkeys(parse_period(each.strip()) for each in _BETWEEN.split(text) if each.strip())
    )
    if len(periods) > MOST_PERIODS:
        raise UseError(
            say("{count} periods are asked for.", count=str(len(periods))),
            say("Ask for {most} at most.", most=str(MOST_PERIODS)),
        )
    return periods
