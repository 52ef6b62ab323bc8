"""
Cells of a pack's rows as people read them.

Names in place of identifiers, words in place of codes; numbers, days and periods in the reader's form. What cannot be read so is told as it
stands: a row that is proposed may have defects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from haidang.base.errors import HaidangError
from haidang.base.periods import parse_period
from haidang.base.text import Name, Said
from haidang.core.evidence import Evidence
from haidang.core.indicators.indicator import Observation
from haidang.core.pack.tables import LIST_SEPARATOR, OBSERVATIONS, Column, Table
from haidang.telling.choices import choices_of
from haidang.telling.phrases import DASH
from haidang.telling.teller import Teller
from haidang.telling.words import BOUND, STATUS

_NAMES: Mapping[str, Callable[[Evidence], Mapping[str, Name]]] = {
    "areas": lambda evidence: {key: each.name for key, each in evidence.areas().items()},
    "bodies": lambda evidence: {key: each.name for key, each in evidence.bodies().items()},
    "indicators": lambda evidence: {key: each.name for key, each in evidence.indicators().items()},
    "documents": lambda evidence: {
        key: Name(each.number) if each.number else each.title for key, each in evidence.documents().items()
    },
    "rules": lambda evidence: {each.rule_id: Name(each.citation) for each in evidence.rules()},
    "sources": lambda evidence: {key: Name(each.title) for key, each in evidence.sources().items()},
    "commitments": lambda evidence: {each.commitment_id: each.text for each in evidence.commitments()},
    "targets": lambda evidence: {each.target_id: each.name for each in evidence.targets()},
}


class CellWords:
    """
    Tells cells in one language.

    Parameters
    ----------
    evidence
        Where the names of what cells refer to stand.
    t
        The language.
    """

    def __init__(self, evidence: Evidence, t: Teller) -> None:
        self._evidence, self._t = evidence, t
        self._kept: dict[str, dict[str, str]] = {}

    def names(self, table: str) -> Mapping[str, str]:
        """Return the names of the rows of a table by identifier; empty where its rows have none."""
        if table not in self._kept:
            names = _NAMES[table](self._evidence) if table in _NAMES else {}
            self._kept[table] = {key: self._t.name(name) for key, name in names.items()}
        return self._kept[table]

    def tell(self, table: Table, column: str, text: str | None) -> str:
        """Return a cell as people read it; a dash for an empty one."""
        if not text:
            return DASH
        with suppress(ValueError, HaidangError):
            return self._told(table, table.column(column), text)
        return text

    def figure(self, cells: Mapping[str, str | None]) -> str:
        """Return value, bound and unit of a row of figures."""
        text, unit, bound = cells.get("value") or "", cells.get("unit") or "", cells.get("bound") or ""
        told = self.tell(OBSERVATIONS, "value", text)
        with suppress(HaidangError):
            told = self._t.quantity(told, unit) if text else told
        return self._t(Said(BOUND[bound].template, {"value": told})) if bound in BOUND else told

    def held(self, observation: Observation) -> str:
        """Return a figure that is held, with its bound and its status."""
        number = self._t.digits(observation.text)
        bound = Said(BOUND[observation.bound].template, {"value": number}) if observation.bound else number
        return self._t.say("{value} ({status})", value=bound, status=STATUS[observation.status])

    def _told(self, table: Table, column: Column, text: str) -> str:
        choices = choices_of(table.name, column)
        if text in choices:
            return self._t(choices[text])
        match column.kind:
            case "ref":
                return self.names(column.to).get(text, text)
            case "refs":
                return ", ".join(self.names(column.to).get(each, each) for each in text.split(LIST_SEPARATOR))
            case "number" | "integer":
                return self._t.digits(text)
            case "day":
                return self._t.day(date.fromisoformat(text))
            case "period":
                return self._t.period(parse_period(text))
            case "unit":
                return self._t.quantity("", text).strip()
            case _:
                return text
