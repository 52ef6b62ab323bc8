"""At most: ceilings; the sides of everything are exchanged."""

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
POVERTY = make_stock("poverty", measure="rate", direction="down")
RANK = make_indicator("rank", unit="rank", measure="rank", direction="down", over_time="none", lower=None)


def at_most(low=100, period="2023", **changes):
    return make_target(low, period, kind="at_most", **changes)


@pytest.mark.parametrize(
    ("value", "bound", "status"),
    [
        (100, "", MET),
        (99, "", MET),
        (100.5, "", MISSED),
        (100, "<", MET),
        (100, ">", MISSED),
        (90, ">", OPEN),
        (110, "<", OPEN),
        (100, "~", OPEN),
        (0, "", MET),
        (-5, "", MET),
    ],
)
def test_the_figure_of_the_period_decides_once_it_is_over(value, bound, status):
    verdict = judged([make_observation(value=value, bound=bound)], at_most())
    assert verdict.status is status
    if status is OPEN:
        assert verdict.reason is Reason.BOUND_ACROSS_LINE


def test_an_ambition_below_the_promise_decides_nothing():
    assert judged([make_observation(value=95)], at_most(ambition=80)).status is MET


def test_a_projection_before_the_end_is_a_course():
    rows = [make_observation(value=90, public="2023-12-01")]
    assert judged(rows, at_most(), on="2023-12-15").status is AHEAD
    rows = [make_observation(value=110, public="2023-12-01")]
    assert judged(rows, at_most(), on="2023-12-15").status is BEHIND


def test_rivals_across_the_line_leave_it_open():
    rows = [make_observation(value=95), make_observation(value=105, producer_id="committee")]
    assert judged(rows, at_most()).reason is Reason.RIVALS_ACROSS_LINE


@pytest.mark.parametrize(("value", "status"), [(50, AHEAD), (51, BEHIND), (100, BEHIND), (101, MISSED)])
def test_a_flow_is_behind_when_its_part_took_more_than_its_share_and_missed_when_it_took_all(value, status):
    verdict = judged([make_observation("2023-S1", value)], at_most(), on="2023-07-15")
    assert verdict.status is status
    if status is not MISSED:
        assert verdict.needed.interval.middle == pytest.approx((100 - value) / 6)


def test_a_ceiling_is_never_met_before_the_end():
    assert judged([make_observation("2023-01-01/P11M", 1)], at_most(), on="2023-12-30").status is AHEAD
    assert judged([make_observation("2023-01-01/P11M", 1)], at_most()).reason is Reason.FIGURE_NOT_HELD


def test_a_ceiling_exceeded_stays_missed_unless_disputed_or_projected():
    part = make_observation("2023-S1", 120)
    assert judged([part], at_most()).status is MISSED
    rival = make_observation("2023-S1", 90, producer_id="committee")
    indicator = make_indicator(preferred_producer_id="statistics")
    assert judged([part, rival], at_most(), indicator, on="2023-07-15").status is BEHIND
    early = make_observation("2023-S1", 120, public="2023-06-20")
    assert judged([early], at_most(), on="2023-06-25").status is BEHIND
    can_fall = make_indicator(lower=None)
    assert judged([part], at_most(), can_fall, on="2023-07-15").status is BEHIND


def test_a_rate_of_a_part_of_the_year():
    target = at_most(4.5, period="2024", unit="% yoy")
    verdict = judged(
        [make_observation("2024-Q1", 3.36)], target, make_rate(over_time="mean"), on="2024-05-01"
    )
    assert verdict.status is AHEAD
    assert verdict.needed.interval.middle == pytest.approx(4.88)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((6, 5, 4), AHEAD),  # one point a year, two thirds needed
        ((6, 5.5, 5), BEHIND),
        ((6, 6, 2), AHEAD),  # there already
        ((3, 4, 5), BEHIND),
    ],
)
def test_a_rate_that_shall_fall_is_judged_by_its_pace(values, status):
    verdict = judged(
        years(2020, *values), at_most(2, period="2025"), POVERTY, on="2023-11-14", counts_from="2020-06-30"
    )
    assert verdict.status is status


def test_a_rank_falls_in_places_a_year():
    rows = [make_observation("2018", 16, unit="rank"), make_observation("2023", 3, unit="rank")]
    target = at_most(2, period="2025", unit="rank")
    verdict = judged(rows, target, RANK, on="2024-11-14", counts_from="2019-01-24")
    assert verdict.status is AHEAD
    assert verdict.pace.form == "per_year"
    assert verdict.pace.interval.middle == pytest.approx(-2.6, abs=0.01)
    assert verdict.needed.interval.middle == pytest.approx(-0.5, abs=0.01)
    once = at_most(2, period="2025", unit="rank", reached_once=True)
    rows.insert(1, make_observation("2021", 2, unit="rank"))
    assert judged(rows, once, RANK, on="2024-11-14", counts_from="2019-01-24").status is MET


def test_a_part_of_a_year_below_the_ceiling_has_not_reached_it_once():
    once = at_most(100, period="2025", reached_once=True)
    rows = [make_observation("2023-Q1", 20), make_observation("2022", 130)]
    assert judged(rows, once, on="2023-11-14", counts_from="2021-01-01").status is not MET


def test_a_flow_that_shall_fall_to_nothing_is_counted_in_steps():
    verdict = judged(
        years(2020, 30, 20, 8), at_most(0, period="2024"), on="2023-11-14", counts_from="2020-12-31"
    )
    assert verdict.pace.form == "per_year"
    assert verdict.status is AHEAD


def test_on_a_straight_line_down_to_the_goal_one_is_ahead():
    rows = [make_observation("2021", 47.3), make_observation("2022", 46.2)]
    for goal, status in ((45.1, AHEAD), (45.0, BEHIND)):
        target = at_most(goal, period="2023")
        verdict = judged(rows, target, POVERTY, on="2023-06-30", counts_from="2021-12-31")
        assert verdict.status is status


def test_bounds_of_what_shall_fall():
    rows = [make_observation("2020", 6, bound=">"), make_observation("2022", 4)]
    target = at_most(2, period="2025")
    asked = {"on": "2023-11-14", "counts_from": "2020-06-30"}
    assert judged(rows, target, POVERTY, **asked).status is AHEAD  # it fell by more than two
    rows = [make_observation("2020", 6, bound="<"), make_observation("2022", 4)]
    assert judged(rows, target, POVERTY, **asked).reason is Reason.BOUND_ACROSS_LINE


def test_the_other_reasons_are_those_of_every_kind():
    later = at_most(2, period="2025")
    asked = {"indicator": POVERTY, "counts_from": "2019-06-30"}
    assert judged([], later, on="2023-11-14", **asked).reason is Reason.FIGURE_NOT_HELD
    assert judged(years(2020, 3), later, on="2023-11-14", **asked).reason is Reason.FIGURES_TOO_OLD
    assert judged(years(2021, 3), later, on="2023-11-14", **asked).reason is Reason.FIGURE_NOT_HELD
    named = at_most(2, period="2025", definition="standard of 2016")
    assert judged(years(2021, 3, 1), named, on="2023-11-14", **asked).reason is Reason.OTHER_DEFINITION
