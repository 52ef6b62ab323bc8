"""What a reader asks to see of a review: nothing else is shown, nothing is lost, the sums stay."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.review.narrowing import (
    EVIDENCE,
    OFFICIAL,
    Narrowing,
    Order,
    all_lines,
    narrow,
    official_of,
    topic_of,
)
from haidang.flows import review as flow
from tests.make.core import day, haiphong


@cache
def whole(document="nq-xvi-2020"):
    return flow.run(haiphong(), today=day("2026-11-25"), as_of=day("2024-11-14"), document_id=document)


def ids(review):
    return [line.target.target_id for line in all_lines(review)]


wanted = st.builds(
    Narrowing,
    topic=st.sampled_from(["", "economy", "budget", "nowhere"]),
    official=st.sampled_from(["", *OFFICIAL]),
    evidence=st.sampled_from(["", *map(str, EVIDENCE)]),
    order=st.sampled_from(list(Order)),
)


@given(wanted)
def test_exactly_what_matches_is_shown(asked):
    shown = narrow(whole(), asked)
    expected = [
        line.target.target_id
        for line in all_lines(whole())
        if asked.topic in ("", topic_of(line))
        and asked.official in ("", official_of(line))
        and asked.evidence in ("", str(line.verdict.status))
    ]
    assert sorted(ids(shown)) == sorted(expected)
    assert shown.sums == whole().sums
    assert shown.is_narrowed == bool(asked.topic or asked.official or asked.evidence)


@given(st.sampled_from(list(Order)))
def test_order_alone_loses_nothing(order):
    assert sorted(ids(narrow(whole(), Narrowing(order=order)))) == sorted(ids(whole()))


def test_without_anything_asked_the_review_is_the_same():
    assert narrow(whole(), Narrowing()) == whole()


def test_the_worst_official_words_come_first():
    shown = narrow(whole(), Narrowing(order=Order.OFFICIAL))
    verdicts = [each.official.verdict for each in shown.numbered]
    assert verdicts == ["in_difficulty"] * 6 + ["met"] * 14


@pytest.mark.parametrize("part", ["elsewhere", "this_year"])
def test_the_least_likely_come_first_and_those_without_odds_last(part):
    lines = getattr(narrow(whole(), Narrowing(order=Order.ODDS)), part)
    known = [line.odds.probability for line in lines if line.odds and line.odds.probability is not None]
    assert len(known) > 2
    assert known == sorted(known)
    assert all(line.odds is None or line.odds.probability is None for line in lines[len(known) :])


def test_the_nearest_end_comes_first():
    ends = [line.target.period.end for line in narrow(whole(), Narrowing(order=Order.PERIOD)).elsewhere]
    assert ends == sorted(ends)
