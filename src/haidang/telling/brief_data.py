"""The leader's page as data: every row, whatever fits a sheet; the same in every language but for the told sentences."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from haidang.core.review.brief import Brief, Late, OffCourse, gravest_first
from haidang.core.review.whom import Whom
from haidang.telling.commitments import commitment_data
from haidang.telling.compare_data import change_data
from haidang.telling.phrases import Phrases
from haidang.telling.report import Column, Table
from haidang.telling.review_data import line_data
from haidang.telling.shows import csv_cell

FORMAT = "haidang-brief/1"


def brief_data(view: Brief, phrases: Phrases, lead: str) -> dict[str, Any]:
    """Return the leader's page as a plain dictionary of JSON values."""
    review, comparison = view.review, view.comparison
    return {
        "format": FORMAT,
        "as_of": review.as_of.day.isoformat(),
        "asked": review.as_of.asked.isoformat(),
        "document_id": review.document.document_id,
        "area_id": review.area.area_id,
        "lead": lead,
        "notices": [phrases.t(notice) for notice in review.notices],
        "sums": asdict(review.sums),
        "has_recorded_odds": view.has_odds,
        "off_course": [_off_course(each, phrases) for each in view.off_course],
        "overdue": [_late(each) for each in view.late],
        "followed_until": view.followed_until.isoformat() if view.followed_until else None,
        "changed_since": comparison.earlier.day.isoformat() if comparison else None,
        "changed_since_basis": str(comparison.earlier.basis) if comparison else None,
        "changes": [change_data(each, phrases) for each in gravest_first(comparison.changes)]
        if comparison
        else [],
        "missing": [
            {"reason": str(each.reason), "targets": each.count, "whom": [_whom(whom) for whom in each.whom]}
            for each in view.lacking
        ],
    }


def _off_course(each: OffCourse, phrases: Phrases) -> dict[str, Any]:
    return {
        "signs": [str(sign) for sign in each.signs],
        "missing": [str(gap) for gap in each.gaps],
        "whom": [_whom(whom) for whom in each.whom],
        "targets": [line_data(line, phrases) for line in each.lines],
    }


def _late(each: Late) -> dict[str, Any]:
    seen_on = each.overdue.seen_on
    return {
        **commitment_data(each.overdue.commitment, each.overdue.events),
        "seen_open_on": seen_on.isoformat() if seen_on else None,
        "whom": _whom(each.whom),
    }


def _whom(whom: Whom) -> dict[str, Any]:
    return {"body_ids": list(whom.body_ids), "owing": str(whom.owing)}


def brief_rows(view: Brief, phrases: Phrases) -> Table:
    """Return every target off course, for CSV."""
    keys = (
        "target_id", "document_id", "number", "part", "name", "period", "signs", "official", "evidence", "reason",
        "probability", "missing", "body_ids", "owing",
    )  # fmt: skip
    rows = []
    for each in view.off_course:
        for line in each.lines:
            target, verdict, odds = line.target, line.verdict, line.odds
            cells = (
                target.target_id,
                target.document_id,
                target.number,
                target.part,
                phrases.t.name(target.name),
                target.period.text,
                ";".join(str(sign) for sign in each.signs),
                line.official.verdict if line.official else None,
                str(verdict.status),
                verdict.reason and str(verdict.reason),
                odds.probability if odds else None,
                ";".join(str(gap) for gap in each.gaps),
                ";".join(body_id for whom in each.whom for body_id in whom.body_ids),
                ";".join(dict.fromkeys(str(whom.owing) for whom in each.whom)),
            )
            rows.append(tuple(csv_cell(cell) for cell in cells))
    return Table("off_course", tuple(Column(key, key) for key in keys), tuple(rows))
