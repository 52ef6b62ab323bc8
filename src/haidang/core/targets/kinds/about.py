"""About: the value lies within a stated tolerance of `low`. See docs/methods/about.md."""

from __future__ import annotations

from dataclasses import replace

from haidang.base.intervals import Interval
from haidang.base.text import say
from haidang.core.targets.case import Case
from haidang.core.targets.promise import Promise
from haidang.core.targets.value import judge_value
from haidang.core.targets.verdict import Verdict

NEEDS = ("low", "unit", "indicator_id")


def judge(case: Case) -> Verdict:
    """Judge a value wished for «about»; the tolerance of the method is named when it is used."""
    verdict = judge_value(case, promise(case))
    stated, tolerance_pct = case.target.tolerance_pct, _tolerance_pct(case)
    taken = (
        say(
            "«About» is read as within {pct}% of the value; the document states no tolerance.",
            pct=tolerance_pct,
        )
        if stated is None
        else say("The document states a tolerance of {pct}%.", pct=tolerance_pct)
    )
    return replace(verdict, notes=(*verdict.notes, taken))


def _tolerance_pct(case: Case) -> float:
    stated = case.target.tolerance_pct
    return case.options.about_pct if stated is None else stated


def promise(case: Case) -> Promise:
    """Return the line: of something wished for, more than «about» breaks no promise."""
    value = case.value(case.target.low)
    reach = abs(value) * _tolerance_pct(case) / 100
    span = Interval(value - reach, value + reach).rounded()
    direction = case.measure.direction
    if direction == "up":
        return Promise.at_least(span.low)
    return Promise.at_most(span.high) if direction == "down" else Promise(span.low, span.high)
