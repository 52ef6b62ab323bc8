"""What machines send and are answered, as schemas: from the definitions of tables, states and moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haidang.portal.entries.life import MOVES, STATES
from haidang.portal.entries.models import Entry
from haidang.portal.entries.owners import ENTERED
from haidang.portal.feeds.messages import JSON, KEY, MOST_ROWS
from haidang.portal.feeds.refusals import ENTERING, OWN_ENTRY, refusals
from haidang.portal.feeds.schemas import closed, ref
from haidang.portal.feeds.strict import LONGEST

_UUID = {"type": "string", "format": "uuid"}
_MOMENT = {"type": "string", "format": "date-time"}
_CELL = {"type": ["string", "number", "boolean", "null"], "maxLength": LONGEST}
SECURITY: Mapping[str, Any] = {
    "machine": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of a machine; an administrator of the portal makes it, and it is shown once.",
    }
}
_BY_TOKEN: list[dict[str, list[str]]] = [{name: []} for name in SECURITY]
IDEMPOTENCY: Mapping[str, Any] = {
    "name": KEY,
    "in": "header",
    "required": True,
    "description": "A new UUID for each message; the same one when it is sent again, which is then done once.",
    "schema": _UUID,
    "example": "6f1f0b1e-5a0e-4a36-9d0c-2f7d0c0e8a11",
}
EXAMPLE: Mapping[str, Any] = {
    "body_id": "city_statistics",
    "submit": True,
    "rows": [
        {
            "table": "observations",
            "cells": {
                "indicator_id": "grdp_growth",
                "area_id": "haiphong",
                "period": "2024",
                "value": "11.3",
                "unit": "% yoy",
                "status": "P",
                "producer_id": "city_statistics",
            },
            "remark": "preliminary, as announced",
        }
    ],
}


def _cells(description: str) -> dict[str, Any]:
    return {"type": "object", "description": description, "additionalProperties": _CELL}


_SENT_ROW = {
    "type": "object",
    "properties": {
        "table": {"type": "string", "enum": list(ENTERED), "description": "A table of a city pack."},
        "act": {
            "type": "string",
            "enum": [str(each) for each in Entry.Act],
            "default": str(Entry.Act.ADD),
            "description": "Whether a row is added, changed or withdrawn; a figure alone can be withdrawn.",
        },
        "cells": _cells(
            "The whole row as it shall be, by the columns of a city pack: texts as there, or numbers with their digits. "
            "Of a withdrawal `withdrawn_on` alone, or nothing."
        ),
        "replaces": _cells("The key of the row that is changed or withdrawn."),
        "remark": {
            "type": "string",
            "maxLength": LONGEST,
            "description": "Words for those who check; an unusual figure needs them.",
        },
    },
    "required": ["table", "cells"],
    "additionalProperties": False,
}
_MESSAGE = {
    "type": "object",
    "description": "Rows to be entered, all or none.",
    "properties": {
        "body_id": {
            "type": "string",
            "description": "The body that answers for the rows; empty for the whole city.",
        },
        "submit": {
            "type": "boolean",
            "default": False,
            "description": "Whether they go on to be checked by a person; else they stay drafts.",
        },
        "revision": {
            "type": "integer",
            "minimum": 1,
            "description": "The revision in which the rows that are changed or withdrawn were read: one that has changed since is a conflict.",
        },
        "rows": {"type": "array", "items": ref("RowSent"), "minItems": 1, "maxItems": MOST_ROWS},
    },
    "required": ["body_id", "rows"],
    "additionalProperties": False,
}
_STANDS = {
    "key": {**_UUID, "description": "Of the entry."},
    "number": {"type": "integer", "description": "Its place in the message, from 1."},
    "table": {"type": "string"},
    "state": {"type": "string", "enum": [str(each) for each in STATES]},
    "version": {"type": "integer", "description": "Counts its changes."},
    "address": {"type": "string", "format": "uri-reference", "description": "Where it is asked for."},
}
_STEP = closed(
    {
        "move": {"type": "string", "enum": list(MOVES)},
        "at": _MOMENT,
        "role": {"type": "string", "description": "The office in which it was made."},
        "reason": {"type": "string", "description": "Why it was sent back, for example."},
    }
)
ENTRY_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "RowSent": _SENT_ROW,
    "Message": _MESSAGE,
    "Handed": closed(
        {
            "batch": {**_UUID, "description": "The key of the message."},
            "entries": {"type": "array", "items": closed(_STANDS)},
        },
        "What became of a message.",
    ),
    "Entry": closed(
        {
            **_STANDS,
            "batch": _UUID,
            "body_id": {"type": "string"},
            "act": {"type": "string", "enum": [str(each) for each in Entry.Act]},
            "cells": {"type": "object", "additionalProperties": {"type": "string"}},
            "replaces": {"type": "object", "additionalProperties": {"type": "string"}},
            "remark": {"type": "string"},
            "revision": {
                "type": ["integer", "null"],
                "description": "The revision in which it was published.",
            },
            "steps": {"type": "array", "items": _STEP},
        },
        "What a machine entered, and what became of it.",
    ),
}
_KEY = "0c4dd4a5-58a3-5f0e-8a52-7b0d3e6f9a10"
_ENTERED = {
    "key": _KEY,
    "number": 1,
    "table": "observations",
    "state": "entered",
    "version": 2,
    "address": f"/api/v1/entries/{_KEY}",
}
ENTRY_EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "enter_rows": {"batch": IDEMPOTENCY["example"], "entries": [_ENTERED]},
    "get_entry": {
        **_ENTERED,
        "batch": IDEMPOTENCY["example"],
        "body_id": EXAMPLE["body_id"],
        "act": "add",
        "cells": EXAMPLE["rows"][0]["cells"],
        "replaces": {},
        "remark": EXAMPLE["rows"][0]["remark"],
        "revision": None,
        "steps": [
            {"move": move, "at": "2026-01-06T09:00:00+00:00", "role": "machine", "reason": ""}
            for move in ("save", "submit")
        ],
    },
}
"""An answer of each operation, by its identifier."""


def of_entering() -> dict[str, Any]:
    """Return what OpenAPI says of the operation by which machines enter rows."""
    return {
        "parameters": [IDEMPOTENCY],
        "security": _BY_TOKEN,
        "requestBody": {"required": True, "content": {JSON: {"schema": ref("Message"), "example": EXAMPLE}}},
        "responses": {
            201: {"description": "What became of the rows.", "content": {JSON: {"schema": ref("Handed")}}},
            **refusals(ENTERING),
        },
    }


def of_entry() -> dict[str, Any]:
    """Return what OpenAPI says of the operation that answers with an entry."""
    return {
        "parameters": [],
        "security": _BY_TOKEN,
        "responses": {
            200: {"description": "The entry.", "content": {JSON: {"schema": ref("Entry")}}},
            **refusals(OWN_ENTRY),
        },
    }
