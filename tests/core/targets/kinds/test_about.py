"""
About: a tolerance around a value, which is always named.

Both sides break what is neither good nor bad in itself; more than about something wished for breaks nothing.
"""

import pytest

from haidang.core.targets.case import Options
from haidang.core.targets.verdict import Evidence, Reason
from tests.make.core import judged, make_indicator, make_observation, make_stock, make_target, years

AHEAD, BEHIND, MET, MISSED, OPEN = (
    Evidence.AHEAD,
    Evidence.BEHIND,
    Evidence.MET,
    Evidence.MISSED,
    Evidence.NOT_CHECKABLE,
)
NEITHER = make_indicator(direction="none")
PEOPLE = make_indicator("people", unit="thousand people", measure="count", direction="none", over_time="last")


def about(low=100, period="2023", **changes):
    return make_target(low, period, kind="about", **changes)


@pytest.mark.parametrize(
    ("value", "status"),
    [(95, MET), (100, MET), (105, MET), (94.99, MISSED), (105.01, MISSED)],
)
def test_without_a_stated_tolerance_it_is_five_per_cent_and_says_so(value, status):
    verdict = judged([make_observation(value=value)], about(), NEITHER)
    assert verdict.status is status
    assert [note.params for note in verdict.notes] == [{"pct": 5}]
    assert "states no tolerance" in str(verdict.notes[0])


@pytest.mark.parametrize(
    ("tolerance", "value", "status"),
    [(10, 90, MET), (10, 89, MISSED), (0, 100, MET), (0, 100.1, MISSED), (2.5, 102.5, MET)],
)
def test_a_stated_tolerance_counts_and_is_said(tolerance, value, status):
    verdict = judged([make_observation(value=value)], about(tolerance_pct=tolerance), NEITHER)
    assert verdict.status is status
    assert [note.params for note in verdict.notes] == [{"pct": tolerance}]
    assert "states no tolerance" not in str(verdict.notes[0])


def test_the_method_can_be_asked_with_another_tolerance():
    rows = [make_observation(value=94)]
    assert judged(rows, about(), NEITHER, options=Options(about_pct=10)).status is MET
    assert judged(rows, about(tolerance_pct=1.0), NEITHER, options=Options(about_pct=10)).status is MISSED


@pytest.mark.parametrize("value", [0.7, 6.4, 6.8, 0.1, 29, 190, 2100, 3650])
def test_both_ends_belong_to_the_corridor_whatever_binary_arithmetic_makes_of_them(value):
    for end in (value * 95, value * 105):
        row = make_observation(value=round(end / 100, 6))
        assert judged([row], about(value), NEITHER).status is MET


def test_about_a_negative_value_reaches_to_both_sides():
    can_fall = make_indicator(lower=None, direction="none")
    for value, status in ((-105, MET), (-95, MET), (-94, MISSED), (-106, MISSED)):
        assert judged([make_observation(value=value)], about(-100), can_fall).status is status


@pytest.mark.parametrize(
    ("direction", "value", "status"),
    [
        ("up", 95, MET),
        ("up", 94.9, MISSED),
        ("up", 130, MET),
        ("down", 105, MET),
        ("down", 105.1, MISSED),
        ("down", 60, MET),
    ],
)
def test_better_than_about_breaks_no_promise(direction, value, status):
    indicator = make_indicator(direction=direction)
    assert judged([make_observation(value=value)], about(), indicator).status is status


def test_of_something_wished_for_enough_is_enough_before_the_end():
    part = [make_observation("2023-01-01/P10M", 96)]
    assert judged(part, about(), make_indicator(), on="2023-11-14").status is MET
    assert judged(part, about(), NEITHER, on="2023-11-14").status is BEHIND  # 87.5 were due at most


def test_about_nothing_is_nothing():
    assert judged([make_observation(value=0)], about(0), NEITHER).status is MET
    assert judged([make_observation(value=1)], about(0), NEITHER).status is MISSED


@pytest.mark.parametrize(
    ("value", "bound", "status"),
    [
        (100, "~", MET),
        (102, "~", OPEN),
        (105, ">", MISSED),
        (95, "<", MISSED),
        (100, ">", OPEN),
        (120, "~", MISSED),
    ],
)
def test_bounds(value, bound, status):
    verdict = judged([make_observation(value=value, bound=bound)], about(), NEITHER)
    assert verdict.status is status
    if status is OPEN:
        assert verdict.reason is Reason.BOUND_ACROSS_LINE


def test_a_rival_outside_the_tolerance_leaves_it_open():
    rows = [make_observation(value=101), make_observation(value=110, producer_id="committee")]
    assert judged(rows, about(), NEITHER).reason is Reason.RIVALS_ACROSS_LINE
    rows = [make_observation(value=101), make_observation(value=104, producer_id="committee")]
    assert judged(rows, about(), NEITHER).status is MET


def test_the_note_on_the_tolerance_is_kept_beside_others():
    rows = [make_observation(value=101, public="2023-12-01")]
    verdict = judged(rows, about(), NEITHER, on="2023-12-15")
    assert verdict.status is AHEAD
    assert len(verdict.notes) == 2


@pytest.mark.parametrize(
    ("values", "status"),
    [((1900, 1960), AHEAD), ((1900, 1910), BEHIND), ((2400, 2320), AHEAD), ((2400, 2390), BEHIND)],
)
def test_a_population_moves_towards_the_nearer_end(values, status):
    target = about(2150, period="2023", unit="thousand people")
    verdict = judged(years(2019, *values), target, PEOPLE, on="2022-06-30", counts_from="2019-12-31")
    assert verdict.status is status


def test_a_part_of_the_year_is_held_against_the_tolerance_of_its_share():
    for value, status in ((47.5, AHEAD), (52.5, AHEAD), (47, BEHIND), (53, BEHIND), (106, MISSED)):
        assert (
            judged([make_observation("2023-S1", value)], about(), NEITHER, on="2023-07-15").status is status
        )


def test_the_other_reasons_are_those_of_every_kind():
    assert judged([], about(), NEITHER).reason is Reason.FIGURE_NOT_HELD
    share = about(6.4, period="2025", unit="%", definition="old series")
    row = make_observation("2020", 4.4, definition="new series")
    verdict = judged([row], share, make_stock(), on="2024-11-14")
    assert verdict.reason is Reason.OTHER_DEFINITION
    assert verdict.notes[-1].params == {"pct": 5}
