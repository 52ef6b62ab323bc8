"""Formulas: what can be written, how it is bracketed, units along the way, bounds as intervals."""

import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.errors import DataError, FormulaError
from haidang.base.intervals import Interval
from haidang.base.units import parse_unit
from haidang.core.indicators.formulas import (
    Constant,
    Operation,
    Reference,
    evaluate,
    parse_formula,
    references,
    unit_of,
)

VALUES = {"a": 12.0, "b": 4.0, "c": 3.0, "thu_nhập": 5.0, "x.1": 7.0}


def worth(text):
    return evaluate(parse_formula(text), lambda part: Interval.exact(VALUES[part.indicator_id])).low


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", 12),
        ("2.5", 2.5),
        ("a - b - c", 5),  # from the left
        ("a / b / c", 1),
        ("a - b * c", 0),  # products before sums
        ("(a - b) * c", 24),
        ("a / (b - c)", 12),
        ("((a))", 12),
        ("-a", -12),
        ("-a * b", -48),
        ("a - -b", 16),
        ("a * -b", -48),
        ("-(a - b)", -8),
        ("--a", 12),
        ("100*a/b", 300),
        ("  a+\tb ", 16),
        ("thu_nhập + x.1", 12),  # letters of any script, points inside
    ],
)
def test_brackets_and_precedence(text, expected):
    assert worth(text) == expected


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", "…"),
        ("  ", "…"),
        ("a +", "…"),
        ("a b", "b"),
        ("a + * b", "*"),
        ("(a", "("),
        ("(a b)", "("),
        ("a)", ")"),
        (")", ")"),
        ("a ^ 2", "^ 2"),
        ("a = b", "= b"),
        ("1.5.2", ".2"),
        ("2a", "a"),
        ("a@", "@"),
        ("a, b", ", b"),
    ],
)
def test_what_cannot_be_read_is_named(text, seen):
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert f"«{text}» cannot be read at «{seen}»" in str(caught.value)


def test_a_formula_that_would_exhaust_the_stack_is_refused():
    assert worth(" + ".join(["b"] * 100)) == 400
    for text in ("(" * 500 + "a" + ")" * 500, "-" * 500 + "a"):
        with pytest.raises(FormulaError, match="parts"):
            parse_formula(text)


def test_an_area_can_be_named():
    formula = parse_formula("grdp / gdp@viet-nam.2")
    assert formula == Operation("/", Reference("grdp"), Reference("gdp", "viet-nam.2"))
    assert list(references(formula)) == [Reference("grdp"), Reference("gdp", "viet-nam.2")]


def test_indicators_are_named_left_to_right_and_as_often_as_written():
    names = [each.indicator_id for each in references(parse_formula("b * (a - b) + 3 / c"))]
    assert names == ["b", "a", "b", "c"]


NUMBERS = st.integers(1, 9).map(float)
TREES = st.recursive(
    NUMBERS.map(Constant),
    lambda inner: st.builds(Operation, st.sampled_from("+-*"), inner, inner),
    max_leaves=8,
)
SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def written(tree):
    """The tree with all brackets."""
    if isinstance(tree, Constant):
        return f"{tree.value:g}"
    return f"({written(tree.left)} {tree.sign} {written(tree.right)})"


def computed(tree):
    """The obvious twin of `evaluate` for exact numbers."""
    if isinstance(tree, Constant):
        return tree.value
    return SIGNS[tree.sign](computed(tree.left), computed(tree.right))


@given(TREES)
def test_a_formula_written_with_all_brackets_is_read_back(tree):
    assert parse_formula(written(tree)) == tree
    assert evaluate(tree, lambda _part: Interval.exact(0)).low == computed(tree)


# ---------------------------------------------------------------- units

UNITS = {"revenue": "VND bn", "spending": "VND m", "people": "thousand people", "cargo": "million tonnes"}


def unit(text):
    return unit_of(parse_formula(text), lambda name: parse_unit(UNITS[name]))


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("revenue", "VND bn"),
        ("revenue - spending", "VND bn"),
        ("revenue / people", "VND per person"),
        ("revenue / spending", "%"),
        ("revenue / people * people", "VND"),
        ("2 * revenue", "VND"),
        ("1 - spending / revenue", "share"),
    ],
)
def test_units_are_computed_along(text, like):
    assert unit(text).dimension == parse_unit(like).dimension


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("revenue + cargo", "VND bn", "million tonnes"),
        ("revenue - people", "VND bn", "thousand people"),
        ("revenue + 1", "VND bn", "?"),
        ("cargo / people + revenue", "?", "VND bn"),
    ],
)
def test_things_of_different_kinds_are_not_added(text, left, right):
    with pytest.raises(FormulaError, match="cannot be added or subtracted") as caught:
        unit(text)
    assert f"{left} and {right}" in str(caught.value)


# ---------------------------------------------------------------- bounds

FINITE = st.integers(-50, 50).map(float)


@given(FINITE, st.integers(0, 20), FINITE, st.integers(0, 20), st.floats(0, 1), st.floats(0, 1))
def test_the_result_holds_every_result_of_possible_values(low, width, low_b, width_b, place, place_b):
    ends = {"a": Interval(low, low + width), "b": Interval(low_b, low_b + width_b)}
    a, b = low + place * width, low_b + place_b * width_b
    for text, value in (("a + b", a + b), ("a - b", a - b), ("a * b", a * b), ("-a", -a)):
        found = evaluate(parse_formula(text), lambda part: ends[part.indicator_id])
        slack = 1e-9 * (1 + abs(value))
        assert found.low - slack <= value <= found.high + slack


def test_a_divisor_that_may_be_zero_is_refused():
    for divisor in (Interval.exact(0), Interval(-1, 1), Interval(0, 5)):
        with pytest.raises(DataError, match="may be zero"):
            evaluate(Operation("/", Constant(1), Reference("a")), lambda _part, seen=divisor: seen)
