"""One line a target: when it exists, its figures and parts, official words, when an official figure can come."""

import pytest

from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.review.lines import build_lines, list_visible
from haidang.core.rules.rule import Rule
from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import (
    Memory,
    day,
    make_area,
    make_assessment,
    make_document,
    make_indicator,
    make_observation,
    make_rate,
    make_target,
)

NOW = day("2024-06-30")


def lines(memory, on=NOW, **changes):
    built = build_lines(memory, memory.target_rows, on, **changes)
    return {line.target.target_id: line for line in built.lines}


@pytest.mark.parametrize(
    ("issued", "on", "expected"),
    [
        ("2022-12-09", "2022-12-08", False),
        ("2022-12-09", "2022-12-09", True),
        ("", "2022-12-31", False),  # the day of issue is not held: from its first day on
        ("", "2023-01-01", True),
    ],
)
def test_a_target_exists_from_the_issue_of_its_document(issued, on, expected):
    documents = {"plan": make_document(issued=issued)}
    assert bool(list_visible([make_target()], documents, day(on))) is expected


def test_the_latest_official_word_by_the_day_counts():
    words = [
        make_assessment("in_difficulty", "2024-03-01", target_id="T1"),
        make_assessment("met", "2024-06-30", target_id="T1"),
        make_assessment("not_met", "2024-07-01", target_id="T1"),
    ]
    memory = Memory(target_rows=[make_target()], assessment_rows=words)
    for on, expected in (("2024-02-29", None), ("2024-06-29", "in_difficulty"), ("2024-06-30", "met")):
        official = lines(memory, day(on))["T1"].official
        assert (official and official.verdict) == expected


def test_a_word_on_the_number_holds_for_its_parts_unless_one_has_a_later_or_equal_of_its_own():
    targets = [make_target(target_id=f"T7{part}", number=7, part=part) for part in "abc"]
    words = [
        make_assessment("met", "2024-03-01", number=7),
        make_assessment("in_difficulty", "2024-03-01", target_id="T7a"),
        make_assessment("not_met", "2024-02-01", target_id="T7b"),
    ]
    told = lines(Memory(target_rows=targets, assessment_rows=words))
    assert [told[f"T7{part}"].official.verdict for part in "abc"] == ["in_difficulty", "met", "met"]


def test_a_word_on_the_whole_document_belongs_to_no_target():
    memory = Memory(target_rows=[make_target(number=1)], assessment_rows=[make_assessment("met")])
    assert lines(memory, day("2025-01-01"))["T1"].official is None


def test_a_word_on_another_document_is_not_taken():
    words = [make_assessment("met", "2024-03-01", number=1, document_id="another")]
    memory = Memory(target_rows=[make_target(number=1)], assessment_rows=words)
    assert lines(memory)["T1"].official is None


def test_parts_of_composites_are_judged_however_deep_though_only_the_whole_is_asked_for():
    leaf = make_target(target_id="leaf")
    inner = make_target(None, target_id="inner", kind="composite", indicator_id="", parts=("leaf",))
    outer = make_target(None, target_id="outer", kind="composite", indicator_id="", parts=("inner",))
    memory = Memory(target_rows=[outer, inner, leaf], figures=[make_observation(value=120)])
    (line,) = build_lines(memory, [outer], NOW).lines
    assert line.verdict.status is Evidence.MET
    assert line.indicator is None
    assert not line.has_figures


def test_figures_behind_formulas_are_fetched():
    parts = [make_observation(value=value, indicator_id=name) for name, value in (("a", 70), ("b", 50))]
    memory = Memory(
        indicator_rows=[make_indicator(formula="a + b"), make_indicator("a"), make_indicator("b")],
        target_rows=[make_target()],
        figures=parts,
    )
    assert lines(memory)["T1"].verdict.status is Evidence.MET


def test_derived_figures_count_unless_left_out():
    memory = Memory(target_rows=[make_target()], figures=[make_observation(value=120, derived=True)])
    assert lines(memory)["T1"].verdict.status is Evidence.MET
    strict = lines(memory, with_derived=False)["T1"]
    assert strict.verdict.reason is Reason.FIGURE_NOT_HELD
    assert not strict.has_figures


def test_figures_that_may_have_been_public_are_listed_in_order():
    rows = [
        make_observation("2022", 1, "2024-07-31", public_from="2024-06-01"),
        make_observation("2023", 2, "2024-07-15", public_from="2024-06-01", derived=True),
        make_observation("2021", 3, "2024-08-31", public_from="2024-07-01"),
    ]
    memory = Memory(target_rows=[make_target()], figures=rows)
    built = build_lines(memory, memory.target_rows, NOW)
    assert [each.value for each in built.possibly_known] == [2, 1]
    strict = build_lines(memory, memory.target_rows, NOW, with_derived=False)
    assert [each.value for each in strict.possibly_known] == [1]


