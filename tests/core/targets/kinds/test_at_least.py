"""At least: floors, and all the rules that the kinds of one value share."""

import math

import pytest

from haidang.base.intervals import Interval
from haidang.core.targets.case import Options
from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import (
    day,
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
CAN_FALL = make_indicator(lower=None)


def notes(verdict):
    return [str(note) for note in verdict.notes]


# ---------------------------------------------------------------- the figure of the period


@pytest.mark.parametrize(
    ("value", "bound", "status", "reason"),
    [
        (100, "", MET, None),
        (100.001, "", MET, None),
        (99.999, "", MISSED, None),
        (-5, "", MISSED, None),
        (0, "", MISSED, None),
        (100, ">", MET, None),
        (100, "<", MISSED, None),  # nearly 100 is not 100
        (90, ">", OPEN, Reason.BOUND_ACROSS_LINE),
        (110, "<", OPEN, Reason.BOUND_ACROSS_LINE),
        (110, "~", MET, None),
        (102, "~", OPEN, Reason.BOUND_ACROSS_LINE),
        (95, "~", MISSED, None),
    ],
)
def test_the_figure_of_the_period_decides_once_it_is_over(value, bound, status, reason):
    row = make_observation(value=value, bound=bound)
    verdict = judged([row])
    assert (verdict.status, verdict.reason) == (status, reason)
    assert verdict.achieved.observation == row
    assert verdict.figures == (verdict.achieved,)
    assert verdict.needed is None
    assert verdict.pace is None


def test_a_promise_of_nothing_or_less_is_a_promise():
    assert judged([make_observation(value=0)], make_target(0)).status is MET
    assert judged([make_observation(value=-3)], make_target(-2), CAN_FALL).status is MISSED
    assert judged([make_observation(value=-1)], make_target(-2), CAN_FALL).status is MET


def test_the_ambition_decides_nothing():
    for value, status in ((100, MET), (99, MISSED)):
        assert judged([make_observation(value=value)], make_target(ambition=120)).status is status


@pytest.mark.parametrize("status", ["E", "P"])
def test_an_estimate_decides_and_says_that_it_is_one(status):
    verdict = judged([make_observation(status=status)])
    assert verdict.status is MET
    assert verdict.is_estimate
    assert not judged([make_observation()]).is_estimate


@pytest.mark.parametrize(("value", "status"), [(120, AHEAD), (80, BEHIND), (100, AHEAD)])
def test_a_projection_before_the_end_is_a_course(value, status):
    rows = [make_observation(value=value, public="2023-12-20", status="E")]
    early = judged(rows, on="2023-12-30")
    assert early.status is status
    assert "projected before the end" in notes(early)[0]
    assert not early.is_decided
    assert judged(rows, on="2023-12-31").is_decided  # on its last day the period is over


def test_a_projection_that_is_a_bound_across_the_line_stays_open():
    rows = [make_observation(value=80, bound=">", public="2023-12-20")]
    assert judged(rows, on="2023-12-30").reason is Reason.BOUND_ACROSS_LINE


@pytest.mark.parametrize(
    ("rival", "status", "reason"),
    [
        ({"value": 99}, OPEN, Reason.RIVALS_ACROSS_LINE),
        ({"value": 101}, MET, None),
        ({"value": 99, "bound": "<"}, OPEN, Reason.RIVALS_ACROSS_LINE),
        ({"value": 90, "bound": ">"}, MET, None),  # leaves it open, disputes nothing
    ],
)
def test_a_rival_across_the_line_leaves_it_open(rival, status, reason):
    indicator = make_indicator(preferred_producer_id="statistics")
    rows = [make_observation(value=110), make_observation(producer_id="committee", **rival)]
    verdict = judged(rows, indicator=indicator)
    assert (verdict.status, verdict.reason) == (status, reason)
    assert verdict.achieved.observation.value == 110


def test_a_rival_of_another_definition_does_not_dispute_a_target_that_names_its_own():
    rows = [make_observation(value=110, definition="total"), make_observation(value=60, definition="local")]
    assert judged(rows, make_target(definition="total")).status is MET
    assert judged(rows, make_target(definition="local")).status is MISSED
    assert judged(rows, make_target()).reason is Reason.RIVALS_ACROSS_LINE


def test_a_revision_changes_the_verdict_and_its_day_can_be_replayed():
    rows = [make_observation(value=99), make_observation(value=100, public="2024-06-28")]
    assert judged(rows, on="2024-06-27").status is MISSED
    assert judged(rows, on="2024-06-28").status is MET


def test_figure_and_promise_are_brought_into_one_unit():
    usd = make_indicator(unit="USD", over_time="none")
    promise = make_target(14.74, unit="thousand USD")
    assert judged([make_observation(value=14740, unit="USD")], promise, usd).status is MET
    assert judged([make_observation(value=14.739, unit="thousand USD")], promise, usd).status is MISSED


@pytest.mark.parametrize(
    ("text", "indicator", "status"),
    [
        ("2023-12-31", make_stock(), MET),
        ("2023-12", make_stock(), MET),
        ("2023-Q4", make_stock(), MET),
        ("2023-11", make_stock(), OPEN),  # not its last month
        ("2023-12", make_indicator(measure="rank", unit="rank", over_time="none"), MET),
        ("2023-12", make_rate(), OPEN),  # growth of December is not growth of the year
        ("2023-12", make_rate(unit="%", over_time="none"), OPEN),
        ("2023-12", make_indicator(), OPEN),
    ],
)
def test_only_of_a_state_the_last_day_or_month_says_what_the_year_reached(text, indicator, status):
    target = make_target(50, unit=indicator.unit)
    verdict = judged([make_observation(text, 60, unit=indicator.unit)], target, indicator)
    assert verdict.status is status
    assert verdict.reason is (None if status is MET else Reason.FIGURE_NOT_HELD)


def test_the_figure_of_the_whole_period_comes_before_one_of_its_last_day():
    rows = [make_observation("2023-12-31", 40, unit="%"), make_observation("2023", 60, unit="%")]
    assert judged(rows, make_target(50, unit="%"), make_stock()).achieved.observation.value == 60
    rows = [make_observation("2023-12-31", 40, unit="%"), make_observation("2023-12", 60, unit="%")]
    assert judged(rows, make_target(50, unit="%"), make_stock()).achieved.observation.value == 40


def test_over_and_without_its_figure_nothing_is_decided_by_other_years():
    verdict = judged(years(2020, 500, 500, 500))
    assert (verdict.status, verdict.reason) == (OPEN, Reason.FIGURE_NOT_HELD)
    assert verdict.achieved.period.text == "2022"  # shown, not held against it
    assert verdict.needed is None


def test_a_yearly_flow_to_be_reached_in_a_term_is_held_against_its_last_year():
    target = make_target(100, period="2021-01-01/P5Y")
    assert judged([*years(2021, 80, 85, 90, 95, 101)], target, on="2026-02-01").status is MET
    assert judged([*years(2021, 80, 85, 90, 120, 99)], target, on="2026-02-01").status is MISSED
    total = [make_observation("2021-01-01/P5Y", 400)]
    assert judged(total, target, on="2026-02-01").reason is Reason.FIGURE_NOT_HELD


# ---------------------------------------------------------------- a part of the period: flows


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("2023-Q1", 25, AHEAD),
        ("2023-Q1", 24.9, BEHIND),
        ("2023-S1", 50, AHEAD),
        ("2023-01-01/P9M", 74, BEHIND),
        ("2023-01-01/P292D", 80.2, AHEAD),  # due for nine months and 19 of the 31 days of October: 80.1
        ("2023-01-01/P292D", 80.0, BEHIND),
        ("2023-01", 9, AHEAD),
    ],
)
def test_a_flow_is_ahead_when_its_part_brought_its_share(text, value, status):
    part = make_observation(text, value)
    verdict = judged([part], on=part.public_by.isoformat())
    assert verdict.status is status
    assert verdict.over.text == text
    assert "weigh the same" in str(verdict.assumption)


