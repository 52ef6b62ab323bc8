"""Finding what a command names, or saying what is near it; settling the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from haidang.base.days import AsOf
from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import Said, say
from haidang.core.areas.area import Area
from haidang.core.evidence import Evidence
from haidang.core.targets.target import Target

T = TypeVar("T")


def find(noun: Said, name: str, known: Mapping[str, T]) -> T:
    """
    Return what is called `name`.

    Raises
    ------
    NameUnknownError
        With the nearest known names.
    """
    if name not in known:
        raise NameUnknownError(noun, name, known)
    return known[name]


def find_target(evidence: Evidence, target_id: str) -> Target:
    """Return a target by its identifier."""
    return find(say("target"), target_id, {each.target_id: each for each in evidence.targets()})


def find_area(evidence: Evidence, area_id: str) -> Area:
    """Return an area by its identifier; empty takes the one the source names."""
    area_id = area_id or evidence.description().area_id
    if not area_id:
        raise UseError(say("The pack does not say which area is meant."), say("Name one with --area."))
    return find(say("area"), area_id, evidence.areas())


def settle_day(evidence: Evidence, as_of: date | None, today: date) -> AsOf:
    """Return the day as of which to answer: the one asked for, else that of the source's review, else today."""
    return AsOf.of(as_of or evidence.description().review_day or today, today)
