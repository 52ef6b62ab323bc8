"""What is wrong, kept in the database: told in all languages, since who will read it is not known, and a row holds texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from haidang.base.text import LANGUAGES, Said
from haidang.core.pack.defects import Finding
from haidang.portal.desk.forms.fields import Trouble, Weight, weight_of
from haidang.telling.teller import teller


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A trouble with its place.

    Attributes
    ----------
    column, cell
        The column, and the cell as a spreadsheet names it; empty for the whole.
    weight
        How much it weighs.
    problem, remedy
        What is wrong and what to do, by language.
    """

    column: str
    cell: str
    weight: str
    problem: Mapping[str, str]
    remedy: Mapping[str, str]

    def told(self, language: str) -> Trouble:
        """Return it in a language."""
        return Trouble(self.problem[language], self.remedy[language], Weight(self.weight))

    @property
    def json(self) -> dict[str, Any]:
        """It as JSON has it."""
        return asdict(self)


def keep(finding: Finding, cell: str = "") -> Kept:
    """Return what a finding says is wrong."""
    return Kept(finding.column, cell, weight_of(finding), _in_all(finding.problem), _in_all(finding.remedy))


def keep_said(problem: Said, remedy: Said, column: str = "", cell: str = "") -> Kept:
    """Return what is wrong and is no finding of the checks."""
    return Kept(column, cell, Weight.WRONG, _in_all(problem), _in_all(remedy))


def _in_all(said: Said) -> Mapping[str, str]:
    return {language: teller(language)(said) for language in LANGUAGES}
