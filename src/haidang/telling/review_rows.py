"""A review as one table for CSV: every line of every part, one fact a column."""

from __future__ import annotations

from haidang.core.review.lines import Line
from haidang.core.review.reviewing import Review
from haidang.telling.phrases import Phrases
from haidang.telling.report import Column, Table


def review_rows(review: Review, phrases: Phrases, only: tuple[str, ...] = ()) -> Table:
    """Return every line of every part, or of some parts only, for CSV."""
    keys = (
        "part_of_review", "target_id", "document_id", "number", "part", "name", "indicator_id", "area_id", "period",
        "kind", "low", "high", "ambition", "unit", "official", "evidence", "reason", "schedule", "achieved",
        "achieved_bound", "achieved_period", "achieved_status", "achieved_producer_id", "achieved_source_id",
        "is_estimate", "probability",
    )  # fmt: skip
    parts = (
        ("targets", [line for each in review.numbered for line in each.lines]),
        ("elsewhere", review.elsewhere),
        ("this_year", review.this_year),
        ("record", review.record),
        ("undecided", review.undecided),
    )
    rows = tuple(
        _csv_row(part, line, phrases) for part, lines in parts if part in (only or (part,)) for line in lines
    )
    return Table("review", tuple(Column(key, key) for key in keys), rows)


def _csv_row(part: str, line: Line, phrases: Phrases) -> tuple[str, ...]:
    target, verdict = line.target, line.verdict
    observation = verdict.achieved.observation if verdict.achieved else None
    numbers = (
        "" if number is None else f"{number:g}" for number in (target.low, target.high, target.ambition)
    )
    return (
        part,
        target.target_id,
        target.document_id,
        str(target.number or ""),
        target.part,
        phrases.t.name(target.name),
        target.indicator_id,
        target.area_id,
        target.period.text,
        target.kind,
        *numbers,
        target.unit,
        line.official.verdict if line.official else "",
        str(verdict.status),
        str(verdict.reason or ""),
        str(line.timetable.status),
        observation.text if observation else "",
        observation.bound if observation else "",
        observation.period.text if observation else "",
        observation.status if observation else "",
        observation.producer_id if observation else "",
        observation.source_id if observation else "",
        "true" if verdict.is_estimate else "false",
        "" if line.odds is None or line.odds.probability is None else f"{line.odds.probability:g}",
    )
