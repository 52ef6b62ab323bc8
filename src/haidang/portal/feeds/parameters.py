"""
What a request may ask for: each parameter once, with its meaning, its schema and how it is read.

They are read strictly, all defects at once: a misspelt filter that is passed over would answer another question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from haidang.base.days import parse_day
from haidang.base.errors import HaidangError, UseError
from haidang.base.text import LANGUAGES, Said, nearest, say
from haidang.core.evidence import Evidence
from haidang.flows.finding import find
from haidang.portal.feeds.problems import ParametersError
from haidang.portal.reading.asking import read_revision

MOST_ROWS = 1000
USUAL_ROWS = 100
_MOST_REVISION = 999_999_999
_DAY = {"type": "string", "format": "date"}
_ID = {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    A parameter.

    Attributes
    ----------
    name, doc
        Its name in the address, and what it does.
    schema
        Its JSON Schema: exactly what `read` takes.
    example
        A value; empty where it depends on the data.
    read
        Makes what is given into what it means.
    noun, known
        For an identifier: what it is one of, and all that are held.
    """

    name: str
    doc: str
    schema: Mapping[str, Any]
    example: str
    read: Callable[[str], Any]
    noun: Said | None = None
    known: Callable[[Evidence], Mapping[str, Any]] = field(default=lambda _: {})

    def check(self, value: Any, evidence: Evidence) -> None:  # noqa: ANN401  whatever `read` returns
        """Refuse the identifier of nothing that is held, naming the nearest ones."""
        if self.noun is not None:
            find(self.noun, value, self.known(evidence))


def _day(name: str) -> Callable[[str], Any]:
    return lambda text: parse_day(text, name)


def _rows(text: str) -> int:
    if not (
        text.isascii()
        and text.isdecimal()
        and len(text) <= len(str(MOST_ROWS))
        and 0 < int(text) <= MOST_ROWS
    ):
        raise UseError(
            say("«{seen}» is no number of rows from 1 to {most}.", seen=text, most=MOST_ROWS),
            say("Write one, for example 100; further rows are on the next pages."),
            "limit",
        )
    return int(text)


def _revision(text: str) -> int | None:
    return read_revision(text or "0")  # given and empty is not the same as not given


def one_of(name: str, doc: str, allowed: Collection[str], example: str = "") -> Parameter:
    """Return a parameter that is one of a few words."""

    def read(text: str) -> str:
        if text not in allowed:
            raise UseError(
                say("«{seen}» is nothing that «{name}» can be.", seen=text, name=name),
                say("Use one of {allowed}.", allowed=tuple(allowed)),
                name,
            )
        return text

    schema = {"type": "string", "enum": list(allowed)}
    return Parameter(name, doc, schema, example or next(iter(allowed)), read)


def identifier(name: str, doc: str, noun: Said, known: Callable[[Evidence], Mapping[str, Any]]) -> Parameter:
    """Return a parameter that is the identifier of a thing that is held."""

    def read(text: str) -> str:
        if not text:
            raise UseError(say("«{name}» is empty.", name=name), say("Name one, or leave it out."), name)
        return text

    return Parameter(name, doc, _ID, "", read, noun, known)


AS_OF = Parameter(
    "as_of",
    "Answer with what was public by this day. A day later than today is today.",
    _DAY,
    "2024-11-14",
    _day("as_of"),
)
REV = Parameter(
    "rev",
    "Answer from this revision of the data. With `as_of` the answer never changes.",
    {"type": "integer", "minimum": 1, "maximum": _MOST_REVISION},
    "1",
    _revision,
)
LIMIT = Parameter(
    "limit",
    f"How many rows a page holds at most; without it {USUAL_ROWS}.",
    {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL_ROWS},
    "100",
    _rows,
)
CURSOR = Parameter(
    "cursor",
    "Where a page begins: taken from `next` of the page before, whose other parameters stay the same.",
    {"type": "string", "minLength": 1},
    "",
    lambda text: text,
)
LANG = one_of(
    "lang", "Language of told texts; without it the header Accept-Language decides.", LANGUAGES, "en"
)
FROM = Parameter("from", "Periods that begin on this day or later.", _DAY, "2020-01-01", _day("from"))
TO = Parameter("to", "Periods that end on this day or earlier.", _DAY, "2024-12-31", _day("to"))
ONLY = one_of(
    "only",
    "`current`: of all vintages and rivals of a period, the figure that counts on the day.",
    ("current",),
)


def read_parameters(request: HttpRequest, known: Sequence[Parameter]) -> dict[str, Any]:
    """
    Return what is asked for, by name; what is not given is not in it.

    Raises
    ------
    ParametersError
        With everything that cannot be used.
    """
    found: dict[str, Any] = {}
    problems: list[HaidangError] = []
    names = {each.name: each for each in known}
    for name, texts in request.GET.lists():
        try:
            if name not in names:
                raise _unknown(name, names)
            if len(texts) > 1:
                raise UseError(
                    say("«{name}» is given {count} times.", name=name, count=len(texts)),
                    say("Give it once."),
                    name,
                )
            found[name] = names[name].read(texts[0])
        except HaidangError as problem:
            problems.append(problem)
    if problems:
        raise ParametersError(problems)
    return found


def _unknown(name: str, known: Collection[str]) -> UseError:
    close = nearest(name, known)
    remedy = (
        say("Did you mean {names}?", names=close)
        if close
        else say("Use one of {allowed}.", allowed=tuple(known))
    )
    return UseError(say("There is no parameter «{name}» here.", name=name), remedy, name)
