"""Units meeting criteria: a published number, else a count that knows what it does not know."""

import pytest

from haidang.base.errors import DataError
from haidang.base.intervals import Interval
from haidang.core.targets.kinds.units_meeting import Condition, parse_criteria
from haidang.core.targets.promise import Promise
from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import judged, make_area, make_indicator, make_observation, make_stock, make_target

AHEAD, BEHIND, MET, MISSED, OPEN = (
    Evidence.AHEAD,
    Evidence.BEHIND,
    Evidence.MET,
    Evidence.MISSED,
    Evidence.NOT_CHECKABLE,
)
UNITS = make_indicator("units", unit="communes", measure="count", over_time="last", lower=None)
WATER, POVERTY = make_stock("water"), make_stock("poverty", measure="rate", direction="down")
CITY = make_area("city")
COMMUNES = [make_area(f"c{number}", level="commune", parent_id="city") for number in range(1, 5)]
CRITERIA = "water >= 95; poverty <= 1"


def meeting(low=2, period="2023", criteria=CRITERIA, **changes):
    made = {"kind": "units_meeting", "unit": "communes", "unit_level": "commune", "criteria": criteria}
    return make_target(low, period, **{**made, **changes})


def commune(name, water=None, poverty=None, text="2023", **changes):
    """The figures held of a commune."""
    seen = {"water": water, "poverty": poverty}
    return [
        make_observation(text, value, indicator_id=key, area_id=name, unit="%", **changes)
        for key, value in seen.items()
        if value is not None
    ]


def told(*communes, on="2024-06-30", target=None, areas=(CITY, *COMMUNES), rows=(), **changes):
    figures = [*rows, *(row for each in communes for row in each)]
    return judged(figures, target or meeting(), UNITS, on=on, areas=areas, others=(WATER, POVERTY), **changes)


# ---------------------------------------------------------------- criteria


def test_criteria_are_conditions_between_semicolons():
    assert parse_criteria("water >= 95; poverty<=1 ;; x.y-z >= -2.5") == (
        Condition("water", Promise.at_least(95)),
        Condition("poverty", Promise.at_most(1)),
        Condition("x.y-z", Promise.at_least(-2.5)),
    )
    assert parse_criteria("") == ()


@pytest.mark.parametrize(
    "text", ["water > 95", "water >= 95 %", "95 <= water", "water >= 9,5", "water", ">= 95"]
)
def test_a_condition_that_cannot_be_read_is_named(text):
    with pytest.raises(DataError, match="cannot be read") as caught:
        parse_criteria(f"poverty <= 1; {text}")
    assert f"«{text}»" in str(caught.value)


# ---------------------------------------------------------------- the published number


@pytest.mark.parametrize(("value", "status"), [(2, MET), (1, MISSED), (0, MISSED)])
def test_a_published_number_of_the_period_decides(value, status):
    counted = [commune("c1", 99, 0), commune("c2", 99, 0)]
    assert told(*counted, rows=[make_observation("2023", value)]).status is status
    assert told(*counted, rows=[make_observation("2023-12-31", value)]).status is status


def test_a_number_of_units_needs_no_unit_of_measure():
    assert told(rows=[make_observation("2023", 2)], target=meeting(unit="")).status is MET


def test_without_criteria_the_published_numbers_tell_the_course():
    plain = meeting(20, period="2025", criteria="")
    for latest, status in ((8, BEHIND), (10, AHEAD)):  # 26 and 41 % a year; 36 and 26 % are needed
        rows = [make_observation("2020", 5), make_observation("2022", latest)]
        verdict = told(rows=rows, target=plain, on="2023-11-14", counts_from="2020-12-31")
        assert verdict.status is status


# ---------------------------------------------------------------- the count


@pytest.mark.parametrize(
    ("communes", "count", "status"),
    [
        ([(96, 0.5), (97, 0.9), (90, 0), (95, 2)], (2, 2), MET),
        ([(96, 0.5), (94.9, 0.9), (90, 0), (95, 1)], (2, 2), MET),
        ([(96, 0.5), (94, 0.9), (90, 0), (95, 2)], (1, 1), MISSED),
        ([(96, 0.5), (96, None), (90, 0), (95, 2)], (1, 2), OPEN),
        ([(96, 0.5), (90, None), (None, 3), (95, 2)], (1, 1), MISSED),  # one failed condition is enough
        ([(96, 0.5), (97, 0.5), (None, None), (None, None)], (2, 4), MET),
        ([(90, None), (90, None), (90, None), (None, None)], (0, 1), MISSED),
    ],
)
def test_units_are_counted_and_what_is_unknown_is_between(communes, count, status):
    rows = [commune(f"c{place}", *values) for place, values in enumerate(communes, start=1)]
    verdict = told(*rows)
    assert verdict.achieved_interval == Interval(*count)
    assert verdict.status is status
    assert verdict.reason is (Reason.FIGURE_NOT_HELD if status is OPEN else None)


