"""Days on which offices work: all but those on which a rule says that they rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from haidang.core.rules.rule import HOLIDAY, WEEKEND, Rule

_LONGEST_REST = 60  # days


def resting_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Return those of all rules that say when offices rest."""
    return [each for each in rules if each.kind in (WEEKEND, HOLIDAY)]


def is_working_day(resting: Iterable[Rule], day: date) -> bool:
    """
    Return whether offices work on a day.

    Parameters
    ----------
    resting
        The rules that say when they rest: a day of the week, or all days on which the rule is in force.
    day
        The day.
    """
    return not any(
        each.is_in_force(day) and (each.kind == HOLIDAY or each.value == day.isoweekday()) for each in resting
    )


def next_working_day(resting: Sequence[Rule], day: date) -> date:
    """
    Return a day when offices work on it, else the next one on which they do.

    Rules by which they would rest for two months and more contradict themselves: the day stays as it is.
    """
    ahead = (day + timedelta(days=count) for count in range(_LONGEST_REST))
    return next((each for each in ahead if is_working_day(resting, each)), day)
