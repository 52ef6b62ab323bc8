"""An expected figure in words."""

from __future__ import annotations

import pytest

from haidang.telling.expected import (
    basis_of,
    coming_cell,
    coming_sentence,
    expected_data,
    period_of,
    promptness_of,
    state_of,
)
from haidang.telling.phrases import Phrases
from haidang.telling.teller import teller
from tests.core.review.test_expected import STATISTICS, listed
from tests.make.core import day, make_expectation, make_indicator, make_observation, make_rule

PHRASES = Phrases(teller("en"), {"statistics": STATISTICS})


def first(figures=(), **changes):
    (found,) = (each for each in listed(figures, **changes) if each.period.text == "2024-Q1")
    return found


@pytest.mark.parametrize(
    ("public_from", "public_by", "told"),
    [
        ("2024-04-02", "2024-04-02", "3 days early"),
        ("2024-04-04", "2024-04-04", "1 day early"),
        ("2024-04-05", "2024-04-05", "on its day"),
        ("2024-04-01", "2024-04-05", "in time"),
        ("2024-04-01", "2024-04-06", "in time or up to 1 day late"),
        ("2024-04-08", "2024-04-08", "3 days late"),
        ("2024-04-07", "2024-04-30", "2 to 25 days late"),
    ],
)
def test_how_prompt_it_came(public_from, public_by, told):
    figure = make_observation("2024-Q1", public=public_by, public_from=public_from)
    assert promptness_of(first([figure]), PHRASES) == told


def test_where_it_stands():
    late = make_observation("2024-Q1", public="2024-04-08")
    assert state_of(first([late]), PHRASES) == "▼ received 8 April 2024, 3 days late"
    assert state_of(first(), PHRASES) == "✗ late since 5 April 2024"
    assert state_of(first(on=day("2024-03-01")), PHRASES) == "○ due"
    assert promptness_of(first(), PHRASES) == "–"


def test_by_what_law_or_agreement():
    assert (
        basis_of(first(expectation_rows=[make_expectation("quarter", basis="Thỏa thuận")]), PHRASES)
        == "Thỏa thuận"
    )
    assert basis_of(first(), PHRASES) == "agreement"
    named = [make_expectation("quarter", due_day=None, rule_id="R1")]
    unsigned = first(rule_rows=[make_rule("due_day", 6)], expectation_rows=named)
    assert basis_of(unsigned, PHRASES) == "1/2020/NĐ-CP, indicative"
    signed = first(rule_rows=[make_rule("due_day", 6, checked_by="Legal office")], expectation_rows=named)
    assert basis_of(signed, PHRASES) == "1/2020/NĐ-CP"
    assert expected_data(unsigned)["is_indicative"]
    assert not expected_data(signed)["is_indicative"]


def test_a_figure_that_must_be_official_says_so():
    official = first(expectation_rows=[make_expectation("quarter", status="A")])
    assert period_of(official, PHRASES) == "quarter I of 2024 (official)"


def test_what_is_to_come_and_what_is_late():
    known = {"revenue": make_indicator()}
    assert coming_sentence(first(), known, PHRASES) == (
        "Revenue, quarter I of 2024: was due from Cục Thống kê by 5 April 2024 (agreement), and was not received."
    )
    assert coming_sentence(first(on=day("2024-03-01")), known, PHRASES) == (
        "Revenue, quarter I of 2024: expected from Cục Thống kê by 5 April 2024 (agreement)."
    )
    assert coming_cell(first(), PHRASES) == "quarter I of 2024: by 5 April 2024, ✗ late"
    assert coming_cell(first(on=day("2024-03-01")), PHRASES) == "quarter I of 2024: by 5 April 2024"
    assert coming_cell(None, PHRASES) == "–"
