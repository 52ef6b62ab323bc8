"""
Periods: what span of time a figure is about.

Written as in SDMX: `2024`, `2024-S1`, `2024-Q3`, `2024-08`, a day `2019-04-01`, the beginning of a year
`2024-01-01/P8M` or to a day in it `2024-01-01/P294D`, a term `2021-01-01/P5Y`. The forms of a Vietnamese office
(«8 tháng năm 2024», «quý I/2024», «nhiệm kỳ 2020-2025») are read too. Each span has one canonical text: a range of
three months from 1 January is written `2024-Q1`.

References
----------
SDMX 3.0, section 6, time formats (`ObservationalTimePeriod`); ISO 8601 durations.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from haidang.base.errors import PeriodError
from haidang.base.text import fold, say

_YEAR = re.compile(r"(\d{4})", re.ASCII)
_HALF = re.compile(r"(\d{4})-S([0-9]+)", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([0-9]+)", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})/P(\d+)([YMD])", re.ASCII)
_ENDS = re.compile(r"(\d{4})(?:-\d{2}-\d{2})?/(\d{4})(?:-\d{2}-\d{2})?", re.ASCII)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WORDS = (
    (re.compile(r"nam (\d{4})", re.ASCII), "year"),
    (re.compile(r"(\d{1,2}) thang (?:dau )?(?:nam )?(\d{4})", re.ASCII), "months"),
    (re.compile(r"thang (\d{1,2})(?:/| nam | )(\d{4})", re.ASCII), "month"),
    (re.compile(r"quy (i{1,3}|iv|[1-4])(?:/| nam | )(\d{4})", re.ASCII), "quarter"),
    (re.compile(r"nhiem ky (\d{4}) ?[-\u2013] ?(\d{4})", re.ASCII), "term"),
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """
    A span of days, both ends included.

    Attributes
    ----------
    start, end
        First and last day.
    """

    start: date
    end: date

    @property
    def text(self) -> str:
        """The canonical SDMX text."""
        return _canonical(self.start, self.end)

    def __str__(self) -> str:
        """Return the canonical SDMX text."""
        return self.text

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> float:
        """Number of months; a part of a month counts by its days."""
        whole = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
        return (
            whole
            + self.end.day / monthrange(*_ym(self.end))[1]
            - (self.start.day - 1) / monthrange(*_ym(self.start))[1]
        )

    @property
    def years(self) -> tuple[Period, ...]:
        """The calendar years that lie wholly inside."""
        first = self.start.year + (self.start > date(self.start.year, 1, 1))
        last = self.end.year - (self.end < date(self.end.year, 12, 31))
        return tuple(year(each) for each in range(first, last + 1))

    @property
    def is_year(self) -> bool:
        """Whether it is exactly one calendar year."""
        return self == year(self.start.year)

    @property
    def is_part_of_year(self) -> bool:
        """Whether it begins on 1 January and ends before that year does: a cumulated part."""
        return (self.start.month, self.start.day) == (1, 1) and self.end < date(self.start.year, 12, 31)

    @property
    def is_day(self) -> bool:
        """Whether it is a single day, as of a stock."""
        return self.start == self.end

    def contains(self, other: Period) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def elapsed_share(self, day: date) -> float:
        """Return the share of the days that are over at the end of `day`, between 0 and 1."""
        return min(max(((day - self.start).days + 1) / self.days, 0.0), 1.0)


def _ym(day: date) -> tuple[int, int]:
    return day.year, day.month


@lru_cache(maxsize=4096)
def year(number: int) -> Period:
    """Return the calendar year `number`."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def _month_end(number: int, month: int) -> date:
    return date(number, month, monthrange(number, month)[1])


