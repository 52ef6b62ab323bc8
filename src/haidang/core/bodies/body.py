"""A body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haidang.base.text import Name


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, with the days between which it exists (None: open)."""

    body_id: str
    name: Name
    kind: str
    parent_id: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source_id: str = ""
    note: str = ""
