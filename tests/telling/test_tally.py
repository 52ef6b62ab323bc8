"""The numbers of a document at a glance: as many marks as numbers, none told by colour alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haidang.core.review.narrowing import Narrowing, narrow
from haidang.files.reports.html import draw_body
from haidang.flows import review as flow
from haidang.telling.review import tell_review
from haidang.telling.tally import tell_tallies
from haidang.telling.teller import teller
from tests.make.core import day, haiphong


@pytest.fixture(scope="module")
def found():
    return flow.run(haiphong(), today=day("2026-11-25"), as_of=day("2024-11-14"))


def test_official_and_evidence_are_kept_apart(found):
    official, evidence = tell_tallies(found, teller("en"))
    assert official.caption == "Official, by number: ✓ met: 14, ▼ in difficulty: 6"
    assert evidence.caption == "Evidence, by number: ? not checkable: 20"
    assert [mark.label for mark in official.marks] == [str(number) for number in range(1, 21)]
    assert [mark.sign for mark in official.marks] == ["✓"] * 14 + ["▼"] * 6
    assert all(mark.words for mark in (*official.marks, *evidence.marks))


def test_before_any_assessment_nothing_is_good(found):
    early = flow.run(haiphong(), today=day("2026-11-25"), as_of=day("2023-07-01"))
    official, _ = tell_tallies(early, teller("en"))
    assert {mark.sign for mark in official.marks} == {"?"}


def test_nothing_and_too_much_have_no_tally(found):
    assert tell_tallies(replace(found, numbered=()), teller("vi")) == ()
    assert tell_tallies(replace(found, numbered=found.numbered * 4), teller("vi")) == ()


def test_what_is_left_out_is_not_counted(found):
    official, _ = tell_tallies(narrow(found, Narrowing(official="met")), teller("en"))
    assert len(official.marks) == 14


def test_a_page_has_words_beside_every_sign(found):
    report = tell_review(found, haiphong(), teller("fr"))
    drawn = draw_body(
        report, lambda row, key: f"/to/{row['number']}" if key == "target" and "number" in row else ""
    )
    assert drawn.count('class="aside"') == 40
    assert drawn.count('href="/to/7a"') >= 2