def test_what_a_flow_needs_from_here():
    verdict = judged([make_observation("2023-01-01/P9M", 60)], on="2023-11-14")
    assert verdict.status is BEHIND
    assert verdict.pace.form == verdict.needed.form == "per_month"
    assert verdict.pace.interval.middle == pytest.approx(60 / 9)
    assert verdict.needed.interval.middle == pytest.approx(40 / 3)


def test_the_longest_part_tells_the_course():
    rows = [make_observation("2023-Q1", 40), make_observation("2023-S1", 45)]
    assert judged(rows, on="2023-07-15").status is BEHIND
    assert judged(rows, on="2023-06-15").status is AHEAD  # the half year was not yet public


def test_a_part_that_does_not_begin_with_the_year_tells_nothing():
    assert judged([make_observation("2023-Q2", 90)], on="2023-08-01").reason is Reason.FIGURE_NOT_HELD


def test_a_target_of_a_half_year_is_told_by_its_quarter():
    target = make_target(50, period="2023-S1")
    assert judged([make_observation("2023-Q1", 20)], target, on="2023-05-01").status is BEHIND
    assert judged([make_observation("2023-Q1", 30)], target, on="2023-05-01").status is AHEAD
    assert judged([make_observation("2023-S1", 50)], target).status is MET


