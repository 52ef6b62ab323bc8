"""
The pack as a source of evidence.

Turns rows into core objects, each table once and only when asked for; figures are narrowed by polars to the
series asked for before a single object is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from haidang.core.areas.area import Area, Succession
from haidang.core.bodies.body import Body
from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.documents.document import Document, Source
from haidang.core.evidence import Description, Resting
from haidang.core.expectations.expectation import Expectation
from haidang.core.forecast.history import Break
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.indicator import Indicator, Observation, SeriesKey
from haidang.core.pack.content import Content
from haidang.core.pack.frames import day as day_of
from haidang.core.pack.rows import (
    Row,
    make_area,
    make_assessment,
    make_body,
    make_break,
    make_commitment,
    make_document,
    make_event,
    make_expectation,
    make_indicator,
    make_observation,
    make_recorded,
    make_rule,
    make_source,
    make_succession,
    make_target,
)
from haidang.core.pack.tables import BY_NAME
from haidang.core.rules.rule import Rule
from haidang.core.targets.target import Assessment, Target
from haidang.files.packs import hash_content, open_content

_RESTING = (pl.col("source_id").cast(pl.String), day_of("public_by"), day_of("withdrawn_on"))


def open_pack(folder: Path) -> PackEvidence:
    """
    Open a pack for use.

    Raises
    ------
    PackError
        When it has errors; all of them are in it.
    """
    return PackEvidence(open_content(folder))


class PackEvidence:
    """Evidence out of the tables of a pack that has no errors."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def description(self) -> Description:
        """Return what the pack says of itself."""
        return self.content.description

    def content_hash(self) -> str:
        """Return the hash of all content."""
        return self._hash

    @cached_property
    def _hash(self) -> str:
        return hash_content(self.content)

    def data_hash(self) -> str:
        """Return the hash of what forecasts are made from: all content but the recorded forecasts."""
        return self._data_hash

    @cached_property
    def _data_hash(self) -> str:
        return hash_content(self.content, without=("forecasts",))

    def horizon(self, table: str) -> date | None:
        """Return the day until which a table was followed."""
        return self.content.description.horizon.get(table)

    def _rows(self, table: str) -> Iterator[Row]:
        frame = self.content.frame(table)
        order = [pl.col(name).cast(pl.String) for name in BY_NAME[table].key]
        return frame.sort(order, nulls_last=False).iter_rows(named=True)

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {row["area_id"]: make_area(row) for row in self._rows("areas")}

    def areas(self) -> Mapping[str, Area]:
        """Return all areas by identifier."""
        return self._areas

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {row["body_id"]: make_body(row) for row in self._rows("bodies")}

    def bodies(self) -> Mapping[str, Body]:
        """Return all bodies by identifier."""
        return self._bodies

    @cached_property
    def _successions(self) -> list[Succession]:
        return [make_succession(row) for row in self._rows("successions")]

    def successions(self) -> Sequence[Succession]:
        """Return all successions."""
        return self._successions

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {row["indicator_id"]: make_indicator(row) for row in self._rows("indicators")}

    def indicators(self) -> Mapping[str, Indicator]:
        """Return all indicators by identifier."""
        return self._indicators

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {row["document_id"]: make_document(row) for row in self._rows("documents")}

    def documents(self) -> Mapping[str, Document]:
        """Return all documents by identifier."""
        return self._documents

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {row["source_id"]: make_source(row) for row in self._rows("sources")}

    def sources(self) -> Mapping[str, Source]:
        """Return all sources by identifier."""
        return self._sources

    @cached_property
    def _targets(self) -> list[Target]:
        return [make_target(row) for row in self._rows("targets")]

    def targets(self) -> Sequence[Target]:
        """Return all targets."""
        return self._targets

    def assessments(self) -> Sequence[Assessment]:
        """Return all official assessments."""
        return [make_assessment(row) for row in self._rows("assessments")]

    def commitments(self) -> Sequence[Commitment]:
        """Return all commitments."""
        return [make_commitment(row) for row in self._rows("commitments")]

    def events(self) -> Sequence[Event]:
        """Return all events of commitments."""
        return [make_event(row) for row in self._rows("events")]

    def rules(self) -> Sequence[Rule]:
        """Return all dated rules."""
        return [make_rule(row) for row in self._rows("rules")]

    def expectations(self) -> Sequence[Expectation]:
        """Return which figures are expected."""
        return [make_expectation(row) for row in self._rows("expectations")]

    @cached_property
    def _breaks(self) -> list[Break]:
        return [make_break(row) for row in self._rows("breaks")]

    def breaks(self) -> Sequence[Break]:
        """Return all breaks of series."""
        return self._breaks

    def forecasts(self) -> Sequence[Recorded]:
        """Return all recorded forecasts."""
        return [make_recorded(row) for row in self._rows("forecasts")]

    def series(self) -> Collection[SeriesKey]:
        """Return every series of which a figure is held."""
        pairs = self.content.frame("observations").select("indicator_id", "area_id").unique()
        return {SeriesKey(indicator_id, area_id) for indicator_id, area_id in pairs.iter_rows()}

    def observations(self, series: Collection[SeriesKey]) -> Mapping[SeriesKey, Sequence[Observation]]:
        """Return all vintages of all producers of the series asked for."""
        keys = {(key.indicator_id, key.area_id): key for key in series}
        wanted = pl.DataFrame(
            list(keys), schema={"indicator_id": pl.Categorical, "area_id": pl.Categorical}, orient="row"
        )
        rows = self.content.frame("observations").join(wanted, on=["indicator_id", "area_id"], how="semi")
        tiers = {source.source_id: source.tier for source in self.sources().values()}
        found: dict[SeriesKey, list[Observation]] = {}
        for row in rows.iter_rows(named=True):
            key = keys[row["indicator_id"], row["area_id"]]
            found.setdefault(key, []).append(make_observation(row, key, tiers))
        return found

    def resting(self) -> Collection[Resting]:
        """Return how many figures rest on each source."""
        return self._resting

    @cached_property
    def _resting(self) -> list[Resting]:
        rows = self.content.frame("observations").drop_nulls("source_id")
        return [Resting(*row) for row in rows.group_by(_RESTING).len().iter_rows()]

    def resting_on(self, source_id: str) -> Collection[Resting]:
        """Return how many figures of each indicator rest on one source."""
        rows = self.content.frame("observations").filter(pl.col("source_id") == source_id)
        area = pl.col("area_id").cast(pl.String)
        one_area = pl.when(area.n_unique() == 1).then(area.first()).otherwise(pl.lit(""))
        indicator = pl.col("indicator_id").cast(pl.String)
        grouped = rows.group_by(*_RESTING, indicator).agg(pl.len(), one_area)
        return [
            Resting(name, public_by, withdrawn_on, count, indicator_id, area_id)
            for name, public_by, withdrawn_on, indicator_id, count, area_id in grouped.iter_rows()
        ]

    def first_public_day(self) -> date | None:
        """Return the first day by which a figure was public."""
        frame = self.content.frame("observations")
        first = frame.select(day_of("public_by").min()).item() if frame.height else None
        return first if isinstance(first, date) else None
