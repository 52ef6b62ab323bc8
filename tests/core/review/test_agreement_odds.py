"""Odds against the official word and against the evidence: who is told to disagree with whom."""

import pytest

from haidang.core.forecast.forecast import State
from haidang.core.review.agreement import Apart, odds_apart
from haidang.core.targets.odds import Odds
from haidang.core.targets.verdict import Evidence

OPEN = Evidence.NOT_CHECKABLE
OFFICIAL, EVIDENCE = Apart.OFFICIAL, Apart.EVIDENCE


@pytest.mark.parametrize(
    ("official", "evidence", "probability", "expected"),
    [
        ("met", OPEN, 0.1, OFFICIAL),
        ("exceeded", OPEN, 0.32, OFFICIAL),
        ("met", OPEN, 0.33, None),  # uncertain disagrees with nothing
        ("met", OPEN, 0.95, None),
        ("in_difficulty", OPEN, 0.66, OFFICIAL),
        ("not_met", OPEN, 0.99, OFFICIAL),
        ("in_difficulty", OPEN, 0.65, None),
        ("in_difficulty", OPEN, 0.05, None),
        ("nearly_met", OPEN, 0.01, None),
        ("nearly_met", OPEN, 0.99, None),
        (None, OPEN, 0.01, None),
        (None, Evidence.AHEAD, 0.2, EVIDENCE),
        (None, Evidence.AHEAD, 0.5, None),
        (None, Evidence.AHEAD, 0.9, None),
        (None, Evidence.BEHIND, 0.7, EVIDENCE),
        (None, Evidence.BEHIND, 0.2, None),
        ("met", Evidence.AHEAD, 0.2, OFFICIAL),  # the official word first
        ("in_difficulty", Evidence.AHEAD, 0.2, EVIDENCE),
        ("met", Evidence.BEHIND, 0.8, EVIDENCE),
    ],
)
def test_likely_odds_disagree_with_bad_words_and_unlikely_ones_with_good(
    official, evidence, probability, expected
):
    assert odds_apart(official, evidence, Odds(probability)) is expected


@pytest.mark.parametrize(
    "odds",
    [
        None,
        Odds(None, state=State.NOT_ENOUGH),
        Odds(1.0, state=State.MET),
        Odds(0.0, state=State.MISSED),
    ],
)
@pytest.mark.parametrize("official", ["met", "in_difficulty", None])
@pytest.mark.parametrize("evidence", Evidence)
def test_without_open_odds_nothing_disagrees(official, evidence, odds):
    assert odds_apart(official, evidence, odds) is None
