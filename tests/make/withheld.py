"""Withholding a row in whatever way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

BASIS = "Nghị định 13/2023/NĐ-CP, Điều 16"


def put_away(
    table: str, key: Mapping[str, str], state: str, *, now: datetime, until: datetime | None = None
) -> None:
    """Withhold a row, or remove it by law."""
    from haidang.portal.audit.recording import SYSTEM
    from haidang.portal.registry.models import Withheld
    from haidang.portal.registry.removing import remove
    from haidang.portal.registry.withholding import withhold

    if state == Withheld.State.REMOVED:
        remove(table, key, basis=BASIS, by=SYSTEM, now=now)
    else:
        withhold(table, key, Withheld.State(state), now=now, until=until)
