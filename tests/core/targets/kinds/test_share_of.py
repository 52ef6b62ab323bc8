"""Share of another area's figure: both of one period, divided for every possible pair of values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import judged, make_area, make_indicator, make_observation, make_target

AHEAD, BEHIND, MET, MISSED, OPEN = (
    Evidence.AHEAD,
    Evidence.BEHIND,
    Evidence.MET,
    Evidence.MISSED,
    Evidence.NOT_CHECKABLE,
)


def share(low=6.4, period="2023", unit="%", **changes):
    return make_target(low, period, kind="share_of", unit=unit, of_area_id="country", **changes)


def part(value, text="2023", **changes):
    return make_observation(text, value, **changes)


def whole(value, text="2023", **changes):
    return make_observation(text, value, area_id="country", **changes)


def told(*rows, on="2024-06-30", target=None, **changes):
    return judged(rows, target or share(), make_indicator(**changes.pop("indicator", {})), on=on, **changes)


@pytest.mark.parametrize(("value", "status"), [(64, MET), (63.9, MISSED), (70, MET), (0, MISSED)])
def test_the_share_in_the_period_decides(value, status):
    verdict = told(part(value), whole(1000))
    assert verdict.status is status
    assert verdict.achieved_interval.middle == pytest.approx(value / 10)
    assert [figure.observation.value for figure in verdict.figures] == [value, 1000]


@given(st.integers(1, 100))
def test_a_share_exactly_on_the_line_keeps_it(pct):
    assert told(part(pct), whole(100), target=share(pct)).status is MET


def test_the_promise_may_be_written_as_a_share_or_without_a_unit():
    for target in (share(0.064, unit="share"), share(6.4, unit="")):
        assert told(part(64), whole(1000), target=target).status is MET
        assert told(part(63), whole(1000), target=target).status is MISSED


def test_part_and_whole_may_be_published_in_different_units():
    assert told(part(64000, unit="VND m"), whole(1000)).status is MET


@pytest.mark.parametrize(("value", "status"), [(70, AHEAD), (60, BEHIND)])
def test_while_it_runs_the_latest_share_tells_the_course(value, status):
    rows = [
        part(10, "2021"),
        whole(1000, "2021"),
        part(value, "2022"),
        whole(1000, "2022"),
        part(999, "2023"),
    ]
    verdict = told(*rows, target=share(period="2025"))
    assert verdict.status is status
    assert verdict.over.text == "2022"


def test_a_share_projected_before_the_end_is_a_course():
    rows = [part(70, public="2023-12-01"), whole(1000, public="2023-12-01")]
    assert told(*rows, on="2023-12-15").status is AHEAD
    assert told(*rows, on="2023-12-31").status is MET


def test_figures_of_different_periods_are_never_divided():
    assert told(part(70, "2023"), whole(1000, "2022")).reason is Reason.FIGURE_NOT_HELD
    assert told(part(70)).reason is Reason.FIGURE_NOT_HELD
    assert told(whole(1000)).reason is Reason.FIGURE_NOT_HELD


def test_over_a_share_of_another_period_decides_nothing():
    verdict = told(part(70, "2022"), whole(1000, "2022"))
    assert (verdict.status, verdict.reason) == (OPEN, Reason.FIGURE_NOT_HELD)
    later = told(part(70, "2024"), whole(1000, "2024"), on="2025-06-30")
    assert later.reason is Reason.FIGURE_NOT_HELD


def test_a_whole_of_nothing_or_less_gives_no_share():
    for value, bound in ((0, ""), (-5, ""), (10, "<")):
        indicator = {"lower": None if value < 0 else 0.0}
        verdict = told(part(70), whole(value, bound=bound), indicator=indicator)
        assert verdict.reason is Reason.FIGURE_NOT_HELD


def test_a_part_may_be_negative():
    verdict = told(part(-70), whole(1000), indicator={"lower": None})
    assert (verdict.status, verdict.achieved_interval.middle) == (MISSED, -7)


@pytest.mark.parametrize(
    ("bounds", "status"),
    [
        ((">", ""), MET),
        (("", "<"), OPEN),
        (("<", ""), OPEN),
        (("", ">"), OPEN),
        (("~", ""), OPEN),
        (("", "~"), OPEN),
    ],
)
def test_bounds(bounds, status):
    verdict = told(part(65, bound=bounds[0]), whole(1000, bound=bounds[1]))
    assert verdict.status is status
    if status is OPEN:
        assert verdict.reason in (Reason.BOUND_ACROSS_LINE, Reason.FIGURE_NOT_HELD)


def test_rivals_that_move_the_share_across_the_line_leave_it_open_once_it_is_over():
    indicator = {"preferred_producer_id": "statistics"}
    rows = [part(70), whole(1000), part(60, producer_id="committee")]
    assert told(*rows, indicator=indicator).reason is Reason.RIVALS_ACROSS_LINE
    rows = [part(70), whole(1000), whole(1200, producer_id="committee")]
    assert told(*rows, indicator=indicator).reason is Reason.RIVALS_ACROSS_LINE
    assert told(*rows, indicator=indicator, target=share(5.5)).status is MET
    nothing = [part(70), whole(1000), whole(0, producer_id="committee")]
    assert told(*nothing, indicator=indicator).reason is Reason.RIVALS_ACROSS_LINE


def test_the_definition_named_by_the_target_holds_for_both():
    target = share(definition="new series")
    rows = [part(70, definition="new series"), whole(1000, definition="old series")]
    assert told(*rows, target=target).reason is Reason.FIGURE_NOT_HELD
    assert told(*rows, whole(1000, definition="new series"), target=target).status is MET
    assert told(part(70), whole(1000), target=target).reason is Reason.OTHER_DEFINITION


def test_an_old_share_tells_no_course_but_still_decides_its_own_period():
    rows = [part(70, "2020"), whole(1000, "2020")]
    assert told(*rows, target=share(period="2025")).reason is Reason.FIGURES_TOO_OLD
    assert told(*rows, target=share(period="2025"), horizon="2022-06-30").status is AHEAD
    assert told(*rows, target=share(period="2020")).status is MET


def test_other_territory_and_nothing_published():
    ended = [make_area(valid_to="2023-06-30")]
    assert told(areas=ended).reason is Reason.OTHER_TERRITORY
    assert told(indicator={"is_published": False}).reason is Reason.NO_FIGURE_PUBLISHED


def test_an_estimate_of_either_makes_it_one():
    assert told(part(70), whole(1000, status="P")).is_estimate
    assert told(part(70, status="E"), whole(1000)).is_estimate
    assert not told(part(70), whole(1000)).is_estimate
