"""Which body answers for which, on which day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.text import Name
from haidang.core.bodies.body import Body
from haidang.core.bodies.tree import EVERY_BODY, BodyTree, make_tree

DAY = date(2025, 7, 1)


def body(body_id: str, parent_id: str = "", first: date | None = None, last: date | None = None) -> Body:
    return Body(body_id, Name(body_id), "office", parent_id, first, last)


def tree(*bodies: Body, followed=()) -> BodyTree:
    return make_tree({each.body_id: each for each in bodies}, followed)


def merged() -> BodyTree:
    """A department of two that became one on 1 July 2025, below the city; and a ward below the first of them."""
    return tree(
        body("city"),
        body("plan", "city", last=DAY - timedelta(days=1)),
        body("invest", "city", last=DAY - timedelta(days=1)),
        body("finance", "city", first=DAY),
        body("section", "plan"),
        followed=[("plan", "finance"), ("invest", "finance")],
    )


@pytest.mark.parametrize(
    ("holder", "asked", "day", "answers"),
    [
        ("city", "plan", DAY - timedelta(days=1), True),
        ("plan", "section", DAY - timedelta(days=1), True),
        ("plan", "invest", DAY - timedelta(days=1), False),
        ("section", "plan", DAY - timedelta(days=1), False),
        ("finance", "plan", DAY - timedelta(days=1), False),  # not there yet
        ("plan", "plan", DAY, False),  # there no more
        ("finance", "plan", DAY, True),
        ("finance", "invest", DAY, True),
        ("finance", "section", DAY, True),  # what the one that ended had below it
        ("city", "section", DAY, True),
        ("city", "nobody", DAY, False),
        ("nobody", "plan", DAY, False),
        (EVERY_BODY, "nobody", DAY, True),
    ],
)
def test_who_answers_for_whom(holder, asked, day, answers):
    assert merged().answers_for(holder, asked, day) is answers


def test_what_was_split_is_answered_for_by_each_part():
    split = tree(
        body("a", last=DAY), body("b", first=DAY), body("c", first=DAY), followed=[("a", "b"), ("a", "c")]
    )
    after = DAY + timedelta(days=1)
    assert {each for each in split.bodies if split.answers_for(each, "a", after)} == {"b", "c"}


def test_a_chain_of_successors_ends_at_the_one_that_is_there():
    chain = tree(
        body("a", last=DAY),
        body("b", first=DAY, last=DAY + timedelta(days=9)),
        body("c", first=DAY),
        followed=[("a", "b"), ("b", "c")],
    )
    late = DAY + timedelta(days=99)
    assert chain.below("c", late) == {"a", "b", "c"}
    assert chain.below("b", late) == frozenset()


def test_circles_end():
    circle = tree(body("a", "b"), body("b", "a"), body("c", last=DAY), followed=[("c", "c"), ("c", "a")])
    assert circle.below("a", DAY + timedelta(days=1)) == {"a", "b", "c"}


NAMES = [f"b{number}" for number in range(7)]
days = st.none() | st.integers(0, 20).map(lambda number: DAY + timedelta(days=number))


@st.composite
def trees(draw) -> BodyTree:
    bodies = [
        body(name, draw(st.sampled_from(["", "gone", *NAMES])), draw(days), draw(days)) for name in NAMES
    ]
    followed = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=6))
    return tree(*bodies, followed=followed)


@given(trees(), st.integers(0, 20).map(lambda number: DAY + timedelta(days=number)))
def test_whoever_is_there_answers_for_itself_and_others_for_nothing(of, day):
    for name in NAMES:
        assert (name in of.below(name, day)) is of.is_there(name, day)
        if not of.is_there(name, day):
            assert of.below(name, day) == frozenset()


@given(trees(), st.integers(0, 20).map(lambda number: DAY + timedelta(days=number)))
def test_what_one_answers_for_is_handed_on(of, day):
    for name in NAMES:
        below = of.below(name, day)
        assert below == {each for each in NAMES if of.answers_for(name, each, day)}
        for each in below:
            assert of.below(each, day) <= below
    assert of.below(EVERY_BODY, day) == set(NAMES)


@given(trees(), st.sampled_from(NAMES))
def test_a_parent_that_is_there_answers_for_its_child(of, name):
    parent = of.bodies[name].parent_id
    if of.is_there(parent, DAY):
        assert of.answers_for(parent, name, DAY)
