"""The pack that `pack new` writes: one row or a few of each table, plainly examples, to be replaced."""

from __future__ import annotations

import re
from datetime import date

import polars as pl

from haidang.base.text import Name, fold
from haidang.core.evidence import Description
from haidang.core.pack.content import Content
from haidang.core.pack.tables import BY_NAME
from haidang.files.packs import render

_NOTE = "an example: replace it"
_ROWS: dict[str, list[dict[str, str]]] = {
    "areas": [{"area_id": "my_city", "level": "city", "name_vi": "Thành phố ví dụ", "name_en": "Example city", "name_fr": "Ville d'exemple", "source_id": "example"}],
    "bodies": [
        {"body_id": "council", "name_vi": "Hội đồng nhân dân", "name_en": "City council", "name_fr": "Conseil de la ville", "kind": "council"},
        {"body_id": "statistics", "name_vi": "Cơ quan thống kê", "name_en": "Statistics office", "name_fr": "Office statistique", "kind": "statistics"},
    ],
    "indicators": [
        {"indicator_id": "tourists", "name_vi": "Khách du lịch", "name_en": "Tourist arrivals", "name_fr": "Touristes", "unit": "million arrivals", "measure": "level", "direction": "up", "lower": "0", "over_time": "sum", "over_areas": "sum", "preferred_producer_id": "statistics"},
    ],
    "observations": [
        {"indicator_id": "tourists", "area_id": "my_city", "period": "2023", "value": "1.2", "unit": "million arrivals", "status": "A", "producer_id": "statistics", "public_from": "2024-03-01", "public_by": "2024-03-31", "source_id": "example"},
        {"indicator_id": "tourists", "area_id": "my_city", "period": "2024-01-01/P9M", "value": "1.0", "unit": "million arrivals", "status": "E", "producer_id": "statistics", "public_from": "2024-10-04", "public_by": "2024-10-04", "source_id": "example"},
    ],
    "documents": [
        {"document_id": "plan-2024", "type": "annual_plan", "issuer_id": "council", "issued": "2023-12-08", "title_vi": "Kế hoạch năm 2024", "title_en": "Plan of the year 2024", "title_fr": "Plan de l'année 2024", "source_id": "example"},
    ],
    "targets": [
        {"target_id": "plan-2024-tourists", "document_id": "plan-2024", "target_no": "1", "name_vi": "Khách du lịch", "name_en": "Tourist arrivals", "name_fr": "Touristes", "indicator_id": "tourists", "area_id": "my_city", "kind": "at_least", "low": "1.5", "unit": "million arrivals", "period": "2024", "value_status": "held", "source_id": "example"},
    ],
    "sources": [{"source_id": "example", "title": "Example source", "publisher": "Example", "tier": "1"}],
}  # fmt: skip


def starter(name: str) -> dict[str, bytes]:
    """Return the files of a small pack that has no defects."""
    frames = {}
    for table, rows in _ROWS.items():
        columns = {column: [row.get(column) for row in rows] for column in BY_NAME[table].names}
        columns["note"] = [_NOTE] * len(rows) if "note" in columns else columns.get("note", [])
        frames[table] = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    description = Description(
        name=re.sub(r"[^a-z0-9._-]+", "-", fold(name)).strip("-") or "my-city",
        title=Name("Thành phố ví dụ", "Example city", "Ville d'exemple"),
        version="0",
        review_day=date(2024, 11, 14),
        document_id="plan-2024",
        area_id="my_city",
        horizon={"observations": date(2024, 11, 14)},
    )
    return render(Content(description, frames, {}))
