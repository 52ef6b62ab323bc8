"""Figures carried onto successors: known shares, bounds where a share is unknown, refusals that name what is missing."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.errors import DataError, UseError
from haidang.base.intervals import Interval
from haidang.core.areas.rebasing import rebase_rate, rebase_sum
from tests.make.core import day, exact, haiphong, make_succession

MERGED = [make_succession("a", "new"), make_succession("b", "new")]
SPLIT = [
    make_succession("a", "new", 0.25),
    make_succession("a", "rest", 0.75),
    make_succession("b", "new", 1.0),
]
UNKNOWN = [
    make_succession("a", "new", None),
    make_succession("a", "rest", None),
    make_succession("a", "third", 0.4),
    make_succession("b", "new", 1.0),
]
VALUES = {"a": exact(100), "b": exact(40)}


def carried(successions, values=VALUES, area="new", basis="people"):
    return rebase_sum(area, values, successions, basis)


# ---------------------------------------------------------------- sums


def test_a_merger_adds_up():
    found = carried(MERGED)
    assert found.area_id == "new"
    assert found.interval == exact(140)
    assert found.used == tuple(MERGED)


def test_known_shares_divide():
    assert carried(SPLIT).interval == exact(65)
    assert carried(SPLIT, area="rest").interval == exact(75)


def test_an_unknown_share_gives_bounds_and_never_a_half():
    assert carried(UNKNOWN).interval == Interval(40, 100)  # 0 to 60 % of a, all of b
    assert carried(UNKNOWN, area="rest").interval == Interval(0, 60)
    assert carried(UNKNOWN, area="third").interval == exact(40)


def test_bounds_of_the_figures_travel():
    found = carried(MERGED, {"a": Interval(90, math.inf, low_open=True), "b": exact(40)})
    assert found.interval == Interval(130, math.inf, low_open=True)


def test_shares_of_another_basis_or_another_day_do_not_count():
    by_area = make_succession("a", "new", 0.9, bases=("area",))
    by_people = make_succession("a", "new", None, bases=("people",))
    earlier = make_succession("a", "elsewhere", 0.8, day=day("2020-01-01"))
    rows = [by_area, by_people, earlier]
    assert carried(rows, basis="area").interval == exact(90)
    assert carried(rows, basis="people").interval == Interval(0, 100)


def test_successions_of_bodies_carry_no_figures():
    rows = [*MERGED, make_succession("a", "new", kind="body")]
    assert carried(rows).interval == exact(140)


def test_nothing_is_carried_onto_an_area_without_predecessors():
    with pytest.raises(UseError, match="No predecessors of «elsewhere» are held"):
        carried(MERGED, area="elsewhere")
    with pytest.raises(UseError, match="No predecessors"):
        carried([make_succession("a", "new", bases=("area",))], basis="people")


def test_all_missing_predecessors_are_named():
    rows = [*MERGED, make_succession("", "new", from_name="Phường An Biên")]
    with pytest.raises(UseError) as caught:
        carried(rows, {"a": exact(1)})
    assert "b, Phường An Biên" in str(caught.value)


def test_what_may_be_negative_has_no_bounded_part():
    for value in (exact(-1), Interval(-math.inf, 5)):
        with pytest.raises(UseError, match="«a» may be negative"):
            carried(UNKNOWN, {"a": value, "b": exact(1)})


PARTS = st.lists(st.integers(0, 100), min_size=2, max_size=5).filter(sum)


@st.composite
def divisions(draw):
    """Predecessors, their true division among three successors, and which shares a pack would know."""
    rows, values, truth = [], {}, {"x": Fraction(0), "y": Fraction(0), "z": Fraction(0)}
    for name in "ab"[: draw(st.integers(1, 2))]:
        weights = draw(st.lists(st.integers(0, 20), min_size=3, max_size=3).filter(sum))
        value = draw(st.integers(0, 1000))
        values[name] = exact(value)
        for to, weight in zip("xyz", weights, strict=True):
            share = Fraction(weight, sum(weights))
            truth[to] += share * value
            known = draw(st.booleans())
            rows.append(make_succession(name, to, float(share) if known else None))
    return rows, values, truth


@given(divisions())
def test_the_true_figure_lies_inside_the_bounds_whatever_the_shares(case):
    rows, values, truth = case
    for to, value in truth.items():
        found = carried(rows, values, area=to).interval
        assert found.low - 1e-9 <= value <= found.high + 1e-9
        if all(each.share is not None for each in rows if each.to_id == to):
            assert found.is_exact


@given(PARTS, st.integers(0, 10**6))
def test_with_all_shares_known_nothing_is_lost_and_nothing_made(weights, value):
    rows = [make_succession("a", f"to{place}", weight / sum(weights)) for place, weight in enumerate(weights)]
    total = sum(carried(rows, {"a": exact(value)}, area=each.to_id).interval.middle for each in rows)
    assert total == pytest.approx(value)


# ---------------------------------------------------------------- rates

RATES = {"a": exact(10), "b": exact(2)}
PEOPLE = {"a": exact(100), "b": exact(300)}


def test_a_rate_moves_with_its_denominator():
    found = rebase_rate("new", RATES, PEOPLE, MERGED, "people")
    assert found.interval == exact(4)  # (10 * 100 + 2 * 300) / 400, not the mean of 10 and 2
    quarter = rebase_rate("new", RATES, PEOPLE, SPLIT, "people")
    assert quarter.interval.middle == pytest.approx((10 * 25 + 2 * 300) / 325)


def test_a_rate_without_its_denominator_is_refused():
    with pytest.raises(UseError, match="without its denominator"):
        rebase_rate("new", RATES, None, MERGED, "people")


def test_with_unknown_weights_a_rate_lies_between_its_parts():
    assert rebase_rate("new", RATES, PEOPLE, UNKNOWN, "people").interval == Interval(2, 10)


def test_a_missing_rate_or_denominator_is_named():
    for rates, people in (({"a": exact(1)}, PEOPLE), (RATES, {"a": exact(1)})):
        for rows in (MERGED, UNKNOWN):
            with pytest.raises(UseError, match="figures of b are not held"):
                rebase_rate("new", rates, people, rows, "people")
    with pytest.raises(UseError, match="No predecessors"):
        rebase_rate("elsewhere", RATES, PEOPLE, MERGED, "people")


def test_a_falling_rate_may_be_negative():
    found = rebase_rate("new", {"a": exact(-10), "b": exact(2)}, PEOPLE, MERGED, "people")
    assert found.interval == exact(-1)


def test_a_denominator_that_may_be_nothing_gives_no_rate():
    with pytest.raises(DataError, match="may be zero"):
        rebase_rate("new", RATES, {"a": exact(0), "b": Interval(0, 5)}, MERGED, "people")


@given(
    st.lists(
        st.tuples(
            st.integers(-20, 60),
            st.integers(1, 50),
            st.integers(0, 4),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_the_true_rate_lies_inside_the_bounds_whatever_the_shares(parts):
    share = {name: Fraction(quarters, 4) for name, (_, _, quarters, _) in zip("abcd", parts, strict=False)}
    rows, rates, people = [], {}, {}
    for name, (rate, heads, _, known) in zip("abcd", parts, strict=False):
        rows.append(make_succession(name, "new", float(share[name]) if known else None))
        rates[name], people[name] = exact(rate), exact(heads)
    weight = sum(share[name] * Fraction(people[name].low) for name in share)
    if weight == 0:
        return
    true = (
        sum(share[name] * Fraction(people[name].low) * Fraction(rates[name].low) for name in share) / weight
    )
    found = rebase_rate("new", rates, people, rows, "people").interval
    assert found.low - 1e-9 <= true <= found.high + 1e-9


# ---------------------------------------------------------------- the real merger


def test_the_real_merged_city_needs_both_predecessors_and_says_which_is_missing():
    rows = haiphong().successions()
    with pytest.raises(UseError, match="figures of haiduong are not held"):
        rebase_sum("haiphong_merged", {"haiphong": exact(2028.514)}, rows, "people")
    both = {"haiphong": exact(2028.514), "haiduong": exact(1900)}
    assert rebase_sum("haiphong_merged", both, rows, "people").interval.low == pytest.approx(3928.514)


def test_a_real_commune_of_whole_and_divided_predecessors_is_known_between_bounds():
    rows = haiphong().successions()
    into = [each for each in rows if each.to_id == "commune_11533"]
    shares = {each.predecessor: each.share for each in into}
    assert shares == {"Phường Hòa Bình": 1.0, "Phường An Lư": None, "Phường Thủy Hà": None}
    found = rebase_sum("commune_11533", dict.fromkeys(shares, exact(10000)), rows, "people")
    assert found.interval == Interval(10000, 30000)
