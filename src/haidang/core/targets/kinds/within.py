"""Within: the value lies in the corridor from `low` to `high`. See docs/methods/within.md."""

from __future__ import annotations

from haidang.core.targets.case import Case
from haidang.core.targets.promise import Promise
from haidang.core.targets.value import judge_value
from haidang.core.targets.verdict import Verdict

NEEDS = ("low", "high", "unit", "indicator_id")


def judge(case: Case) -> Verdict:
    """Judge a corridor, the rare promise that is broken on either side."""
    return judge_value(case, Promise(case.value(case.target.low), case.value(case.target.high)))
