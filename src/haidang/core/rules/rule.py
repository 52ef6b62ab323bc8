"""
A dated rule, and what follows from the rules about official figures.

A rule that nobody signed is indicative; whoever shows a result on it says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from haidang.base.periods import Period

OFFICIAL_FIGURE = "official_figure"
DUE_DAY, DUE_DAYS = "due_day", "due_days"
WEEKEND, HOLIDAY = "weekend", "holiday"


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule in one version.

    Attributes
    ----------
    value, unit
        Its number.
    valid_from, valid_to
        Days between which it is in force; None is open.
    checked_by
        Who signed it; empty makes results on it indicative.
    """

    rule_id: str
    kind: str
    indicator_ids: tuple[str, ...]
    value: float
    unit: str
    valid_from: date | None
    valid_to: date | None
    citation: str
    confidence: str
    checked_by: str = ""
    url: str = ""

    def is_in_force(self, day: date) -> bool:
        """Return whether the rule is in force on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class OfficialFrom:
    """The first day on which an official figure can exist, and the rule that says so."""

    day: date
    rule: Rule


def official_figure_from(
    rules: Iterable[Rule], indicator_id: str, period: Period, day: date
) -> OfficialFrom | None:
    """
    Return from when on an official figure of `period` can exist, by the rule in force on `day`.

    Parameters
    ----------
    rules
        All rules of the pack.
    indicator_id
        The indicator.
    period
        The period of the figure; only whole years are ruled.
    day
        Day as of which one asks.
    """
    if not period.is_year:
        return None
    for rule in rules:
        if rule.kind == OFFICIAL_FIGURE and indicator_id in rule.indicator_ids and rule.is_in_force(day):
            return OfficialFrom(_after(period.end, rule), rule)
    return None


def _after(end: date, rule: Rule) -> date:
    """Return the first day that lies longer after `end` than the rule says; years may be broken into months."""
    if rule.unit == "days":
        return end + timedelta(days=round(rule.value) + 1)
    months = end.year * 12 + end.month + round(rule.value * 12)  # `end` is a 31 December
    return date(months // 12, months % 12 + 1, 1)
