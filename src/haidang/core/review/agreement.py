"""
Whether an official verdict and the evidence agree.

Before the end of a target's time «met» and «ahead», «in difficulty» and «behind» do not contradict each other; «nearly met»
says nothing of a course; what cannot be checked cannot be compared. The table stands in docs/methods/statuses.md.
"""

from __future__ import annotations

from enum import StrEnum

from haidang.core.targets.odds import LEAST, Chance, Odds
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


class Apart(StrEnum):
    """With what the odds of a target disagree."""

    OFFICIAL = "official"
    EVIDENCE = "evidence"


def odds_apart(official: str | None, evidence: Evidence, odds: Odds | None) -> Apart | None:
    """
    Return with what open odds disagree, the official verdict first; None when with nothing.

    Likely and better against «in difficulty» or behind, unlikely and worse against «met» or ahead; what is uncertain
    disagrees with nothing.
    """
    if odds is None or odds.probability is None or odds.is_certain:
        return None
    high, low = odds.probability >= _LIKELY, odds.probability < _UNCERTAIN
    good, bad = official in ("met", "exceeded"), official in ("in_difficulty", "not_met")
    if (good and low) or (bad and high):
        return Apart.OFFICIAL
    if (evidence is Evidence.AHEAD and low) or (evidence is Evidence.BEHIND and high):
        return Apart.EVIDENCE
    return None


_LEAST = dict(LEAST)
_LIKELY, _UNCERTAIN = _LEAST[Chance.LIKELY], _LEAST[Chance.UNCERTAIN]
