"""What kinds of number can be, and which figures hold at a day."""

import pytest

from tests.make.core import make_indicator, make_observation, make_rate, make_stock


@pytest.mark.parametrize(
    ("measure", "unit", "expected"),
    [
        ("level", "VND bn", (None, None)),
        ("growth", "% yoy", (None, None)),
        ("share", "%", (0.0, 100.0)),
        ("share", "share", (0.0, 1.0)),
        ("rate", "%", (0.0, 100.0)),
        ("ratio", "%", (0.0, None)),
        ("count", "people", (0.0, None)),
        ("rank", "rank", (1.0, None)),
        ("score", "points of 10", (0.0, 10.0)),
        ("score", "points", (0.0, None)),
        ("index", "%", (0.0, 100.0)),
    ],
)
def test_bounds_follow_from_the_measure(measure, unit, expected):
    assert make_indicator(measure=measure, unit=unit, lower=None).bounds == expected


def test_bounds_written_in_the_pack_come_first():
    assert make_stock(lower=20.0, upper=120.0).bounds == (20.0, 120.0)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"lower": 0.0}, True),
        ({"lower": None}, False),  # a month may take capital back
        ({"lower": -5.0}, False),
        ({"lower": 0.0, "over_time": "last"}, False),
        ({"lower": None, "measure": "count"}, True),
    ],
)
def test_only_a_sum_of_parts_that_are_never_negative_cannot_fall(changes, expected):
    assert make_indicator(**changes).only_grows is expected


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (make_stock(), True),
        (make_indicator(measure="count", over_time="last"), True),
        (make_indicator(measure="rank", unit="rank", over_time="none"), True),
        (make_indicator(), False),
        (make_rate(), False),
        (make_rate(unit="%", over_time="none"), False),  # growth of December is not growth of the year
        (make_indicator(over_time="none"), False),  # nor is income per head of a quarter that of the year
    ],
)
def test_a_share_a_rank_or_a_count_at_a_day_says_where_things_stand(indicator, expected):
    assert indicator.is_stock is expected


@pytest.mark.parametrize(("status", "expected"), [("E", True), ("P", True), ("A", False), ("B", False)])
def test_estimates_and_preliminary_figures_are_estimates(status, expected):
    assert make_observation(status=status).is_estimate is expected
