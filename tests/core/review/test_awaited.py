"""The figure to come that would make a target checkable."""

from __future__ import annotations

from dataclasses import replace

from haidang.core.review.awaited import with_expected
from haidang.core.review.expected import State
from haidang.core.review.lines import build_lines
from haidang.core.review.missing import find_missing
from tests.make.core import (
    Memory,
    day,
    make_expectation,
    make_indicator,
    make_observation,
    make_target,
)

NOW = day("2024-06-30")
LATE = make_expectation("year", due_months=0)


def coming(target=None, figures=(), on=NOW, expectations=(LATE,), **changes):
    memory = Memory(
        target_rows=[target or make_target(period="2025")],
        figures=figures,
        expectation_rows=expectations,
        **changes,
    )
    (line,) = build_lines(memory, memory.target_rows, on).lines
    found = find_missing(line)
    (told,) = with_expected([found], memory, on)
    assert replace(told, expected=None) == found
    return told.expected


def test_the_figure_that_is_to_come_is_named():
    found = coming(expectations=[make_expectation("year", due_months=0, followed_from=None)])
    assert (found.period.text, found.due, found.state) == ("2024", day("2024-12-05"), State.DUE)


def test_a_figure_that_is_late_goes_before_one_that_is_due():
    found = coming()
    assert (found.period.text, found.due, found.state) == ("2023", day("2023-12-05"), State.LATE)


def test_a_late_figure_that_is_older_than_the_last_one_helps_nobody():
    unset = make_target(value_status="not_held", low=None, period="2025")
    held = [make_observation("2023", public="2024-01-01")]
    old = [make_observation("2021", public="2022-01-01")]
    assert coming(unset, held) is None
    assert coming(unset, old, expectations=[LATE]).period.text == "2023"


def test_a_figure_of_a_year_goes_before_one_of_a_part():
    parts = make_expectation("month", expectation_id="X2")
    assert coming(expectations=[parts, LATE]).period.is_year
    assert coming(expectations=[parts]).period.text == "2024-05"


def test_no_figure_of_a_later_period_is_named():
    bare = make_expectation("year", due_months=0, followed_from=None)
    assert coming(make_target(period="2023"), expectations=[bare]) is None


def test_nothing_is_named_where_the_value_is_missing_or_nothing_is_expected():
    unset = make_target(value_status="not_held", low=None, period="2024")
    assert coming(unset, [make_observation("2023")]) is None
    assert coming(expectations=()) is None


SHARE = make_indicator("share", measure="share", unit="%", over_time="none", formula="revenue / spent")
SPENT = make_indicator("spent")


def test_a_figure_that_follows_from_others_comes_with_the_last_of_them():
    target = make_target(indicator_id="share", unit="%", period="2025")
    own = make_expectation("year", due_months=0, followed_from=None)
    other = replace(own, expectation_id="X2", indicator_ids=("spent",), due_months=2)
    known = {"indicator_rows": [make_indicator(), SHARE, SPENT]}
    found = coming(target, expectations=[own, other], **known)
    assert (found.key.indicator_id, found.period.text, found.due) == ("spent", "2024", day("2025-02-05"))
    # what has come is not waited for
    spent = [make_observation("2023", indicator_id="spent")]
    assert (
        coming(
            target, spent, expectations=[replace(own, followed_from=day("2020-01-01")), other], **known
        ).key.indicator_id
        == "revenue"
    )
    assert coming(target, expectations=[own], **known) is None
