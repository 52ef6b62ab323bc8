"""
Days and the question «as of when».

Decides how a day is read and what is answered for a day in the future: as of today, and saying so. The caller
hands today in; nothing here reads a clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from haidang.base.errors import PeriodError
from haidang.base.text import Said, say

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LOCAL_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


def parse_day(text: str, where: str = "") -> date:
    """
    Read an ISO day such as `2024-11-14`.

    Raises
    ------
    PeriodError
        When it is no day; a local form such as 14/11/2024 is recognised and its ISO form offered.
    """
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise PeriodError(
                say("«{seen}» is not a day of the calendar.", seen=text),
                say("Write an existing day as year-month-day, for example 2024-11-14."),
                where,
            ) from None
    raise PeriodError(say("«{seen}» is not an ISO day.", seen=text), _day_remedy(text), where)


def _day_remedy(text: str) -> Said:
    local = _LOCAL_DAY.fullmatch(text.strip())
    if local:
        day, month, year = (int(part) for part in local.groups())
        try:
            return say("Write {iso}.", iso=date(year, month, day).isoformat())
        except ValueError:
            return say(
                "There is no such day: write an existing one as year-month-day, for example 2024-11-14."
            )
    return say("Write an existing day as year-month-day, for example 2024-11-14.")


def years_on(day: date, years: int) -> date:
    """
    Return the same day some years on or, with less than 0, before; never beyond the calendar.

    Examples
    --------
    >>> years_on(date(2024, 2, 29), 1)
    datetime.date(2025, 2, 28)
    """
    year = min(max(day.year + years, MINYEAR), MAXYEAR)
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if is_leap_day else day.replace(year=year)


@dataclass(frozen=True, slots=True)
class AsOf:
    """
    The day as of which everything is answered.

    Attributes
    ----------
    day
        The day used: never after today.
    asked
        The day asked for.
    """

    day: date
    asked: date

    @classmethod
    def of(cls, asked: date, today: date) -> AsOf:
        """Return `asked`, or today when `asked` lies in the future."""
        return cls(min(asked, today), asked)

    @property
    def was_future(self) -> bool:
        """Whether the day asked for lay in the future."""
        return self.asked > self.day
