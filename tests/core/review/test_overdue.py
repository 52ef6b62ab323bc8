"""What is overdue, and what nobody followed: never the one for the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.review.overdue import CLOSING, State, list_overdue, state_of
from tests.make.core import day, make_commitment, make_event

DUE = make_commitment()  # by the end of March 2024


def found(on, *events, horizon="", commitments=(DUE,)):
    until = day(horizon) if horizon else None
    return [
        (each.commitment.commitment_id, each.seen_on)
        for each in list_overdue(commitments, events, day(on), until)
    ]


@pytest.mark.parametrize(
    ("on", "expected"), [("2024-03-31", []), ("2024-04-01", [("C1", day("2024-04-01"))])]
)
def test_it_is_overdue_from_the_day_after_its_date(on, expected):
    assert found(on) == expected


@pytest.mark.parametrize("kind", ["step", "started", "partly_answered"])
def test_what_does_not_close_it_leaves_it_overdue(kind):
    assert found("2024-06-01", make_event(kind, "2024-02-01")) == [("C1", day("2024-06-01"))]


@pytest.mark.parametrize("kind", CLOSING)
def test_what_closes_it_does_so_from_the_day_it_was_public(kind):
    event = make_event(kind, "2024-05-01", "2024-05-31")
    assert found("2024-05-30", event) == [("C1", day("2024-05-30"))]
    assert found("2024-05-31", event) == []


def test_beyond_the_horizon_it_was_overdue_on_the_horizon():
    assert found("2025-01-01", horizon="2024-06-30") == [("C1", day("2024-06-30"))]


def test_what_fell_due_after_the_horizon_is_not_called_overdue():
    assert found("2025-01-01", horizon="2024-03-31") == [("C1", None)]
    assert found("2025-01-01", horizon="2024-01-15") == [("C1", None)]


def test_without_a_date_or_before_it_was_asked_nothing_is_overdue():
    assert found("2030-01-01", commitments=[make_commitment(due="")]) == []
    asked_later = make_commitment(asked=day("2024-06-02"))
    assert found("2024-06-01", commitments=[asked_later]) == []


def test_the_longest_overdue_comes_first_and_what_is_not_known_last():
    several = [
        make_commitment("late", "2024-08"),
        make_commitment("b", "2024-05"),
        make_commitment("a", "2024-05"),
        make_commitment("old", "2024-Q1"),
    ]
    names = [name for name, _ in found("2025-01-01", commitments=several, horizon="2024-06-30")]
    assert names == ["old", "a", "b", "late"]


@pytest.mark.parametrize(
    ("on", "horizon", "events", "expected"),
    [
        ("2024-03-31", "", (), State.OPEN),
        ("2024-04-01", "", (), State.OVERDUE),
        ("2024-06-01", "2024-03-15", (), State.NOT_FOLLOWED),
        ("2024-06-01", "2024-05-01", (), State.OVERDUE),
        ("2024-03-20", "2024-03-15", (), State.NOT_FOLLOWED),
        ("2024-06-01", "2024-03-15", (make_event("done", "2024-02-01"),), State.CLOSED),
        ("2024-04-01", "", (make_event("step", "2024-02-01"),), State.OVERDUE),
    ],
)
def test_a_commitment_has_one_state(on, horizon, events, expected):
    until = day(horizon) if horizon else None
    assert state_of(DUE, events, day(on), until) is expected


def test_without_a_date_it_is_never_overdue():
    assert state_of(make_commitment(due=None), (), day("2030-01-01"), None) is State.OPEN


@given(
    st.dates(day("2024-01-01"), day("2025-01-01")), st.none() | st.dates(day("2024-01-01"), day("2025-01-01"))
)
def test_the_state_is_that_of_the_list_of_the_overdue(on, horizon):
    listed = [each for each in list_overdue((DUE,), (), on, horizon) if each.seen_on is not None]
    assert (state_of(DUE, (), on, horizon) is State.OVERDUE) == bool(listed)
