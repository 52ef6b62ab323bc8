"""
A review as data, the same in every language but for the told sentences.

The form is documented in docs/review-json.md and versioned: a key is added without notice, removed or changed in meaning
only with a new number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from haidang import __version__
from haidang.base.intervals import Interval
from haidang.base.text import Name
from haidang.core.forecast.recorded import SHARES
from haidang.core.indicators.indicator import Observation
from haidang.core.indicators.series import Figure
from haidang.core.review.lines import Line
from haidang.core.review.missing import Missing
from haidang.core.review.reviewing import Numbered, Review
from haidang.core.targets.odds import Odds
from haidang.core.targets.verdict import Pace
from haidang.telling.expected import expected_data
from haidang.telling.phrases import Phrases

FORMAT = "haidang-review/1"


def review_data(review: Review, phrases: Phrases, lead: str, content_hash: str) -> dict[str, Any]:
    """Return a review as a plain dictionary of JSON values."""
    t = phrases.t
    return {
        "format": FORMAT,
        "program": f"haidang {__version__}",
        "pack": {
            "name": review.description.name,
            "version": review.description.version,
            "sha256": content_hash,
        },
        "language": t.language,
        "as_of": review.as_of.day.isoformat(),
        "asked": review.as_of.asked.isoformat(),
        "with_derived": review.with_derived,
        "is_narrowed": review.is_narrowed,
        "document": {
            "document_id": review.document.document_id,
            "number": review.document.number or None,
            "title": names(review.document.title),
            "issued": review.document.issued.isoformat() if review.document.issued else None,
        },
        "area": {"area_id": review.area.area_id, "name": names(review.area.name)},
        "lead": lead,
        "notices": [t(notice) for notice in review.notices],
        "sums": asdict(review.sums),
        "numbers": [_number(each) for each in review.numbered],
        "targets": [line_data(line, phrases) for each in review.numbered for line in each.lines],
        "missing": [_missing(each) for each in review.missing],
        "elsewhere": [line_data(line, phrases) for line in review.elsewhere],
        "this_year": [line_data(line, phrases) for line in review.this_year],
        "record": [record_data(line, review, phrases) for line in review.record],
        "undecided": [line_data(line, phrases) for line in review.undecided],
        "possibly_known": [observation_data(each) for each in review.possibly_known],
    }


def record_data(line: Line, review: Review, phrases: Phrases) -> dict[str, Any]:
    """Return a target of the record, with its odds half a year before its end."""
    earlier = review.earlier_odds.get(line.target.target_id)
    return {**line_data(line, phrases), "odds_half_a_year_before": odds_data(earlier)}


def names(name: Name) -> dict[str, str | None]:
    """Return a name in its languages; null where there is none."""
    return {"vi": name.vi or None, "en": name.en or None, "fr": name.fr or None}


def _number(each: Numbered) -> dict[str, Any]:
    return {
        "number": each.number,
        "target_ids": [line.target.target_id for line in each.lines],
        "official": each.official.verdict if each.official else None,
        "evidence": str(each.verdict.status),
        "reason": str(each.verdict.reason) if each.verdict.reason else None,
        "agreement": str(each.agreement),
    }


def _missing(missing: Missing) -> dict[str, Any]:
    return {
        "target_id": missing.line.target.target_id,
        "number": missing.line.target.number,
        "reason": str(missing.reason),
        "missing": [str(gap) for gap in missing.gaps],
        "body_id": missing.body_id,
        "owing": str(missing.owing),
        "expected": expected_data(missing.expected) if missing.expected is not None else None,
    }


def line_data(line: Line, phrases: Phrases) -> dict[str, Any]:
    """Return one target with its three statuses and all they rest on."""
    target, verdict, official = line.target, line.verdict, line.official
    return {
        "target_id": target.target_id,
        "document_id": target.document_id,
        "number": target.number,
        "part": target.part or None,
        "name": names(target.name),
        "indicator_id": target.indicator_id or None,
        "area_id": target.area_id,
        "kind": target.kind or None,
        "value_status": target.value_status,
        "low": target.low,
        "high": target.high,
        "ambition": target.ambition,
        "tolerance_pct": target.tolerance_pct,
        "unit": target.unit or None,
        "period": target.period.text,
        "counts_from": line.counts_from.isoformat(),
        "earliest_source_by": target.public_by.isoformat() if target.public_by else None,
        "derived": target.derived,
        "source_id": target.source_id or None,
        "official": official.verdict if official else None,
        "official_assessment": None
        if official is None
        else {
            "assessment_id": official.assessment_id,
            "day": official.day.isoformat(),
            "assessor_id": official.assessor_id,
            "words": official.words or None,
            "words_lang": official.words_lang or None,
            "source_id": official.source_id or None,
        },
        "evidence": str(verdict.status),
        "probability": line.odds.probability if line.odds is not None else None,
        "odds": odds_data(line.odds),
        "reason": str(verdict.reason) if verdict.reason else None,
        "schedule": str(line.timetable.status),
        "days_left": line.timetable.days_left,
        "elapsed_share": round(line.timetable.elapsed_share, 6),
        "achieved": None if verdict.achieved_interval is None else interval_data(verdict.achieved_interval),
        "achieved_over": verdict.over.text if verdict.over else None,
        "pace_so_far": _pace(verdict.pace),
        "pace_needed": _pace(verdict.needed),
        "is_estimate": verdict.is_estimate,
        "official_figure_from": verdict.official_from.isoformat() if verdict.official_from else None,
        "figures": [figure_data(figure) for figure in verdict.figures],
        "latest": figure_data(line.latest) if line.latest else None,
        "notes": phrases.course(line),
    }


def odds_data(odds: Odds | None) -> dict[str, Any] | None:
    """Return odds with all they rest on; None where nobody asked."""
    if odds is None:
        return None
    return {
        "probability": odds.probability,
        "low": odds.low,
        "high": odds.high,
        "chance": str(odds.chance) if odds.chance is not None else None,
        "state": str(odds.state),
        "outcome": dict(zip((f"{share:g}" for share in SHARES), odds.outcome, strict=False)),
        "unit": odds.unit or None,
        "draws": odds.draws,
        "seed": odds.seed,
        "recorded": odds.is_stored,
    }


def _pace(pace: Pace | None) -> dict[str, Any] | None:
    return None if pace is None else {"form": pace.form, **interval_data(pace.interval)}


def interval_data(interval: Interval) -> dict[str, Any]:
    """Return the ends of an interval; null where it has none."""
    return {
        "low": None if math.isinf(interval.low) else interval.low,
        "high": None if math.isinf(interval.high) else interval.high,
        "low_open": interval.low_open,
        "high_open": interval.high_open,
    }


def figure_data(figure: Figure) -> dict[str, Any]:
    """Return a figure that counts, with its vintages and rivals."""
    return {
        **observation_data(figure.observation),
        "is_preferred": figure.is_preferred,
        "computed": figure.computed,
        "vintages": [observation_data(each) for each in figure.vintages],
        "rivals": [observation_data(each) for each in figure.rivals],
    }


OBSERVATION: Mapping[str, Callable[[Observation], Any]] = {
    "indicator_id": lambda each: each.key.indicator_id,
    "area_id": lambda each: each.key.area_id,
    "period": lambda each: each.period.text,
    "value": lambda each: each.value,
    "text": lambda each: each.text,
    "bound": lambda each: each.bound or None,
    "unit": lambda each: each.unit,
    "status": lambda each: each.status,
    "producer_id": lambda each: each.producer_id,
    "definition": lambda each: each.definition or None,
    "derived": lambda each: each.derived,
    "public_from": lambda each: each.public_from.isoformat(),
    "public_by": lambda each: each.public_by.isoformat(),
    "source_id": lambda each: each.source_id or None,
    "tier": lambda each: each.tier,
    "confidence": lambda each: each.confidence or None,
}
"""What is told of a published figure, by key."""


def observation_data(each: Observation) -> dict[str, Any]:
    """Return one published figure."""
    return {key: tell(each) for key, tell in OBSERVATION.items()}