def test_a_flow_that_cannot_fall_is_met_as_soon_as_it_reaches_the_line():
    verdict = judged([make_observation("2023-01-01/P10M", 100)], on="2023-11-14")
    assert verdict.status is MET
    assert "cannot fall" in notes(verdict)[0]
    assert verdict.needed is None
    assert verdict.assumption is None
    assert judged([make_observation("2023-01-01/P10M", 100)], on="2024-06-30").status is MET


def test_a_flow_that_may_fall_is_only_ahead():
    rows = [make_observation("2023-01-01/P10M", 120)]
    assert judged(rows, indicator=CAN_FALL, on="2023-11-14").status is AHEAD
    assert judged(rows, indicator=CAN_FALL).reason is Reason.FIGURE_NOT_HELD


def test_the_longest_part_that_is_over_settles_it():
    rows = [
        make_observation("2023-Q1", 30),
        make_observation("2023-S1", 101),
        make_observation("2023-01-01/P7M", 115, public="2023-07-10"),
    ]
    verdict = judged(rows, on="2023-07-15")
    assert verdict.status is MET
    assert [figure.period.text for figure in verdict.figures] == ["2023-S1", "2023-01-01/P7M"]


def test_a_part_that_was_projected_settles_nothing():
    rows = [make_observation("2023-01-01/P10M", 105, public="2023-10-20")]
    assert judged(rows, on="2023-10-30").status is AHEAD
    assert judged(rows, on="2023-10-31").status is MET


def test_a_rival_across_the_line_keeps_a_part_from_settling_it():
    indicator = make_indicator(preferred_producer_id="statistics")
    part = make_observation("2023-01-01/P10M", 101)
    rival = make_observation("2023-01-01/P10M", 98, producer_id="committee")
    assert judged([part, rival], indicator=indicator, on="2023-11-14").status is AHEAD
    assert judged([part, rival], indicator=indicator).reason is Reason.FIGURE_NOT_HELD
    agreeing = make_observation("2023-01-01/P10M", 100.5, producer_id="committee")
    assert judged([part, agreeing], indicator=indicator, on="2023-11-14").status is MET


def test_over_with_a_part_only_it_stays_open_and_says_nothing_of_pace():
    verdict = judged([make_observation("2023-01-01/P10M", 99)])
    assert (verdict.status, verdict.reason) == (OPEN, Reason.FIGURE_NOT_HELD)
    assert verdict.achieved.period.text == "2023-01-01/P10M"
    assert verdict.pace is verdict.needed is verdict.assumption is None


@pytest.mark.parametrize(
    ("bound", "value", "status", "reason"),
    [
        (">", 75, AHEAD, None),
        (">", 70, OPEN, Reason.BOUND_ACROSS_LINE),
        ("<", 75, BEHIND, None),
        ("<", 80, OPEN, Reason.BOUND_ACROSS_LINE),
    ],
)
def test_a_part_that_is_a_bound(bound, value, status, reason):
    verdict = judged([make_observation("2023-01-01/P9M", value, bound=bound)], on="2023-11-14")
    assert (verdict.status, verdict.reason) == (status, reason)


@pytest.mark.parametrize("earlier", [45, 55])  # behind and ahead by itself
def test_when_the_last_part_is_a_bound_across_the_line_an_earlier_one_does_not_tell_the_course(earlier):
    first = make_observation("2023-S1", earlier, status="E")
    bound = make_observation("2023-01-01/P9M", 70, bound=">")
    assert judged([first], on="2023-10-14").is_checkable
    verdict = judged([first, bound], on="2023-10-14")
    assert (verdict.status, verdict.reason) == (OPEN, Reason.BOUND_ACROSS_LINE)
    assert verdict == judged([bound], on="2023-10-14")  # adding an older figure changes nothing
    assert [figure.period.text for figure in verdict.figures] == ["2023-01-01/P9M"]
    assert verdict.notes == ()
    assert not verdict.is_estimate  # the older one is
    assert verdict.needed.form == "per_month"


def test_a_bound_is_narrowed_by_what_was_reached_before():
    rows = [make_observation("2023-S1", 60), make_observation("2023-Q1", 10)]
    nearly = make_observation("2023-01-01/P8M", 70, bound="<")
    verdict = judged([*rows, nearly], on="2023-11-14")
    assert verdict.achieved_interval == Interval(60, 70, high_open=True)  # 66.7 were due
    assert verdict.needed.interval == Interval(7.5, 10, low_open=True)
    assert (verdict.status, verdict.reason) == (OPEN, Reason.BOUND_ACROSS_LINE)
    # the half year does not decide: it is named because the bound is narrowed by it
    assert [figure.period.text for figure in verdict.figures] == ["2023-01-01/P8M", "2023-S1"]


