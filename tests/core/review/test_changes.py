"""Two days of one review: each target once, each change with its cause, nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.review.causes import Why
from haidang.core.review.changes import (
    Aspect,
    Basis,
    Earlier,
    changes_between,
    count_aspects,
    count_causes,
    previous_review_day,
)
from haidang.core.review.lines import lines_of_area
from haidang.core.targets.odds import Odds
from tests.make.core import (
    CITY,
    Memory,
    day,
    haiphong,
    make_area,
    make_assessment,
    make_document,
    make_observation,
    make_target,
)

FIGURE_CAUSES = {Why.NEW_FIGURE, Why.REVISED, Why.OTHER_PRODUCER, Why.RIVAL, Why.WITHDRAWN}


def compared(first, last, *, odds=(None, None), horizon="", **rows):
    """The only target of a memory on two days."""
    about = Description("memory", Name("x"), horizon={"observations": day(horizon)} if horizon else {})
    rows.setdefault("target_rows", [make_target()])
    memory = Memory(about=about, **rows)
    then, now = (lines_of_area(memory, CITY, day(each)) for each in (first, last))
    then, now = (
        replace(lines, lines=tuple(replace(line, odds=given) for line in lines.lines))
        for lines, given in zip((then, now), odds, strict=True)
    )
    (change,) = changes_between(then, now, memory.horizon("observations"))
    return change


def whys(change):
    return [cause.why for cause in change.causes]


def test_a_day_against_itself_shows_no_change():
    change = compared("2024-06-30", "2024-06-30", figures=[make_observation(value=120)])
    assert (change.aspects, change.causes) == ((), ())
    assert not change.is_change


def test_a_new_figure_names_itself():
    figure = make_observation("2023", 120, "2024-02-01")
    change = compared("2024-01-31", "2024-02-01", figures=[figure])
    assert change.aspects == (Aspect.EVIDENCE, Aspect.FIGURES)
    (cause,) = change.causes
    assert (cause.why, cause.new, cause.old, cause.day) == (Why.NEW_FIGURE, figure, None, day("2024-02-01"))


def test_a_revision_names_both_vintages():
    old, new = make_observation("2023", 90, "2024-01-10"), make_observation("2023", 120, "2024-05-01")
    (cause,) = compared("2024-02-01", "2024-06-01", figures=[old, new]).causes
    assert (cause.why, cause.old, cause.new, cause.day) == (Why.REVISED, old, new, day("2024-05-01"))


def test_a_figure_of_another_producer_that_counts_is_no_revision():
    old = make_observation("2023", 90, "2024-01-10", status="E")
    new = make_observation("2023", 120, "2024-05-01", producer_id="other")
    change = compared("2024-02-01", "2024-06-01", figures=[old, new])
    (cause,) = change.causes
    assert (cause.why, cause.old, cause.new) == (Why.OTHER_PRODUCER, old, new)


def test_a_rival_that_disputes_a_verdict_is_its_cause():
    own = make_observation("2023", 120, "2024-01-10")
    rival = make_observation("2023", 80, "2024-05-01", producer_id="press", status="E")
    change = compared("2024-02-01", "2024-06-01", figures=[own, rival])
    assert Aspect.EVIDENCE in change.aspects
    (cause,) = change.causes
    assert (cause.why, cause.old, cause.new) == (Why.RIVAL, own, rival)


def test_a_figure_withdrawn_is_named_with_what_counts_again():
    first = make_observation("2023", 90, "2024-01-10")
    wrong = make_observation("2023", 120, "2024-02-01", withdrawn_on=day("2024-04-01"))
    (cause,) = compared("2024-03-01", "2024-04-01", figures=[first, wrong]).causes
    assert (cause.why, cause.old, cause.new, cause.day) == (Why.WITHDRAWN, wrong, first, day("2024-04-01"))
    (alone,) = compared("2024-03-01", "2024-04-01", figures=[wrong]).causes
    assert (alone.why, alone.new) == (Why.WITHDRAWN, None)


def test_time_that_ended_is_a_cause_by_itself():
    change = compared("2023-12-30", "2023-12-31", target_rows=[make_target()])
    assert change.aspects == (Aspect.SCHEDULE,)
    assert [(cause.why, cause.day) for cause in change.causes] == [(Why.OVER, day("2023-12-31"))]


def test_a_course_that_nobody_followed_says_until_when_it_was():
    rows = {
        "target_rows": [make_target(period="2023")],
        "figures": [make_observation("2023-01-01/P10M", 95, "2023-11-05")],
    }
    change = compared("2023-11-10", "2024-06-30", horizon="2023-11-10", **rows)
    assert Aspect.EVIDENCE in change.aspects
    assert whys(change) == [Why.OVER, Why.NOT_FOLLOWED]
    assert change.causes[1].day == day("2023-11-10")


def test_figures_become_too_old():
    rows = {
        "target_rows": [make_target(200, period="2030")],
        "document_rows": [make_document(issued="2019-12-31")],
        "figures": [make_observation("2019", 100), make_observation("2020", 150)],
    }
    change = compared("2021-06-30", "2024-06-30", **rows)
    assert (change.aspects, whys(change)) == ((Aspect.EVIDENCE,), [Why.TOO_OLD])


def test_a_year_that_stays_without_its_figure_is_the_work_of_the_days():
    target = make_target(period="2021-01-01/P5Y", kind="every_year")
    figures = [make_observation("2021", 120), make_observation("2022", 120)]
    change = compared("2023-12-01", "2024-12-01", target_rows=[target], figures=figures)
    assert (change.aspects, whys(change)) == ((Aspect.EVIDENCE,), [Why.TIME])


def test_a_territory_that_ended_gives_its_day():
    rows = {
        "target_rows": [make_target(200, period="2030")],
        "document_rows": [make_document(issued="2019-12-31")],
        "figures": [make_observation("2022", 100), make_observation("2023", 150)],
        "area_rows": [make_area(valid_to="2024-06-30")],
    }
    change = compared("2024-06-30", "2024-07-01", **rows)
    assert [(cause.why, cause.day) for cause in change.causes] == [(Why.OTHER_TERRITORY, day("2024-06-30"))]


def test_an_assessment_given_and_changed():
    words = [
        make_assessment("met", "2024-03-01", target_id="T1"),
        make_assessment("not_met", "2024-05-01", target_id="T1"),
    ]
    given_first = compared("2024-02-01", "2024-03-01", assessment_rows=words)
    assert (given_first.aspects, whys(given_first)) == ((Aspect.OFFICIAL,), [Why.ASSESSED])
    changed = compared("2024-03-01", "2024-05-01", assessment_rows=words)
    assert changed.causes[0].assessment is words[1]
    again = [words[0], make_assessment("met", "2024-04-01", target_id="T1")]
    assert compared("2024-03-01", "2024-05-01", assessment_rows=again).aspects == ()


def test_a_target_that_did_not_exist_is_added_and_nothing_else():
    document = make_document(issued="2023-03-01")
    change = compared("2023-02-28", "2023-03-01", document_rows=[document], figures=[make_observation()])
    assert (change.then, change.aspects) == (None, (Aspect.ADDED,))
    assert [(cause.why, cause.day) for cause in change.causes] == [(Why.ADDED, day("2023-03-01"))]
    assert change.odds_step is None


def test_what_came_after_its_time_is_no_figure_of_a_target():
    figures = [make_observation("2023", 120), make_observation("2024", 500)]
    assert compared("2024-06-30", "2025-06-30", figures=figures).aspects == ()


def test_odds_are_compared_when_both_days_have_them_and_no_cause_is_made_up():
    same = {"figures": [make_observation("2022", 90)], "target_rows": [make_target(period="2024")]}
    change = compared("2024-01-01", "2024-02-01", odds=(Odds(0.62), Odds(0.81)), **same)
    assert (change.aspects, whys(change)) == ((Aspect.ODDS,), [Why.NOT_FOUND])
    assert change.odds_step == pytest.approx(0.19)
    one = compared("2024-01-01", "2024-02-01", odds=(None, Odds(0.81)), **same)
    assert (one.aspects, one.odds_step) == ((), None)
    little = compared("2024-01-01", "2024-02-01", odds=(Odds(0.62), Odds(0.625)), **same)
    assert little.aspects == ()


def test_a_new_figure_alone_is_no_change_of_a_status():
    figures = [make_observation("2023", 120), make_observation("2022", 90, "2024-05-01")]
    change = compared("2024-02-01", "2024-06-01", figures=figures)
    assert change.aspects == (Aspect.FIGURES,)
    assert whys(change) == [Why.NEW_FIGURE]
    assert not change.is_change


def test_parts_of_composites_give_their_figures():
    leaf = make_target(target_id="leaf")
    whole = make_target(None, target_id="whole", kind="composite", indicator_id="", parts=("leaf",))
    memory = Memory(target_rows=[whole, leaf], figures=[make_observation("2023", 120, "2024-02-01")])
    then, now = (lines_of_area(memory, CITY, day(each)) for each in ("2024-01-31", "2024-02-01"))
    found = {change.now.target.target_id: change for change in changes_between(then, now, None)}
    assert whys(found["whole"]) == whys(found["leaf"]) == [Why.NEW_FIGURE]


# ---------------------------------------------------------------- the earlier day


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2024-11-14", Earlier(day("2023-07-01"), Basis.RECORDED)),
        ("2024-11-15", Earlier(day("2024-11-14"), Basis.ASSESSED)),
        ("2023-07-01", Earlier(day("2022-07-01"), Basis.RECORDED)),
        ("2022-07-01", None),
    ],
)
def test_the_earlier_day_is_the_last_on_which_the_document_was_reviewed(on, expected):
    words = [
        make_assessment("met", "2024-11-14", target_id="T1"),
        make_assessment("met", "2024-08-21", document_id="another"),
    ]
    recorded = [day("2022-07-01"), day("2023-07-01"), day("2024-11-14")]
    assert previous_review_day(words, recorded, "plan", day(on)) == expected


# ---------------------------------------------------------------- the bundled pack on any two days


@cache
def on(when):
    return lines_of_area(haiphong(), "haiphong", when)


days = st.integers(0, 3500).map(lambda count: date(2016, 6, 1) + timedelta(days=count))


@given(days, days)
def test_every_change_has_a_cause_and_all_counts_add_up(one, other):
    first, last = min(one, other), max(one, other)
    changes = changes_between(on(first), on(last), haiphong().horizon("observations"))
    assert [change.now for change in changes] == list(on(last).lines)
    changed = [change for change in changes if change.is_change]
    figures = [change for change in changes if change.aspects == (Aspect.FIGURES,)]
    same = [change for change in changes if not change.aspects]
    assert len(changed) + len(figures) + len(same) == len(changes)
    assert all(bool(change.causes) == bool(change.aspects) for change in changes)
    for change in changes:
        found = set(whys(change))
        assert (Why.ADDED in found) == (change.now.counts_from > first)
        assert Why.NOT_FOUND not in found  # no odds are compared here: the rest follows from figures and days
        assert Why.TIME not in found or not found & FIGURE_CAUSES
        for cause in change.causes:
            if cause.why in FIGURE_CAUSES - {Why.WITHDRAWN}:
                assert first < cause.new.public_by <= last
    assert sum(count_aspects(changes).values()) == sum(len(change.aspects) for change in changes)
    assert set(count_causes(changes)) == {why for change in changes for why in whys(change)}
    if first == last:
        assert not changed
