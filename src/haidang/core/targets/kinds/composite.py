"""Composite: every named part is met. See docs/methods/composite.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from haidang.core.targets.case import Case
from haidang.core.targets.verdict import Evidence, Reason, Verdict

NEEDS = ("parts",)
_WORST_FIRST = (Evidence.MISSED, Evidence.NOT_CHECKABLE, Evidence.BEHIND, Evidence.AHEAD, Evidence.MET)


def judge(case: Case, judge_part: Callable[[Case], Verdict]) -> Verdict:
    """Judge all parts and put them together."""
    return combine([judge_part(part) for part in case.parts])


def combine(verdicts: Sequence[Verdict]) -> Verdict:
    """
    Return the verdict of a whole from those of its parts.

    One part missed breaks it; else one part that cannot be checked leaves it open; else the least of the others.
    """
    if not verdicts:
        return Verdict(Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD)
    worst = min(verdicts, key=lambda verdict: _WORST_FIRST.index(verdict.status))
    return Verdict(
        worst.status,
        worst.reason,
        figures=tuple(figure for verdict in verdicts for figure in verdict.figures),
        is_estimate=any(verdict.is_estimate for verdict in verdicts),
    )