def test_figures_of_another_definition_are_figures_though_they_decide_nothing():
    memory = Memory(target_rows=[make_target(definition="old")], figures=[make_observation(definition="new")])
    line = lines(memory)["T1"]
    assert line.has_figures
    assert line.latest.observation.definition == "new"
    assert line.verdict.reason is Reason.OTHER_DEFINITION


def test_the_latest_figure_is_the_one_that_ends_last():
    rows = [make_observation("2023"), make_observation("2023-Q4"), make_observation("2022")]
    memory = Memory(target_rows=[make_target()], figures=rows)
    assert lines(memory)["T1"].latest.period.text == "2023"


def test_the_horizon_of_the_figures_keeps_courses_alive():
    target = make_target(200, period="2030")
    figures = [make_observation("2019", 100), make_observation("2020", 150)]
    document = make_document(issued="2019-12-31")
    followed = Description("memory", Name("x"), horizon={"observations": day("2021-06-30")})
    memory = Memory(target_rows=[target], figures=figures, document_rows=[document])
    assert lines(memory, day("2026-01-01"))["T1"].verdict.reason is Reason.FIGURES_TOO_OLD
    memory.about = followed
    assert lines(memory, day("2026-01-01"))["T1"].verdict.is_checkable


def rule(indicator_id="growth"):
    return Rule("r", "official_figure", (indicator_id,), 1.0, "years", None, None, "Decree", "high")


@pytest.mark.parametrize(
    ("status", "text", "promised", "rules", "expected"),
    [
        ("E", "2023", "2023", [rule()], "2025-01-01"),
        ("A", "2023", "2023", [rule()], None),  # not an estimate
        ("E", "2023", "2023", [], None),
        ("E", "2023", "2023", [rule("revenue")], None),
        ("E", "2024-Q1", "2024", [rule()], "2026-01-01"),  # of a part: when the year's can exist
        ("E", "2024-Q1", "2024-S1", [rule()], None),  # only years are ruled
        ("E", "2022", "2022", [rule()], None),  # 1 January 2024 has passed
    ],
)
def test_an_estimate_says_from_when_an_official_figure_can_exist(status, text, promised, rules, expected):
    memory = Memory(
        indicator_rows=[make_rate()],
        target_rows=[make_target(10, period=promised, indicator_id="growth", unit="% yoy")],
        figures=[make_observation(text, 12, indicator_id="growth", unit="% yoy", status=status)],
        rule_rows=rules,
    )
    line = lines(memory)["T1"]
    found = line.official_from.day.isoformat() if line.official_from else None
    assert found == expected
    assert (line.verdict.official_from and line.verdict.official_from.isoformat()) == expected


def test_the_official_figure_asked_for_is_that_of_the_year_that_decides():
    rows = [
        make_observation("2019", 100),
        make_observation("2021", 104, status="E"),
        make_observation("2022", 105, status="E"),
    ]
    memory = Memory(
        target_rows=[make_target(200, period="2025")],
        figures=rows,
        rule_rows=[rule("revenue")],
        document_rows=[make_document(issued="2019-12-31")],
    )
    line = lines(memory, day("2023-06-30"))["T1"]
    assert line.verdict.status is Evidence.BEHIND
    assert line.verdict.official_from == line.official_from.day == day("2024-01-01")  # of 2022
    assert lines(memory, day("2023-12-31"))["T1"].official_from is not None
    passed = lines(memory, day("2024-01-01"))["T1"]  # the day has come: there is nothing to wait for
    assert passed.verdict.is_estimate
    assert passed.official_from is passed.verdict.official_from is None


def test_a_bound_of_a_firm_figure_waits_for_no_official_one_of_an_estimate_before_it():
    rows = [
        make_observation("2019", 100),
        make_observation("2021", 105, status="E"),
        make_observation("2022", 106, bound=">", status="A"),
    ]
    memory = Memory(
        target_rows=[make_target(200, period="2025")],
        figures=rows,
        rule_rows=[rule("revenue")],
        document_rows=[make_document(issued="2019-12-31")],
    )
    line = lines(memory, day("2023-06-30"))["T1"]
    assert line.verdict.reason is Reason.BOUND_ACROSS_LINE
    assert line.official_from is None


def test_each_area_is_judged_by_its_own_figures():
    targets = [make_target(), make_target(target_id="T2", area_id="merged")]
    figures = [make_observation(value=80), make_observation(value=999, area_id="merged")]
    memory = Memory(target_rows=targets, figures=figures, area_rows=[make_area(), make_area("merged")])
    told = lines(memory)
    assert told["T1"].verdict.status is Evidence.MISSED
    assert told["T2"].verdict.status is Evidence.MET
