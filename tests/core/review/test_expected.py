"""Expected figures as of a day."""

from __future__ import annotations

import pytest

from haidang.base.text import Name
from haidang.core.bodies.body import Body
from haidang.core.evidence import Description
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.review.expected import Promptness, State, list_expected
from tests.make.core import (
    CITY,
    REVENUE,
    Memory,
    day,
    make_area,
    make_expectation,
    make_observation,
    make_rule,
    make_succession,
)

NOW = day("2024-06-30")
STATISTICS = Body("statistics", Name("Cục Thống kê"), "statistics")


def listed(figures=(), on=NOW, first="2024-01-01", last="2024-12-31", horizon="", series=None, **changes):
    memory = Memory(
        about=Description(
            "memory", Name("Bộ nhớ"), horizon={"observations": day(horizon)} if horizon else {}
        ),
        figures=figures,
        **{"body_rows": [STATISTICS], "expectation_rows": [make_expectation("quarter")], **changes},
    )
    return list_expected(memory, on, day(first), day(last), series)


def states(*arguments, **changes):
    return {each.period.text: str(each.state) for each in listed(*arguments, **changes)}


def test_what_is_received_late_and_due():
    assert states([make_observation("2023-Q4")]) == {"2023-Q4": "received", "2024-Q1": "late", "2024-Q2": "due", "2024-Q3": "due"}  # fmt: skip


def test_a_figure_is_not_late_on_the_day_itself():
    assert states(on=day("2024-04-05"))["2024-Q1"] == "due"
    assert states(on=day("2024-04-06"))["2024-Q1"] == "late"


def test_beyond_the_horizon_nothing_is_late():
    seen = listed([make_observation("2023-Q4")], horizon="2024-03-31")
    assert [(each.state, each.followed_until) for each in seen] == [
        (State.RECEIVED, None),
        (State.NOT_FOLLOWED, day("2024-03-31")),
        (State.DUE, None),
        (State.DUE, None),
    ]


@pytest.mark.parametrize(
    ("held", "state"), [([make_observation("2023-Q2")], "not_followed"), ([], "unknown")]
)
def test_nothing_is_late_that_nobody_followed(held, state):
    assert (
        states(held, expectation_rows=[make_expectation("quarter", followed_from=None)])["2024-Q1"] == state
    )
    later = make_expectation("quarter", followed_from="2024-05-01")
    assert states(held, expectation_rows=[later])["2024-Q1"] == state


def test_figures_of_other_periods_do_not_make_a_series_held():
    bare = make_expectation("quarter", followed_from=None)
    assert states([make_observation("2023")], expectation_rows=[bare])["2024-Q1"] == "unknown"


def test_what_became_public_later_or_was_withdrawn_was_not_received():
    later = [make_observation("2024-Q1", public="2024-07-02")]
    assert states(later)["2024-Q1"] == "late"
    withdrawn = [make_observation("2024-Q1", withdrawn_on=day("2024-05-01"))]
    assert states(withdrawn)["2024-Q1"] == "late"


@pytest.mark.parametrize(
    ("public_from", "public_by", "days", "promptness"),
    [
        ("2024-04-02", "2024-04-02", (-3, -3), Promptness.IN_TIME),
        ("2024-04-05", "2024-04-05", (0, 0), Promptness.IN_TIME),
        ("2024-04-01", "2024-04-30", (-4, 25), Promptness.UNCLEAR),
        ("2024-04-06", "2024-04-30", (1, 25), Promptness.LATE),
    ],
)
def test_how_prompt_a_figure_came(public_from, public_by, days, promptness):
    figure = make_observation("2024-Q1", public=public_by, public_from=public_from)
    (each,) = (each for each in listed([figure]) if each.period.text == "2024-Q1")
    assert (each.days_after, each.promptness) == (days, promptness)


def test_what_was_not_received_has_no_promptness():
    assert {(each.days_after, each.promptness) for each in listed()} == {(None, None)}


def test_the_first_figure_counts_and_a_final_one_only_where_it_is_asked_for():
    estimate = make_observation("2024-Q1", public="2024-04-03", status="E")
    final = make_observation("2024-Q1", public="2024-06-03", status="A")
    official = make_expectation("quarter", expectation_id="X2", status="A")
    seen = listed([final, estimate], expectation_rows=[make_expectation("quarter"), official])
    assert [each.figure for each in seen if each.period.text == "2024-Q1"] == [estimate, final]


BRANCH = Body("branch", Name("Chi cục"), "statistics", parent_id="statistics")
PRESS = Body("press", Name("Báo chí"), "not_stated")


@pytest.mark.parametrize(("producer_id", "state"), [("branch", "received"), ("press", "late")])
def test_a_body_below_may_make_the_figure_and_a_stranger_may_not(producer_id, state):
    figure = make_observation("2024-Q1", producer_id=producer_id)
    assert states([figure], body_rows=[STATISTICS, BRANCH, PRESS])["2024-Q1"] == state


def test_what_a_body_became_owes_the_figure_and_may_make_it():
    old = Body("statistics", Name("Cục"), "statistics", valid_to=day("2024-03-01"))
    new = Body("new_office", Name("Chi cục mới"), "statistics", valid_from=day("2024-03-02"))
    followed = make_succession("statistics", "new_office", kind="body", day=day("2024-03-02"))
    seen = listed(
        [make_observation("2024-Q1", producer_id="new_office")],
        body_rows=[old, new],
        succession_rows=[followed],
    )
    assert {each.body_ids for each in seen} == {("new_office",)}
    assert seen[1].state is State.RECEIVED
    before = listed(on=day("2024-02-01"), body_rows=[old, new], succession_rows=[followed])
    assert {each.body_ids for each in before} == {("statistics",)}


def test_an_area_has_no_figures_after_its_end_where_that_is_known():
    ending = [make_area(valid_to="2024-06-30")]
    assert list(states(area_rows=ending, on=day("2024-03-01"))) == [
        "2023-Q4",
        "2024-Q1",
        "2024-Q2",
        "2024-Q3",
    ]
    assert list(states(area_rows=ending, on=day("2024-07-31"))) == ["2023-Q4", "2024-Q1", "2024-Q2"]


def test_an_area_that_is_still_to_be_made_is_not_foreseen():
    made = [make_area(valid_from="2024-05-01")]
    assert states(area_rows=made, on=day("2024-04-30")) == {}
    assert list(states(area_rows=made, on=day("2024-05-01"))) == ["2024-Q2", "2024-Q3"]


def test_figures_stand_in_the_order_of_their_days():
    both = make_expectation("quarter", indicator_ids=("other", REVENUE))
    rows = [both, make_expectation("year", expectation_id="X2", due_months=2)]
    seen = [(each.due, each.key.indicator_id) for each in listed(expectation_rows=rows)]
    assert seen == sorted(seen)
    assert len(seen) == 9


def test_only_series_asked_for_are_looked_at():
    both = [make_expectation("quarter", indicator_ids=("other", REVENUE))]
    seen = listed(expectation_rows=both, series={SeriesKey("other", CITY)})
    assert {each.key.indicator_id for each in seen} == {"other"}


def test_a_rule_that_is_named_comes_with_the_figure():
    rule = make_rule("due_day", 6)
    seen = listed(
        rule_rows=[rule], expectation_rows=[make_expectation("quarter", due_day=None, rule_id="R1")]
    )
    assert {each.rule for each in seen} == {rule}
    assert seen[0].due == day("2024-01-06")


def test_nothing_is_expected_without_expectations():
    assert listed(expectation_rows=[]) == ()
