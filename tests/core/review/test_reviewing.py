"""The five parts of a review put together: numbers and parts, official words, sums, what belongs where."""

import pytest

from haidang.base.days import AsOf
from haidang.core.review.reviewing import review
from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import (
    Memory,
    day,
    make_area,
    make_assessment,
    make_document,
    make_indicator,
    make_observation,
    make_target,
    years,
)

NOW = day("2024-06-30")
OTHER = make_document("other")


def told(targets, on="2024-06-30", **changes):
    memory = Memory(target_rows=targets, document_rows=[make_document(), OTHER], **changes)
    asked = AsOf.of(day(on), day("2030-01-01"))
    return review(memory, asked, memory.documents()["plan"], memory.areas()["city"])


def parts(*names):
    """Targets such as 7a, 7b, 8."""
    return [make_target(target_id=name, number=int(name[0]), part=name[1:]) for name in names]


def official(*words, targets=("7a", "7b")):
    """The official verdict on number 7, given words on its number or its parts."""
    found = told(parts(*targets), assessment_rows=words)
    (number,) = found.numbered
    return number.official and number.official.verdict


def on_part(name, verdict, on="2024-03-01"):
    return make_assessment(verdict, on, target_id=name)


def on_number(verdict, on="2024-03-01"):
    return make_assessment(verdict, on, number=7)


# ---------------------------------------------------------------- numbers


def test_parts_of_one_number_are_one_target():
    found = told(parts("2b", "1", "2a", "2c"), figures=[make_observation(value=120)])
    assert [each.number for each in found.numbered] == [1, 2]
    assert [line.target.part for line in found.numbered[1].lines] == ["a", "b", "c"]
    assert found.sums.targets == 2


def test_targets_without_a_number_are_one_each_and_come_last():
    found = told([make_target(target_id="y"), make_target(target_id="x"), *parts("3")])
    assert [each.number for each in found.numbered] == [3, None, None]
    assert [each.lines[0].target.target_id for each in found.numbered] == ["3", "x", "y"]


def test_the_worst_part_speaks_for_the_number():
    targets = parts("1a", "1b", "2")
    targets[1] = make_target(200, target_id="1b", number=1, part="b")
    found = told(targets, figures=[make_observation(value=120)])
    assert [each.verdict.status for each in found.numbered] == [Evidence.MISSED, Evidence.MET]
    assert found.sums.checkable == 2


def test_a_number_with_one_part_that_cannot_be_checked_is_not_checkable_unless_another_broke_it():
    unknown = make_target(None, target_id="1b", number=1, part="b", value_status="not_held")
    kept = told([*parts("1a"), unknown], figures=[make_observation(value=120)])
    assert (kept.numbered[0].verdict.reason, kept.sums.checkable) == (Reason.VALUE_NOT_HELD, 0)
    broken = told([*parts("1a"), unknown], figures=[make_observation(value=80)])
    assert (broken.numbered[0].verdict.status, broken.sums.checkable) == (Evidence.MISSED, 1)
    assert [each.line.target.target_id for each in broken.missing] == ["1b"]


# ---------------------------------------------------------------- official words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], None),
        ([on_number("met")], "met"),
        ([on_part("7a", "met")], None),  # nothing was said of the other part
        ([on_part("7a", "met"), on_part("7b", "met")], "met"),
        ([on_part("7a", "met"), on_part("7b", "in_difficulty")], "in_difficulty"),
        ([on_part("7a", "in_difficulty"), on_part("7b", "exceeded")], "in_difficulty"),
        ([on_part("7a", "nearly_met"), on_part("7b", "not_met")], "not_met"),
        ([on_part("7a", "in_difficulty"), on_part("7b", "nearly_met")], "in_difficulty"),
        ([on_part("7a", "exceeded"), on_part("7b", "met")], "met"),
        ([on_number("met"), on_part("7b", "in_difficulty")], "in_difficulty"),  # of one day, the part's own
        ([on_number("met", "2024-05-01"), on_part("7b", "in_difficulty")], "met"),  # a later word on all
        ([on_number("in_difficulty"), on_part("7b", "met", "2024-05-01")], "in_difficulty"),
        ([on_number("met"), on_number("in_difficulty", "2024-07-01")], "met"),  # said after the day
    ],
)
def test_words_on_a_number_and_on_its_parts(words, expected):
    assert official(*words) == expected