def test_a_bound_that_was_narrowed_to_one_side_of_the_line_decides():
    nearly = make_observation("2023-01-01/P8M", 80, bound="<")
    assert judged([nearly], on="2023-11-14").reason is Reason.BOUND_ACROSS_LINE
    verdict = judged([make_observation("2023-S1", 67), nearly], on="2023-11-14")  # 66.7 were due
    assert verdict.status is AHEAD
    assert verdict.achieved.period.text == "2023-01-01/P8M"
    assert verdict.achieved_interval == Interval(67, 80, high_open=True)


@pytest.mark.parametrize(("value", "status"), [(50, AHEAD), (49, BEHIND)])
def test_a_part_that_ended_more_than_122_days_ago_tells_no_course(value, status):
    rows = [make_observation("2023-S1", value)]  # until 30 June
    assert judged(rows, on="2023-12-31").reason is Reason.FIGURE_NOT_HELD  # over
    assert judged(rows, on="2023-10-30").status is status  # the 122nd day
    verdict = judged(rows, on="2023-10-31")
    assert (verdict.status, verdict.reason) == (OPEN, Reason.FIGURES_TOO_OLD)
    assert verdict.achieved.period.text == "2023-S1"
    assert verdict.needed is not None
    # nothing grows older beyond the horizon
    assert judged(rows, on="2023-12-01", horizon="2023-08-31").status is status
    assert judged(rows, on="2023-12-01", horizon="2023-10-31").reason is Reason.FIGURES_TOO_OLD
    assert judged(rows, on="2023-10-31", options=Options(oldest_part_days=123)).status is status


def test_what_cannot_be_undone_never_grows_too_old():
    rows = [make_observation("2023-Q1", 100)]
    assert judged(rows, on="2023-12-30").status is MET
    assert judged(rows, indicator=CAN_FALL, on="2023-07-31").status is AHEAD
    assert judged(rows, indicator=CAN_FALL, on="2023-12-30").reason is Reason.FIGURES_TOO_OLD


def test_a_bound_is_not_narrowed_by_another_producer_or_definition():
    for other in ({"producer_id": "committee"}, {"definition": "local"}):
        rows = [make_observation("2023-S1", 60, **other), make_observation("2023-01-01/P8M", 70, bound="<")]
        assert judged(rows, on="2023-11-14").achieved_interval == Interval(0, 70, high_open=True)


def test_a_part_below_an_earlier_one_is_taken_as_published():
    rows = [make_observation("2023-S1", 60), make_observation("2023-01-01/P8M", 55)]
    verdict = judged(rows, on="2023-11-14")
    assert verdict.achieved_interval == Interval.exact(55)
    assert verdict.status is BEHIND


# ---------------------------------------------------------------- a part of the period: rates

GROWTH = make_target(11.5, period="2024", unit="% yoy")


def growth(text, value, **changes):
    return make_observation(text, value, unit="% yoy", **changes)


@pytest.mark.parametrize(("value", "status"), [(11.5, AHEAD), (11.49, BEHIND), (-2, BEHIND)])
@pytest.mark.parametrize("over_time", ["chain", "mean"])
def test_a_rate_is_ahead_when_its_part_is_what_the_year_shall_be(value, status, over_time):
    rate = make_rate(over_time=over_time)
    verdict = judged([growth("2024-S1", value)], GROWTH, rate, on="2024-10-30")
    assert judged([growth("2024-S1", value)], GROWTH, rate, on="2024-10-31").reason is Reason.FIGURES_TOO_OLD
    assert verdict.status is status
    assert verdict.needed.form == "rate"
    assert verdict.needed.interval.middle == pytest.approx(2 * 11.5 - value)


def test_what_growth_the_last_quarter_needs():
    verdict = judged([growth("2024-01-01/P9M", 9.77)], GROWTH, make_rate(), on="2024-11-14")
    assert verdict.status is BEHIND
    assert verdict.needed.interval.middle == pytest.approx(16.69)
    assert verdict.pace.interval == Interval.exact(9.77)
    assert "year before is taken to weigh the same" in str(verdict.assumption)


def test_a_rate_as_a_bound_does_not_give_way_to_the_part_before():
    rows = [growth("2024-01-01/P9M", 12.4), growth("2024-01-01/P10M", 10, bound=">")]
    verdict = judged(rows, GROWTH, make_rate(), on="2024-11-14")
    assert (verdict.status, verdict.reason) == (OPEN, Reason.BOUND_ACROSS_LINE)
    assert [figure.period.text for figure in verdict.figures] == ["2024-01-01/P10M"]
    assert verdict.needed.interval.low == -math.inf
    assert verdict == judged(rows[1:], GROWTH, make_rate(), on="2024-11-14")
    assert judged(rows[:1], GROWTH, make_rate(), on="2024-11-14").status is AHEAD


