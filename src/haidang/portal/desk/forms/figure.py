"""
The form for one figure: its fields out of a row, and a row out of its fields.

A row keeps what the form does not ask for: of a correction the words of the source for example.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID, uuid5

from haidang.base.text import Said, say
from haidang.core.pack.tables import OBSERVATIONS, SOURCES
from haidang.portal.desk.forms.choosing import find, label, offer
from haidang.portal.desk.forms.fields import Field, Form, Option, Trouble, form_of
from haidang.portal.desk.forms.held import Held
from haidang.portal.desk.forms.numbers import read_day, read_number
from haidang.portal.desk.forms.subject import Subject
from haidang.portal.desk.forms.units import read_unit, units_of
from haidang.portal.desk.paging import Desk
from haidang.portal.entries.identifiers import propose_identifier
from haidang.portal.entries.proposing import PUBLIC_BY, PUBLIC_FROM, Cells, Proposed
from haidang.telling.cell_words import CellWords
from haidang.telling.choices import choices_of
from haidang.telling.columns import label_of

LONGEST = 2000
"""Letters of what is written in own words."""
_AT_PUBLICATION = say("Empty: the day on which it is published here.")
_SOURCE = "source."
"""What the names of the fields of a new source begin with."""
_NEW_SOURCE = ("title", "url", "tier", "published_by")
_AS_THEY_ARE = ("bound", "status", "definition", "note")


def draw_figure(desk: Desk, subject: Subject, cells: Cells, held: Sequence[Held], remark: str = "") -> Form:
    """Return the form filled with a row."""
    words = CellWords(desk.evidence, desk.t)
    bodies, sources, units = words.names("bodies"), words.names("sources"), units_of(desk)
    value, unit = cells.get("value") or "", cells.get("unit") or subject.indicator.unit
    definitions = sorted({each.cells["definition"] for each in held if each.cells["definition"]})
    return form_of(
        _field("value", desk.t.digits(value) if value else "", hint=_how(desk), is_required=True, more={"inputmode": "decimal"}),
        _choice("bound", cells, say("exact")),
        _field("unit", label(units, unit), "search", options=offer(units), is_required=True),
        _choice("status", cells),
        _field("producer_id", label(bodies, cells.get("producer_id") or ""), "search", options=offer(bodies), is_required=True),
        _field("definition", cells.get("definition") or "", "search", say("Only where several are in use: a figure revises figures of an equal one alone."), [Option(each, each) for each in definitions]),
        _field(PUBLIC_BY, cells.get(PUBLIC_BY) or "", "date", _AT_PUBLICATION),
        _field("source_id", label(sources, cells.get("source_id") or ""), "search", say("Type a part of its title, and choose; or describe a new one below."), offer(sources)),
        *_new_source(),
        _field("note", cells.get("note") or "", "lines", say("Everybody reads it beside the figure."), more={"maxlength": str(LONGEST)}),
        remark_field(remark),
    )  # fmt: skip


def without_key(form: Form) -> Form:
    """Return the form without what a correction keeps: by whom the figure is, by which definition, and when it became public."""
    return Form({name: each for name, each in form.fields.items() if name not in OBSERVATIONS.key})


def draw_withdrawal(cells: Cells, remark: str = "") -> Form:
    """Return the form that withdraws a held figure."""
    return form_of(
        _field("withdrawn_on", cells.get("withdrawn_on") or "", "date", _AT_PUBLICATION),
        remark_field(remark),
    )


def remark_field(text: str) -> Field:
    """Return the field of words for those who check."""
    hint = say("Why an unusual figure is right, for example. Never public.")
    return Field(
        "remark", say("Remark for those who check"), text, "lines", hint, more={"maxlength": str(LONGEST)}
    )


def read_figure(desk: Desk, form: Form, subject: Subject, base: Cells) -> Cells:
    """
    Return the row that a filled form says; what is wrong is noted at its fields.

    Parameters
    ----------
    desk, form
        The request, and the form with what was sent.
    subject
        What the figure is about.
    base
        The row that the form was drawn from.
    """
    names = CellWords(desk.evidence, desk.t).names
    readers: Mapping[str, Callable[[str], str]] = {
        "value": lambda text: read_number(text, desk.language),
        "unit": lambda text: read_unit(text, units_of(desk)),
        "producer_id": lambda text: find(text, names("bodies"), say("body")),
        "source_id": lambda text: find(text, names("sources"), say("source")),
        PUBLIC_BY: lambda text: read_day(text, desk.language),
    }
    read = {name: form.read(name, reader) for name, reader in readers.items() if name in form.fields}
    texts = {name: form.fields[name].value for name in _AS_THEY_ARE if name in form.fields}
    cells = {
        **base,
        "indicator_id": subject.indicator.indicator_id,
        "area_id": subject.area.area_id,
        "period": subject.period.text,
        **read,
        **texts,
    }
    if cells.get(PUBLIC_BY) != base.get(PUBLIC_BY):
        cells[PUBLIC_FROM] = cells[PUBLIC_BY]
    return cells


def read_withdrawal(desk: Desk, form: Form) -> Cells:
    """Return the cells of a withdrawal; what is wrong is noted at its field."""
    return {"withdrawn_on": form.read("withdrawn_on", lambda text: read_day(text, desk.language))}


def read_source(desk: Desk, form: Form, once: UUID) -> Proposed | None:
    """Return the new source that a filled form describes; None where it describes none."""
    cells: dict[str, str | None] = {name: form.fields[f"{_SOURCE}{name}"].value for name in _NEW_SOURCE}
    if not (cells["title"] or cells["url"]):
        return None
    if not cells["title"]:
        trouble = Trouble(say("The new source has no title."), say("Write the title as published."))
        form.note(trouble, f"{_SOURCE}title")
    published_by = form.read(f"{_SOURCE}published_by", lambda text: read_day(text, desk.language))
    cells["published_by"] = cells["published_from"] = published_by
    cells["source_id"] = propose_identifier(SOURCES.name, cells)
    return Proposed(uuid5(once, SOURCES.name), SOURCES.name, cells)


def is_new_source(form: Form) -> bool:
    """Return whether a form describes a new source."""
    return any(
        name in form.fields and form.fields[name].value for name in (f"{_SOURCE}title", f"{_SOURCE}url")
    )


def field_of_source(column: str) -> str:
    """Return the name of the field for a column of a new source."""
    return f"{_SOURCE}{column}" if column in _NEW_SOURCE else "source_id"


def _how(desk: Desk) -> Said:
    return say("Written as here: {sample}.", sample=desk.t.digits("1234.5"))


def _new_source() -> tuple[Field, ...]:
    labels = {name: label_of(SOURCES, name) for name in _NEW_SOURCE}
    tiers = [Option(code, word) for code, word in choices_of(SOURCES.name, SOURCES.column("tier")).items()]
    return (
        Field(f"{_SOURCE}title", labels["title"]),
        Field(f"{_SOURCE}url", labels["url"], kind="url"),
        Field(f"{_SOURCE}tier", labels["tier"], "1", "select", options=tiers),
        Field(f"{_SOURCE}published_by", labels["published_by"], kind="date"),
    )


def _choice(name: str, cells: Cells, empty: Said | None = None) -> Field:
    words = choices_of(OBSERVATIONS.name, OBSERVATIONS.column(name))
    options = [Option(code, word) for code, word in words.items()]
    first = [] if empty is None else [Option("", empty)]
    return _field(name, cells.get(name) or "", "select", options=[*first, *options])


def _field(
    name: str,
    value: str,
    kind: str = "text",
    hint: Said | str = "",
    options: Sequence[Option] = (),
    *,
    is_required: bool = False,
    more: Mapping[str, str] | None = None,
) -> Field:
    what = label_of(OBSERVATIONS, name)
    return Field(name, what, value, kind, hint, options, is_required=is_required, more=more or {})
