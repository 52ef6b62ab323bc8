"""Causes and cuts in words: every cause has its clause, nothing is cut in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.review.causes import Cause, Why
from haidang.core.review.missing import Owing
from haidang.core.review.whom import Whom
from haidang.flows import brief
from haidang.telling.brief import MOST_OFF_COURSE, tell_brief
from haidang.telling.causes import CAUSE, tell_causes
from haidang.telling.off_course import tell_whom
from haidang.telling.phrases import DASH, Phrases
from haidang.telling.teller import teller
from tests.make.core import day, haiphong, make_assessment, make_observation

ENGLISH = Phrases(teller("en"), {})
OLD, NEW = make_observation("2023", 90), make_observation("2023", 120, "2024-05-01", producer_id="press")


@pytest.mark.parametrize("why", Why)
def test_every_cause_has_a_word_and_a_clause(why):
    assert why in CAUSE
    cause = Cause(why, OLD, NEW, make_assessment(), day("2024-05-01"))
    told = tell_causes([cause], ENGLISH)
    assert told not in ("", DASH)
    assert "{" not in told


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why.REVISED, "2023 revised from 90 billion VND to 120 billion VND (press, public by 1 May 2024)"),
        (
            Why.OTHER_PRODUCER,
            "for 2023 the figure of press counts, 120 billion VND (public by 1 May 2024); before, 90 billion VND of statistics",
        ),
        (Why.WITHDRAWN, "figure for 2023 withdrawn on 1 May 2024: 90 billion VND (statistics)"),
    ],
)
def test_a_clause_names_the_figures_who_and_when(why, words):
    assert tell_causes([Cause(why, OLD, NEW, day=day("2024-05-01"))], ENGLISH) == words


def test_a_bound_stays_a_bound():
    bound = make_observation("2023", 100, bound=">")
    told = tell_causes([Cause(Why.NEW_FIGURE, new=bound, day=day("2024-01-01"))], ENGLISH)
    assert "more than 100 billion VND" in told


def test_of_many_figures_the_last_are_told_and_the_rest_counted():
    causes = [Cause(Why.OVER, day=day("2024-12-31"))]
    causes += [
        Cause(Why.NEW_FIGURE, new=make_observation(str(2020 + n), n), day=day("2024-05-01")) for n in range(5)
    ]
    told = tell_causes(causes, ENGLISH)
    assert told.startswith("its time ended on 31 December 2024; new figure for 2023")
    assert told.endswith("; 3 more figures")


def test_without_a_cause_there_is_a_dash():
    assert tell_causes([], ENGLISH) == DASH


def test_an_issuer_carries_a_mark_and_a_body_stands_once():
    whom = [Whom(("a", "b"), Owing.ACCOUNTABLE), Whom(("a",), Owing.ACCOUNTABLE), Whom(("c",), Owing.ISSUER)]
    assert tell_whom(whom, ENGLISH) == "a; b; c*"
    assert tell_whom([Whom((), Owing.ISSUER)], ENGLISH) == DASH


@given(st.dates(day("2016-06-01"), day("2026-11-25")))
def test_what_a_sheet_leaves_out_is_counted(on):
    view = brief.run(haiphong(), today=day("2026-11-25"), as_of=on)
    report = tell_brief(view, haiphong(), teller("en"))
    tables = report.sections[0].tables
    rows = tables[0].rows if tables else ()
    if len(view.off_course) <= MOST_OFF_COURSE + 1:
        assert len(rows) == len(view.off_course)
    else:
        assert rows[-1][0] == f"and {len(view.off_course) - MOST_OFF_COURSE} more"
    whole = tell_brief(view, haiphong(), teller("en"), whole=True)
    assert sum(len(table.rows) for table in whole.sections[0].tables) == len(view.off_course)
    assert whole.rows == report.rows