def test_over_with_a_rate_of_a_part_only_it_stays_open():
    verdict = judged([growth("2024-01-01/P9M", 30)], GROWTH, make_rate(), on="2025-06-30")
    assert verdict.reason is Reason.FIGURE_NOT_HELD
    assert verdict.pace is verdict.needed is verdict.assumption is None


# ---------------------------------------------------------------- the course of years

LATER = make_target(200, period="2025")
SINCE = {"on": "2023-11-14", "counts_from": "2020-06-30"}


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((100, 115, 130), BEHIND),  # 14 % a year, 15.4 % needed
        ((100, 116, 140), AHEAD),  # 18 % a year, 12.6 % needed
        ((100, 100, 200), AHEAD),  # there already
        ((150, 140, 130), BEHIND),
    ],
)
def test_a_level_to_be_reached_later_is_judged_by_its_pace_since_the_promise(values, status):
    verdict = judged(years(2020, *values), LATER, **SINCE)
    assert verdict.status is status
    assert verdict.over.text == "2022"


def test_pace_and_need_are_growth_by_a_factor_counted_in_days():
    verdict = judged(years(2019, 100, 90, 121), LATER, **SINCE)
    assert verdict.base.period.text == "2019"
    assert verdict.figures == (verdict.achieved, verdict.base)
    span = 731 / 365.25  # from the end of 2019 to that of 2021, 2020 being a leap year
    assert verdict.pace.form == verdict.needed.form == "growth_pct_per_year"
    assert verdict.pace.interval.middle == pytest.approx(100 * ((121 / 100) ** (1 / span) - 1))
    left = 1461 / 365.25
    assert verdict.needed.interval.middle == pytest.approx(100 * ((200 / 121) ** (1 / left) - 1))


def test_a_share_moves_in_steps_and_not_by_a_factor():
    rows = [make_observation(str(year), value, unit="%") for year, value in ((2020, 40), (2022, 44))]
    verdict = judged(rows, make_target(50, period="2025", unit="%"), make_stock(), **SINCE)
    assert verdict.pace.form == verdict.needed.form == "per_year"
    assert verdict.pace.interval.middle == pytest.approx(2, rel=1e-3)
    assert verdict.needed.interval.middle == pytest.approx(2, rel=1e-3)


def test_on_a_straight_line_to_the_goal_one_is_ahead():
    """Equal steps in equal spans, though 46.2 - 45.1 and 47.3 - 46.2 differ in binary."""
    for first, step in ((45.1, 1.1), (0.1, 0.1), (46.2, 0.3)):
        rows = [
            make_observation(str(2021 + place), round(first + place * step, 1), unit="%")
            for place in range(2)
        ]
        goal = make_target(round(first + 2 * step, 1), period="2023", unit="%")
        verdict = judged(rows, goal, make_stock(), on="2023-06-30", counts_from="2021-12-31")
        assert verdict.status is AHEAD, (first, step)


@pytest.mark.parametrize(("base", "latest"), [(0, 50), (-10, 50), (-20, -10)])
def test_from_a_base_of_nothing_or_less_the_pace_is_in_steps(base, latest):
    verdict = judged(years(2020, base, latest), LATER, CAN_FALL, **SINCE)
    assert verdict.pace.form == verdict.needed.form == "per_year"
    assert verdict.pace.interval.middle == pytest.approx(latest - base, rel=1e-3)
    assert verdict.status is (AHEAD if latest - base > (200 - latest) / 4 else BEHIND)


def test_a_promise_to_climb_to_nothing_is_counted_in_steps():
    verdict = judged(years(2020, -30, -20), make_target(0, period="2025"), CAN_FALL, **SINCE)
    assert verdict.status is AHEAD
    assert verdict.needed.interval.middle == pytest.approx(5, rel=1e-3)


def test_without_a_base_the_pace_is_unknown():
    verdict = judged(years(2021, 100), LATER, **SINCE)
    assert (verdict.status, verdict.reason) == (OPEN, Reason.FIGURE_NOT_HELD)
    assert "pace so far is unknown" in notes(verdict)[0]
    assert verdict.needed is not None


@pytest.mark.parametrize(
    ("promised", "base"),
    [
        ("2020-12-31", "2020"),  # the last figure that ended by then
        ("2020-12-30", "2019"),
        ("2019-01-24", "2018"),
        ("2018-06-30", "2017"),
        ("2017-12-30", "2017"),  # none before: the first one after
        ("2015-01-01", "2017"),
    ],
)
def test_the_base_is_the_last_figure_before_the_promise_else_the_first_after(promised, base):
    verdict = judged(years(2017, 80, 85, 90, 95, 100, 105), LATER, on="2023-11-14", counts_from=promised)
    assert verdict.base.period.text == base


