"""
Rows of a pack's tables as of a day: which were public by then, and what of them was.

Rows are texts, as they are held and handed out: a million of them are looked at without making objects. Figures, targets
and sources follow the rules that reviews follow. What a row says of a later day (the end of an area, the withdrawal of a
figure) was not known on the day and is left empty.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from haidang.core.evidence import Evidence
from haidang.core.pack.tables import Table
from haidang.core.review.lines import list_visible
from haidang.core.review.sources import first_days

Cells: TypeAlias = tuple[str | None, ...]

SINCE: Mapping[str, str] = {
    "areas": "valid_from",
    "bodies": "valid_from",
    "successions": "date",
    "observations": "public_by",
    "documents": "issued",
    "assessments": "day",
    "commitments": "asked",
    "events": "day_by",
    "rules": "valid_from",
    "expectations": "valid_from",
    "breaks": "public_by",
    "forecasts": "recorded_on",
}
"""The column with the day from which a row is known, by table; an empty one was always known."""

_UNTIL = {"observations": "withdrawn_on"}


def known_cells(table: Table, evidence: Evidence, day: date) -> Callable[[Cells], Cells | None]:
    """
    Return a function that takes the cells of a row and returns what was public of them by a day, or None.

    Parameters
    ----------
    table
        The table; cells are in the order of its columns.
    evidence
        Where the rows come from.
    day
        The day as of which.
    """
    last = day.isoformat()  # ISO days are in the order of their letters
    places = {name: place for place, name in enumerate(table.names)}
    since = places.get(SINCE.get(table.name, ""))
    until = places.get(_UNTIL.get(table.name, ""))
    later = [places[each.name] for each in table.columns if each.kind == "day" and not each.required]
    own = _known_ids(table.name, evidence, day)

    def known(cells: Cells) -> Cells | None:
        if own is not None and cells[0] not in own:
            return None
        if since is not None and (cells[since] or "") > last:
            return None
        if until is not None and cells[until] is not None and (cells[until] or "") <= last:
            return None
        return _without_later(cells, later, last)

    return known


def _known_ids(table: str, evidence: Evidence, day: date) -> Collection[str] | None:
    """Return the identifiers that are known on a day, where no column of the table alone tells."""
    if table == "targets":
        return {each.target_id for each in list_visible(evidence.targets(), evidence.documents(), day)}
    if table == "sources":
        return {name for name, first in first_days(evidence).items() if (first or day) <= day}
    return None


def _without_later(cells: Cells, places: Sequence[int], last: str) -> Cells:
    """Return cells without the days that lie after the last one known."""
    if not any((cells[place] or "") > last for place in places):
        return cells
    return tuple(
        None if place in places and (cell or "") > last else cell for place, cell in enumerate(cells)
    )
