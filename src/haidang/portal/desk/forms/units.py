"""Units as people choose and type them."""

from __future__ import annotations

from collections.abc import Mapping

from haidang.base.errors import UnitError
from haidang.base.text import say
from haidang.base.units import parse_unit
from haidang.portal.desk.forms.choosing import find
from haidang.portal.desk.paging import Desk


def units_of(desk: Desk) -> Mapping[str, str]:
    """Return the units of all indicators, with their words."""
    units = {each.unit for each in desk.evidence.indicators().values()}
    return {each: desk.t.quantity("", each).strip() for each in units}


def read_unit(text: str, units: Mapping[str, str]) -> str:
    """
    Return the symbol of a unit, given as it or as it is told.

    Raises
    ------
    NameUnknownError, UseError
        When it is neither, or can be several.
    """
    try:
        return parse_unit(text).symbol
    except UnitError:
        return find(text, units, say("unit"))
