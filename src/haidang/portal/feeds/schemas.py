"""
Rows as JSON, and the schema of it: both from the one definition of the tables.

Keys are the names of the columns; a name in several languages is one object, as in the JSON of a review. What is empty
is null and always there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from haidang.core.evidence import Evidence
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.pack.known_rows import Cells
from haidang.core.pack.rows import make_observation
from haidang.core.pack.tables import LIST_SEPARATOR, OBSERVATIONS, Column, Table
from haidang.telling.review_data import observation_data

_LANGUAGES = ("vi", "en", "fr")
_READ: Mapping[str, Callable[[str], Any]] = {
    "number": float,
    "integer": int,
    "boolean": lambda text: text == "true",
    "refs": lambda text: text.split(LIST_SEPARATOR),
}
_TYPES: Mapping[str, dict[str, Any]] = {
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "refs": {"type": "array", "items": {"type": "string"}},
    "day": {"type": "string", "format": "date"},
}
_MORE: Mapping[str, Mapping[str, Any]] = {
    "observations": {
        "text": {"type": "string", "description": "The digits of the value as published."},
        "tier": {
            "type": ["integer", "null"],
            "description": "Tier of its source: 1 official, 2 national press, 3 other press or portal, 4 forum.",
        },
    }
}


def row_data(table: Table, cells: Cells, evidence: Evidence) -> dict[str, Any]:
    """Return a row as JSON values."""
    row = dict(zip(table.names, cells, strict=True))
    data: dict[str, Any] = {}
    for key, columns in _groups(table).items():
        if len(columns) == 1:
            data[key] = _value(columns[0], row[columns[0].name])
        else:
            data[key] = {each.name[-2:]: row[each.name] for each in columns}
    if table is OBSERVATIONS:  # the same as in a review
        series = SeriesKey(row["indicator_id"] or "", row["area_id"] or "")
        source = evidence.sources().get(row["source_id"] or "")
        tiers = {} if source is None else {source.source_id: source.tier}
        data |= observation_data(make_observation(row, series, tiers))
    return data


def _value(column: Column, text: str | None) -> object:
    read = _READ.get(column.kind)
    return text if read is None or text is None else read(text)


@cache
def _groups(table: Table) -> Mapping[str, tuple[Column, ...]]:
    """Return the columns of each key of the JSON: one, or those of a name in several languages."""
    found: dict[str, tuple[Column, ...]] = {}
    for column in table.columns:
        stem, _, ending = column.name.rpartition("_")
        key = stem if stem and ending in _LANGUAGES else column.name
        found[key] = (*found.get(key, ()), column)
    return found


@cache
def row_schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema of a row."""
    properties = {
        key: _schema(columns[0]) if len(columns) == 1 else _names_schema(columns)
        for key, columns in _groups(table).items()
    }
    return closed({**properties, **_MORE.get(table.name, {})}, table.doc)


def _schema(column: Column) -> dict[str, Any]:
    schema: dict[str, Any] = {**_TYPES.get(column.kind, {"type": "string"})}
    if column.kind == "enum":
        schema["enum"] = [*column.values, *(() if column.required else (None,))]
    if not column.required:
        schema["type"] = [schema["type"], "null"]
    return {**schema, "description": column.doc}


def _names_schema(columns: tuple[Column, ...]) -> dict[str, Any]:
    return closed({each.name[-2:]: _schema(each) for each in columns})


STATE: Mapping[str, Mapping[str, Any]] = {
    "as_of": {"type": "string", "format": "date", "description": "The day as of which this is answered."},
    "revision": {"type": "integer", "description": "The revision of the data."},
    "content_sha256": {"type": "string", "description": "Hash of all content of the revision."},
    "address": {
        "type": "string",
        "format": "uri-reference",
        "description": "The address that gives this answer for ever.",
    },
}
_NEXT = {
    "type": ["string", "null"],
    "format": "uri-reference",
    "description": "Address of the next page; null on the last one.",
}


def closed(properties: Mapping[str, Any], description: str = "") -> dict[str, Any]:
    """Return the schema of an object that has these properties, all of them, and no others."""
    schema = {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
    return schema | ({"description": description} if description else {})


def ref(name: str) -> dict[str, str]:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def page_schema(
    row: Mapping[str, Any], state: Mapping[str, Any] = STATE, **more: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the schema of a page of rows."""
    return closed({**state, **more, "items": {"type": "array", "items": row}, "next": _NEXT})


def item_schema(row: Mapping[str, Any], **more: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of one thing."""
    return closed({**STATE, "item": row, **more})