@lru_cache(maxsize=65536)
def _canonical(start: date, end: date) -> str:
    if start == end:
        return start.isoformat()
    ends_month = end == _month_end(end.year, end.month)
    if start.day != 1 or not ends_month:
        return f"{start.isoformat()}/P{(end - start).days + 1}D"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if months == 1:
        return f"{start.year:04d}-{start.month:02d}"
    if months == 3 and start.month % 3 == 1:
        return f"{start.year:04d}-Q{start.month // 3 + 1}"
    if months == 6 and start.month in (1, 7):
        return f"{start.year:04d}-S{start.month // 6 + 1}"
    if months == 12 and start.month == 1:
        return f"{start.year:04d}"
    if months % 12 == 0:
        return f"{start.isoformat()}/P{months // 12}Y"
    return f"{start.isoformat()}/P{months}M"


@lru_cache(maxsize=65536)
def parse_period(text: str, where: str = "") -> Period:
    """
    Read a period.

    Parameters
    ----------
    text
        SDMX text or Vietnamese office words.
    where
        What holds the text, for the error message.

    Raises
    ------
    PeriodError
        When the text has no such form (2024/Q5) or names an impossible span (2024-13, P0M, a reversed term).

    Examples
    --------
    >>> parse_period("2024-01-01/P3M").text, parse_period("8 tháng đầu năm 2024").text
    ('2024-Q1', '2024-01-01/P8M')
    """
    try:
        found = _parse_sdmx(text) or _parse_words(fold(" ".join(text.split())))
    except (ValueError, OverflowError):
        found = None
    if found is not None:
        return found
    ends = _ENDS.fullmatch(text)
    if ends and ends.group(1) > ends.group(2):
        raise PeriodError(
            say("The period «{seen}» ends before it begins.", seen=text),
            say("Write its first day and its length, for example 2021-01-01/P5Y."),
            where,
        )
    raise PeriodError(
        say("«{seen}» is not a possible period.", seen=text),
        say(
            "Allowed are 2024, 2024-S1, 2024-Q3, 2024-08, a day 2019-04-01, or a start with a length 2024-01-01/P8M."
        ),
        where,
    )


def _parse_sdmx(text: str) -> Period | None:
    if match := _YEAR.fullmatch(text):
        return year(int(match[1]))
    if match := _HALF.fullmatch(text):
        return _months(int(match[1]), 6 * int(match[2]) - 5, 6) if match[2] in "12" else None
    if match := _QUARTER.fullmatch(text):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3) if match[2] in "1234" else None
    if match := _MONTH.fullmatch(text):
        return _months(int(match[1]), int(match[2]), 1)
    if _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return Period(day, day)
    if match := _RANGE.fullmatch(text):
        return _from_length(date.fromisoformat(match[1]), int(match[2]), match[3])
    return None


def _months(number: int, first: int, count: int) -> Period:
    return Period(date(number, first, 1), _month_end(number, first + count - 1))


def _from_length(start: date, count: int, unit: str) -> Period | None:
    if count < 1:
        return None
    if unit == "D":
        return Period(start, start + timedelta(days=count - 1))
    ahead = start.month - 1 + count * (12 if unit == "Y" else 1)
    if start.day == 1:
        return Period(start, _month_end(start.year + (ahead - 1) // 12, (ahead - 1) % 12 + 1))
    after = date(
        start.year + ahead // 12,
        ahead % 12 + 1,
        min(start.day, monthrange(start.year + ahead // 12, ahead % 12 + 1)[1]),
    )
    return Period(start, after - timedelta(days=1))


def _parse_words(words: str) -> Period | None:
    for pattern, kind in _WORDS:
        match = pattern.fullmatch(words)
        if not match:
            continue
        if kind == "year":
            return year(int(match[1]))
        if kind == "months":
            return _months(int(match[2]), 1, int(match[1]))
        if kind == "month":
            return _months(int(match[2]), int(match[1]), 1)
        if kind == "quarter":
            return _months(int(match[2]), 3 * _ROMAN[match[1]] - 2, 3)
        first, last = int(match[1]), int(match[2])
        # a congress of autumn 2020 sets the targets of the five years 2021 to 2025
        return Period(date(first + 1, 1, 1), date(last, 12, 31)) if last > first else None
    return None
