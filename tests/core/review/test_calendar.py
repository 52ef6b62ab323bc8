"""How expected figures came, by body."""

from __future__ import annotations

from haidang.core.review.calendar import Punctuality, punctuality
from tests.core.review.test_expected import NOW, listed
from tests.make.core import make_expectation, make_observation

FIGURES = [
    make_observation("2024-01", public="2024-02-05"),
    make_observation("2024-02", public="2024-03-06"),
    make_observation("2024-03", public="2024-04-30", public_from="2024-04-01"),
]


def test_all_that_fell_due_is_counted_once():
    seen = listed(FIGURES, first="2024-02-01", expectation_rows=[make_expectation("month")])
    assert punctuality(seen, NOW) == (
        Punctuality(("statistics",), fell_due=5, in_time=1, late=1, unclear=1, missing=2, not_followed=0),
    )


def test_what_nobody_followed_is_counted_apart():
    bare = make_expectation("month", followed_from=None)
    (found,) = punctuality(listed(FIGURES, first="2024-02-01", expectation_rows=[bare]), NOW)
    assert (found.fell_due, found.missing, found.not_followed) == (5, 0, 2)


def test_what_is_still_to_come_is_not_counted():
    assert punctuality(listed(first="2024-07-01"), NOW) == ()


def test_bodies_are_counted_apart():
    other = make_expectation("quarter", expectation_id="X2", body_id="another")
    found = punctuality(listed(expectation_rows=[make_expectation("quarter"), other]), NOW)
    assert [each.body_ids for each in found] == [("another",), ("statistics",)]
