"""Results as data: a review, odds, scores; and the revisions of the data. No request runs a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse

from haidang.core.review.lines import Line, build_lines, list_visible
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.core.targets.target import Target
from haidang.flows import review as review_flow
from haidang.flows import score as score_flow
from haidang.flows import target as target_flow
from haidang.portal.feeds.answers import as_json
from haidang.portal.feeds.asking import Asked
from haidang.portal.feeds.pages import item, paged, state
from haidang.portal.feeds.parameters import USUAL_ROWS
from haidang.portal.feeds.tables import Resource
from haidang.portal.registry.models import Revision
from haidang.portal.registry.visibility import Sight
from haidang.telling.review import tell_review
from haidang.telling.review_data import odds_data
from haidang.telling.score import tell_score
from haidang.telling.target import tell_target


def review(asked: Asked) -> HttpResponse:
    """Return the review of a document."""
    found = review_flow.run_recorded(
        asked.evidence,
        today=asked.today,
        as_of=asked.as_of,
        document_id=asked.given.get("document", ""),
        area_id=asked.given.get("area", ""),
    )
    return as_json(tell_review(found, asked.evidence, asked.t, with_hash=True).data)


def scores(asked: Asked) -> HttpResponse:
    """Return how the recorded forecasts did."""
    view = score_flow.run(
        asked.evidence, today=asked.today, as_of=asked.as_of, most_days=score_flow.MOST_DAYS
    )
    return as_json(tell_score(view, asked.evidence, asked.t).data)


def target(asked: Asked, resource: Resource, target_id: str) -> HttpResponse:
    """Return a target with its three statuses and the figures they rest on."""

    def told() -> Mapping[str, Any]:
        view = target_flow.run(
            asked.evidence,
            target_id,
            today=asked.today,
            as_of=asked.day.day,
            odds=RecordedOdds(asked.evidence),
        )
        return tell_target(view, asked.evidence, asked.t).data

    return item(asked, resource, target_id, told)


def odds(asked: Asked) -> HttpResponse:
    """Return the odds of targets that were recorded as of the day, or that the figures have decided."""
    evidence, day = asked.evidence, asked.day.day
    wanted = [
        each
        for each in list_visible(evidence.targets(), evidence.documents(), day)
        if _is_wanted(each, asked.given)
    ]
    start = asked.cursor.after if asked.cursor is not None else 0
    end = start + asked.given.get("limit", USUAL_ROWS)
    records = RecordedOdds(evidence)
    head = {**state(asked), "recorded_days": [each.isoformat() for each in records.days]}
    items = odds_items(records, wanted[start:end], day)
    return paged(asked, head, items, end if end < len(wanted) else None)


def odds_items(records: RecordedOdds, targets: Sequence[Target], day: date) -> list[dict[str, Any]]:
    """Return the odds of targets as of a day as JSON values."""
    lines = build_lines(records.evidence, targets, day).lines
    return [_odds(line) for line in records.give(lines, day)]


def _is_wanted(target: Target, given: Mapping[str, Any]) -> bool:
    own = {
        "target": target.target_id,
        "document": target.document_id,
        "indicator": target.indicator_id,
        "area": target.area_id,
    }
    return all(given.get(name, value) == value for name, value in own.items())


def _odds(line: Line) -> dict[str, Any]:
    target = line.target
    return {
        "target_id": target.target_id,
        "document_id": target.document_id,
        "indicator_id": target.indicator_id or None,
        "area_id": target.area_id,
        "period": target.period.text,
        "evidence": str(line.verdict.status),
        "odds": odds_data(line.odds),
    }


def revisions(asked: Asked) -> HttpResponse:
    """Return the revisions of the data up to the one asked for, the first one first."""
    start = asked.cursor.after if asked.cursor is not None else 0
    limit, newest = asked.given.get("limit", USUAL_ROWS), asked.source.revision
    rows = Revision.objects.filter(number__gt=start, number__lte=newest).order_by("number")
    found = list(rows[:limit])
    last = found[-1].number if found and found[-1].number < newest else None
    head = {"revision": newest, "content_sha256": asked.source.content_hash}
    return paged(asked, head, [revision_data(each, asked.source.sight) for each in found], last)


def revision_data(each: Revision, sight: Sight) -> dict[str, Any]:
    """Return a revision as JSON values; its hashes are those of what is seen of it."""
    return {
        "revision": each.number,
        "recorded_at": each.recorded_at.isoformat(),
        "name": each.name,
        "version": each.version or None,
        "content_sha256": sight.hashed(each.content_sha256),
        "data_sha256": sight.hashed(each.data_sha256),
    }
