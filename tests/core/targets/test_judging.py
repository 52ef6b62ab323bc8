"""What comes before any figure: values not held, reasons, the series needed, the timetable."""

import pytest

from haidang.core.indicators.indicator import SeriesKey
from haidang.core.targets.judging import KINDS, NEEDS, judge, series_needed, timetable
from haidang.core.targets.verdict import Evidence, Reason, Schedule, Timetable
from tests.make.core import day, judged, make_area, make_case, make_indicator, make_observation, make_target

ENOUGH = [make_observation(value=150)]
ENDED = [make_area(valid_to="2025-06-30")]


def test_every_kind_can_be_judged_and_says_what_it_needs():
    assert set(KINDS) == set(NEEDS)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"value_status": "not_held", "low": None, "kind": ""}, Reason.VALUE_NOT_HELD),
        ({"value_status": "not_published", "low": None}, Reason.VALUE_NOT_PUBLISHED),
        ({"low": None}, Reason.VALUE_NOT_HELD),
        ({"kind": ""}, Reason.VALUE_NOT_HELD),
    ],
)
def test_without_a_value_nothing_is_checked_however_good_the_figures(changes, reason):
    verdict = judged(ENOUGH, make_target(**changes))
    assert (verdict.status, verdict.reason) == (Evidence.NOT_CHECKABLE, reason)
    assert not verdict.is_checkable
    assert not verdict.is_decided


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "composite"])
def test_a_value_that_is_not_held_comes_before_all_other_gaps(kind):
    verdict = judged([], make_target(kind=kind, value_status="not_held", low=None))
    assert verdict.reason is Reason.VALUE_NOT_HELD


@pytest.mark.parametrize(
    ("figures", "target", "indicator", "reason"),
    [
        ([], {}, {}, Reason.FIGURE_NOT_HELD),
        ([], {}, {"is_published": True}, Reason.FIGURE_NOT_HELD),
        ([], {}, {"is_published": False}, Reason.NO_FIGURE_PUBLISHED),
        (ENOUGH, {"definition": "old series"}, {}, Reason.OTHER_DEFINITION),
        (ENOUGH, {"definition": "old series"}, {"is_published": False}, Reason.OTHER_DEFINITION),
        ([], {"definition": "old series"}, {}, Reason.FIGURE_NOT_HELD),
    ],
)
@pytest.mark.parametrize("on", ["2023-06-30", "2024-06-30"])
def test_why_there_is_no_figure(figures, target, indicator, reason, on):
    early = [make_observation("2022", 150, **({"definition": "new"} if figures else {}))]
    verdict = judged(early if figures else [], make_target(**target), make_indicator(**indicator), on=on)
    assert verdict.reason is reason


@pytest.mark.parametrize(
    ("period", "on", "reason"),
    [
        ("2025", "2025-06-30", Reason.FIGURE_NOT_HELD),  # the city exists to the end of that day
        ("2025", "2025-07-01", Reason.OTHER_TERRITORY),
        ("2025", "2026-07-01", Reason.OTHER_TERRITORY),
        ("2030", "2026-07-01", Reason.OTHER_TERRITORY),
        ("2024", "2026-07-01", Reason.FIGURE_NOT_HELD),  # ended before the city did: only not held
        ("2025-06-30", "2026-07-01", Reason.FIGURE_NOT_HELD),
    ],
)
def test_a_target_that_outlives_its_area_has_figures_of_another_territory_only(period, on, reason):
    assert judged([], make_target(period=period), on=on, areas=ENDED).reason is reason


def test_a_course_ends_with_its_area_but_what_was_decided_stays():
    part = [make_observation("2025-Q1", 40)]
    for low, status in ((100, Evidence.AHEAD), (200, Evidence.BEHIND), (40, Evidence.MET)):
        target = make_target(low, period="2025")
        assert judged(part, target, on="2025-06-30", areas=ENDED).status is status
        after = judged(part, target, on="2025-07-01", areas=ENDED)
        if status is Evidence.MET:
            assert after.status is Evidence.MET
        else:
            assert (after.status, after.reason) == (Evidence.NOT_CHECKABLE, Reason.OTHER_TERRITORY)
            assert after.needed is None
            assert after.achieved.observation.value == 40  # shown as far as it came


def test_another_reason_than_a_missing_figure_stays_after_the_end_of_the_area():
    bound = [make_observation("2025-Q1", 20, bound=">")]
    target = make_target(100, period="2025")
    assert judged(bound, target, on="2025-07-01", areas=ENDED).reason is Reason.BOUND_ACROSS_LINE
    named = make_target(100, period="2025", definition="x")
    assert judged(bound, named, on="2025-07-01", areas=ENDED).reason is Reason.OTHER_DEFINITION


def test_a_figure_of_before_the_end_of_the_area_still_judges():
    verdict = judged(
        [make_observation("2024", 150)], make_target(period="2024"), on="2026-07-01", areas=ENDED
    )
    assert verdict.status is Evidence.MET


RUNNING, OVER = Schedule.RUNNING, Schedule.OVER


@pytest.mark.parametrize(
    ("counts_from", "on", "expected"),
    [
        ("2022-07-01", "2022-07-01", Timetable(RUNNING, 548, 1 / 549)),  # it runs from the day it counts
        ("2022-07-01", "2022-12-31", Timetable(RUNNING, 365, 184 / 549)),
        ("2022-07-01", "2023-12-30", Timetable(RUNNING, 1, 548 / 549)),
        ("2023-01-01", "2023-01-01", Timetable(RUNNING, 364, 1 / 365)),
        ("2023-06-01", "2023-07-01", Timetable(RUNNING, 183, 182 / 365)),  # issued when its year had begun
        ("2023-01-01", "2023-12-31", Timetable(OVER, 0, 1.0)),
        ("2023-01-01", "2030-01-01", Timetable(OVER, 0, 1.0)),
    ],
)
def test_where_a_day_stands_in_the_time_given_to_a_target(counts_from, on, expected):
    assert timetable(make_target(period="2023"), day(counts_from), day(on)) == expected


def test_the_series_a_target_needs():
    wards = [
        make_area("w1", level="commune"),
        make_area("w2", level="commune"),
        make_area("d", level="district"),
    ]
    assert series_needed(make_target(), wards) == [SeriesKey("revenue", "city")]
    assert series_needed(make_target(of_area_id="country"), wards) == [
        SeriesKey("revenue", "city"),
        SeriesKey("revenue", "country"),
    ]
    target = make_target(kind="units_meeting", unit_level="commune", criteria="water >= 95; poverty <= 1")
    assert set(series_needed(target, wards)) == {
        SeriesKey("revenue", "city"),
        *(SeriesKey(name, ward) for name in ("water", "poverty") for ward in ("w1", "w2")),
    }
    assert series_needed(make_target(indicator_id="", kind="composite"), wards) == []


def test_a_case_without_an_indicator_or_a_number_is_a_defect_of_ours():
    case = make_case(target=make_target(kind="composite", indicator_id=""))
    with pytest.raises(LookupError):
        _ = case.measure
    with pytest.raises(LookupError):
        case.value(None)
    assert judge(case).reason is Reason.FIGURE_NOT_HELD  # a composite without parts