def test_a_figure_more_than_two_years_older_than_the_promise_is_no_base():
    rows = [make_observation("2016", 10), make_observation("2019", 90), make_observation("2022", 120)]
    assert judged(rows, LATER, on="2023-11-14", counts_from="2018-12-31").base.period.text == "2016"
    assert judged(rows, LATER, on="2023-11-14", counts_from="2019-01-01").base.period.text == "2016"
    assert judged(rows, LATER, on="2023-11-14", counts_from="2019-01-02").base.period.text == "2019"


def test_growth_is_held_against_the_line_year_by_year():
    rate = make_rate()
    target = make_target(12, period="2025", unit="% yoy")
    assert judged([growth("2022", 12.3)], target, rate, on="2023-11-14").status is AHEAD
    rows = [growth("2021", 12.3), growth("2022", 11)]
    behind = judged(rows, target, rate, on="2023-11-14", counts_from="2021-06-30")
    assert behind.status is BEHIND
    assert behind.pace is None


def test_figures_from_before_the_promise_tell_no_course_unless_the_line_is_reached():
    rows = years(2019, 80, 90)
    early = judged(rows, LATER, on="2021-03-31", counts_from="2021-01-15")
    assert (early.status, early.reason) == (Evidence.NOT_CHECKABLE, Reason.FIGURE_NOT_HELD)
    assert early.needed is not None
    assert [str(note) for note in early.notes] == ["No figure since the promise is held."]
    assert judged(rows, LATER, on="2021-03-31", counts_from="2020-06-30").is_checkable
    reached = judged(years(2019, 80, 5000), LATER, on="2021-03-31", counts_from="2021-01-15")
    assert reached.status is AHEAD
    assert reached.needed is None


def test_no_pace_is_needed_when_the_line_is_kept_or_growth_is_measured():
    kept = judged(years(2020, 150, 250), LATER, **SINCE)
    assert (kept.status, kept.pace, kept.needed) == (AHEAD, None, None)
    old = judged(years(2018, 150, 250), LATER, on="2024-06-30", counts_from="2017-12-31")
    assert (old.reason, old.needed) == (Reason.FIGURES_TOO_OLD, None)
    target = make_target(12, period="2025", unit="% yoy")
    for rows in ([growth("2022", 11)], [growth("2022", 11.9, bound="~")], [growth("2022", 13)]):
        assert judged(rows, target, make_rate(), **SINCE).needed is None


def test_a_month_tells_nothing_of_a_year():
    rows = [*years(2020, 100), make_observation("2023-08", 500)]
    assert judged(rows, LATER, **SINCE).achieved.period.text == "2020"


def test_a_year_tells_nothing_of_a_quarter():
    target = make_target(30, period="2024-Q2")
    rows = years(2022, 100, 105)
    assert judged(rows, target, on="2024-05-01").reason is Reason.FIGURE_NOT_HELD
    rows += [make_observation("2023-Q2", 31), make_observation("2023-Q1", 5)]
    verdict = judged(rows, target, on="2024-05-01")
    assert (verdict.status, verdict.achieved.period.text) == (AHEAD, "2023-Q2")


def test_only_the_same_part_of_other_years_tells_of_a_quarter():
    target = make_target(30, period="2024-Q2")
    for text in ("2023-Q1", "2023-04", "2022-Q4"):
        rows = [make_observation(text, 31)]
        assert judged(rows, target, on="2024-05-01").reason is Reason.FIGURE_NOT_HELD


def test_growth_over_several_years_is_told_by_one_of_that_length():
    rate = make_rate(unit="% per year", over_time="none")
    target = make_target(14, period="2021-01-01/P5Y", unit="% per year")
    rows = [make_observation("2019-01-01/P5Y", 12.6), make_observation("2020-01-01/P3Y", 20)]
    verdict = judged(rows, target, rate, on="2024-11-14")
    assert (verdict.status, verdict.achieved.period.text) == (BEHIND, "2019-01-01/P5Y")
    level = make_indicator(over_time="none")
    rows = [make_observation("2019-01-01/P5Y", 500)]  # an amount of five years is none of one
    assert judged(rows, make_target(100, period="2021-01-01/P5Y"), level, on="2024-11-14").status is OPEN


def test_a_level_at_a_day_is_told_by_whole_years():
    target = make_target(120, period="2025-12-31")
    level = make_indicator(over_time="none")
    rows = [*years(2021, 100, 108), make_observation("2023-Q1", 500)]
    verdict = judged(rows, target, level, on="2023-11-14", counts_from="2021-12-31")
    assert (verdict.status, verdict.achieved.period.text) == (AHEAD, "2022")


