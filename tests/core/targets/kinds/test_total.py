"""Total: the sum over a term, with gaps, parts, bounds, projections and rivals."""

import math

import pytest

from haidang.base.intervals import Interval
from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import judged, make_area, make_indicator, make_observation, make_target, years

AHEAD, BEHIND, MET, MISSED, OPEN = (
    Evidence.AHEAD,
    Evidence.BEHIND,
    Evidence.MET,
    Evidence.MISSED,
    Evidence.NOT_CHECKABLE,
)
TERM = "2021-01-01/P5Y"
CAN_FALL = {"lower": None}


def total(low=100, period=TERM, **changes):
    return make_target(low, period, kind="total", **changes)


def told(rows, on="2026-06-30", target=None, **changes):
    return judged(rows, target or total(), make_indicator(**changes.pop("indicator", {})), on=on, **changes)


@pytest.mark.parametrize(
    ("values", "on", "status"),
    [
        ((20, 20, 20, 20, 20), "2026-06-30", MET),
        ((20, 20, 20, 20, 19), "2026-06-30", MISSED),
        ((20, 20, 20), "2024-06-30", AHEAD),
        ((20, 20, 19), "2024-06-30", BEHIND),
        ((50, 50), "2023-06-30", MET),  # cannot be undone
        ((0, 0, 0, 0, 0), "2026-06-30", MISSED),
    ],
)
def test_years_are_summed(values, on, status):
    verdict = told(years(2021, *values), on)
    assert verdict.status is status
    assert verdict.achieved_interval == Interval.exact(sum(values))
    assert verdict.over.text == f"2021-01-01/P{len(values)}Y"
    assert verdict.achieved.period.start.year == 2020 + len(values)  # the latest piece is shown
    if status in (MET, MISSED):
        assert verdict.needed is verdict.assumption is None


def test_a_sum_that_reaches_the_line_to_the_last_digit_is_met():
    for values in ((0.7, 0.1), (0.1, 0.2), (2.3, 1.1)):
        line = round(sum(values), 1)
        verdict = told(years(2021, *values), target=total(line, period="2021-01-01/P2Y"))
        assert verdict.status is MET, values


def test_pace_so_far_and_needed_by_the_month():
    verdict = told(years(2021, 20, 10), "2023-06-30")
    assert verdict.status is BEHIND
    assert verdict.pace.interval.middle == pytest.approx(30 / 24)
    assert verdict.needed.interval.middle == pytest.approx(70 / 36)
    assert "weigh the same" in str(verdict.assumption)


def test_the_longest_part_of_the_running_year_is_added():
    rows = [*years(2021, 20, 20), make_observation("2023-Q1", 1), make_observation("2023-S1", 12)]
    verdict = told(rows, "2023-07-15")
    assert verdict.achieved_interval == Interval.exact(52)
    assert verdict.status is AHEAD  # 50 were due for 30 of 60 months
    assert verdict.over.text == "2021-01-01/P30M"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([*years(2021, 20, 20), make_observation("2024", 20)], Reason.FIGURE_NOT_HELD),
        (years(2022, 20, 20, 20), Reason.FIGURE_NOT_HELD),
        (
            [*years(2021, 20, 20), make_observation("2023-S1", 12), make_observation("2024", 9)],
            Reason.FIGURE_NOT_HELD,
        ),
    ],
)
def test_a_year_that_is_missing_leaves_it_open_but_a_floor_is_known(rows, reason):
    verdict = told(rows, "2025-06-30")
    assert (verdict.status, verdict.reason) == (OPEN, reason)
    assert verdict.achieved_interval.low == sum(row.value for row in rows)
    assert verdict.achieved_interval.high == math.inf


def test_on_its_last_day_a_year_without_its_figure_is_a_gap():
    rows = [*years(2021, 20, 20), make_observation("2023-S1", 12)]
    assert told(rows, "2023-12-30").status is AHEAD
    assert told(rows, "2023-12-31").reason is Reason.FIGURE_NOT_HELD


def test_what_is_missing_never_breaks_it_but_what_is_held_may_prove_it():
    rows = [make_observation("2021", 1)]
    assert told(rows).reason is Reason.FIGURE_NOT_HELD
    assert told([make_observation("2021", 60), make_observation("2025", 40)]).status is MET


def test_what_may_fall_proves_nothing_before_all_is_counted():
    rows = years(2021, 60, 60)
    assert told(rows, "2023-06-30", indicator=CAN_FALL).status is AHEAD
    gap = told([make_observation("2021", 150)], "2024-06-30", indicator=CAN_FALL)
    assert gap.reason is Reason.FIGURE_NOT_HELD
    assert gap.achieved_interval == Interval(-math.inf, math.inf)
    assert told(years(2021, 60, 60, 0, 0, -21), indicator=CAN_FALL).status is MISSED
    assert told(years(2021, 60, 60, 0, 0, -20), indicator=CAN_FALL).status is MET


def test_the_published_total_of_the_term_decides():
    rows = [make_observation(TERM, 99), *years(2021, 30, 30, 30, 30, 30)]
    assert told(rows).status is MISSED
    assert told([make_observation(TERM, 90, bound=">")]).reason is Reason.BOUND_ACROSS_LINE
    rivals = [make_observation(TERM, 101), make_observation(TERM, 99, producer_id="committee")]
    assert told(rivals).reason is Reason.RIVALS_ACROSS_LINE


