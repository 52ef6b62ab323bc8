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
    value = case.value(case.target.low)
    stated = case.target.tolerance_pct
    tolerance_pct = case.options.about_pct if stated is None else stated
    reach = abs(value) * tolerance_pct / 100
    span = Interval(value - reach, value + reach).rounded()
    verdict = judge_value(case, _promise(span, case.measure.direction))
    taken = (
        say(
            "«About» is read as within {pct}% of the value; the document states no tolerance.",
            pct=tolerance_pct,
        )
        if stated is None
        else say("The document states a tolerance of {pct}%.", pct=tolerance_pct)
    )
    return replace(verdict, notes=(*verdict.notes, taken))


def _promise(span: Interval, direction: str) -> Promise:
    """Return the line: of something wished for, more than «about» breaks no promise."""
    if direction == "up":
        return Promise.at_least(span.low)
    return Promise.at_most(span.high) if direction == "down" else Promise(span.low, span.high)
