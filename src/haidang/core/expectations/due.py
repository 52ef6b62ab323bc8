"""On which day a figure is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from haidang.base.periods import Period
from haidang.core.expectations.expectation import Expectation
from haidang.core.rules.rule import DUE_DAY, DUE_DAYS, Rule
from haidang.core.rules.working_days import next_working_day

_YEARS_BEHIND = (
    4  # no figure is due more than 1100 days or 36 months after its period, nor 12 months before its end
)
_FIRST_YEAR, _LAST_YEAR = 10, 9990  # days are counted on from here without leaving the calendar


def day_due(expectation: Expectation, period: Period, rule: Rule | None) -> date:
    """
    Return the day on which the figure of a period is due, whether offices rest on it or not.

    Parameters
    ----------
    expectation
        What is expected.
    period
        One of its periods.
    rule
        The rule that it names; None where it names none.

    Raises
    ------
    ValueError
        When neither says a day, which a checked pack never does.
    """
    day, days = expectation.due_day, expectation.due_days
    if rule is not None:
        day = round(rule.value) if rule.kind == DUE_DAY else None
        days = round(rule.value) if rule.kind == DUE_DAYS else None
    if days is not None:
        return period.end + timedelta(days=days)
    if day is None:
        msg = f"{expectation.expectation_id} has no day"
        raise ValueError(msg)
    months = period.end.year * 12 + period.end.month - 1 + expectation.due_months
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def fall_due(
    expectation: Expectation, rule: Rule | None, resting: Sequence[Rule], first: date, last: date, known: date
) -> Iterator[tuple[Period, date]]:
    """
    Return the periods whose figures fall due between two days, each with its day, by the law known on a third.

    What holds on the day itself decides; of a day still to come, what holds on the day as of which one asks: later law is
    not foreseen.

    Parameters
    ----------
    expectation, rule
        What is expected, and the rule that it names.
    resting
        The rules that say when offices rest.
    first, last
        The days, both included.
    known
        The day as of which one asks.
    """
    years = range(max(first.year - _YEARS_BEHIND, _FIRST_YEAR), min(last.year + 1, _LAST_YEAR) + 1)
    for year in years:
        for period in expectation.frequency.periods(year):
            day = day_due(expectation, period, rule)
            holds_on = min(day, known)
            if not expectation.is_in_force(holds_on) or not (rule is None or rule.is_in_force(holds_on)):
                continue
            settled = next_working_day(resting, day) if expectation.slides else day
            if first <= settled <= last:
                yield period, settled