def test_what_fell_to_nothing_is_counted_in_steps():
    verdict = judged(years(2020, 100, 0), LATER, **SINCE)
    assert (verdict.status, verdict.needed.form) == (BEHIND, "per_year")


def test_a_growth_that_is_a_bound_across_the_line_has_no_pace():
    rows = [growth("2020", 2), growth("2022", 11.9, bound="~")]
    target = make_target(12, period="2025", unit="% yoy")
    verdict = judged(rows, target, make_rate(), **SINCE)
    assert verdict.reason is Reason.BOUND_ACROSS_LINE


def test_one_does_not_go_back_over_bounds_to_a_figure_that_would_tell():
    rows = [
        make_observation(text, value, unit="%", bound=bound)
        for text, value, bound in (
            ("2021-12-31", 40, ""),
            ("2022-06-30", 41, ""),
            ("2022-12-31", 41, ">"),
            ("2023-06-30", 42, ">"),
        )
    ]
    target = make_target(90, period="2025", unit="%")
    asked = {"on": "2023-11-14", "counts_from": "2021-12-31"}
    assert judged(rows[:2], target, make_stock(), **asked).status is BEHIND
    verdict = judged(rows, target, make_stock(), **asked)
    assert (verdict.status, verdict.reason) == (OPEN, Reason.BOUND_ACROSS_LINE)
    assert [figure.period.text for figure in verdict.figures] == ["2023-06-30"]


def test_when_the_newest_figure_is_a_bound_across_the_line_an_exact_older_one_does_not_decide():
    bound = make_observation("2022", 100, bound=">")
    for earlier, alone in ((105, BEHIND), (130, AHEAD)):
        rows = years(2020, 100, earlier)
        assert judged(rows, LATER, **SINCE).status is alone
        verdict = judged([*rows, bound], LATER, **SINCE)
        assert (verdict.status, verdict.reason) == (OPEN, Reason.BOUND_ACROSS_LINE)
        assert verdict == judged([bound], LATER, **SINCE)  # adding an older figure changes nothing
        assert verdict.achieved.period.text == "2022"
        assert verdict.notes == ()


def test_a_bound_across_the_line_is_ahead_when_even_its_worst_value_is():
    rows = [*years(2020, 100, 104), make_observation("2022", 195, bound="~")]  # 185.25 to 204.75
    verdict = judged(rows, LATER, **SINCE)
    assert verdict.status is AHEAD
    assert [figure.period.text for figure in verdict.figures] == ["2022", "2020"]
    assert verdict.achieved_interval == Interval(185.25, 204.75)
    slow = [*years(2020, 180, 181), make_observation("2022", 192, bound="~")]  # 182.4 would be too slow
    assert judged(slow, LATER, **SINCE).status is not AHEAD


def test_when_no_earlier_figure_can_tell_the_bound_stays_the_reason():
    rows = [make_observation("2022", 100, bound=">")]
    assert judged(rows, LATER, **SINCE).reason is Reason.BOUND_ACROSS_LINE
    rows = [make_observation("2021", 90, bound=">"), *rows]
    assert judged(rows, LATER, **SINCE).reason is Reason.BOUND_ACROSS_LINE
    old = [*years(2015, 90), make_observation("2022", 100, bound=">")]
    assert judged(old, LATER, **SINCE).reason is Reason.BOUND_ACROSS_LINE


@pytest.mark.parametrize(
    ("base", "latest", "status"),
    [
        ((100, ">"), (150, ""), OPEN),  # at most 22.5 % a year, perhaps much less; 10 % needed
        ((100, "<"), (150, ""), AHEAD),  # at least 22.5 %
        ((140, ">"), (145, ""), BEHIND),  # at most 1.7 %
        ((100, ""), (150, "~"), AHEAD),
        ((100, ""), (120, "~"), BEHIND),
    ],
)
def test_bounds_of_base_and_latest_figure(base, latest, status):
    rows = [
        make_observation("2020", base[0], bound=base[1]),
        make_observation("2022", latest[0], bound=latest[1]),
    ]
    verdict = judged(rows, LATER, **SINCE)
    assert verdict.status is status
    if status is OPEN:
        assert verdict.reason is Reason.BOUND_ACROSS_LINE


def test_a_state_of_a_part_of_the_year_tells_the_course():
    rows = [make_observation("2023-Q1", 96, unit="%")]
    assert judged(rows, make_target(95, unit="%"), make_stock(), on="2023-05-01").status is AHEAD


def test_a_figure_that_reaches_beyond_the_day_of_the_target_leaves_no_time_to_count_a_pace():
    target = make_target(200, period="2025-06-30")
    rows = [*years(2023, 90, 100), make_observation("2025", 120, public="2025-05-01")]
    verdict = judged(
        rows, target, make_indicator(over_time="none"), on="2025-05-15", counts_from="2024-01-01"
    )
    assert verdict.reason is Reason.FIGURE_NOT_HELD
    assert verdict.needed is None


