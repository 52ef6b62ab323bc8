"""
How numbers and days are written in a file: by the reader's language, and by what became of two cells whose content is known.

A spreadsheet program writes text in the form of the machine that it runs on, whatever the template's language. The template therefore
carries a day and a number behind its headings: how they come back tells how all others are meant, and whether the program
misunderstood what it opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

Raw: TypeAlias = str | float | bool | date | datetime | time | timedelta
"""What a file holds in a cell; an empty one is the empty text."""
Order: TypeAlias = Literal["day first", "month first", "unknown"]

DECIMAL_SIGN: Mapping[str, str] = {"vi": ",", "en": ".", "fr": ","}
PROBE_DAY = date(2024, 12, 31)  # of a month that no day can be taken for
PROBE_NUMBER = "1234.5"
_NUMBER = re.compile(r"1[ .,'’\u00a0\u202f]?234([.,])50*")
_DAY = re.compile(r"(31|12)[/.-](31|12)[/.-]2024")


@dataclass(frozen=True, slots=True)
class Habits:
    """
    How a file writes.

    Attributes
    ----------
    language
        Of the template: `vi`, `en` or `fr`.
    decimal_sign
        Before the decimals of a number in text.
    order
        Whether a day such as 03/04/2024 begins with the day or the month.
    is_1904
        Whether days are counted from 1904.
    """

    language: str
    decimal_sign: str
    order: Order
    is_1904: bool = False


def habits_of(language: str, *, is_1904: bool = False) -> Habits:
    """Return the habits of a language; English ones of days are two, so that there they are unknown."""
    order: Order = "unknown" if language == "en" else "day first"
    return Habits(language, DECIMAL_SIGN[language], order, is_1904)


def learned(habits: Habits, probes: Sequence[Raw]) -> Habits | None:
    """
    Return the habits of a file by how the day and the number behind its headings came back.

    Parameters
    ----------
    habits
        Those of its language, which hold as far as the probes say nothing.
    probes
        The two cells; they may be empty or missing.

    Returns
    -------
    habits
        None when the number came back as another one: then the file's numbers cannot be trusted.
    """
    day, number = (*probes, "", "")[:2]
    found = _DAY.fullmatch(day.strip()) if isinstance(day, str) else None
    if found is not None and found[1] != found[2]:
        habits = replace(habits, order="day first" if found[1] == str(PROBE_DAY.day) else "month first")
    if number == "" or number == float(PROBE_NUMBER):
        return habits
    seen = _NUMBER.fullmatch(number.strip()) if isinstance(number, str) else None
    return replace(habits, decimal_sign=seen[1]) if seen is not None else None
