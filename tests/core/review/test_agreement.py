"""Official word against evidence: the table of the method is the one of the code."""

import re
from pathlib import Path

import pytest

from haidang.core.review.agreement import Agreement, agreement
from haidang.core.targets.verdict import Evidence

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "statuses.md"
WORDS = {
    "agree": Agreement.AGREE,
    "disagree": Agreement.DISAGREE,
    "not compared": Agreement.NOT_COMPARABLE,
}
OFFICIAL = ("met", "exceeded", "nearly_met", "in_difficulty", "not_met", None)


def documented():
    """The rows of the table in docs/methods/statuses.md."""
    lines = PAGE.read_text(encoding="utf-8").split("official ↓ evidence →")[1].splitlines()
    columns = [cell.strip() for cell in lines[0].strip("| ").split("|")]
    table = {}
    for line in lines[2:]:
        if not line.startswith("|"):
            break
        name, *cells = (cell.strip() for cell in line.strip("| ").split("|"))
        for column, cell in zip(columns, cells, strict=True):
            table[name, column] = WORDS[re.sub(r" \(\w\)$", "", cell)]
    return table


def test_every_pair_stands_in_the_table_as_the_code_answers_it():
    table = documented()
    assert len(table) == len(OFFICIAL) * len(Evidence)
    for (official, evidence), expected in table.items():
        assert agreement(None if official == "none" else official, Evidence(evidence)) is expected


@pytest.mark.parametrize("official", OFFICIAL)
def test_what_cannot_be_checked_confirms_and_refutes_nothing(official):
    assert agreement(official, Evidence.NOT_CHECKABLE) is Agreement.NOT_COMPARABLE


@pytest.mark.parametrize("evidence", Evidence)
def test_where_nothing_was_said_nothing_is_compared(evidence):
    assert agreement(None, evidence) is Agreement.NOT_COMPARABLE


def test_met_against_missed_and_difficulty_against_met_disagree():
    assert agreement("met", Evidence.MISSED) is Agreement.DISAGREE
    assert agreement("in_difficulty", Evidence.MET) is Agreement.DISAGREE
    assert agreement("met", Evidence.MET) is Agreement.AGREE
