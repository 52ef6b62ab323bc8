"""
Kinds of number and what values they can take by their nature.

A share cannot exceed the whole; a ratio to a plan can (101.4 %). Bounds written in the pack come first.
"""

from __future__ import annotations

from haidang.base.units import parse_unit

_POINTS = "points of "


def bounds_of(
    measure: str, unit: str, lower: float | None, upper: float | None
) -> tuple[float | None, float | None]:
    """
    Return the least and greatest possible value of an indicator in its unit; None where there is none.

    Parameters
    ----------
    measure
        Kind of number, one of `tables.MEASURES`.
    unit
        Unit of the indicator.
    lower, upper
        Bounds stated in the pack, or None.
    """
    low, high = _by_nature(measure, unit)
    return (low if lower is None else lower), (high if upper is None else upper)


def _by_nature(measure: str, unit: str) -> tuple[float | None, float | None]:
    if measure in ("share", "rate"):
        return 0.0, float(1 / parse_unit(unit).factor) if unit in ("%", "share") else None
    if measure in ("ratio", "count"):
        return 0.0, None
    if measure == "rank":
        return 1.0, None
    if measure in ("score", "index"):
        if unit.startswith(_POINTS):
            parse_unit(unit)  # refuses points of what is no number
            return 0.0, float(unit.removeprefix(_POINTS))
        return 0.0, 100.0 if unit == "%" else None
    return None, None
