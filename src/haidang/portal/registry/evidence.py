"""
The database as a source of evidence.

The source narrows, core decides: figures are narrowed to the series asked for, all vintages included; nothing is known
here of days, rivals or verdicts. Rows are put in order here and not by the database, whose idea of order is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Aggregate, Count, Max, Min, Q, QuerySet
from django.utils import timezone

from haidang.core.areas.area import Area, Succession
from haidang.core.bodies.body import Body
from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.documents.document import Document, Source
from haidang.core.evidence import Description, Resting
from haidang.core.expectations.expectation import Expectation
from haidang.core.forecast.history import Break
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.core.pack import rows as made
from haidang.core.pack.tables import BY_NAME, OBSERVATIONS, Table
from haidang.core.rules.rule import Rule
from haidang.core.targets.target import Assessment, Target
from haidang.portal.registry.mapping import read_description
from haidang.portal.registry.models import Row
from haidang.portal.registry.queries import CHUNK, get_revision
from haidang.portal.registry.removed import list_removals
from haidang.portal.registry.visibility import Sight, public_sight

_NAMES_AT_ONCE = 400  # SQLite takes 999 parameters, and expressions up to 1000 deep
_PAIR = ("indicator_id", "area_id")
_RESTING = ("source_id", "public_by", "withdrawn_on")


class DatabaseEvidence:
    """
    Evidence out of the database, as of one revision.

    Each table is read once and when it is asked for; figures are read anew whenever they are asked for. A revision
    never changes, so that an instance may be kept and shared between threads.

    Parameters
    ----------
    revision
        Its number; None takes the current one.
    sight
        What is seen of it; None takes what the public sees now.

    Raises
    ------
    UseError
        When nothing was ever loaded, or there is no such revision.
    """

    def __init__(self, revision: int | None = None, sight: Sight | None = None) -> None:
        self.revision = get_revision(revision)
        self.sight = sight or public_sight(timezone.now())
        self._description = read_description(self.revision.description)[0]

    def description(self) -> Description:
        """Return what the pack says of itself."""
        return self._seen_description

    def content_hash(self) -> str:
        """Return the hash of all content; of what is seen of it where something is withheld."""
        return self.sight.hashed(self.revision.content_sha256)

    def data_hash(self) -> str:
        """
        Return the hash of what forecasts are made from: all content but the recorded forecasts.

        Where something is withheld it is another one, or odds made from all would be shown to those who see less.
        """
        return self.sight.hashed(self.revision.data_sha256)

    def horizon(self, table: str) -> date | None:
        """Return the day until which a table was followed."""
        return self._description.horizon.get(table)

    @cached_property
    def _seen_description(self) -> Description:
        """What the pack says of itself, without the name of what is withheld, and with what was removed here."""
        about = self._description
        if not self.sight.stamp:
            return about
        removals = list_removals(self.revision, self._indicators, self._areas)
        return replace(
            about,
            document_id=about.document_id if about.document_id in self._documents else "",
            area_id=about.area_id if about.area_id in self._areas else "",
            removals=tuple(dict.fromkeys([*about.removals, *removals])),
        )

    def rows(self, table: str) -> QuerySet[Row]:
        """Return the rows of a table that everyone may see."""
        return self.sight.rows(table, self.revision)

    def _rows(self, table: str) -> list[dict[str, Any]]:
        definition = BY_NAME[table]
        return sorted(self.rows(table).values(*definition.names), key=_order_of(definition))

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {row["area_id"]: made.make_area(row) for row in self._rows("areas")}

    def areas(self) -> Mapping[str, Area]:
        """Return all areas by identifier."""
        return self._areas

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {row["body_id"]: made.make_body(row) for row in self._rows("bodies")}

    def bodies(self) -> Mapping[str, Body]:
        """Return all bodies by identifier."""
        return self._bodies

    @cached_property
    def _successions(self) -> list[Succession]:
        return [made.make_succession(row) for row in self._rows("successions")]

    def successions(self) -> Sequence[Succession]:
        """Return all successions."""
        return self._successions

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {row["indicator_id"]: made.make_indicator(row) for row in self._rows("indicators")}

    def indicators(self) -> Mapping[str, Indicator]:
        """Return all indicators by identifier."""
        return self._indicators

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {row["document_id"]: made.make_document(row) for row in self._rows("documents")}

    def documents(self) -> Mapping[str, Document]:
        """Return all documents by identifier."""
        return self._documents

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {row["source_id"]: made.make_source(row) for row in self._rows("sources")}

    def sources(self) -> Mapping[str, Source]:
        """Return all sources by identifier."""
        return self._sources

    @cached_property
    def _targets(self) -> list[Target]:
        return [made.make_target(row) for row in self._rows("targets")]

    def targets(self) -> Sequence[Target]:
        """Return all targets."""
        return self._targets

    @cached_property
    def _assessments(self) -> list[Assessment]:
        return [made.make_assessment(row) for row in self._rows("assessments")]

    def assessments(self) -> Sequence[Assessment]:
        """Return all official assessments."""
        return self._assessments

    @cached_property
    def _commitments(self) -> list[Commitment]:
        return [made.make_commitment(row) for row in self._rows("commitments")]

    def commitments(self) -> Sequence[Commitment]:
        """Return all commitments."""
        return self._commitments

    @cached_property
    def _events(self) -> list[Event]:
        return [made.make_event(row) for row in self._rows("events")]

    def events(self) -> Sequence[Event]:
        """Return all events of commitments."""
        return self._events

    @cached_property
    def _rules(self) -> list[Rule]:
        return [made.make_rule(row) for row in self._rows("rules")]

    def rules(self) -> Sequence[Rule]:
        """Return all dated rules."""
        return self._rules

    @cached_property
    def _expectations(self) -> list[Expectation]:
        return [made.make_expectation(row) for row in self._rows("expectations")]

    def expectations(self) -> Sequence[Expectation]:
        """Return which figures are expected."""
        return self._expectations

    @cached_property
    def _breaks(self) -> list[Break]:
        return [made.make_break(row) for row in self._rows("breaks")]

    def breaks(self) -> Sequence[Break]:
        """Return all breaks of series."""
        return self._breaks

    @cached_property
    def _forecasts(self) -> list[Recorded]:
        return [made.make_recorded(row) for row in self._rows("forecasts")]

    def forecasts(self) -> Sequence[Recorded]:
        """Return all recorded forecasts."""
        return self._forecasts

    @cached_property
    def _series(self) -> frozenset[SeriesKey]:
        pairs = self.rows("observations").values_list(*_PAIR).distinct()
        return frozenset(SeriesKey(indicator_id, area_id) for indicator_id, area_id in pairs)

    def series(self) -> Collection[SeriesKey]:
        """Return every series of which a figure is held."""
        return self._series

    def observations(self, series: Collection[SeriesKey]) -> Mapping[SeriesKey, Sequence[Observation]]:
        """Return all vintages of all producers of the series asked for."""
        keys = {(key.indicator_id, key.area_id): key for key in series}
        tiers = {source.source_id: source.tier for source in self.sources().values()} if keys else {}
        found: dict[SeriesKey, list[Observation]] = {}
        for row in sorted(self._figures(keys), key=_order_of(OBSERVATIONS)):
            key = keys[row["indicator_id"], row["area_id"]]
            found.setdefault(key, []).append(made.make_observation(row, key, tiers))
        return found

    def _figures(self, pairs: Collection[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        for is_asked in _conditions(pairs):
            rows = self.rows("observations").filter(is_asked)
            yield from rows.values(*OBSERVATIONS.names).iterator(chunk_size=CHUNK)

    @cached_property
    def _resting(self) -> list[Resting]:
        rows = self.rows("observations").exclude(Q(("source_id", None)))
        return [resting for resting, _ in _count(rows)]

    def resting(self) -> Collection[Resting]:
        """Return how many figures rest on each source."""
        return self._resting

    def resting_on(self, source_id: str) -> Collection[Resting]:
        """Return how many figures of each indicator rest on one source."""
        rows = self.rows("observations").filter(Q(("source_id", source_id)))
        areas = {"first": Min("area_id"), "last": Max("area_id")}
        return [
            replace(resting, indicator_id=indicator_id, area_id=first if first == last else "")
            for resting, (indicator_id, first, last) in _count(rows, "indicator_id", **areas)
        ]

    @cached_property
    def _first_public_day(self) -> date | None:
        first = self.rows("observations").aggregate(first=Min("public_by"))["first"]
        return date.fromisoformat(first) if first else None

    def first_public_day(self) -> date | None:
        """Return the first day by which a figure was public."""
        return self._first_public_day


def _conditions(pairs: Collection[tuple[str, str]]) -> Iterator[Q]:
    """Yield conditions that together are these indicators in these areas: indicators of the same areas are asked for at once."""
    areas: dict[str, list[str]] = {}
    for indicator_id, area_id in sorted(pairs):
        areas.setdefault(indicator_id, []).append(area_id)
    indicators: dict[tuple[str, ...], list[str]] = {}
    for indicator_id, of in areas.items():
        for start in range(0, len(of), _NAMES_AT_ONCE):
            indicators.setdefault(tuple(of[start : start + _NAMES_AT_ONCE]), []).append(indicator_id)
    asked, count = Q(), 0
    for of_these, names in indicators.items():
        for start in range(0, len(names), _NAMES_AT_ONCE):
            part = names[start : start + _NAMES_AT_ONCE]
            if count and count + len(part) + len(of_these) > 2 * _NAMES_AT_ONCE:
                yield asked
                asked, count = Q(), 0
            asked |= Q(indicator_id__in=part, area_id__in=of_these)
            count += len(part) + len(of_these)
    if count:
        yield asked


def _order_of(table: Table) -> Callable[[Mapping[str, Any]], list[tuple[bool, str]]]:
    """Return the order of the rows of a table by its key, the same in every database."""

    def order(row: Mapping[str, Any]) -> list[tuple[bool, str]]:
        return [(row[name] is not None, row[name] or "") for name in table.key]

    return order


def _count(rows: QuerySet[Row], *by: str, **more: Aggregate) -> Iterator[tuple[Resting, tuple[str, ...]]]:
    """Return how many rows there are of each source and day, further columns by which they are told apart, and more."""
    grouped = rows.values(*_RESTING, *by).annotate(count=Count("pk"), **more).order_by()
    for name, public_by, withdrawn_on, count, *rest in grouped.values_list(*_RESTING, "count", *by, *more):
        withdrawn = date.fromisoformat(withdrawn_on) if withdrawn_on else None
        yield Resting(name, date.fromisoformat(public_by), withdrawn, count), tuple(rest)
