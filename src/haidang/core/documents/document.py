"""A document of the register and a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.base.text import Name


@dataclass(frozen=True, slots=True)
class Document:
    """
    A resolution, decision or plan.

    Attributes
    ----------
    number
        Official number; empty when not held.
    issued
        Day of issue; None when not held.
    """

    document_id: str
    number: str
    type: str
    issuer_id: str
    issued: date | None
    title: Name
    parent_id: str = ""
    source_id: str = ""
    note: str = ""

    def is_issued_by(self, day: date) -> bool:
        """Whether it existed on a day; one whose day of issue is not held always did."""
        return self.issued is None or self.issued <= day


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read; tier 1 is official, 4 a forum or repository."""

    source_id: str
    title: str
    publisher: str
    url: str
    tier: int
    published_from: date | None = None
    published_by: date | None = None
    note: str = ""
