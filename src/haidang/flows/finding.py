"""Finding what a command names, or saying what is near it; settling the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from haidang.base.days import AsOf
from haidang.base.errors import NameUnknownError, UseError
from haidang.base.text import Said, say
from haidang.core.areas.area import Area
from haidang.core.documents.document import Document
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


def find_reviewed(evidence: Evidence, document_id: str, area_id: str = "") -> tuple[Document, Area]:
    """
    Return the document to review and the area to review it for.

    Parameters
    ----------
    evidence
        The source.
    document_id, area_id
        What is asked for; empty takes the document that the source names, and the area of the document's targets when
        they are all of one.

    Raises
    ------
    NameUnknownError
        For a document or area that is not held.
    UseError
        When nothing is named and the source names nothing.
    """
    document_id = document_id or evidence.description().document_id
    if not document_id:
        raise UseError(
            say("The pack does not say which document to review."), say("Name one with --document.")
        )
    document = find(say("document"), document_id, evidence.documents())
    return document, find_area(evidence, area_id or _area_of(evidence, document_id))


def _area_of(evidence: Evidence, document_id: str) -> str:
    """Return the area of the document's targets when they are all of one."""
    found = {target.area_id for target in evidence.targets() if target.document_id == document_id}
    return found.pop() if len(found) == 1 else ""


def settle_day(evidence: Evidence, as_of: date | None, today: date) -> AsOf:
    """Return the day as of which to answer: the one asked for, else that of the source's review, else today."""
    return AsOf.of(as_of or evidence.description().review_day or today, today)
