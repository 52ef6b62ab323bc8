"""Every year: one bad year breaks it for good, it is kept only when all years were reached."""

import pytest

from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import judged, make_area, make_observation, make_stock, make_target, years

AHEAD, MET, MISSED, OPEN = Evidence.AHEAD, Evidence.MET, Evidence.MISSED, Evidence.NOT_CHECKABLE
TERM = "2021-01-01/P5Y"


def each_year(low=70, period=TERM, **changes):
    return make_target(low, period, kind="every_year", unit="%", **changes)


def told(rows, on="2024-06-30", target=None, **changes):
    return judged(rows, target or each_year(), make_stock(**changes.pop("indicator", {})), on=on, **changes)


@pytest.mark.parametrize(
    ("values", "on", "status", "reason"),
    [
        ((70, 80, 75), "2024-06-30", AHEAD, None),
        ((70, 69, 75), "2024-06-30", MISSED, None),
        ((70, 80), "2024-06-30", AHEAD, None),  # 2023 is late: the course is told without it
        ((70,), "2024-06-30", OPEN, Reason.FIGURE_NOT_HELD),  # 2022 and 2023 are missing
        ((60,), "2024-06-30", MISSED, None),  # broken for good, whatever is missing
        ((70, 80, 75, 90, 70), "2026-06-30", MET, None),
        ((70, 80, 75, 90, 69), "2026-06-30", MISSED, None),
        ((70, 80, 75, 90), "2026-06-30", OPEN, Reason.FIGURE_NOT_HELD),  # over: the last year must be there
        ((), "2024-06-30", OPEN, Reason.FIGURE_NOT_HELD),
    ],
)
def test_year_by_year(values, on, status, reason):
    verdict = told(years(2021, *values), on)
    assert (verdict.status, verdict.reason) == (status, reason)


def test_the_latest_year_is_shown_when_none_broke_it():
    assert told(years(2021, 70, 80, 75)).achieved.period.text == "2023"
    gap = [make_observation("2021", 70), make_observation("2022", 75), make_observation("2024", 75)]
    late = told(gap, "2025-06-30")
    assert (late.reason, late.achieved.period.text) == (Reason.FIGURE_NOT_HELD, "2024")


def test_the_year_that_broke_it_is_shown_first():
    verdict = told(years(2021, 70, 60, 75))
    assert verdict.achieved.period.text == "2022"
    assert [figure.period.text for figure in verdict.figures] == ["2022", "2021", "2023"]
    assert verdict.over.text == "2022"


def test_a_year_in_the_middle_that_is_missing_leaves_it_open():
    rows = [make_observation("2021", 70), make_observation("2023", 75)]
    assert told(rows).reason is Reason.FIGURE_NOT_HELD


@pytest.mark.parametrize(
    ("on", "horizon", "status"),
    [
        ("2024-07-01", "", AHEAD),  # 183 days after 2023
        ("2024-07-02", "", OPEN),
        ("2025-11-14", "2024-07-01", AHEAD),  # nothing grows older beyond the horizon
        ("2025-11-14", "2024-07-02", OPEN),
        ("2026-01-01", "2024-07-01", OPEN),  # over: all years must be there
    ],
)
def test_the_newest_year_may_be_late_but_not_for_long(on, horizon, status):
    verdict = told(years(2021, 70, 80), on, **({"horizon": horizon} if horizon else {}))
    assert verdict.status is status
    assert verdict.reason is (None if status is AHEAD else Reason.FIGURE_NOT_HELD)


def test_what_shall_fall_is_held_below_the_line_every_year():
    target = each_year(5)
    down = {"direction": "down", "measure": "rate"}
    assert told(years(2021, 5, 4, 3), target=target, indicator=down).status is AHEAD
    assert told(years(2021, 5, 4, 6), target=target, indicator=down).status is MISSED


def test_a_year_projected_before_its_end_is_not_looked_at():
    rows = [*years(2021, 70, 80), make_observation("2023", 10, public="2023-12-01")]
    assert told(rows, "2023-12-30").status is AHEAD
    assert told(rows, "2023-12-31").status is MISSED


def test_parts_of_years_and_years_outside_the_term_do_not_count():
    rows = [make_observation("2020", 10), *years(2021, 70, 80, 75), make_observation("2022-S1", 10)]
    assert told(rows).status is AHEAD


def test_a_bound_across_the_line_leaves_it_open_and_names_the_year():
    rows = [make_observation("2021", 60, bound=">"), *years(2022, 80, 75)]
    verdict = told(rows)
    assert verdict.reason is Reason.BOUND_ACROSS_LINE
    assert verdict.achieved.period.text == "2021"
    assert told([make_observation("2021", 70, bound=">"), *years(2022, 80, 75)]).status is AHEAD


def test_rivals_across_the_line_do_not_break_it_for_good_nor_keep_it():
    indicator = {"preferred_producer_id": "statistics"}
    broken = [*years(2021, 70, 60, 75), make_observation("2022", 71, producer_id="committee")]
    assert told(broken, indicator=indicator).reason is Reason.RIVALS_ACROSS_LINE
    kept = [*years(2021, 70, 80, 75, 90, 71), make_observation("2025", 60, producer_id="committee")]
    assert told(kept, "2026-06-30", indicator=indicator).reason is Reason.RIVALS_ACROSS_LINE
    agreeing = [*years(2021, 70, 60, 75), make_observation("2022", 65, producer_id="committee")]
    assert told(agreeing, indicator=indicator).status is MISSED


def test_a_broken_year_counts_before_an_open_one():
    rows = [make_observation("2021", 60, bound=">"), *years(2022, 60, 75)]
    verdict = told(rows)
    assert (verdict.status, verdict.achieved.period.text) == (MISSED, "2022")


def test_estimates_say_so():
    assert told(years(2021, 70, 80, 75, status="E")).is_estimate


def test_reasons_when_nothing_is_held():
    assert told(years(2021, 70), target=each_year(definition="x")).reason is Reason.OTHER_DEFINITION
    assert told([], indicator={"is_published": False}).reason is Reason.NO_FIGURE_PUBLISHED
    ended = [make_area(valid_to="2023-06-30")]
    assert told([], areas=ended).reason is Reason.OTHER_TERRITORY
    assert (
        told(years(2021, 70), target=each_year(period="2023-Q1"), on="2024-06-30").reason
        is Reason.FIGURE_NOT_HELD
    )
