"""
The tiny city with rows that nobody outside may see, a canary in each of their texts.

One hidden thing of each kind: an indicator with a figure, a forecast and a target; a document with its target, assessment and
commitment; a body with its figure; an area; a source; a single figure of what is public otherwise. `HELD` names what is withheld;
what refers to it goes with it, so that the tiny city itself is what is left.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.make.pack import Row, rows

CANARY = "KHONGDUOCLO"
NUMBER = "987.123"  # no other figure has these digits

_NEW: Mapping[str, list[Row]] = {
    "areas": [
        {"area_id": "hidden_area", "level": "commune", "name_vi": f"{CANARY} khu", "parent_id": "city"}
    ],
    "bodies": [{"body_id": "hidden_body", "name_vi": f"{CANARY} cơ quan", "kind": "state"}],
    "indicators": [
        {
            "indicator_id": "hidden_indicator",
            "name_vi": f"{CANARY} chỉ số",
            "unit": "VND bn",
            "measure": "level",
            "direction": "up",
            "over_time": "sum",
            "over_areas": "sum",
        },
        {
            "indicator_id": "derived_indicator",
            "name_vi": f"{CANARY} suy ra",
            "unit": "VND bn",
            "measure": "level",
            "direction": "up",
            "over_time": "none",
            "over_areas": "none",
            "formula": "hidden_indicator + grdp",
        },
    ],
    "observations": [
        {
            "indicator_id": "hidden_indicator",
            "area_id": "city",
            "producer_id": "statistics",
            "source_id": "news",
        },
        {"indicator_id": "grdp", "area_id": "hidden_area", "producer_id": "statistics", "source_id": "news"},
        {"indicator_id": "grdp", "area_id": "city", "producer_id": "hidden_body", "source_id": "news"},
        {
            "indicator_id": "grdp",
            "area_id": "ward_1",
            "producer_id": "statistics",
            "source_id": "hidden_source",
        },
        {"indicator_id": "grdp", "area_id": "ward_2", "producer_id": "statistics", "source_id": "news"},
    ],
    "documents": [
        {
            "document_id": "hidden_document",
            "number": "99/KH",
            "type": "plan",
            "issuer_id": "committee",
            "issued": "2024-01-10",
            "title_vi": f"{CANARY} văn bản",
            "source_id": "news",
        }
    ],
    "targets": [
        {"target_id": "T-hidden-1", "document_id": "hidden_document", "indicator_id": "grdp", "low": NUMBER},
        {
            "target_id": "T-hidden-2",
            "document_id": "resolution",
            "indicator_id": "hidden_indicator",
            "low": NUMBER,
        },
    ],
    "assessments": [
        {
            "assessment_id": "A-hidden",
            "document_id": "hidden_document",
            "verdict": "met",
            "day": "2024-11-14",
            "assessor_id": "committee",
            "words": f"{CANARY} lời",
            "words_lang": "vi",
            "source_id": "news",
        }
    ],
    "commitments": [
        {
            "commitment_id": "C-hidden",
            "kind": "task",
            "text_vi": f"{CANARY} nhiệm vụ",
            "asker_id": "committee",
            "addressee_ids": "committee;hidden_body",
            "basis_id": "resolution",
            "asked": "2024-11-14",
            "is_measurable": "false",
            "source_id": "news",
        }
    ],
    "events": [
        {
            "event_id": "E-hidden",
            "commitment_id": "C-hidden",
            "kind": "step",
            "day": "2025-01-10",
            "day_by": "2025-01-10",
        }
    ],
    "forecasts": [
        {"indicator_id": "hidden_indicator", "area_id": "city", "target_id": ""},
        {"indicator_id": "grdp", "area_id": "city", "target_id": "T-hidden-1"},
    ],
    "sources": [{"source_id": "hidden_source", "title": f"{CANARY} nguồn", "tier": "2"}],
}

_SAME: Mapping[str, Row] = {
    "observations": {
        "period": "2023",
        "value": NUMBER,
        "unit": "VND bn",
        "status": "A",
        "public_from": "2024-04-15",
        "public_by": "2024-04-15",
        "note": f"{CANARY} số",
    },
    "targets": {
        "name_vi": f"{CANARY} chỉ tiêu",
        "area_id": "city",
        "kind": "at_least",
        "unit": "VND bn",
        "period": "2025",
        "value_status": "held",
        "public_by": "2024-01-10",
        "source_id": "news",
    },
    "events": {"what_vi": f"{CANARY} sự kiện", "source_id": "news"},
    "forecasts": {
        "as_of": "2024-03-31",
        "recorded_on": "2024-04-02",
        "data_sha256": "4f1c",
        "method": "growth-mixture/1",
        "seed": "7",
        "draws": "1000",
        "period": "2025",
        "state": "ok",
        "probability": "0.5",
        "unit": "VND bn",
        "note": f"{CANARY} dự báo",
    },
}

HELD: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("areas", {"area_id": "hidden_area"}),
    ("bodies", {"body_id": "hidden_body"}),
    ("indicators", {"indicator_id": "hidden_indicator"}),
    ("documents", {"document_id": "hidden_document"}),
    ("sources", {"source_id": "hidden_source"}),
    (
        "observations",
        {
            "indicator_id": "grdp",
            "area_id": "ward_2",
            "period": "2023",
            "producer_id": "statistics",
            "public_by": "2024-04-15",
        },
    ),
)


def with_hidden() -> dict[str, list[Row]]:
    """Return the tables of the tiny city with what is to be withheld."""
    return {
        table: [*rows(table), *({**row, **_SAME.get(table, {})} for row in new)]
        for table, new in _NEW.items()
    }
