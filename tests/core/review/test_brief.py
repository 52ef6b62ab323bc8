"""The leader's page: what runs and is off course, each promise once, the worst first."""

from __future__ import annotations

from dataclasses import replace

from haidang.core.review.brief import Sign, gravest_first, list_lacking, list_off_course
from haidang.core.review.lines import build_lines
from haidang.core.review.missing import Gap, find_missing
from haidang.core.targets.odds import Odds
from haidang.core.targets.verdict import Reason
from haidang.flows import compare
from tests.make.core import (
    Memory,
    day,
    haiphong,
    make_assessment,
    make_document,
    make_observation,
    make_target,
)

NOW = day("2024-06-30")
PLAN = make_document()


def lines(targets, odds=None, words=(), figures=(), documents=(PLAN,)):
    memory = Memory(target_rows=targets, assessment_rows=words, figures=figures, document_rows=documents)
    built = build_lines(memory, targets, NOW).lines
    given = odds or {}
    return [replace(line, odds=given.get(line.target.target_id)) for line in built]


def off(*arguments, **changes):
    found = list_off_course(lines(*arguments, **changes), (), NOW)
    return [([line.target.target_id for line in each.lines], list(each.signs)) for each in found]


def target(name, low=100, period="2025", **changes):
    return make_target(low, period, target_id=name, **changes)


def test_those_officially_in_difficulty_come_first_then_the_least_likely():
    targets = [target("sure", 1), target("rare", 2), target("hard", 3), target("rarer", 4), target("none", 5)]
    odds = {"sure": Odds(0.9), "rare": Odds(0.4), "hard": Odds(0.8), "rarer": Odds(0.1)}
    words = [make_assessment("in_difficulty", "2024-06-01", target_id="hard")]
    assert off(targets, odds, words) == [
        (["hard"], [Sign.OFFICIAL]),
        (["rarer"], [Sign.ODDS]),
        (["rare"], [Sign.ODDS]),
    ]


def test_even_odds_are_not_below_one_half():
    assert off([target("even")], {"even": Odds(0.5)}) == []


def test_behind_by_the_figures_is_off_course_without_odds():
    figures = [make_observation("2024-01-01/P5M", 10)]
    assert off([target("slow", period="2024")], figures=figures) == [(["slow"], [Sign.EVIDENCE])]


def test_what_is_over_belongs_to_the_record():
    words = [make_assessment("not_met", "2024-06-01", target_id="past")]
    assert off([target("past", period="2023")], {"past": Odds(0.1)}, words) == []


def test_parts_of_a_number_in_difficulty_stand_in_one_row():
    parts = [target(f"7{part}", low, number=7, part=part) for part, low in (("b", 2), ("a", 1))]
    words = [make_assessment("in_difficulty", "2024-06-01", number=7)]
    assert off(parts, words=words) == [(["7a", "7b"], [Sign.OFFICIAL])]


def test_the_same_promise_of_two_documents_is_one_and_both_are_asked():
    documents = [PLAN, make_document("other", issuer_id="ministry")]
    same = [target("one"), target("two", document_id="other"), target("more", 101)]
    odds = dict.fromkeys(("one", "two", "more"), Odds(0.2))
    found = list_off_course(lines(same, odds, documents=documents), (), NOW)
    assert [[line.target.target_id for line in each.lines] for each in found] == [["more"], ["one", "two"]]
    assert [whom.body_ids for whom in found[1].whom] == [("council",), ("ministry",)]


def test_values_that_are_not_held_are_not_the_same_promise():
    unknown = [
        target(name, None, number=number, value_status="not_held") for name, number in (("a", 1), ("b", 2))
    ]
    words = [make_assessment("in_difficulty", "2024-06-01", number=number) for number in (1, 2)]
    found = list_off_course(lines(unknown, words=words), (), NOW)
    assert [each.gaps for each in found] == [(Gap.VALUE, Gap.FIGURE)] * 2


def test_what_lacks_is_counted_by_reason_the_most_frequent_first():
    targets = [
        target("a"),
        target("b", None, value_status="not_held"),
        target("c", None, value_status="not_held"),
    ]
    missing = [find_missing(line) for line in lines(targets)]
    found = list_lacking(missing, (), NOW)
    assert [(each.reason, each.count) for each in found] == [
        (Reason.VALUE_NOT_HELD, 2),
        (Reason.FIGURE_NOT_HELD, 1),
    ]
    assert len(found[0].whom) == 1


def test_what_the_figures_decided_comes_before_all_else():
    view = compare.run(haiphong(), today=day("2026-11-25"), as_of=day("2024-11-14"))
    ordered = gravest_first(view.changes)
    assert ordered[0].now.target.target_id == "PLAN-2023-grdp"
    assert len(ordered) == sum(change.is_change for change in view.changes)