def test_official_words_are_summed_by_number():
    words = [
        make_assessment(verdict, "2024-03-01", number=number)
        for number, verdict in enumerate(
            ("met", "exceeded", "in_difficulty", "nearly_met", "not_met"), start=1
        )
    ]
    sums = told(parts("1a", "1b", "2", "3", "4", "5", "6"), assessment_rows=words).sums
    assert (sums.targets, sums.official_met, sums.official_in_difficulty) == (6, 2, 1)
    assert (sums.official_other, sums.official_none) == (2, 1)


def test_official_and_evidence_never_change_each_other():
    words = [make_assessment("met", "2024-03-01", number=1)]
    found = told(parts("1"), assessment_rows=words, figures=[make_observation(value=80)])
    (number,) = found.numbered
    assert (number.official.verdict, number.verdict.status) == ("met", Evidence.MISSED)
    assert number.agreement == "disagree"


# ---------------------------------------------------------------- other documents

DECIDED = make_target(target_id="kept", document_id="other", period="2022")
BROKEN = make_target(150, target_id="broken", document_id="other", period="2022")
OPEN = make_target(target_id="open", document_id="other", period="2021")
RUNNING = make_target(target_id="running", document_id="other", period="2024")
EARLY = make_target(30, target_id="early", document_id="other", period="2024")
SPENDING = make_target(target_id="elsewhere", document_id="other", period="2024", indicator_id="spending")
ALL = [*parts("1"), DECIDED, BROKEN, OPEN, RUNNING, EARLY, SPENDING]
FIGURES = [*years(2022, 120, 130), make_observation("2024-Q1", 40)]


def ids(lines):
    return [line.target.target_id for line in lines]


@pytest.fixture(scope="module")
def five():
    return told(ALL, figures=FIGURES, indicator_rows=[make_indicator(), make_indicator("spending")])


def test_the_same_indicators_of_other_documents(five):
    assert ids(five.elsewhere) == ["open", "broken", "kept", "early", "running"]


def test_the_targets_of_the_year_are_of_other_documents_whatever_they_measure(five):
    assert ids(five.this_year) == ["early", "running", "elsewhere"]


def test_the_record_holds_what_is_decided_also_before_the_end(five):
    assert ids(five.record) == ["broken", "kept", "early"]
    assert five.record[-1].verdict.status is Evidence.MET  # 40 of the 30 promised by the first quarter
    assert ids(five.undecided) == ["open"]
    assert (five.sums.record_over, five.sums.record_decided, five.sums.record_kept) == (4, 3, 2)


def test_the_document_itself_is_not_in_its_record(five):
    assert ids(five.numbered[0].lines) == ["1"]
    assert five.numbered[0].verdict.status is Evidence.MET


def test_the_record_says_how_much_of_it_rests_on_estimates():
    rows = [make_observation("2022", 120, status="E")]
    sums = told([DECIDED, BROKEN], figures=rows).sums
    assert (sums.record_decided, sums.record_on_estimates) == (2, 2)


def test_targets_of_other_areas_are_not_reviewed():
    away = make_target(target_id="away", area_id="elsewhere")
    found = told([*parts("1"), away], area_rows=[make_area(), make_area("elsewhere")])
    assert found.sums.targets == 1


# ---------------------------------------------------------------- notices


def notices(*arguments, **changes):
    return [str(notice) for notice in told(*arguments, **changes).notices]


def test_without_figures_there_is_nothing_to_say_of_the_first_one():
    assert notices(parts("1")) == []


def test_a_document_without_targets_says_so():
    assert notices([]) == ["No targets of «plan» for city are held."]


def test_an_area_that_has_ended_says_how_many_targets_outlive_it():
    targets = [make_target(target_id=year, period=year) for year in ("2023", "2024", "2025")]
    ended = [make_area(valid_to="2024-06-30")]
    assert notices(targets, on="2024-06-30", area_rows=ended) == []
    # what began before the end and goes on beyond it; the last one does not exist yet
    (notice,) = notices(targets, on="2024-07-01", area_rows=ended)
    assert "1 targets outlive it" in notice
    assert notices(targets[:1], on="2024-07-01", area_rows=ended) == []
    together = [make_target(period="2024-S1")]  # ends on the day on which the area ends
    assert notices(together, on="2024-07-01", area_rows=ended) == []


def test_on_the_day_of_its_issue_a_document_has_its_targets():
    issued = [make_document(issued="2024-06-30"), OTHER]
    for on, count in (("2024-06-29", 0), ("2024-06-30", 1)):
        memory = Memory(target_rows=parts("1"), document_rows=issued)
        asked = AsOf.of(day(on), day("2030-01-01"))
        found = review(memory, asked, memory.documents()["plan"], memory.areas()["city"])
        assert found.sums.targets == count
        assert len(found.notices) == 1 - count
