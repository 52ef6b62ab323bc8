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
from typing import Any

import polars as pl

from haidang.base.periods import parse_period
from haidang.base.text import Name
from haidang.core.areas.area import Area, Succession
from haidang.core.bodies.body import Body
from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.documents.document import Document, Source
from haidang.core.evidence import Description
from haidang.core.indicators.indicator import Indicator, LegalMetadata, Observation, SeriesKey
from haidang.core.pack.content import Content
from haidang.core.pack.frames import day as day_of
from haidang.core.pack.tables import BY_NAME, LIST_SEPARATOR
from haidang.core.rules.rule import Rule
from haidang.core.targets.target import Assessment, Target
from haidang.files.packs import hash_content, open_content

Row = Mapping[str, Any]


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

    def horizon(self, table: str) -> date | None:
        """Return the day until which a table was followed."""
        return self.content.description.horizon.get(table)

    def _rows(self, table: str) -> Iterator[Row]:
        frame = self.content.frame(table)
        order = [pl.col(name).cast(pl.String) for name in BY_NAME[table].key]
        return frame.sort(order, nulls_last=False).iter_rows(named=True)

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {row["area_id"]: _area(row) for row in self._rows("areas")}

    def areas(self) -> Mapping[str, Area]:
        """Return all areas by identifier."""
        return self._areas

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {row["body_id"]: _body(row) for row in self._rows("bodies")}

    def bodies(self) -> Mapping[str, Body]:
        """Return all bodies by identifier."""
        return self._bodies

    @cached_property
    def _successions(self) -> list[Succession]:
        return [_succession(row) for row in self._rows("successions")]

    def successions(self) -> Sequence[Succession]:
        """Return all successions."""
        return self._successions

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {row["indicator_id"]: _indicator(row) for row in self._rows("indicators")}

    def indicators(self) -> Mapping[str, Indicator]:
        """Return all indicators by identifier."""
        return self._indicators

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {row["document_id"]: _document(row) for row in self._rows("documents")}

    def documents(self) -> Mapping[str, Document]:
        """Return all documents by identifier."""
        return self._documents

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {row["source_id"]: _source(row) for row in self._rows("sources")}

    def sources(self) -> Mapping[str, Source]:
        """Return all sources by identifier."""
        return self._sources

    @cached_property
    def _targets(self) -> list[Target]:
        return [_target(row) for row in self._rows("targets")]

    def targets(self) -> Sequence[Target]:
        """Return all targets."""
        return self._targets

    def assessments(self) -> Sequence[Assessment]:
        """Return all official assessments."""
        return [_assessment(row) for row in self._rows("assessments")]

    def commitments(self) -> Sequence[Commitment]:
        """Return all commitments."""
        return [_commitment(row) for row in self._rows("commitments")]

    def events(self) -> Sequence[Event]:
        """Return all events of commitments."""
        return [_event(row) for row in self._rows("events")]

    def rules(self) -> Sequence[Rule]:
        """Return all dated rules."""
        return [_rule(row) for row in self._rows("rules")]

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
            found.setdefault(key, []).append(_observation(row, key, tiers))
        return found

    def first_public_day(self) -> date | None:
        """Return the first day by which a figure was public."""
        frame = self.content.frame("observations")
        first = frame.select(day_of("public_by").min()).item() if frame.height else None
        return first if isinstance(first, date) else None


