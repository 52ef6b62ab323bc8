"""
Rules between figures: two formulas that must compare in one way, wherever all their figures are known.

A rule is broken only when no possible values of its figures keep it: what a bound leaves open is no breach. Which figure counts, and
what a formula gives, is decided by the book.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from haidang.base.errors import DataError
from haidang.base.intervals import Interval
from haidang.base.periods import Period
from haidang.base.text import Name
from haidang.base.units import parse_unit
from haidang.core.indicators.book import Book
from haidang.core.indicators.formulas import Formula, Reference, evaluate, parse_formula, references
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.indicators.series import Figure

# whether a difference of the sides surely breaks the rule, for a reach within which they count as equal
_BROKEN: Mapping[str, Callable[[Interval, float], bool]] = {
    "==": lambda off, reach: off.surely_above(reach) or off.surely_below(-reach),
    "!=": lambda off, reach: off.surely_at_least(-reach) and off.surely_at_most(reach),
    ">=": lambda off, reach: off.surely_below(-reach),
    ">": lambda off, reach: off.surely_at_most(-reach),
    "<=": lambda off, reach: off.surely_above(reach),
    "<": lambda off, reach: off.surely_at_least(reach),
}


@dataclass(frozen=True, slots=True)
class Validation:
    """
    A rule between figures.

    Attributes
    ----------
    left, operator, right
        Two formulas, and how they must compare: one of `tables.COMPARISONS`.
    tolerance_pct
        How far off still holds, per cent of the greater side.
    importance
        `high`, `medium` or `low`.
    instruction
        What a person should do about a breach.
    valid_from, valid_to
        Days between which a period must lie; None where it is open.
    """

    validation_id: str
    name: Name
    left: str
    operator: str
    right: str
    tolerance_pct: float
    importance: str
    instruction: Name
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def sides(self) -> tuple[Formula, Formula]:
        """Both formulas."""
        return parse_formula(self.left), parse_formula(self.right)

    @property
    def parts(self) -> tuple[Reference, ...]:
        """Every indicator that it names, once, from left to right."""
        return tuple(dict.fromkeys(part for side in self.sides for part in references(side)))

    def covers(self, period: Period) -> bool:
        """Whether it is a rule for this period."""
        begins = self.valid_from is None or period.start >= self.valid_from
        return begins and (self.valid_to is None or period.end <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Breach:
    """
    Figures that break a rule.

    Attributes
    ----------
    validation
        The rule.
    area_id, period
        Where and when.
    left, right
        Possible values of its sides, in base units.
    figures
        What they were made from, in the order of the rule; figures that a formula gave are among them.
    """

    validation: Validation
    area_id: str
    period: Period
    left: Interval
    right: Interval
    figures: tuple[Figure, ...]


def list_breaches(validation: Validation, book: Book, areas: Collection[str]) -> Iterator[Breach]:
    """
    Yield every breach of a rule, by area and period.

    Parameters
    ----------
    validation
        The rule; every indicator that it names is in the book.
    book
        Figures as of a day.
    areas
        Where to look.
    """
    parts = validation.parts
    # a rule that names an area for each of its parts is one rule, whatever area is looked at
    for area_id in sorted(areas) if any(not part.area_id for part in parts) else [""]:
        tables = {part: book.figures(SeriesKey(part.indicator_id, part.area_id or area_id)) for part in parts}
        shared = set.intersection(*(set(table) for table in tables.values()))
        for period in sorted(filter(validation.covers, shared)):
            figures = {part: tables[part][period] for part in parts}
            sides = _sides(validation, book, figures)
            if sides is not None and _is_broken(validation, *sides):
                yield Breach(validation, area_id, period, *sides, tuple(figures.values()))


def _sides(
    validation: Validation, book: Book, figures: Mapping[Reference, Figure]
) -> tuple[Interval, Interval] | None:
    """Return the possible values of both sides; None when nothing is known of one of them."""

    def value(part: Reference) -> Interval:
        return figures[part].interval.scaled(
            float(parse_unit(book.indicators[part.indicator_id].unit).factor)
        )

    try:
        left, right = (evaluate(side, value).rounded() for side in validation.sides)
    except DataError:  # a divisor that may be zero
        return None
    return left, right


def _is_broken(validation: Validation, left: Interval, right: Interval) -> bool:
    ends = (left.low, left.high, right.low, right.high)
    greatest = max((abs(end) for end in ends if math.isfinite(end)), default=0.0)
    off = left - right
    return _BROKEN[validation.operator](off, greatest * validation.tolerance_pct / 100)
