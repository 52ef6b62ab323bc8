"""
The form of one row of any table of the pack, made from the table's definition: a field a column, in groups.

What nobody touched stays as it is held, to the last digit. What was typed and cannot be read is kept as it was typed: a draft may have
defects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from haidang.base.errors import HaidangError
from haidang.base.periods import parse_period
from haidang.base.text import Said, say
from haidang.core.pack.tables import LIST_SEPARATOR, Column, Table
from haidang.portal.desk.forms.choosing import find, label, offer
from haidang.portal.desk.forms.fields import Field, Form, Option, trouble_of
from haidang.portal.desk.forms.numbers import read_number
from haidang.portal.desk.forms.units import read_unit
from haidang.portal.entries.proposing import Cells
from haidang.telling.cell_words import CellWords
from haidang.telling.choices import choices_of
from haidang.telling.columns import label_of, tell_hint
from haidang.telling.teller import Teller

MOST_OFFERED = 400
"""Names that a field offers while one types; of more, a name that is typed is understood all the same."""
_LONG = frozenset(
    {"concept", "method", "disaggregation", "criteria", "quote", "words", "note", "formula", "value_text"}
)
_IDENTITY, _CONTENT, _LAW, _VALIDITY, _ORIGIN = (
    say("What it is"),
    say("What it says"),
    say("Legal metadata"),
    say("When it exists"),
    say("Where it comes from"),
)
_GROUPS: Mapping[Said, frozenset[str]] = {
    _LAW: frozenset({"concept", "method", "disaggregation", "publication_period", "data_source", "responsible_body_id"}),
    _VALIDITY: frozenset({"valid_from", "valid_to"}),
    _ORIGIN: frozenset(
        {"source_id", "url", "citation", "checked_by", "confidence", "derived", "quote", "words", "words_lang",
         "public_by", "published_from", "published_by", "publisher", "note"}
    ),
}  # fmt: skip
_NOUN: Mapping[str, Said] = {
    "areas": say("area"),
    "bodies": say("body"),
    "commitments": say("commitment"),
    "documents": say("document"),
    "indicators": say("indicator"),
    "rules": say("rule"),
    "sources": say("source"),
    "targets": say("target"),
}
_SENTENCES = ("title_", "text_", "what_", "instruction_")
_NAMES = ("name_", *_SENTENCES)


@dataclass(slots=True)
class RowForm(Form):
    """
    The form of a row.

    Attributes
    ----------
    groups
        Its fields in groups, each with what it is called.
    """

    groups: list[tuple[Said, list[Field]]] = field(default_factory=list)


def tidy(text: str) -> str:
    """Return what was typed with line ends in one form, and without blanks around it."""
    return "\n".join(text.splitlines()).strip()


class RowForms:
    """
    Draws and reads forms of rows.

    Parameters
    ----------
    table
        The table.
    words, t
        What rows that are referred to are called; the reader's language.
    units
        Units to choose from.
    """

    def __init__(self, table: Table, words: CellWords, t: Teller, units: Mapping[str, str]) -> None:
        self._table, self._words, self._t, self._units = table, words, t, units

    def draw(self, cells: Cells, *, is_held: bool) -> RowForm:
        """Return the form filled with a row; of one that is held the identifier stays."""
        fields = {
            each.name: self._field(each, cells.get(each.name) or "", is_held=is_held)
            for each in self._table.columns
        }
        groups: dict[Said, list[Field]] = {each: [] for each in (_IDENTITY, _CONTENT, *_GROUPS)}
        for column in self._table.columns:
            groups[_group(self._table, column)].append(fields[column.name])
        return RowForm(fields, groups=[(title, own) for title, own in groups.items() if own])

    def read(self, form: RowForm, base: Cells, given: Mapping[str, str]) -> Cells:
        """
        Return the row of what was typed, and note in the form what of it cannot be read.

        Parameters
        ----------
        form, base
            The form as it was drawn, and the row it was drawn from.
        given
            What was typed.
        """
        cells: dict[str, str | None] = {}
        for column in self._table.columns:
            each = form.fields[column.name]
            typed = tidy(given.get(column.name, ""))
            if typed == each.value.strip():
                cells[column.name] = base.get(column.name) or None
                continue
            each.value = typed
            try:
                cells[column.name] = self._read(column, typed) or None
            except HaidangError as error:
                cells[column.name] = typed
                form.note(trouble_of(error), column.name)
        return cells

    def _field(self, column: Column, text: str, *, is_held: bool) -> Field:
        meaning = tell_hint(self._table, column, self._t)
        made = Field(
            column.name,
            label_of(self._table, column.name),
            text,
            hint=meaning,
            is_required=column.required,
            more={"maxlength": "2000"},
        )
        choices = choices_of(self._table.name, column)
        if choices:
            made.kind, made.more = "select", {}
            made.options = [Option("", "–"), *(Option(code, word) for code, word in choices.items())]
        elif column.kind == "id":
            made.is_required = False  # one is proposed
            made.more = {"readonly": "readonly"} if is_held else {"maxlength": "80"}
            made.hint = (
                say("It stays as it is.") if is_held else say("Leave it empty: one is made of the rest.")
            )
        elif column.kind in ("ref", "refs", "unit"):
            self._offer(made, column)
        else:
            self._fit(made, column)
        return made

    def _fit(self, made: Field, column: Column) -> None:
        """Make a field fit what is written into it."""
        match column.kind:
            case "day":
                made.kind, made.more = "date", {}
            case "period":
                made.hint = say(
                    "{meaning} For example 2025, 2024-Q3, 2024-08, «8 tháng 2024», «nhiệm kỳ 2020-2025».",
                    meaning=made.hint,
                )
                now = self._words.tell(self._table, column.name, made.value)
                if made.value and now != made.value:
                    made.hint = say("{hint} It is {period}.", hint=made.hint, period=now)
            case "number":
                made.value = _written(made.value, self._t)
                made.more = {"inputmode": "decimal", "maxlength": "40"}
            case "integer":
                made.more = {"inputmode": "numeric", "maxlength": "18"}
            case _ if column.name in _LONG or column.name.startswith(_SENTENCES):
                made.kind = "lines"

    def _offer(self, made: Field, column: Column) -> None:
        """Make a field one that takes names."""
        names = self._units if column.kind == "unit" else self._words.names(column.to)
        if column.kind == "refs":
            made.kind = "lines"
            made.value = "\n".join(label(names, each) for each in made.value.split(LIST_SEPARATOR) if each)
            made.hint = say("{meaning} One a line: a name, or its identifier.", meaning=made.hint)
            return
        made.kind, made.value = "search", label(names, made.value)
        made.options = offer(names) if len(names) <= MOST_OFFERED else ()

    def _read(self, column: Column, typed: str) -> str:
        if not typed:
            return ""
        match column.kind:
            case "ref":
                return self._ref(column, typed)
            case "refs":
                return LIST_SEPARATOR.join(self._ref(column, each) for each in _lines(typed))
            case "unit":
                return read_unit(typed, self._units)
            case "period":
                return parse_period(typed).text
            case "number":
                return read_number(typed, self._t.language)
            case _:
                return typed

    def _ref(self, column: Column, typed: str) -> str:
        return find(typed, self._words.names(column.to), _NOUN[column.to])


def _group(table: Table, column: Column) -> Said:
    for title, names in _GROUPS.items():
        if column.name in names and column.kind != "id":
            return title
    is_identity = column.kind == "id" or column.name in table.key or column.name.startswith(_NAMES)
    return _IDENTITY if is_identity else _CONTENT


def _written(text: str, t: Teller) -> str:
    try:
        return t.digits(text) if text else ""
    except ValueError:  # a draft may hold anything
        return text


def _lines(text: str) -> Iterator[str]:
    return filter(None, (each.strip() for each in text.replace(LIST_SEPARATOR, "\n").splitlines()))
