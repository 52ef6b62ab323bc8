"""
Rows of a pack as core objects, one function a table.

The pack has been checked: every text is what the definition of its column says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from haidang.base.periods import parse_period
from haidang.base.text import Name
from haidang.core.areas.area import Area, Succession
from haidang.core.bodies.body import Body
from haidang.core.commitments.commitment import Commitment, Event
from haidang.core.documents.document import Document, Source
from haidang.core.expectations.expectation import Expectation, Frequency
from haidang.core.forecast.history import Break, BreakKind
from haidang.core.forecast.recorded import Recorded
from haidang.core.indicators.indicator import Indicator, LegalMetadata, Observation, SeriesKey
from haidang.core.indicators.validations import Validation
from haidang.core.pack.tables import LIST_SEPARATOR
from haidang.core.rules.rule import Rule
from haidang.core.targets.target import Assessment, Target

Row = Mapping[str, Any]


def _name(row: Row, prefix: str = "name") -> Name:
    return Name(row[f"{prefix}_vi"] or "", row[f"{prefix}_en"] or "", row[f"{prefix}_fr"] or "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _float(text: str | None) -> float | None:
    return float(text) if text else None


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _list(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(LIST_SEPARATOR)) if text else ()


def make_area(row: Row) -> Area:
    """Return an area."""
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


def make_body(row: Row) -> Body:
    """Return a body."""
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


def make_succession(row: Row) -> Succession:
    """Return a succession."""
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


def make_indicator(row: Row) -> Indicator:
    """Return an indicator."""
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
        is_lumpy=row["is_lumpy"] == "true",
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


def make_observation(row: Row, key: SeriesKey, tiers: Mapping[str, int]) -> Observation:
    """Return a figure of a series, with the tier of its source."""
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


def make_document(row: Row) -> Document:
    """Return a document."""
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


def make_source(row: Row) -> Source:
    """Return a source."""
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


def make_target(row: Row) -> Target:
    """Return a target."""
    return Target(
        target_id=row["target_id"],
        document_id=row["document_id"],
        number=_int(row["target_no"]),
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


def make_assessment(row: Row) -> Assessment:
    """Return an assessment."""
    return Assessment(
        assessment_id=row["assessment_id"],
        document_id=row["document_id"],
        number=_int(row["target_no"]),
        target_id=row["target_id"] or "",
        verdict=row["verdict"],
        day=date.fromisoformat(row["day"]),
        assessor_id=row["assessor_id"],
        words=row["words"] or "",
        words_lang=row["words_lang"] or "",
        source_id=row["source_id"] or "",
        note=row["note"] or "",
    )


def make_commitment(row: Row) -> Commitment:
    """Return a commitment."""
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


def make_event(row: Row) -> Event:
    """Return an event."""
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


def make_rule(row: Row) -> Rule:
    """Return a rule."""
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


def make_expectation(row: Row) -> Expectation:
    """Return what is expected."""
    return Expectation(
        expectation_id=row["expectation_id"],
        indicator_ids=_list(row["indicator_ids"]),
        area_id=row["area_id"],
        frequency=Frequency(row["frequency"]),
        body_id=row["body_id"],
        status=row["status"] or "",
        rule_id=row["rule_id"] or "",
        due_day=_int(row["due_day"]),
        due_days=_int(row["due_days"]),
        due_months=_int(row["due_months"]) or 0,
        slides=row["slides"] == "true",
        document_id=row["document_id"] or "",
        basis=row["basis"] or "",
        followed_from=_day(row["followed_from"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        source_id=row["source_id"] or "",
        confidence=row["confidence"] or "",
        note=row["note"] or "",
    )


def make_validation(row: Row) -> Validation:
    """Return a rule between figures."""
    return Validation(
        validation_id=row["validation_id"],
        name=_name(row),
        left=row["left"],
        operator=row["operator"],
        right=row["right"],
        tolerance_pct=_float(row["tolerance_pct"]) or 0.0,
        importance=row["importance"],
        instruction=_name(row, "instruction"),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def make_break(row: Row) -> Break:
    """Return a break."""
    return Break(
        break_id=row["break_id"],
        name=_name(row),
        kind=BreakKind(row["kind"]),
        period=parse_period(row["period"]),
        indicator_ids=_list(row["indicator_ids"]),
        area_id=row["area_id"] or "",
        public_by=date.fromisoformat(row["public_by"]),
        source_id=row["source_id"] or "",
        confidence=row["confidence"] or "",
        note=row["note"] or "",
    )


def make_recorded(row: Row) -> Recorded:
    """Return a recorded forecast."""
    quantiles = [_float(row[name]) for name in QUANTILES]
    return Recorded(
        as_of=date.fromisoformat(row["as_of"]),
        recorded_on=date.fromisoformat(row["recorded_on"]),
        data_sha256=row["data_sha256"],
        method=row["method"],
        seed=int(row["seed"]),
        draws=int(row["draws"]),
        indicator_id=row["indicator_id"] or "",
        area_id=row["area_id"],
        period=parse_period(row["period"]),
        target_id=row["target_id"] or "",
        state=row["state"],
        probability=_float(row["probability"]),
        low=_float(row["low"]),
        high=_float(row["high"]),
        unit=row["unit"] or "",
        quantiles=tuple(each for each in quantiles if each is not None),
        note=row["note"] or "",
    )


QUANTILES = ("q025", "q10", "q20", "q25", "q50", "q75", "q80", "q90", "q975")


def recorded_row(each: Recorded) -> dict[str, str]:
    """Return a recorded forecast as the texts of a row."""
    return {
        "as_of": each.as_of.isoformat(),
        "recorded_on": each.recorded_on.isoformat(),
        "data_sha256": each.data_sha256,
        "method": each.method,
        "seed": str(each.seed),
        "draws": str(each.draws),
        "indicator_id": each.indicator_id,
        "area_id": each.area_id,
        "period": each.period.text,
        "target_id": each.target_id,
        "state": each.state,
        "probability": _text(each.probability),
        "low": _text(each.low),
        "high": _text(each.high),
        "unit": each.unit,
        **dict(zip(QUANTILES, map(_text, each.quantiles), strict=False)),
        "note": each.note,
    }


def _text(value: float | None) -> str:
    """Return a number with seven digits, never in exponent form: a pack holds plain decimals."""
    if value is None:
        return ""
    text = f"{value:.7g}"
    return text if "e" not in text else f"{value:.10f}".rstrip("0").rstrip(".")
