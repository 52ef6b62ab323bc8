"""Things of one kind side by side: targets with their statuses, or the figures of one indicator in several areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from haidang.base.days import AsOf
from haidang.base.periods import Period
from haidang.base.text import Said
from haidang.core.areas.area import Area, Succession
from haidang.core.indicators.book import Book
from haidang.core.indicators.indicator import Indicator, SeriesKey
from haidang.core.indicators.series import Figure
from haidang.core.review.lines import Line

LEAST, MOST = 2, 6  # of one there is nothing to compare, and no page holds more columns


@dataclass(frozen=True, slots=True)
class TargetsView:
    """Several targets as of a day, in the order asked for."""

    as_of: AsOf
    lines: tuple[Line, ...]
    notices: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class AreasView:
    """
    One indicator in several areas as of a day.

    Attributes
    ----------
    areas
        In the order asked for.
    rows
        Each period of which any of them has a figure, with the figure of each area; None where it has none.
    successions
        What areas asked for gave to each other: their figures are of different territories.
    """

    as_of: AsOf
    indicator: Indicator
    areas: tuple[Area, ...]
    rows: tuple[tuple[Period, tuple[Figure | None, ...]], ...]
    successions: tuple[Succession, ...]
    notices: tuple[Said, ...]


def figures_by_period(
    book: Book, indicator_id: str, areas: Sequence[Area]
) -> tuple[tuple[Period, tuple[Figure | None, ...]], ...]:
    """Return the figures of an indicator by period, those of each area in its own place; nothing is added up."""
    tables: list[Mapping[Period, Figure]] = [
        book.figures(SeriesKey(indicator_id, area.area_id)) for area in areas
    ]
    periods = sorted(
        {period for table in tables for period in table}, key=lambda each: (each.end, each.start)
    )
    return tuple((period, tuple(table.get(period) for table in tables)) for period in periods)
