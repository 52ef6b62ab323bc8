"""At most: the value of the period, or at the date, is `low` or less. See docs/methods/at_most.md."""

from __future__ import annotations

from haidang.core.targets.case import Case
from haidang.core.targets.promise import Promise
from haidang.core.targets.value import judge_value
from haidang.core.targets.verdict import Verdict

NEEDS = ("low", "unit", "indicator_id")


def judge(case: Case) -> Verdict:
    """Judge a ceiling: the promise stands in the column `low` like every promise."""
    return judge_value(case, Promise.at_most(case.value(case.target.low)))
