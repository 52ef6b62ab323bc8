"""At least: the value of the period, or at the date, is `low` or more. See docs/methods/at_least.md."""

from __future__ import annotations

from haidang.core.targets.case import Case
from haidang.core.targets.promise import Promise
from haidang.core.targets.value import judge_value
from haidang.core.targets.verdict import Verdict

NEEDS = ("low", "unit", "indicator_id")


def judge(case: Case) -> Verdict:
    """Judge a floor; an ambition above it is shown and decides nothing."""
    return judge_value(case, Promise.at_least(case.value(case.target.low)))
