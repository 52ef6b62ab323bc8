"""What was removed by law, as it stands in the description of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haidang.base.days import parse_day
from haidang.base.errors import DataError
from haidang.base.text import say
from haidang.core.evidence import Removal
from haidang.core.pack.tables import BY_NAME

_WHERE = "haidang.removals"
_NEEDED = ("table", "removed_on", "basis")
_NAMES = (*_NEEDED, "indicator_id", "area_id", "since")


def write_removal(removal: Removal) -> dict[str, str]:
    """Return a removal as JSON has it; what is empty is left out."""
    cells = {name: getattr(removal, name) for name in _NAMES}
    return {name: str(cell) for name, cell in cells.items() if cell}


def read_removal(content: Mapping[str, Any]) -> Removal:
    """
    Return what `write_removal` wrote.

    Raises
    ------
    DataError
        When something is lacking, or is no text, day or table.
    """
    cells = {name: content.get(name) or "" for name in _NAMES}
    lacking = [
        name for name in _NAMES if not isinstance(cells[name], str) or (name in _NEEDED and not cells[name])
    ]
    if lacking:
        raise DataError(
            say("«{name}» is missing or is not a text", name=f"{_WHERE}.{lacking[0]}"),
            say("Mend datapackage.json."),
        )
    if cells["table"] not in BY_NAME:
        raise DataError(
            say("«{where}» names «{seen}», which is no table", where=_WHERE, seen=cells["table"]),
            say("Mend datapackage.json."),
        )
    since = parse_day(cells["since"], f"{_WHERE}.since") if cells["since"] else None
    removed_on = parse_day(cells["removed_on"], f"{_WHERE}.removed_on")
    return Removal(cells["table"], removed_on, cells["basis"], cells["indicator_id"], cells["area_id"], since)
