"""Numbers and days as people type them, read as in a sheet: there what can mean two things is asked about, never guessed."""

from __future__ import annotations

from haidang.base.errors import DataError
from haidang.base.text import Said
from haidang.files.sheets.cells import read_cell
from haidang.files.sheets.columns import BY_KEY
from haidang.files.sheets.defects import RULES
from haidang.files.sheets.habits import habits_of


def read_number(text: str, language: str) -> str:
    """
    Return a number in the form of the pack.

    Raises
    ------
    DataError
        When it is none, or can be two.
    """
    return _read("value", text, language)


def read_day(text: str, language: str) -> str:
    """
    Return a day in the form of the pack.

    Raises
    ------
    DataError
        When it is none, or can be two.
    """
    return _read("public_by", text, language)


def _read(column: str, text: str, language: str) -> str:
    found = read_cell(BY_KEY[column], text, habits_of(language))
    if found.rule_id:
        rule, params = RULES[found.rule_id], {"value": found.text, **found.params}
        raise DataError(Said(rule.problem, params), Said(rule.remedy, params))
    return found.text