def test_while_it_runs_the_latest_figures_count():
    target = meeting(period="2025")
    rows = [commune("c1", 96, 0.5, "2022"), commune("c2", 90, 0.5, "2022"), commune("c2", 97, 0.5, "2023")]
    rows += [commune("c3", 90, 5), commune("c4", 90, 5)]
    verdict = told(*rows, target=target)
    assert (verdict.status, verdict.achieved_interval) == (AHEAD, Interval(2, 2))
    assert told(*rows[:2], *rows[3:], target=target).status is BEHIND


def test_old_figures_say_nothing_of_today():
    rows = [commune(f"c{number}", 99, 0, "2020") for number in range(1, 5)]
    assert told(*rows, target=meeting(period="2025")).reason is Reason.FIGURE_NOT_HELD
    assert told(*rows, target=meeting(period="2025"), horizon="2022-06-30").status is AHEAD


def test_over_only_figures_of_its_time_decide():
    rows = [commune(f"c{number}", 99, 0, "2022") for number in range(1, 5)]
    assert told(*rows).reason is Reason.FIGURE_NOT_HELD
    at_the_end = [commune(f"c{number}", 99, 0, "2023-12-31") for number in range(1, 5)]
    assert told(*at_the_end).status is MET
    assert told(*at_the_end, on="2030-06-30").status is MET  # decided, and never too old


def test_only_units_of_the_level_inside_the_area_that_exist_are_counted():
    others = [
        make_area("d", level="district", parent_id="city"),
        make_area("elsewhere", level="commune", parent_id="province"),
        make_area("gone", level="commune", parent_id="city", valid_to="2022-12-31"),
        make_area("new", level="commune", parent_id="city", valid_from="2025-07-01"),
        make_area("deep", level="commune", parent_id="d"),
    ]
    names = ["d", "elsewhere", "gone", "new", "deep"]
    rows = [commune(name, 99, 0) for name in names]
    verdict = told(*rows, areas=(CITY, *others), target=meeting(1))
    assert verdict.achieved_interval == Interval(1, 1)  # the one inside a district of the city
    assert {figure.observation.key.area_id for figure in verdict.figures} == {"deep"}


def test_over_the_units_of_its_last_day_are_counted_though_they_are_gone():
    gone = [make_area(f"c{n}", level="commune", parent_id="city", valid_to="2025-06-30") for n in (1, 2)]
    rows = [commune("c1", 99, 0), commune("c2", 99, 0)]
    assert told(*rows, areas=(CITY, *gone), on="2026-06-30").status is MET
    running = meeting(period="2030")
    assert told(*rows, areas=(CITY, *gone), on="2025-06-30", target=running).status is AHEAD
    assert told(*rows, areas=(CITY, *gone), on="2025-07-01", target=running).status is not AHEAD


def test_figures_of_after_its_time_do_not_count():
    rows = [commune(f"c{number}", 99, 0, "2024-03-31", public="2024-04-01") for number in range(1, 5)]
    target = meeting(period="2024-12-31")
    assert told(*rows, target=target, on="2024-06-30").status is AHEAD
    assert told(*rows, target=meeting(period="2024-03-30"), on="2024-03-29").status is OPEN


def test_a_bound_that_may_meet_the_condition_is_unknown():
    rows = [commune("c1", 99, 0), commune("c2", 90, 0, bound=">")]
    rows += [commune("c3", 90, 5), commune("c4", 90, 5)]
    assert told(*rows).achieved_interval == Interval(1, 2)


def test_nothing_held_of_any_unit_gives_no_count():
    verdict = told()
    assert (verdict.reason, verdict.achieved_interval) == (Reason.FIGURE_NOT_HELD, None)


def test_estimates_say_so():
    rows = [commune("c1", 99, 0, status="E"), *(commune(f"c{number}", 99, 0) for number in range(2, 5))]
    assert told(*rows).is_estimate
    assert not told(*rows[1:]).is_estimate
