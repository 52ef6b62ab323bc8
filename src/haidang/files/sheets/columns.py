"""
The columns of a sheet of figures: the one definition for writing, reading and explaining it.

Columns are recognised by their headings in any language and may stand in any order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from haidang.base.text import LANGUAGES, Said, fold, say
from haidang.core.pack.tables import BOUNDS, STATUSES
from haidang.telling.teller import Teller, teller
from haidang.telling.words import BOUND, STATUS

Kind = Literal["words", "number", "day", "choice", "text", "code"]
CODE: Final = "code"
_CHOICE_WIDTH = 18


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column.

    Attributes
    ----------
    key
        Its name in the program; of a cell to be filled the pack's own, and `remark`, which is never published.
    heading
        What stands above it.
    kind
        `words` to be read alone, `code` of the row, or what is filled in.
    help
        What it means and how it is filled.
    width
        In characters.
    """

    key: str
    heading: Said
    kind: Kind
    help: Said
    width: int

    @property
    def is_filled(self) -> bool:
        """Whether it is there to be filled."""
        return self.kind not in ("words", "code")


COLUMNS = (
    Column("indicator", say("Indicator"), "words", say("What is measured."), 40),
    Column("area", say("Area"), "words", say("Where."), 16),
    Column("period", say("Period"), "words", say("When."), 20),
    Column("unit", say("Unit"), "words", say("The unit in which the figure is written."), 14),
    Column("producer", say("Producer"), "words", say("Who makes the figure."), 24),
    Column("held", say("Held so far"), "words", say("The last figures that are held, to compare with."), 30),
    Column("value", say("Value"), "number", say("The bare number, without unit and without per cent sign. What is not known stays empty."), 16),
    Column("bound", say("Bound"), "choice", say("Empty for an exact figure; else whether it is more than, nearly or about the number."), _CHOICE_WIDTH),
    Column("status", say("Status"), "choice", say("How sure the figure is."), _CHOICE_WIDTH),
    Column("public_by", say("Public since"), "day", say("The day on which the figure became public; empty when it becomes so by being published here."), 14),
    Column("source_id", say("Source"), "text", say("Identifier of the source in which the figure stands."), 18),
    Column("definition", say("Definition"), "text", say("The definition, where several are in use."), 18),
    Column("note", say("Note"), "text", say("A note that is published with the figure."), 30),
    Column("remark", say("Remark"), "text", say("Words for those who check: why an unusual figure is right, for example. They are not published."), 30),
    Column(CODE, say("Code of the row"), CODE, say("By it the row is recognised; it must not be changed."), 40),
)  # fmt: skip
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}
FILLED = tuple(column for column in COLUMNS if column.is_filled)
WORDS = tuple(column for column in COLUMNS if column.kind == "words")
_CHOICES: Mapping[str, Mapping[str, Said]] = {
    "bound": {code: Said(BOUND[code].template, {"value": "…"}) for code in BOUNDS},
    "status": {code: STATUS[code] for code in STATUSES},
}


def heading(column: Column, language: str) -> str:
    """Return what stands above a column in a language."""
    return teller(language)(column.heading)


def find_column(text: str) -> Column | None:
    """Return the column with a heading, in whatever language and case; None for none of ours."""
    return _by_heading().get(_plain(text))


@lru_cache(maxsize=1)
def _by_heading() -> Mapping[str, Column]:
    return {
        _plain(name): column
        for column in COLUMNS
        for name in (column.key, *(heading(column, language) for language in LANGUAGES))
    }


def choices(key: str, language: str) -> Mapping[str, str]:
    """Return what can be chosen in a column: code to what a list shows, the code first."""
    t = teller(language)
    return {code: f"{code} – {_words(t, said)}" for code, said in _CHOICES[key].items()}


def find_choice(key: str, text: str) -> str | None:
    """Return the code that a cell chooses by code, words or both, in any language; None when it is none."""
    return _by_choice(key).get(_plain(text))


@lru_cache(maxsize=len(_CHOICES))
def _by_choice(key: str) -> Mapping[str, str]:
    found = {_plain(code): code for code in _CHOICES[key]}
    for language in LANGUAGES:
        for code, label in choices(key, language).items():
            found[_plain(label)] = code
            found[_plain(label.partition(" – ")[2])] = code
    return found


def _words(t: Teller, said: Said) -> str:
    return t(said).replace("…", "").strip()


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
