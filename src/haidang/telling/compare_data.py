"""Two days of one review as data, the same in every language but for the told sentences."""

from __future__ import annotations

from typing import Any

from haidang.core.review.causes import Cause
from haidang.core.review.changes import Change, Comparison
from haidang.core.review.lines import Line
from haidang.telling.causes import tell_causes
from haidang.telling.phrases import Phrases
from haidang.telling.report import Column, Table
from haidang.telling.review_data import names, observation_data
from haidang.telling.shows import csv_cell

FORMAT = "haidang-compare/1"
_DIGITS = 6


def compare_data(view: Comparison, phrases: Phrases, lead: str) -> dict[str, Any]:
    """Return two days of one review as a plain dictionary of JSON values."""
    return {
        "format": FORMAT,
        "from": view.earlier.day.isoformat(),
        "from_basis": str(view.earlier.basis),
        "as_of": view.as_of.day.isoformat(),
        "asked": view.as_of.asked.isoformat(),
        "document_id": view.document.document_id,
        "area_id": view.area.area_id,
        "lead": lead,
        "notices": [phrases.t(notice) for notice in view.notices],
        "without_recorded_odds": [day.isoformat() for day in view.without_odds],
        "targets": [change_data(each, phrases) for each in view.own],
        "elsewhere": [change_data(each, phrases) for each in view.others],
    }


def change_data(change: Change, phrases: Phrases) -> dict[str, Any]:
    """Return a target on two days."""
    target = change.now.target
    step = change.odds_step
    return {
        "target_id": target.target_id,
        "document_id": target.document_id,
        "number": target.number,
        "part": target.part or None,
        "name": names(target.name),
        "period": target.period.text,
        "changed": [str(aspect) for aspect in change.aspects],
        "then": None if change.then is None else _statuses(change.then),
        "now": _statuses(change.now),
        "probability_step": None if step is None else round(step, _DIGITS),
        "causes": [_cause(each) for each in change.causes],
        "why": tell_causes(change.causes, phrases),
    }


def _statuses(line: Line) -> dict[str, Any]:
    return {
        "official": line.official.verdict if line.official else None,
        "evidence": str(line.verdict.status),
        "reason": str(line.verdict.reason) if line.verdict.reason else None,
        "schedule": str(line.timetable.status),
        "probability": line.odds.probability if line.odds is not None else None,
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "why": str(cause.why),
        "day": cause.day.isoformat() if cause.day else None,
        "old": observation_data(cause.old) if cause.old else None,
        "new": observation_data(cause.new) if cause.new else None,
        "assessment_id": cause.assessment.assessment_id if cause.assessment else None,
    }


def compare_rows(view: Comparison, phrases: Phrases) -> Table:
    """Return every target of both days, for CSV."""
    statuses = ("official", "evidence", "reason", "schedule", "probability")
    keys = ("target_id", "document_id", "number", "part", "name", "period", "changed")
    columns = (
        *keys,
        *(f"{status}_{day}" for status in statuses for day in ("then", "now")),
        "probability_step",
        "causes",
    )
    rows = []
    for change in view.changes:
        data = change_data(change, phrases)
        data["name"] = phrases.t.name(change.now.target.name)
        data["changed"] = ";".join(data["changed"])
        then = data["then"] or dict.fromkeys(statuses)
        rows.append(
            (
                *(csv_cell(data[key]) for key in keys),
                *(csv_cell(each[status]) for status in statuses for each in (then, data["now"])),
                csv_cell(data["probability_step"]),
                ";".join(dict.fromkeys(str(cause.why) for cause in change.causes)),
            )
        )
    return Table("compare", tuple(Column(key, key) for key in columns), tuple(rows))
