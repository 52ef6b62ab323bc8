"""
Whether an official verdict and the evidence agree.

Before the end of a target's time «met» and «ahead», «in difficulty» and «behind» do not contradict each other; «nearly met»
says nothing of a course; what cannot be checked cannot be compared. The table stands in docs/methods/statuses.md.
"""

from __future__ import annotations

from enum import StrEnum

from haidang.core.targets.verdict import Evidence


class Agreement(StrEnum):
    """How two statuses stand to each other."""

    AGREE = "agree"
    DISAGREE = "disagree"
    NOT_COMPARABLE = "not_comparable"


_AGREEING = {
    "met": (Evidence.MET, Evidence.AHEAD),
    "exceeded": (Evidence.MET, Evidence.AHEAD),
    "nearly_met": (Evidence.MISSED,),
    "in_difficulty": (Evidence.BEHIND, Evidence.MISSED),
    "not_met": (Evidence.BEHIND, Evidence.MISSED),
}


def agreement(official: str | None, evidence: Evidence) -> Agreement:
    """
    Return how an official verdict and the evidence stand to each other.

    Parameters
    ----------
    official
        The official verdict; None when there is none.
    evidence
        The evidence status.
    """
    on_the_way = official == "nearly_met" and evidence in (Evidence.AHEAD, Evidence.BEHIND)
    if official is None or evidence is Evidence.NOT_CHECKABLE or on_the_way:
        return Agreement.NOT_COMPARABLE
    return Agreement.AGREE if evidence in _AGREEING[official] else Agreement.DISAGREE
