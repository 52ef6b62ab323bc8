"""
The one door to data.

The source narrows, core decides: an `Evidence` returns all rows asked for, all vintages included, and knows
nothing of days, rivals or verdicts. The pack of files is one, the portal's database another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

from haidang.base.text import Name
from haidang.core.areas.area import Area, Succession
from haidang.core.bodies.body import Body
from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.documents.document import Document, Source
from haidang.core.expectations.expectation import Expectation
from haidang.core.forecast.history import Break
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.core.rules.rule import Rule
from haidang.core.targets.target import Assessment, Target


@dataclass(frozen=True, slots=True)
class Removal:
    """
    What is left of a row that was removed by law: that it was there, and which law; never what it said.

    Attributes
    ----------
    table
        The table it stood in.
    removed_on
        The day on which it was removed.
    basis
        The law, in the words of who removed it.
    indicator_id, area_id
        Of a figure: its series; empty where that is not told.
    since
        Of a figure: the day from which it was public; None where that is not told.
    """

    table: str
    removed_on: date
    basis: str
    indicator_id: str = ""
    area_id: str = ""
    since: date | None = None

    def is_told(self, day: date) -> bool:
        """Return whether it is told of as of a day: on each from which on the row was public."""
        return self.since is None or self.since <= day


@dataclass(frozen=True, slots=True)
class Description:
    """
    What a collection of evidence says of itself.

    Attributes
    ----------
    name
        Short name, part of citations.
    title
        Title in three languages.
    version
        Version of the data.
    review_day
        Day of the review it was made for; None when it has none.
    document_id, area_id
        What is reviewed when nothing else is asked for.
    horizon
        Day until which each table was followed; a table that is not named has none.
    removals
        What was removed by law.
    """

    name: str
    title: Name
    version: str = ""
    review_day: date | None = None
    document_id: str = ""
    area_id: str = ""
    horizon: Mapping[str, date] = field(default_factory=dict)
    licence: str = ""
    note: str = ""
    removals: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class Resting:
    """
    Figures that rest on one source, as many as became public by the same day and were withdrawn on the same day.

    Attributes
    ----------
    source_id
        The source.
    public_by, withdrawn_on
        The days of all of them.
    count
        How many there are.
    indicator_id
        Their indicator; empty where figures of all indicators are counted together.
    area_id
        Their area; empty where they are of several.
    """

    source_id: str
    public_by: date
    withdrawn_on: date | None
    count: int
    indicator_id: str = ""
    area_id: str = ""


class Evidence(Protocol):
    """Everything the flows may ask of a source."""

    def description(self) -> Description:
        """Return what the source says of itself."""

    def content_hash(self) -> str:
        """Return the hash of all its content, the same for the same content in any form."""

    def data_hash(self) -> str:
        """Return the hash of what forecasts are made from: all content but the recorded forecasts."""

    def horizon(self, table: str) -> date | None:
        """Return the day until which a table was followed; None when it does not say."""

    def areas(self) -> Mapping[str, Area]:
        """Return all areas by identifier."""

    def bodies(self) -> Mapping[str, Body]:
        """Return all bodies by identifier."""

    def successions(self) -> Sequence[Succession]:
        """Return all successions of areas and bodies."""

    def indicators(self) -> Mapping[str, Indicator]:
        """Return all indicators by identifier."""

    def documents(self) -> Mapping[str, Document]:
        """Return all documents by identifier."""

    def sources(self) -> Mapping[str, Source]:
        """Return all sources by identifier."""

    def targets(self) -> Sequence[Target]:
        """Return all targets."""

    def assessments(self) -> Sequence[Assessment]:
        """Return all official assessments."""

    def commitments(self) -> Sequence[Commitment]:
        """Return all commitments."""

    def events(self) -> Sequence[Event]:
        """Return all events of commitments."""

    def rules(self) -> Sequence[Rule]:
        """Return all dated rules."""

    def expectations(self) -> Sequence[Expectation]:
        """Return which figures are expected, when and from whom."""

    def breaks(self) -> Sequence[Break]:
        """Return all breaks of series."""

    def forecasts(self) -> Sequence[Recorded]:
        """Return all recorded forecasts."""

    def series(self) -> Collection[SeriesKey]:
        """Return every series of which a figure is held."""

    def observations(self, series: Collection[SeriesKey]) -> Mapping[SeriesKey, Sequence[Observation]]:
        """Return all vintages of all producers of the series asked for; series without figures are absent."""

    def resting(self) -> Collection[Resting]:
        """Return how many figures rest on each source, all vintages, without the figures themselves."""

    def resting_on(self, source_id: str) -> Collection[Resting]:
        """Return how many figures of each indicator rest on one source, all vintages."""

    def first_public_day(self) -> date | None:
        """Return the first day by which a figure was public; None without figures."""


T = TypeVar("T")


class PerEvidence(Generic[T]):
    """
    Something made from evidence once, and kept for as long as it lives: what it returns never changes.

    Parameters
    ----------
    make
        Makes it.
    """

    def __init__(self, make: Callable[[Evidence], T]) -> None:
        self._make = make
        self._kept: WeakKeyDictionary[Evidence, T] = WeakKeyDictionary()
        self._lock = Lock()

    def __call__(self, evidence: Evidence) -> T:
        """Return what was made from this evidence; of threads that ask at once one makes it."""
        with self._lock:
            if evidence not in self._kept:
                self._kept[evidence] = self._make(evidence)
            return self._kept[evidence]


def _areas_by_indicator(evidence: Evidence) -> Mapping[str, Collection[str]]:
    found: dict[str, list[str]] = {}
    for each in evidence.series():
        found.setdefault(each.indicator_id, []).append(each.area_id)
    return found


def _indicators_by_area(evidence: Evidence) -> Mapping[str, Collection[str]]:
    found: dict[str, list[str]] = {}
    for each in evidence.series():
        found.setdefault(each.area_id, []).append(each.indicator_id)
    return found


areas_by_indicator = PerEvidence(_areas_by_indicator)
"""The areas of which figures of an indicator are held, by indicator; those without are absent."""

indicators_by_area = PerEvidence(_indicators_by_area)
"""The indicators of which figures of an area are held, by area; those without are absent."""
