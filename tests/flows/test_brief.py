"""The flow of the leader's page: what it gathers, as of which day, from one pass over the figures a day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haidang.base.errors import NameUnknownError
from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.flows import brief
from tests.make.core import Memory, day, haiphong, make_assessment, make_commitment, make_target

TODAY = day("2026-11-25")


def test_alone_it_is_that_of_the_review_day():
    view = brief.run(haiphong(), today=TODAY)
    assert view.review.as_of.day == day("2024-11-14")
    assert [each.line.target.number for each in view.off_course[:6]] == [15, 16, 17, 18, 19, 20]
    odds = [each.line.odds.probability for each in view.off_course[6:]]
    assert odds == sorted(odds)
    assert view.comparison.earlier.day == day("2023-07-01")
    assert [each.count for each in view.lacking] == [22, 4]
    assert view.late == ()


def test_what_was_overdue_on_a_day_has_been_answered_since():
    held = brief.run(haiphong(), today=TODAY, as_of=day("2025-04-30"))
    assert [each.overdue.commitment.commitment_id for each in held.late] == ["R2"]
    assert held.late[0].whom.body_ids == ("central_government", "central_ministries")
    assert not held.has_odds
    assert brief.run(haiphong(), today=TODAY, as_of=day("2025-06-27")).late == ()


def test_without_anything_earlier_nothing_changed_is_told():
    view = brief.run(haiphong(), today=TODAY, as_of=day("2016-01-01"))
    assert view.comparison is None
    assert view.off_course == ()


def test_an_unknown_document_names_the_nearest():
    with pytest.raises(NameUnknownError, match="nq-xvi-2020"):
        brief.run(haiphong(), today=TODAY, document_id="nq-xvi-2021")


def test_the_figures_are_asked_for_once_a_day():
    asked = []

    class Counting(Memory):
        def observations(self, series):
            asked.append(series)
            return super().observations(series)

    about = Description("memory", Name("x"), document_id="plan", area_id="city")
    memory = Counting(
        about=about, target_rows=[make_target(period="2024")], commitment_rows=[make_commitment()]
    )
    assert brief.run(memory, today=day("2024-06-30")).comparison is None
    assert len(asked) == 1
    asked.clear()
    brief.run(
        replace(memory, assessment_rows=[make_assessment("met", "2024-03-01", target_id="T1")]),
        today=day("2024-06-30"),
    )
    assert len(asked) == 2
