"""The flows of comparing: which days, which targets, which areas, and what is refused in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haidang.base.errors import NameUnknownError, UseError
from haidang.core.review.changes import Basis
from haidang.flows import compare
from tests.make.core import Memory, day, haiphong, make_target

TODAY = day("2026-11-25")
REVIEW = day("2024-11-14")


def test_alone_it_compares_the_review_day_with_the_last_one_before():
    view = compare.run(haiphong(), today=TODAY)
    assert (view.earlier.day, view.earlier.basis) == (day("2023-07-01"), Basis.RECORDED)
    assert (view.as_of.day, view.without_odds) == (REVIEW, ())
    assert [change.now.target.number for change in view.own][:3] == [1, 2, 3]
    assert {change.now.document.document_id for change in view.own} == {"nq-xvi-2020"}


def test_odds_are_left_out_when_one_day_has_none_recorded():
    view = compare.run(haiphong(), today=TODAY, first=day("2023-06-30"), as_of=REVIEW)
    assert view.without_odds == (day("2023-06-30"),)
    assert all(change.odds_step is None for change in view.changes)


def test_a_future_day_is_answered_as_of_today_and_says_so():
    view = compare.run(haiphong(), today=TODAY, as_of=day("2099-01-01"))
    assert view.as_of.day == TODAY
    assert "lies in the future" in str(view.notices[0])


def test_an_earlier_day_before_anything_was_public_is_told():
    view = compare.run(haiphong(), today=TODAY, first=day("2010-01-01"), as_of=REVIEW)
    assert "No figure was public by 2010-01-01" in str(view.notices[0])


@pytest.mark.parametrize("first", ["2024-11-14", "2024-11-15"])
def test_days_in_the_wrong_order_are_refused(first):
    with pytest.raises(UseError, match="is not before"):
        compare.run(haiphong(), today=TODAY, as_of=REVIEW, first=day(first))


def test_without_an_earlier_review_it_asks_for_a_day():
    with pytest.raises(compare.NoEarlierDayError, match="2015-01-01"):
        compare.run(haiphong(), today=TODAY, as_of=day("2016-01-01"))
    with pytest.raises(compare.NoEarlierDayError, match="2023-02-28"):  # a leap day has no year before
        compare.run(replace_about(Memory(target_rows=[make_target()])), today=TODAY, as_of=day("2024-02-29"))


def replace_about(memory):
    return replace(memory, about=replace(memory.about, document_id="plan", area_id="city"))


def test_an_unknown_document_names_the_nearest():
    with pytest.raises(NameUnknownError, match="nq-xvi-2020"):
        compare.run(haiphong(), today=TODAY, document_id="nq-xvi-2021")
