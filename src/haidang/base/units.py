"""
Units of measure: a light table of symbols and conversions.

Decides which symbols exist, what they measure and how one becomes another; conversions are exact in decimal
arithmetic, so 14.74 thousand USD is 14740 USD to the last digit. A symbol is a scale and a thing
(`VND bn`, `million tonnes`), two of them (`USD per worker`), a percentage of a stated kind (`%`, `% yoy`,
`% per year`), a rank or points. Price bases in brackets keep their own dimension: VND of 2010 prices never
becomes current VND.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from haidang.base.errors import UnitError
from haidang.base.text import say

THINGS = (
    "VND", "USD", "EUR", "tonnes", "arrivals", "people", "workers", "households", "jobs", "communes", "members",
    "enterprises", "schools", "beds", "projects", "m", "km", "m2", "ha", "km2", "m3", "kWh", "MW", "days", "years",
)  # fmt: skip
_SCALES = {"": 1, "thousand ": 10**3, "million ": 10**6, "billion ": 10**9}
_MONEY_SCALES = {" k": 10**3, " m": 10**6, " bn": 10**9}
_SAME = {
    "person": "people",
    "worker": "workers",
    "household": "households",
    "m²": "m2",
    "km²": "km2",
    "m³": "m3",
}
_LENGTHS = {"km": ("m", Decimal(1000)), "ha": ("m2", Decimal(10000)), "km2": ("m2", Decimal(1000000))}
_POINTS = re.compile(r"points of (\d+)")
_RANK = re.compile(r"rank of (\d+)")
_QUALIFIED = re.compile(r"(.+?) \((.+)\)")


@dataclass(frozen=True, slots=True)
class Unit:
    """
    A unit of measure.

    Attributes
    ----------
    symbol
        As written in the pack.
    dimension
        Sorted pairs of base thing and exponent; empty for pure numbers.
    factor
        How many base units one of it is, exactly.
    """

    symbol: str
    dimension: tuple[tuple[str, int], ...]
    factor: Decimal

    def __mul__(self, other: Unit) -> Unit:
        """Return the unit of a product."""
        return Unit("", _joined(self.dimension, other.dimension, 1), self.factor * other.factor)

    def __truediv__(self, other: Unit) -> Unit:
        """Return the unit of a quotient."""
        return Unit("", _joined(self.dimension, other.dimension, -1), self.factor / other.factor)


def _joined(
    left: tuple[tuple[str, int], ...], right: tuple[tuple[str, int], ...], sign: int
) -> tuple[tuple[str, int], ...]:
    powers = dict(left)
    for thing, power in right:
        powers[thing] = powers.get(thing, 0) + sign * power
    return tuple(sorted((thing, power) for thing, power in powers.items() if power))


NUMBER = Unit("", (), Decimal(1))


@lru_cache(maxsize=1024)
def parse_unit(symbol: str) -> Unit:
    """
    Read a unit symbol.

    Raises
    ------
    UnitError
        When the symbol is not in the table.

    Examples
    --------
    >>> parse_unit("VND bn").factor
    Decimal('1000000000')
    """
    found = _special(symbol) or _qualified(symbol) or _scaled(symbol) or _per(symbol)
    if found is None:
        raise UnitError(
            say("The unit «{seen}» is not known.", seen=symbol),
            say(
                "Write a scale and a thing, for example «VND bn», «million tonnes», «thousand people», «USD per worker», «%», «% yoy»; docs/pack.md lists them."
            ),
        )
    return Unit(symbol, found.dimension, found.factor)


def _special(symbol: str) -> Unit | None:
    fixed = {
        "%": Unit(symbol, (), Decimal("0.01")),
        "share": Unit(symbol, (), Decimal(1)),
        "% yoy": Unit(symbol, (("growth", 1),), Decimal("0.01")),
        "% per year": Unit(symbol, (("growth", 1),), Decimal("0.01")),
        "points": Unit(symbol, (("points", 1),), Decimal(1)),
        "rank": Unit(symbol, (("rank", 1),), Decimal(1)),
    }
    if symbol in fixed:
        return fixed[symbol]
    if match := _POINTS.fullmatch(symbol):
        return Unit(symbol, ((f"points of {match[1]}", 1),), Decimal(1))
    # the third place is the third place whatever the number of ranked ones
    return Unit(symbol, (("rank", 1),), Decimal(1)) if _RANK.fullmatch(symbol) else None


def _qualified(symbol: str) -> Unit | None:
    match = _QUALIFIED.fullmatch(symbol)
    inner = _scaled(match[1]) if match else None
    if match is None or inner is None:
        return None
    if match[2] == "current":
        return inner
    return Unit(
        symbol, tuple((f"{thing} ({match[2]})", power) for thing, power in inner.dimension), inner.factor
    )


def _scaled(symbol: str) -> Unit | None:
    for suffix, factor in _MONEY_SCALES.items():
        if symbol.endswith(suffix) and symbol.removesuffix(suffix) in ("VND", "USD", "EUR"):
            return Unit(symbol, ((symbol.removesuffix(suffix), 1),), Decimal(factor))
    for prefix, factor in _SCALES.items():
        thing = symbol.removeprefix(prefix) if prefix and symbol.startswith(prefix) else symbol
        if prefix and thing == symbol:
            continue
        thing = _SAME.get(thing, thing)
        if thing in THINGS:
            base, more = _LENGTHS.get(thing, (thing, Decimal(1)))
            return Unit(symbol, ((base, 1),), Decimal(factor) * more)
    return None


def _per(symbol: str) -> Unit | None:
    top, _, bottom = symbol.partition(" per ")
    over, under = _scaled(top), _scaled(bottom)
    return over / under if bottom and over and under else None


def is_convertible(source: str, target: str) -> bool:
    """Return whether a value in `source` can be written in `target`; both must be known symbols."""
    return source == target or parse_unit(source).dimension == parse_unit(target).dimension


def convert(value: float, source: str, target: str) -> float:
    """
    Return `value` of unit `source` in unit `target`, exact in decimal arithmetic.

    Raises
    ------
    UnitError
        When a symbol is unknown or the two measure different things.

    Examples
    --------
    >>> convert(14.74, "thousand USD", "USD")
    14740.0
    """
    if source == target:
        return value
    left, right = parse_unit(source), parse_unit(target)
    if left.dimension != right.dimension:
        raise UnitError(
            say(
                "«{source}» cannot be converted into «{target}»: they measure different things.",
                source=source,
                target=target,
            ),
            say("Use a unit of the same kind."),
        )
    if left.factor == right.factor:
        return value
    return float(Decimal(repr(value)) * left.factor / right.factor)
