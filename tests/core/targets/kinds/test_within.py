"""Within: the rare corridor, broken on either side."""

import pytest

from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import (
    judged,
    make_indicator,
    make_observation,
    make_rate,
    make_stock,
    make_target,
    years,
)

AHEAD, BEHIND, MET, MISSED, OPEN = (
    Evidence.AHEAD,
    Evidence.BEHIND,
    Evidence.MET,
    Evidence.MISSED,
    Evidence.NOT_CHECKABLE,
)


def within(low=90, high=110, period="2023", **changes):
    return make_target(low, period, kind="within", high=high, **changes)


@pytest.mark.parametrize(
    ("value", "bound", "status"),
    [
        (90, "", MET),
        (110, "", MET),
        (89.9, "", MISSED),
        (110.1, "", MISSED),
        (100, ">", OPEN),
        (100, "<", OPEN),
        (110, ">", MISSED),
        (90, "<", MISSED),
        (100, "~", MET),
        (92, "~", OPEN),
    ],
)
def test_the_figure_of_the_period_decides(value, bound, status):
    verdict = judged([make_observation(value=value, bound=bound)], within())
    assert verdict.status is status
    if status is OPEN:
        assert verdict.reason is Reason.BOUND_ACROSS_LINE


def test_both_ends_are_converted():
    corridor = within(0.09, 0.11, unit="VND bn")
    for value, status in ((90, MET), (110, MET), (111, MISSED)):
        assert judged([make_observation(value=value, unit="VND m")], corridor).status is status


@pytest.mark.parametrize(
    ("value", "status"), [(45, AHEAD), (55, AHEAD), (44, BEHIND), (56, BEHIND), (110, BEHIND), (111, MISSED)]
)
def test_a_part_of_a_flow_owes_its_share_of_both_ends(value, status):
    verdict = judged([make_observation("2023-S1", value)], within(), on="2023-07-15")
    assert verdict.status is status


def test_what_is_needed_leads_to_the_end_that_is_in_danger():
    too_fast = judged([make_observation("2023-S1", 80)], within(), on="2023-07-15")
    assert too_fast.needed.interval.middle == pytest.approx(30 / 6)
    too_slow = judged([make_observation("2023-S1", 30)], within(), on="2023-07-15")
    assert too_slow.needed.interval.middle == pytest.approx(60 / 6)


def test_inside_so_far_settles_nothing():
    assert judged([make_observation("2023-01-01/P11M", 100)], within(), on="2023-12-15").status is AHEAD
    assert judged([make_observation("2023-01-01/P11M", 100)], within()).reason is Reason.FIGURE_NOT_HELD


@pytest.mark.parametrize(
    ("value", "status", "needed"), [(3.36, BEHIND, 3.55), (4, AHEAD, 3.33), (5, BEHIND, 4.33)]
)
def test_a_rate_of_a_part_is_held_against_the_corridor_itself(value, status, needed):
    target = within(3.5, 4.5, period="2024", unit="% yoy")
    verdict = judged(
        [make_observation("2024-Q1", value)], target, make_rate(over_time="mean"), on="2024-05-01"
    )
    assert verdict.status is status
    assert verdict.needed.interval.middle == pytest.approx(needed, abs=0.01)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((30, 45), AHEAD),  # from below, in time
        ((30, 32), BEHIND),
        ((80, 68), AHEAD),  # from above
        ((80, 79), BEHIND),
        ((30, 55), AHEAD),  # inside now
        ((50, 40), BEHIND),  # left it, and moves away
    ],
)
def test_a_state_to_be_reached_later_moves_towards_the_nearer_end(values, status):
    target = within(50, 60, period="2022", unit="%")
    verdict = judged(years(2019, *values), target, make_stock(), on="2021-06-30", counts_from="2019-12-31")
    assert verdict.status is status


def test_a_state_that_may_or_may_not_lie_inside_stays_open_and_an_earlier_one_does_not_tell():
    target = within(50, 60, period="2022", unit="%")
    asked = {"indicator": make_stock(), "on": "2021-06-30", "counts_from": "2019-12-31"}
    latest = make_observation("2020", 49, bound="~")
    assert judged([latest], target, **asked).reason is Reason.BOUND_ACROSS_LINE
    rows = [make_observation("2018-12-31", 30), make_observation("2019", 32), latest]
    asked["counts_from"] = "2018-12-31"
    assert judged(rows[:2], target, **asked).status is BEHIND
    verdict = judged(rows, target, **asked)
    assert (verdict.reason, verdict.figures[0].period.text) == (Reason.BOUND_ACROSS_LINE, "2020")


def test_rivals_and_projections():
    rows = [make_observation(value=100), make_observation(value=111, producer_id="committee")]
    assert judged(rows, within()).reason is Reason.RIVALS_ACROSS_LINE
    early = [make_observation(value=120, public="2023-12-01")]
    assert judged(early, within(), on="2023-12-15").status is BEHIND


def test_a_rival_inside_keeps_an_exceeded_part_from_settling_it():
    indicator = make_indicator(preferred_producer_id="statistics")
    rows = [make_observation("2023-S1", 120), make_observation("2023-S1", 100, producer_id="committee")]
    assert judged(rows, within(), indicator, on="2023-07-15").status is BEHIND
