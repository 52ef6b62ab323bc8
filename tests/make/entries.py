"""Rows that are proposed, and persons who enter, check and publish them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from haidang.portal.audit.recording import Actor
from haidang.portal.entries.actions import Handed
from haidang.portal.entries.models import Batch
from haidang.portal.entries.proposing import Proposed
from haidang.portal.registry.changing import Change, prepare_changes, record_prepared
from haidang.portal.registry.models import Revision

BODY = "statistics"
FIGURE = {
    "indicator_id": "grdp",
    "area_id": "city",
    "period": "2024",
    "value": "450000",
    "unit": "VND bn",
    "status": "A",
    "producer_id": "statistics",
    "source_id": "news",
}
NOW = datetime(2026, 11, 25, 6, 5, tzinfo=UTC)  # 13:05 where the city lies


def acting_as(name: str, role: str = "editor", for_key: str = "") -> Callable[[str, str], Actor]:
    """As whom a person acts who may do everything in one office."""
    actor = Actor(name, role, BODY, name.encode().ljust(32), for_key)
    return lambda _code, _body_id: actor


EDITOR, CHECKER, PUBLISHER = (
    acting_as("an"),
    acting_as("binh", "approver"),
    acting_as("chi", "approver"),
)


def figure(key: uuid.UUID | None = None, *, table: str = "observations", **more) -> Proposed:
    """The figure of a year that the tiny city lacks; what is no part of a proposal is a cell."""
    names = ("act", "replaces", "remark", "version", "seen")
    own = {name: more.pop(name) for name in names if name in more}
    cells = {**FIGURE, **more} if table == "observations" else more
    return Proposed(key or uuid.uuid4(), table, cells, **{"remark": "chắc chắn", **own})


def handed(key: uuid.UUID | None = None, body_id: str = BODY, way: Batch.Way = Batch.Way.FORM) -> Handed:
    return Handed(key or uuid.uuid4(), way, body_id)


def change_rows(changes: Sequence[Change], *, now: datetime) -> Revision:
    """The revision that changes make, with nobody beside who makes another one."""
    made = record_prepared(prepare_changes(changes), now=now)
    assert made is not None
    return made
