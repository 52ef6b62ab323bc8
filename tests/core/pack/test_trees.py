"""Circles: found where there are any, against a slow obvious twin."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from haidang.core.pack.checks.trees import find_circles

NODES = st.sampled_from("abcdefg")
GRAPHS = st.dictionaries(NODES, st.lists(NODES, max_size=3), max_size=7)
FOREST_LIKE = st.dictionaries(NODES, st.lists(NODES, min_size=1, max_size=1), max_size=7)


def all_circles(edges):
    """The obvious twin: walk every path without repetition until it closes."""
    found = set()

    def walk(path):
        for following in edges.get(path[-1], ()):
            if following == path[0]:
                least = path.index(min(path))
                found.add(tuple(path[least:] + path[:least]))
            elif following not in path:
                walk([*path, following])

    for start in edges:
        walk([start])
    return found


@given(GRAPHS)
def test_only_circles_are_found_and_one_of_every_knot(edges):
    found, every = find_circles(edges), all_circles(edges)
    assert set(found) <= every
    assert found == sorted(set(found))
    # whoever breaks the circles found and looks again ends with none: no knot is passed over
    for circle in every:
        assert any(set(circle) & set(other) for other in found)


@given(FOREST_LIKE)
def test_with_one_successor_each_all_circles_are_found(edges):
    assert set(find_circles(edges)) == all_circles(edges)


@given(GRAPHS)
def test_a_circle_leads_back_to_its_least_member(edges):
    for circle in find_circles(edges):
        assert circle[0] == min(circle)
        assert len(set(circle)) == len(circle)
        for one, other in pairwise([*circle, circle[0]]):
            assert other in edges[one]


def test_long_chains_do_not_exhaust_the_stack():
    chain = {f"{number:06}": [f"{number + 1:06}"] for number in range(50_000)}
    assert find_circles(chain) == []
    chain["050000"] = ["000000"]
    (circle,) = find_circles(chain)
    assert len(circle) == 50_001


def test_nothing_has_no_circle():
    assert find_circles({}) == []
    assert find_circles({"a": []}) == []
    assert find_circles({"a": ["a"]}) == [("a",)]