def _name(row: Row, prefix: str = "name") -> Name:
    return Name(row[f"{prefix}_vi"] or "", row[f"{prefix}_en"] or "", row[f"{prefix}_fr"] or "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _float(text: str | None) -> float | None:
    return float(text) if text else None


def _list(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(LIST_SEPARATOR)) if text else ()


def _area(row: Row) -> Area:
    return Area(
        area_id=row["area_id"],
        level=row["level"],
        name=_name(row),
        kind=row["kind"] or "",
        official_code=row["official_code"] or "",
        parent_id=row["parent_id"] or "",
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        area_km2=_float(row["area_km2"]),
        lon=_float(row["lon"]),
        lat=_float(row["lat"]),
        source_id=row["source_id"] or "",
        confidence=row["confidence"] or "",
        note=row["note"] or "",
    )


def _body(row: Row) -> Body:
    return Body(
        body_id=row["body_id"],
        name=_name(row),
        kind=row["kind"],
        parent_id=row["parent_id"] or "",
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        source_id=row["source_id"] or "",
        note=row["note"] or "",
    )


def _succession(row: Row) -> Succession:
    return Succession(
        kind=row["kind"],
        from_id=row["from_id"] or "",
        from_name=row["from_name"],
        from_level=row["from_level"] or "",
        to_id=row["to_id"],
        day=date.fromisoformat(row["date"]),
        bases=_list(row["basis"]),
        share=_float(row["share"]),
        source_id=row["source_id"] or "",
        note=row["note"] or "",
    )


def _indicator(row: Row) -> Indicator:
    published = row["is_published"]
    return Indicator(
        indicator_id=row["indicator_id"],
        name=_name(row),
        unit=row["unit"],
        measure=row["measure"],
        direction=row["direction"],
        over_time=row["over_time"],
        lower=_float(row["lower"]),
        upper=_float(row["upper"]),
        over_areas=row["over_areas"] or "none",
        weight_id=row["weight_id"] or "",
        topic=row["topic"] or "",
        preferred_producer_id=row["preferred_producer_id"] or "",
        formula=row["formula"] or "",
        is_published=None if published is None else published == "true",
        legal=LegalMetadata(
            row["concept"] or "",
            row["method"] or "",
            row["disaggregation"] or "",
            row["publication_period"] or "",
            row["data_source"] or "",
            row["responsible_body_id"] or "",
        ),
        note=row["note"] or "",
    )


def _observation(row: Row, key: SeriesKey, tiers: Mapping[str, int]) -> Observation:
    return Observation(
        key,
        parse_period(row["period"]),
        float(row["value"]),
        row["value"],
        row["unit"],
        row["status"],
        row["producer_id"],
        date.fromisoformat(row["public_from"]),
        date.fromisoformat(row["public_by"]),
        row["bound"] or "",
        row["definition"] or "",
        row["derived"] == "true",
        _day(row["withdrawn_on"]),
        row["source_id"] or "",
        tiers.get(row["source_id"]),
        row["confidence"] or "",
        row["producer_basis"] or "",
        row["value_text"] or "",
        row["note"] or "",
    )


def _document(row: Row) -> Document:
    return Document(
        document_id=row["document_id"],
        number=row["number"] or "",
        type=row["type"],
        issuer_id=row["issuer_id"],
        issued=_day(row["issued"]),
        title=_name(row, "title"),
        parent_id=row["parent_id"] or "",
        source_id=row["source_id"] or "",
        note=row["note"] or "",
    )


def _source(row: Row) -> Source:
    return Source(
        source_id=row["source_id"],
        title=row["title"],
        publisher=row["publisher"] or "",
        url=row["url"] or "",
        tier=int(row["tier"]),
        published_from=_day(row["published_from"]),
        published_by=_day(row["published_by"]),
        note=row["note"] or "",
    )


def _target(row: Row) -> Target:
    return Target(
        target_id=row["target_id"],
        document_id=row["document_id"],
        number=int(row["target_no"]) if row["target_no"] else None,
        part=row["part"] or "",
        name=_name(row),
        indicator_id=row["indicator_id"] or "",
        area_id=row["area_id"],
        kind=row["kind"] or "",
        low=_float(row["low"]),
        high=_float(row["high"]),
        ambition=_float(row["ambition"]),
        unit=row["unit"] or "",
        period=parse_period(row["period"]),
        value_status=row["value_status"],
        clause=row["clause"] or "",
        tolerance_pct=_float(row["tolerance_pct"]),
        reached_once=row["reached_once"] == "true",
        definition=row["definition"] or "",
        of_area_id=row["of_area_id"] or "",
        unit_level=row["unit_level"] or "",
        criteria=row["criteria"] or "",
        parts=_list(row["parts"]),
        body_id=row["body_id"] or "",
        public_by=_day(row["public_by"]),
        derived=row["derived"] == "true",
        quote=row["quote"] or "",
        source_id=row["source_id"] or "",
        confidence=row["confidence"] or "",
        note=row["note"] or "",
    )


def _assessment(row: Row) -> Assessment:
    return Assessment(
        assessment_id=row["assessment_id"],
        document_id=row["document_id"],
        number=int(row["target_no"]) if row["target_no"] else None,
        target_id=row["target_id"] or "",
        verdict=row["verdict"],
        day=date.fromisoformat(row["day"]),
        assessor_id=row["assessor_id"],
        words=row["words"] or "",
        words_lang=row["words_lang"] or "",
        source_id=row["source_id"] or "",
        note=row["note"] or "",
    )


def _commitment(row: Row) -> Commitment:
    return Commitment(
        commitment_id=row["commitment_id"],
        kind=row["kind"],
        text=_name(row, "text"),
        asker_id=row["asker_id"] or "",
        addressee_ids=_list(row["addressee_ids"]),
        basis_id=row["basis_id"] or "",
        asked=date.fromisoformat(row["asked"]),
        due=parse_period(row["due"]) if row["due"] else None,
        due_text=row["due_text"] or "",
        theme=row["theme"] or "",
        is_measurable=None if row["is_measurable"] is None else row["is_measurable"] == "true",
        indicator_ids=_list(row["indicator_ids"]),
        source_id=row["source_id"] or "",
        note=row["note"] or "",
    )


def _event(row: Row) -> Event:
    return Event(
        event_id=row["event_id"],
        commitment_id=row["commitment_id"],
        kind=row["kind"],
        day=date.fromisoformat(row["day"]),
        day_by=date.fromisoformat(row["day_by"]),
        what=_name(row, "what"),
        document_id=row["document_id"] or "",
        source_id=row["source_id"] or "",
        confidence=row["confidence"] or "",
        note=row["note"] or "",
    )


def _rule(row: Row) -> Rule:
    return Rule(
        rule_id=row["rule_id"],
        kind=row["kind"],
        indicator_ids=_list(row["indicator_ids"]),
        value=float(row["value"]),
        unit=row["unit"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        citation=row["citation"],
        confidence=row["confidence"],
        checked_by=row["checked_by"] or "",
        url=row["url"] or "",
    )
