"""Average growth over a term: the published average, else the geometric mean of the years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.intervals import Interval
from haidang.core.targets.case import Options
from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import judged, make_area, make_observation, make_rate, make_target, years

AHEAD, BEHIND, MET, MISSED, OPEN = (
    Evidence.AHEAD,
    Evidence.BEHIND,
    Evidence.MET,
    Evidence.MISSED,
    Evidence.NOT_CHECKABLE,
)
TERM = "2021-01-01/P5Y"
UNIT = "% per year"


def average(low=10.0, period=TERM, **changes):
    return make_target(low, period, kind="average_growth", unit=UNIT, **changes)


def told(rows, on="2026-06-30", target=None, **changes):
    indicator = make_rate(unit=UNIT, over_time="none", **changes.pop("indicator", {}))
    return judged(rows, target or average(), indicator, on=on, **changes)


def published(value, **changes):
    return make_observation(TERM, value, **changes)


def notes(verdict):
    return " ".join(str(note) for note in verdict.notes)


# ---------------------------------------------------------------- the published average


@pytest.mark.parametrize(
    ("value", "bound", "status"),
    [(10, "", MET), (9.99, "", MISSED), (10, ">", MET), (10, "<", MISSED), (9, ">", OPEN), (10.3, "~", OPEN)],
)
def test_the_published_average_of_the_term_decides(value, bound, status):
    verdict = told([published(value, bound=bound)])
    assert verdict.status is status
    if status is OPEN:
        assert verdict.reason is Reason.BOUND_ACROSS_LINE


def test_the_published_average_comes_before_the_years():
    verdict = told([published(12), *years(2021, 1, 1, 1, 1, 1)])
    assert verdict.status is MET
    assert verdict.achieved.period.text == TERM


def test_an_average_projected_before_the_end_is_a_course():
    rows = [published(14, public="2025-10-14", status="E")]
    early = told(rows, "2025-11-14")
    assert early.status is AHEAD
    assert "projected before the end" in notes(early)
    assert told(rows, "2026-01-01").status is MET
    assert told([published(9, public="2025-10-14")], "2025-11-14").status is BEHIND


def test_rivals_of_the_average_across_the_line_leave_it_open():
    rows = [published(12), published(9, producer_id="committee")]
    assert told(rows).reason is Reason.RIVALS_ACROSS_LINE


def test_an_average_of_another_term_is_not_looked_at():
    assert told([make_observation("2019-01-01/P5Y", 12.6)]).reason is Reason.FIGURE_NOT_HELD


# ---------------------------------------------------------------- the years


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ((10, 10, 10, 10, 10), MET),
        ((20, 0, 10, 10, 10), MISSED),  # arithmetically 10, but 1.2 * 1.0 < 1.1 * 1.1
        ((21, 0, 10, 10, 10), MET),  # 1.21 = 1.1 * 1.1
        ((50, -50, 10, 10, 10), MISSED),
        ((0, 0, 0, 0, 61.051), MET),
        ((0, 0, 0, 0, 61.05), MISSED),
        ((100, 100, 100, 100, -100), MISSED),
        ((100, 100, 100, 100, -150), MISSED),
    ],
)
def test_the_mean_of_the_years_is_geometric(values, status):
    verdict = told(years(2021, *values))
    assert verdict.status is status
    assert "geometric mean" in str(verdict.assumption)
    assert verdict.needed is None


@given(st.integers(-500, 3000), st.integers(2, 10))
def test_equal_rates_average_to_that_rate_exactly(tenths, count):
    rate = tenths / 10
    target = average(rate, period=f"2001-01-01/P{count}Y")
    verdict = told(years(2001, *[rate] * count), "2024-06-30", target)
    assert verdict.status is MET
    assert verdict.achieved_interval == Interval.exact(rate)


@pytest.mark.parametrize(
    ("values", "on", "status"),
    [((12, 11), "2023-06-30", AHEAD), ((12, 7), "2023-06-30", BEHIND), ((9,), "2022-06-30", BEHIND)],
)
def test_while_the_term_runs_the_mean_so_far_tells_the_course(values, on, status):
    verdict = told(years(2021, *values), on)
    assert verdict.status is status
    assert verdict.pace.interval == verdict.achieved_interval
    assert verdict.needed.form == "rate"


def test_what_the_remaining_years_need():
    verdict = told(years(2021, 12.38, 12.32, 10.34), "2024-11-14", average(13.5))
    assert verdict.status is BEHIND
    assert verdict.achieved_interval.middle == pytest.approx(11.68, abs=0.005)
    assert verdict.needed.interval.middle == pytest.approx(16.29, abs=0.005)
    rest = 1 + verdict.needed.interval.middle / 100
    assert 1.1238 * 1.1232 * 1.1034 * rest**2 == pytest.approx(1.135**5)


def test_after_a_collapse_nothing_brings_it_back():
    verdict = told(years(2021, 10, -100), "2023-06-30")
    assert verdict.status is BEHIND
    assert verdict.needed.interval.low == float("inf")


def test_a_last_year_projected_before_its_end_decides_nothing():
    rows = [*years(2021, 10, 10, 10, 10), make_observation("2025", 12, public="2025-12-15")]
    early = told(rows, "2025-12-20")
    assert early.status is AHEAD
    assert "projected before the end" in notes(early)
    assert told(rows, "2025-12-31").status is MET


@pytest.mark.parametrize(
    ("missing_year", "on", "reason"),
    [
        (2021, "2026-06-30", Reason.FIGURE_NOT_HELD),
        (2023, "2026-06-30", Reason.FIGURE_NOT_HELD),
        (2025, "2026-06-30", Reason.FIGURE_NOT_HELD),
        (2021, "2024-06-30", Reason.FIGURE_NOT_HELD),
        (2022, "2024-06-30", Reason.FIGURE_NOT_HELD),  # 2023 is held, but a year before it is not
    ],
)
def test_missing_years(missing_year, on, reason):
    rows = [row for row in years(2021, 12, 12, 12, 12, 12) if row.period.start.year != missing_year]
    verdict = told(rows, on)
    assert (verdict.status, verdict.reason) == (OPEN, reason)


def test_a_year_that_is_over_without_its_figure_leaves_it_open():
    rows = [*years(2021, 12, 12), make_observation("2024", -50)]
    verdict = told(rows, "2025-01-31")
    assert (verdict.status, verdict.reason) == (OPEN, Reason.FIGURE_NOT_HELD)
    # whatever the year after the gap would say
    assert told(rows[:2], "2025-01-31").reason is Reason.FIGURE_NOT_HELD
    assert [figure.period.text for figure in verdict.figures] == ["2021", "2022", "2024"]


def test_a_projection_after_a_year_that_is_late_is_not_used():
    rows = [*years(2021, 12, 12), make_observation("2024", -50, public="2024-05-01")]
    verdict = told(rows, "2024-06-30")
    assert verdict.status is AHEAD
    assert [figure.period.text for figure in verdict.figures] == ["2022", "2021"]


@pytest.mark.parametrize(
    ("on", "status"),
    [("2024-07-01", AHEAD), ("2024-07-02", OPEN)],  # 183 and 184 days after 2023
)
def test_only_the_newest_year_may_be_late_and_not_for_long(on, status):
    verdict = told(years(2021, 12, 12), on)
    assert verdict.status is status
    assert verdict.reason is (None if status is AHEAD else Reason.FIGURE_NOT_HELD)
    assert told(years(2021, 12, 12), "2024-07-02", options=Options(late_days=184)).status is AHEAD


def test_parts_of_years_are_not_used():
    assert told([make_observation("2021-S1", 12)], "2021-08-01").reason is Reason.FIGURE_NOT_HELD


def test_the_horizon_keeps_the_course():
    rows = years(2021, 12)
    assert told(rows, "2024-06-30").reason is Reason.FIGURE_NOT_HELD
    assert told(rows, "2024-06-30", horizon="2022-12-31").status is AHEAD
    assert told(rows, "2024-06-30", horizon="2023-07-02").status is AHEAD
    assert told(rows, "2024-06-30", horizon="2023-07-03").reason is Reason.FIGURE_NOT_HELD
    # a term that is over needs all its years, wherever the horizon lies
    assert told(years(2021, 12, 12, 12, 12), horizon="2024-12-31").reason is Reason.FIGURE_NOT_HELD


def test_a_last_year_too_old_tells_no_course():
    strict = {"options": Options(oldest_days=100)}  # with 731 days the year after it is missing before
    assert told(years(2021, 12), "2022-04-10", **strict).status is AHEAD
    assert told(years(2021, 12), "2022-04-11", **strict).reason is Reason.FIGURES_TOO_OLD


# ---------------------------------------------------------------- bounds and rivals


@pytest.mark.parametrize(
    ("bounds", "status"),
    [(("", ">"), AHEAD), ((">", ">"), AHEAD), (("", "<"), OPEN), (("<", "<"), OPEN)],
)
def test_bounds_of_the_years_are_carried(bounds, status):
    rows = [make_observation(str(2021 + place), 12, bound=bound) for place, bound in enumerate(bounds)]
    verdict = told(rows, "2023-06-30")
    assert verdict.status is status
    if status is OPEN:
        assert verdict.reason is Reason.BOUND_ACROSS_LINE
        assert verdict.achieved_interval.low == -100


def test_one_year_below_and_one_on_the_line_are_below_it_together():
    rows = [make_observation("2021", 10), make_observation("2022", 10, bound="<")]
    verdict = told(rows, "2023-06-30")
    assert verdict.status is BEHIND
    assert verdict.achieved.period.text == "2022"
    above = [make_observation("2021", 10), make_observation("2022", 10, bound=">")]
    assert told(above, "2023-06-30").achieved_interval == Interval(10, float("inf"), low_open=True)


def test_years_that_all_stayed_below_the_line_break_it():
    rows = [make_observation(str(2021 + place), 10, bound="<") for place in range(5)]
    assert told(rows).status is MISSED


def test_rivals_of_a_year_that_move_the_mean_across_the_line_leave_it_open():
    indicator = {"preferred_producer_id": "statistics"}
    rows = [*years(2021, 12.38, 12.32, 10.34), make_observation("2021", 12.86, producer_id="commission")]
    rows += [make_observation("2022", 12.48, producer_id="commission")]
    target = average(11.8, period="2021-01-01/P3Y")
    assert told(rows, target=target, indicator=indicator).reason is Reason.RIVALS_ACROSS_LINE
    assert told(rows[:3], target=target, indicator=indicator).status is MISSED
    low = average(11.6, period="2021-01-01/P3Y")
    assert told(rows, target=low, indicator=indicator).status is MET


def test_reasons_when_nothing_is_held():
    assert told([]).reason is Reason.FIGURE_NOT_HELD
    assert told(years(2021, 12), target=average(definition="x")).reason is Reason.OTHER_DEFINITION
    ended = [make_area(valid_to="2024-06-30")]
    assert told(years(2021, 12), areas=ended).reason is Reason.OTHER_TERRITORY


def test_estimates_say_so():
    rows = [*years(2021, 12, 12, 12, 12), make_observation("2025", 12, status="E")]
    assert told(rows).is_estimate