# ---------------------------------------------------------------- age and horizon


def test_a_figure_too_old_tells_no_course_but_what_would_be_needed():
    rows = years(2019, 100, 150)
    target = make_target(200, period="2025")
    assert judged(rows, target, on="2023-01-01", counts_from="2019-12-31").is_checkable  # 731 days
    verdict = judged(rows, target, on="2023-01-02", counts_from="2019-12-31")
    assert verdict.reason is Reason.FIGURES_TOO_OLD
    assert verdict.achieved.period.text == "2020"
    assert verdict.needed is not None


def test_beyond_the_horizon_nothing_grows_too_old():
    rows = years(2019, 100, 150)
    target = make_target(200, period="2030")
    asked = {"on": "2026-06-30", "counts_from": "2019-12-31"}
    assert judged(rows, target, **asked).reason is Reason.FIGURES_TOO_OLD
    assert judged(rows, target, **asked, horizon="2022-06-30").is_checkable
    assert judged(rows, target, **asked, horizon="2023-06-30").reason is Reason.FIGURES_TOO_OLD


def test_a_figure_of_the_period_never_grows_too_old():
    assert judged(years(2010, 150), make_target(period="2010"), on="2024-06-30").status is MET


# ---------------------------------------------------------------- reached once

ONCE = make_target(100, period="2025", reached_once=True)


def test_reached_once_is_met_before_the_end_and_stays_met():
    rows = years(2020, 90, 101, 95)
    verdict = judged(rows, ONCE, **SINCE)
    assert verdict.status is MET
    assert verdict.achieved.period.text == "2021"
    plain = make_target(100, period="2025")
    assert judged(rows, plain, **SINCE).status is AHEAD


def test_reached_once_counts_from_the_day_of_the_promise_to_the_last_day():
    rows = years(2021, 101)
    assert judged(rows, ONCE, on="2023-11-14", counts_from="2021-12-31").status is MET
    assert judged(rows, ONCE, on="2023-11-14", counts_from="2022-01-01").status is not MET
    last = [make_observation("2025", 101, public="2025-12-20")]
    assert judged(last, ONCE, on="2025-12-30", counts_from="2021-01-01").status is AHEAD
    assert judged(last, ONCE, on="2025-12-31", counts_from="2021-01-01").status is MET


def test_reached_once_is_not_undone_by_the_figure_of_the_last_year():
    rows = [*years(2021, 101, 95), make_observation("2025", 80)]
    assert judged(rows, ONCE, on="2026-02-01", counts_from="2021-01-01").status is MET
    rows = [*years(2021, 99, 95), make_observation("2025", 80)]
    assert judged(rows, ONCE, on="2026-02-01", counts_from="2021-01-01").status is MISSED


@pytest.mark.parametrize(
    ("row", "on"),
    [
        ({"period": "2019"}, "2023-11-14"),  # before the promise
        ({"period": "2026"}, "2027-11-14"),  # after its time
        ({"period": "2023", "public": "2023-11-01"}, "2023-11-14"),  # projected, its year not over
        ({"period": "2022-Q4"}, "2023-11-14"),  # a part of a year
        ({"period": "2022", "value": 90, "bound": ">"}, "2023-11-14"),
    ],
)
def test_what_does_not_count_as_reached(row, on):
    row = {"value": 150, **row}
    verdict = judged([make_observation(**row)], ONCE, on=on, counts_from="2020-06-30")
    assert verdict.status is not MET


def test_a_disputed_figure_does_not_count_as_reached_but_a_later_one_may():
    indicator = make_indicator(preferred_producer_id="statistics")
    rows = [*years(2021, 101), make_observation("2021", 95, producer_id="committee")]
    assert judged(rows, ONCE, indicator, on="2023-11-14", counts_from="2021-01-01").status is not MET
    rows += years(2022, 102)
    verdict = judged(rows, ONCE, indicator, on="2023-11-14", counts_from="2021-01-01")
    assert (verdict.status, verdict.achieved.period.text) == (MET, "2022")


def test_reached_once_by_a_state_of_any_day():
    rows = [make_observation("2022-03-31", 96, unit="%"), make_observation("2022-09-30", 90, unit="%")]
    target = make_target(95, period="2025", unit="%", reached_once=True)
    assert judged(rows, target, make_stock(), on="2023-11-14", counts_from="2021-01-01").status is MET


def test_days_are_compared_at_their_end():
    assert day("2024-01-01") == make_observation("2023").public_by
    assert judged([make_observation()], on="2023-12-31").reason is Reason.FIGURE_NOT_HELD
    assert judged([make_observation()], on="2024-01-01").status is MET
