"""Show a document or an area with what belongs to it."""

from __future__ import annotations

from datetime import date

from haidang.base.days import AsOf
from haidang.base.text import Said, say
from haidang.core.areas.area import Area, predecessors_of, successors_of, territory_on
from haidang.core.commitments.commitment import events_known, list_known
from haidang.core.evidence import Evidence
from haidang.core.review.lines import build_lines, list_visible
from haidang.core.review.reviewing import as_of_notices
from haidang.core.review.views import AreaView, DocumentView
from haidang.flows.finding import find, find_area, settle_day


def show_document(
    evidence: Evidence, document_id: str, *, today: date, as_of: date | None = None
) -> DocumentView:
    """
    Return a document.

    Raises
    ------
    NameUnknownError
        For an unknown document.
    """
    documents = evidence.documents()
    document = find(say("document"), document_id, documents)
    day = settle_day(evidence, as_of, today)
    targets = [each for each in evidence.targets() if each.document_id == document_id]
    lines = build_lines(evidence, list_visible(targets, documents, day.day), day.day).lines
    children = (each for each in documents.values() if each.parent_id == document_id)
    asked = [each for each in list_known(evidence.commitments(), day.day) if each.basis_id == document_id]
    return DocumentView(
        day,
        document,
        documents.get(document.parent_id),
        tuple(each for each in children if each.issued is None or each.issued <= day.day),
        tuple(
            sorted(lines, key=lambda line: (line.target.number or 0, line.target.part, line.target.target_id))
        ),
        tuple(
            each for each in evidence.assessments() if each.document_id == document_id and each.day <= day.day
        ),
        tuple((each, tuple(events_known(evidence.events(), each.commitment_id, day.day))) for each in asked),
        tuple(as_of_notices(evidence, day)),
    )


def show_area(evidence: Evidence, area_id: str, *, today: date, as_of: date | None = None) -> AreaView:
    """
    Return an area.

    Raises
    ------
    NameUnknownError
        For an unknown area.
    """
    area = find_area(evidence, area_id)
    day = AsOf.of(as_of or today, today)  # areas are of today unless another day is asked for
    areas = evidence.areas()
    successions = [each for each in evidence.successions() if each.day <= day.day]
    return AreaView(
        day,
        area,
        areas.get(area.parent_id),
        tuple(each for each in territory_on(areas.values(), day.day) if each.parent_id == area.area_id),
        tuple(predecessors_of(successions, area.area_id)),
        tuple(successors_of(successions, area.area_id)),
        tuple(sorted(key.indicator_id for key in evidence.series() if key.area_id == area.area_id)),
        tuple(_existence(area, day.day)),
    )


def _existence(area: Area, day: date) -> list[Said]:
    if area.valid_from is not None and day < area.valid_from:
        return [
            say(
                "{area} did not exist yet on {day}; it begins on {first}.",
                area=area.name,
                day=day,
                first=area.valid_from,
            )
        ]
    if area.ended_by(day) and area.valid_to is not None:
        return [say("{area} in these borders ended on {last}.", area=area.name, last=area.valid_to)]
    return []
