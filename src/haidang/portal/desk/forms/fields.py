"""
Fields of forms, and what is wrong with them.

A template draws every field in one way (`desk/parts/field.html`), with its label, what helps to fill it and what is wrong, and
above the form what is wrong with all of them (`desk/parts/troubles.html`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from uuid import UUID, uuid4

from haidang.base.errors import HaidangError, NameUnknownError
from haidang.base.text import Said, say
from haidang.core.pack.defects import Finding

T = TypeVar("T")
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field: what is sent, and what is read."""

    value: str
    label: Said | str


class Weight(StrEnum):
    """How much a trouble weighs: it keeps from going on, it asks for a remark, it is only to be looked at."""

    WRONG = "wrong"
    ASKED = "asked"
    NOTED = "noted"


_SIGNS: Mapping[Weight, Said] = {
    Weight.WRONG: say("To mend:"),
    Weight.ASKED: say("Are you sure?"),
    Weight.NOTED: say("To be looked at:"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """
    What is wrong with a field, or with a whole form.

    Attributes
    ----------
    problem, remedy
        What is wrong, and what to do.
    weight
        How much it weighs.
    """

    problem: Said | str
    remedy: Said | str = ""
    weight: Weight = Weight.WRONG

    @property
    def sign(self) -> Said:
        """The words before it, so that its weight is not told by colour alone."""
        return _SIGNS[self.weight]

    @property
    def is_wrong(self) -> bool:
        """Whether it keeps from going on."""
        return self.weight == Weight.WRONG


@dataclass(slots=True)
class Field:
    """
    One field of a form.

    Attributes
    ----------
    name, label
        Its name, and what it is called.
    value
        What stands in it.
    kind
        `text`, `date`, `datetime-local`, `url`, `search` (with options to choose from while typing), `select`, `lines`, `file`.
    hint
        What helps to fill it.
    options
        What can be chosen.
    is_required
        Whether it must be filled.
    more
        Attributes of the control, the greatest length for example.
    troubles
        What is wrong with it.
    scope
        What its identifier in the page begins with: another one where two forms of a page have a field of one name.
    """

    name: str
    label: Said | str
    value: str = ""
    kind: str = "text"
    hint: Said | str = ""
    options: Sequence[Option] = ()
    is_required: bool = False
    more: Mapping[str, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    scope: str = "f"

    @property
    def place(self) -> str:
        """Its identifier in the page."""
        return f"{self.scope}-{self.name}"

    @property
    def described_by(self) -> str:
        """The identifiers of what describes it, with spaces between."""
        parts = [f"{self.place}-hint"] if self.hint else []
        return " ".join([*parts, f"{self.place}-trouble"] if self.troubles else parts)

    @property
    def is_wrong(self) -> bool:
        """Whether something keeps from going on."""
        return any(each.is_wrong for each in self.troubles)


@dataclass(slots=True)
class Form:
    """
    The fields of a form by name, and what is wrong with it as a whole.

    Attributes
    ----------
    fields
        The fields.
    troubles
        What is wrong with no field of its own.
    """

    fields: Mapping[str, Field]
    troubles: list[Trouble] = field(default_factory=list)

    def fill(self, given: Mapping[str, str]) -> None:
        """Put what was sent into the fields, without blanks around it; a field of which nothing was sent is empty."""
        for each in self.fields.values():
            each.value = given.get(each.name, "").strip()

    def note(self, trouble: Trouble, name: str = "") -> None:
        """Note what is wrong, with a field or with the whole."""
        (self.fields[name].troubles if name in self.fields else self.troubles).append(trouble)

    def ask_for_less(self, *names: str) -> None:
        """Take these fields empty too."""
        for name in names:
            if name in self.fields:
                self.fields[name].is_required = False

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """Return what a field holds; None where it is empty or wrong, with what is wrong noted at it."""
        own = self.fields[name]
        text = own.value.strip()
        if not text:
            if own.is_required:
                self.note(Trouble(say("«{field}» is empty.", field=own.label), say("Fill it.")), name)
            return None
        try:
            return reader(text)
        except HaidangError as error:
            self.note(trouble_of(error), name)
            return None

    @property
    def is_wrong(self) -> bool:
        """Whether something keeps from going on."""
        return any(each.is_wrong for _, each in self.listed)

    @property
    def listed(self) -> list[tuple[str, Trouble]]:
        """All that is wrong, each with the place of its field in the page; an empty one is the whole."""
        of_fields = [(each.place, trouble) for each in self.fields.values() for trouble in each.troubles]
        return [*(("", trouble) for trouble in self.troubles), *of_fields]


def form_of(*fields: Field) -> Form:
    """Return the form of fields, in their order."""
    return Form({each.name: each for each in fields})


def trouble_of(error: HaidangError) -> Trouble:
    """Return what an error says is wrong."""
    if isinstance(error, NameUnknownError) and not error.remedy.params:  # the remedy is for the command line
        return Trouble(error.problem, say("Choose one of those that are offered."))
    return Trouble(error.problem, error.remedy)


def weight_of(finding: Finding) -> Weight:
    """Return how much a finding weighs."""
    if finding.severity == "error":
        return Weight.WRONG
    return Weight.ASKED if finding.asks_for_note else Weight.NOTED


def troubles_of(findings: Iterable[Finding]) -> list[tuple[str, Trouble]]:
    """Return what findings say is wrong, each with its column."""
    return [(each.column, Trouble(each.problem, each.remedy, weight_of(each))) for each in findings]


def make_once() -> str:
    """Return a new key for what a form makes: sent twice, it is made once."""
    return str(uuid4())


def read_once(text: str) -> UUID:
    """Return the key that a form was drawn with; a new one where it is lacking or no key."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def read_count(text: str) -> int:
    """Return the number that a page was drawn with, of a version, a row or a page for example; 0, which none has, for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0
