"""What a template asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from haidang.base.periods import parse_period
from haidang.base.text import Name, nfc
from haidang.files.sheets.identity import VERSION, Code, Identity
from haidang.telling.teller import Teller, teller


@dataclass(frozen=True, slots=True)
class Line:
    """
    A figure that is asked for.

    Attributes
    ----------
    code
        What it is about.
    indicator, area, producer
        Their names.
    unit
        Symbol of the unit in which it is written.
    held
        The last figures held, told in the language of the template.
    filled
        What stands in the cells to be filled already, by column, in the pack's form: a definition, a draft.
    """

    code: Code
    indicator: Name
    area: Name
    producer: Name
    unit: str
    held: str = ""
    filled: Mapping[str, str] = field(default_factory=dict)

    def figure(self, cells: Mapping[str, str]) -> dict[str, str]:
        """
        Return the row of the pack's observations that filled cells make; the remark is not of it, and what is empty is left out.

        Without a day it lacks `public_from` and `public_by`: they are known when it is published.
        """
        code, day = self.code, cells.get("public_by", "")
        row = {
            "indicator_id": code.indicator_id,
            "area_id": code.area_id,
            "period": code.period,
            "producer_id": code.producer_id,
            "unit": self.unit,
            **{key: text for key, text in cells.items() if key != "remark"},
            "public_from": day,
        }
        return {key: text for key, text in row.items() if text}


@dataclass(frozen=True)
class Template:
    """
    A table of figures to be filled by one body.

    Attributes
    ----------
    city
        Name of the city's collection of data, as in its description.
    body_id, body
        Whose figures they are.
    revision
        Number of the revision that it rests on.
    language
        The reader's language: all words, and how numbers and days are read.
    made_on
        The day on which it is made.
    lines
        The figures, in the order in which they are asked for.
    sources
        Sources to choose from: identifier to title.
    """

    city: str
    body_id: str
    body: Name
    revision: int
    language: str
    made_on: date
    lines: tuple[Line, ...]
    sources: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Canonical texts of the periods, each once, in the order of the lines."""
        return tuple(dict.fromkeys(line.code.period for line in self.lines))

    @cached_property
    def identity(self) -> Identity:
        """What the file says of itself."""
        fixed = [self.city, self.body_id, self.language]
        for line in self.lines:
            words = self.words(line)
            fixed += [line.code.text, *(words[key] for key in words if key != "held")]
        checksum = hashlib.sha256("\0".join(fixed).encode()).hexdigest()[:12]
        return Identity(
            VERSION,
            self.city,
            self.body_id,
            self.periods,
            self.revision,
            self.language,
            self.made_on.isoformat(),
            checksum,
        )

    @cached_property
    def by_code(self) -> Mapping[Code, Line]:
        """The lines by what they are about."""
        return {line.code: line for line in self.lines}

    def words(self, line: Line) -> dict[str, str]:
        """Return the words of a line by column, in the language of the template."""
        t = teller(self.language)
        told = {
            "indicator": t.name(line.indicator),
            "area": t.name(line.area),
            "period": _period(line.code.period, t),
            "unit": t.quantity("", line.unit).strip(),
            "producer": t.name(line.producer),
            "held": line.held,
        }
        return {key: nfc(" ".join(text.split())) for key, text in told.items()}


def _period(text: str, t: Teller) -> str:
    """Return a period in words, with its code behind: «August 2024» alone becomes a day when CSV is opened in a spreadsheet."""
    told = t.period(parse_period(text))
    return told if told == text else f"{told} ({text})"
