"""
Formulas: an indicator that follows from others.

Grammar: numbers, identifiers of indicators, `name@area` for another area than the one asked for, + - * /, a
leading minus, brackets. Units are computed along: adding tonnes to dong, or a result that is not of the
indicator's unit, is an error. Bounds travel as intervals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from haidang.base.errors import FormulaError
from haidang.base.intervals import Interval
from haidang.base.text import say
from haidang.base.units import NUMBER, Unit

_LONGEST = 200  # parts of a formula: deeper ones would exhaust the stack
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([^\W\d][\w.]*(?:@[\w.\-]+)?)|([-+*/()]))")


@dataclass(frozen=True, slots=True)
class Constant:
    """A bare number."""

    value: float


@dataclass(frozen=True, slots=True)
class Reference:
    """Another indicator; `area_id` is empty for the area asked for."""

    indicator_id: str
    area_id: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """Two formulas joined by one of + - * /."""

    sign: str
    left: Formula
    right: Formula


Formula = Constant | Reference | Operation


@lru_cache(maxsize=1024)
def parse_formula(text: str) -> Formula:
    """
    Read a formula.

    Raises
    ------
    FormulaError
        Names the place that cannot be read.
    """
    tokens = _tokens(text)
    if len(tokens) > _LONGEST:
        raise FormulaError(
            say("The formula has {count} parts, up to {limit} are read.", count=len(tokens), limit=_LONGEST),
            say("Divide it into several indicators."),
        )
    formula, rest = _sum(tokens, 0, text)
    if rest != len(tokens):
        raise _unreadable(text, tokens[rest])
    return formula


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    while text[place:].strip():
        match = _TOKEN.match(text, place)
        if match is None:
            raise _unreadable(text, text[place:].strip()[:20])
        tokens.append(match[0].strip())
        place = match.end()
    return tokens


def _unreadable(text: str, seen: str) -> FormulaError:
    return FormulaError(
        say("«{formula}» cannot be read at «{seen}».", formula=text, seen=seen),
        say("Use identifiers of indicators, numbers, + - * / and brackets."),
    )


def _sum(tokens: list[str], place: int, text: str) -> tuple[Formula, int]:
    left, place = _product(tokens, place, text)
    while place < len(tokens) and tokens[place] in "+-":
        right, after = _product(tokens, place + 1, text)
        left, place = Operation(tokens[place], left, right), after
    return left, place


def _product(tokens: list[str], place: int, text: str) -> tuple[Formula, int]:
    left, place = _atom(tokens, place, text)
    while place < len(tokens) and tokens[place] in "*/":
        right, after = _atom(tokens, place + 1, text)
        left, place = Operation(tokens[place], left, right), after
    return left, place


def _atom(tokens: list[str], place: int, text: str) -> tuple[Formula, int]:
    if place >= len(tokens):
        raise _unreadable(text, "…")
    token = tokens[place]
    if token == "-":
        inner, after = _atom(tokens, place + 1, text)
        return Operation("*", Constant(-1.0), inner), after
    if token == "(":
        inner, after = _sum(tokens, place + 1, text)
        if after >= len(tokens) or tokens[after] != ")":
            raise _unreadable(text, "(")
        return inner, after + 1
    if token[0].isdecimal():
        return Constant(float(token)), place + 1
    if token in "+*/)":
        raise _unreadable(text, token)
    indicator_id, _, area_id = token.partition("@")
    return Reference(indicator_id, area_id), place + 1


def references(formula: Formula) -> Iterator[Reference]:
    """Yield every indicator that a formula names, left to right."""
    if isinstance(formula, Reference):
        yield formula
    elif isinstance(formula, Operation):
        yield from references(formula.left)
        yield from references(formula.right)


def unit_of(formula: Formula, unit: Callable[[str], Unit]) -> Unit:
    """
    Return the unit of a formula's result.

    Parameters
    ----------
    formula
        The formula.
    unit
        Gives the unit of an indicator by its identifier.

    Raises
    ------
    FormulaError
        When things of different kinds are added or subtracted.
    """
    if isinstance(formula, Constant):
        return NUMBER
    if isinstance(formula, Reference):
        return unit(formula.indicator_id)
    left, right = unit_of(formula.left, unit), unit_of(formula.right, unit)
    if formula.sign == "*":
        return left * right
    if formula.sign == "/":
        return left / right
    if left.dimension != right.dimension:
        raise FormulaError(
            say(
                "{left} and {right} cannot be added or subtracted.",
                left=left.symbol or "?",
                right=right.symbol or "?",
            ),
            say("Add only what is measured in units of one kind."),
        )
    return left


def evaluate(formula: Formula, value: Callable[[Reference], Interval]) -> Interval:
    """
    Return the result of a formula in base units.

    Parameters
    ----------
    formula
        The formula.
    value
        Gives the value of an indicator in base units (value times the factor of its unit).

    Raises
    ------
    DataError
        When a divisor may be zero.
    """
    if isinstance(formula, Constant):
        return Interval.exact(formula.value)
    if isinstance(formula, Reference):
        return value(formula)
    left, right = evaluate(formula.left, value), evaluate(formula.right, value)
    if formula.sign == "+":
        return left + right
    if formula.sign == "-":
        return left - right
    return left * right if formula.sign == "*" else left / right