def test_a_total_projected_before_the_end_tells_the_course():
    projected = make_observation(TERM, 120, public="2025-10-14")
    verdict = told([projected], "2025-11-14")
    assert verdict.status is AHEAD
    assert "projected before the end" in str(verdict.notes[0])
    assert told([projected], "2025-12-31").status is MET
    assert told([projected, *years(2021, 50, 50)], "2025-11-14").status is MET  # that is past undoing


def test_a_year_projected_before_its_end_is_not_counted():
    rows = [*years(2021, 20, 20, 20, 20), make_observation("2025", 25, public="2025-12-15")]
    early = told(rows, "2025-12-20")
    assert early.status is AHEAD
    assert early.achieved_interval == Interval.exact(80)
    assert told(rows, "2025-12-31").status is MET
    short = [*years(2021, 20, 20, 20, 20), make_observation("2025", 5, public="2025-12-15")]
    assert told(short, "2025-12-20").status is not MISSED


@pytest.mark.parametrize(
    ("bound", "value", "status", "reason"),
    [
        (">", 30, MET, None),
        (">", 20, OPEN, Reason.BOUND_ACROSS_LINE),
        ("<", 30, MISSED, None),
        ("<", 40, OPEN, Reason.BOUND_ACROSS_LINE),
        ("~", 30, OPEN, Reason.BOUND_ACROSS_LINE),
        ("~", 32, MET, None),
    ],
)
def test_bounds_are_summed(bound, value, status, reason):
    rows = [*years(2021, 20, 20, 20, 10), make_observation("2025", value, bound=bound)]
    verdict = told(rows)
    assert (verdict.status, verdict.reason) == (status, reason)


def test_a_bound_while_the_term_runs():
    rows = [make_observation("2021", 10, bound=">"), *years(2022, 10)]
    assert told(rows, "2023-06-30").reason is Reason.BOUND_ACROSS_LINE
    rows = [make_observation("2021", 30, bound=">"), *years(2022, 10)]
    verdict = told(rows, "2023-06-30")
    assert verdict.status is AHEAD
    assert verdict.needed.interval.high == pytest.approx(60 / 36)


def test_rivals_that_move_the_sum_across_the_line_leave_it_open():
    indicator = {"preferred_producer_id": "statistics"}
    rows = [*years(2021, 20, 20, 20, 20, 20), make_observation("2022", 19, producer_id="committee")]
    assert told(rows, indicator=indicator).reason is Reason.RIVALS_ACROSS_LINE
    more = [*years(2021, 20, 20, 20, 20, 22), make_observation("2022", 19, producer_id="committee")]
    assert told(more, indicator=indicator).status is MET
    consistent = [*rows[:5], make_observation("2022", 19, bound=">", producer_id="committee")]
    assert told(consistent, indicator=indicator).status is MET  # more than 19 does not contradict 20


def test_rivals_keep_a_sum_from_being_met_before_the_end_but_not_from_its_course():
    indicator = {"preferred_producer_id": "statistics"}
    early = [*years(2021, 60, 40), make_observation("2022", 39, producer_id="committee")]
    assert told(early, "2023-06-30", indicator=indicator).status is AHEAD
    assert told(early[:2], "2023-06-30", indicator=indicator).status is MET


def test_a_bound_of_the_running_year_is_narrowed_by_what_was_reached_before():
    rows = [
        *years(2021, 20, 20),
        make_observation("2023-S1", 12),
        make_observation("2023-01-01/P8M", 15, bound="<"),
    ]
    assert told(rows, "2023-09-30").achieved_interval == Interval(52, 55, high_open=True)
    other = [*rows[:3], make_observation("2023-01-01/P8M", 15, bound="<", producer_id="committee")]
    assert told(other, "2023-09-30").achieved_interval == Interval(40, 55, high_open=True)


def test_a_term_that_is_not_made_of_whole_years_has_gaps_at_its_ends():
    term = total(period="2020-10-01/P5Y")
    rows = years(2021, 20, 20, 20, 20)
    assert told(rows, "2024-12-31", term).reason is Reason.FIGURE_NOT_HELD
    assert told(rows, "2026-06-30", term).reason is Reason.FIGURE_NOT_HELD
    assert told(years(2021, 20, 20, 30, 30), "2025-01-31", term).status is MET
    assert told([make_observation("2020-10-01/P5Y", 99)], "2026-06-30", term).status is MISSED


def test_reasons_when_nothing_is_held():
    assert told([]).reason is Reason.FIGURE_NOT_HELD
    assert told([], indicator={"is_published": False}).reason is Reason.NO_FIGURE_PUBLISHED
    assert told(years(2021, 20), target=total(definition="x")).reason is Reason.OTHER_DEFINITION
    ended = [make_area(valid_to="2025-06-30")]
    assert told(years(2021, 20, 20, 20, 20), areas=ended).reason is Reason.OTHER_TERRITORY


def test_estimates_say_so():
    assert told([*years(2021, 20, 20, 20, 20), make_observation("2025", 20, status="E")]).is_estimate
