"""What is expected, by law or agreement: which figures, of which periods, by which day, from which body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haidang.base.periods import Period, parse_period


class Frequency(StrEnum):
    """Which periods of every year; those to a month or quarter begin with the year and end before it does."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YEAR_TO_MONTH = "year_to_month"
    YEAR_TO_QUARTER = "year_to_quarter"

    def periods(self, year: int) -> tuple[Period, ...]:
        """Return the periods of a year, in the order of their ends."""
        months, is_cumulated = _LENGTHS[self]
        if is_cumulated:
            return tuple(_period(year, 1, count) for count in range(months, 12, months))
        return tuple(_period(year, first, months) for first in range(1, 13, months))

    def has(self, period: Period) -> bool:
        """Return whether a period is one of these."""
        return period in self.periods(period.start.year)


_LENGTHS = {
    Frequency.MONTH: (1, False),
    Frequency.QUARTER: (3, False),
    Frequency.HALF: (6, False),
    Frequency.YEAR: (12, False),
    Frequency.YEAR_TO_MONTH: (1, True),
    Frequency.YEAR_TO_QUARTER: (3, True),
}


def _period(year: int, first: int, months: int) -> Period:
    return parse_period(f"{year:04d}-{first:02d}-01/P{months}M")


@dataclass(frozen=True, slots=True)
class Expectation:
    """
    Figures that a body owes, again and again.

    Attributes
    ----------
    status
        SDMX code of the least final figure that will do; empty takes any.
    rule_id
        The rule that sets the day; without one it is in `due_day` or `due_days`.
    due_day, due_months
        A day of the month, so many months after the last one of the period.
    due_days
        So many days after the end of the period.
    slides
        Whether a day on which offices rest becomes the next working day.
    basis
        The words of an agreement.
    followed_from
        Day from which a figure that is missing is late; None when nobody follows them.
    valid_from, valid_to
        Days between which figures fall due by it; None is open.
    """

    expectation_id: str
    indicator_ids: tuple[str, ...]
    area_id: str
    frequency: Frequency
    body_id: str
    status: str = ""
    rule_id: str = ""
    due_day: int | None = None
    due_days: int | None = None
    due_months: int = 0
    slides: bool = False
    document_id: str = ""
    basis: str = ""
    followed_from: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source_id: str = ""
    confidence: str = ""
    note: str = ""

    def is_in_force(self, day: date) -> bool:
        """Return whether figures fall due by it on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )
