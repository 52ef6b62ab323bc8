"""
Rows of a table, part by part: those of a revision that were public on a day, narrowed as a request asks.

They come in the order in which they were recorded, which no later revision changes; one part at a time is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from haidang.base.days import AsOf
from haidang.base.periods import parse_period
from haidang.core.evidence import Evidence
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.indicators.series import figures_as_of
from haidang.core.pack.known_rows import SINCE, Cells, known_cells
from haidang.core.pack.tables import OBSERVATIONS, Table
from haidang.portal.feeds.asking import Asked

_KEY = ("indicator_id", "area_id", "period", "producer_id", "definition", "public_by")
_SERIES_AT_ONCE = 200  # a part may touch them all, and their figures are the whole table
_PLACES = {name: place for place, name in enumerate(OBSERVATIONS.names)}

Part = list[tuple[int, Cells]]


@dataclass(frozen=True, slots=True)
class Visit:
    """
    A part of a table.

    Attributes
    ----------
    rows
        What of it is asked for and known, each with its place.
    last
        The last place that was looked at.
    is_end
        Whether nothing follows.
    """

    rows: Part
    last: int
    is_end: bool


def visit(
    asked: Asked, table: Table, filters: Mapping[str, str], size: int, after: int = 0
) -> Iterator[Visit]:
    """
    Go through the rows that a request asks for.

    Parameters
    ----------
    asked
        The request.
    table
        The table.
    filters
        The column that each narrowing parameter names.
    size
        How many rows are looked at in one part.
    after
        The place after which to begin.
    """
    day = asked.day.day
    rows = asked.source.rows(table.name)
    rows = rows.filter(**{filters[name]: value for name, value in asked.narrowing.items() if name in filters})
    since = SINCE.get(table.name)
    if since is not None and table.column(since).required:
        rows = rows.filter(**{f"{since}__lte": day.isoformat()})
    known = known_cells(table, asked.evidence, day)
    is_wanted = _in_span(asked.given) if table is OBSERVATIONS else None
    counts = asked.given.get("only") == "current"
    while True:
        part = list(rows.filter(pk__gt=after).values_list("pk", *table.names)[:size])
        found = [(place, cells) for place, *held in part if (cells := known(tuple(held))) is not None]
        if is_wanted is not None:
            found = [row for row in found if is_wanted(row[1])]
        if counts:
            found = _that_count(found, asked.evidence, asked.day)
        is_end = len(part) < size
        after = part[-1][0] if part else after
        yield Visit(found, after, is_end)
        if is_end:
            return


def _in_span(given: Mapping[str, Any]) -> Callable[[Cells], bool] | None:
    """Return whether the period of a figure lies within the days asked for; None where it may be any."""
    first: date = given.get("from", date.min)
    last: date = given.get("to", date.max)
    if (first, last) == (date.min, date.max):
        return None
    place = _PLACES["period"]

    def lies_within(cells: Cells) -> bool:
        period = parse_period(cells[place] or "")
        return first <= period.start and period.end <= last

    return lies_within


def _that_count(part: Part, evidence: Evidence, day: AsOf) -> Part:
    """Return the figures that count among all vintages and rivals of their period."""
    series = iter(dict.fromkeys(SeriesKey(cells[0] or "", cells[1] or "") for _, cells in part))
    counting: set[tuple[str, ...]] = set()
    while some := set(islice(series, _SERIES_AT_ONCE)):
        counting.update(_counting(some, evidence, day))
    return [(place, cells) for place, cells in part if _key(cells) in counting]


def _counting(series: Collection[SeriesKey], evidence: Evidence, day: AsOf) -> Iterator[tuple[str, ...]]:
    """Return the keys of the figures of series that count."""
    indicators = evidence.indicators()
    for key, figures in evidence.observations(series).items():
        for period, figure in figures_as_of(figures, indicators[key.indicator_id], day.day).items():
            each = figure.observation
            yield (
                key.indicator_id,
                key.area_id,
                period.text,
                each.producer_id,
                each.definition,
                each.public_by.isoformat(),
            )


def _key(cells: Cells) -> tuple[str, ...]:
    return tuple(cells[_PLACES[name]] or "" for name in _KEY)
