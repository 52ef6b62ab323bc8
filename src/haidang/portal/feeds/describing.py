"""The OpenAPI document: what each operation takes, answers and refuses, from the definitions that do it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ninja import NinjaAPI

from haidang.core.evidence import Evidence
from haidang.core.pack.tables import BY_NAME
from haidang.portal.feeds.answers import JSON
from haidang.portal.feeds.entry_schemas import ENTRY_SCHEMAS, SECURITY
from haidang.portal.feeds.files import MEDIA as FILES
from haidang.portal.feeds.parameters import AS_OF, CURSOR, LANG, LIMIT, REV, Parameter
from haidang.portal.feeds.refusals import READING, RESPONSES, refusals
from haidang.portal.feeds.schemas import STATE, closed, item_schema, page_schema, ref, row_schema
from haidang.portal.feeds.tables import RESOURCES, Resource

_HEADERS = {
    "ETag": {"description": "Tag of the answer.", "schema": {"type": "string"}},
    "Cache-Control": {
        "description": "`immutable` where `as_of` and `rev` are given.",
        "schema": {"type": "string"},
    },
}
_FORMAT = {"key": {"format": "uuid"}}
_LINK = {
    "Link": {
        "description": 'The next page, as `rel="next"`; absent on the last.',
        "schema": {"type": "string"},
    }
}

_ERROR = {
    "name": {"type": "string", "description": "The parameter or header."},
    "problem": {"type": "string", "description": "What was seen."},
    "remedy": {"type": "string", "description": "What to do."},
}
_PROBLEM = {
    "type": "object",
    "description": "Why a request is not answered (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Where this kind is described."},
        "title": {"type": "string", "description": "The kind, in the language asked for."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What was seen, and what to do."},
        "instance": {"type": "string", "format": "uri-reference", "description": "The address asked for."},
        "errors": {
            "type": "array",
            "description": "What cannot be used, each by itself.",
            "items": closed(_ERROR),
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
    "additionalProperties": False,
}
_ODDS = closed(
    {
        "target_id": {"type": "string"},
        "document_id": {"type": "string"},
        "indicator_id": {"type": ["string", "null"]},
        "area_id": {"type": "string"},
        "period": {"type": "string"},
        "evidence": {"type": "string", "description": "What the figures say, as in a review."},
        "odds": {
            "type": ["object", "null"],
            "description": "As in a review; null where nothing is recorded as of the day and nothing is decided.",
        },
    },
    "The odds of a target.",
)
_REVISION = closed(
    {
        "revision": {"type": "integer"},
        "recorded_at": {"type": "string", "format": "date-time", "description": "When it was recorded here."},
        "name": {"type": "string", "description": "Name of the pack."},
        "version": {"type": ["string", "null"], "description": "Version of the pack."},
        "content_sha256": {"type": "string", "description": "Hash of all content."},
        "data_sha256": {"type": "string", "description": "Hash of all but the recorded forecasts."},
    },
    "One state of the data.",
)
_DAYS = {
    "type": "array",
    "items": {"type": "string", "format": "date"},
    "description": "The days as of which odds are recorded.",
}
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    **{each.one.capitalize(): row_schema(each.table) for each in RESOURCES},
    "Odds": _ODDS,
    "Revision": _REVISION,
    "Problem": _PROBLEM,
    **ENTRY_SCHEMAS,
}

ODDS_PAGE = page_schema(ref("Odds"), recorded_days=_DAYS)
REVISION_PAGE = page_schema(
    ref("Revision"), state={name: STATE[name] for name in ("revision", "content_sha256")}
)


def told_schema(form: str, where: str) -> dict[str, Any]:
    """Return the schema of a result that is described elsewhere."""
    return {
        "type": "object",
        "description": where,
        "properties": {"format": {"const": form}, "as_of": {"type": "string", "format": "date"}},
        "required": ["format", "as_of"],
        "additionalProperties": True,
    }


def of_json(
    parameters: Sequence[Parameter], schema: Mapping[str, Any], *, is_page: bool = False
) -> dict[str, Any]:
    """Return what OpenAPI says of an operation that answers with JSON."""
    content = {JSON: {"schema": schema}}
    return _operation(parameters, content, _HEADERS | (_LINK if is_page else {}))


def of_file(parameters: Sequence[Parameter], form: str, table: str) -> dict[str, Any]:
    """Return what OpenAPI says of an operation that sends a file."""
    media, names = FILES[form].partition(";")[0], BY_NAME[table].names
    schema: dict[str, Any] = {"type": "string"}
    if form != "csv":
        return _operation(parameters, {media: {"schema": {**schema, "contentMediaType": media}}}, _HEADERS)
    return _operation(parameters, {media: {"schema": schema, "example": ",".join(names)}}, _HEADERS)


def _operation(
    parameters: Sequence[Parameter], content: Mapping[str, Any], headers: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "parameters": [{"$ref": f"#/components/parameters/{each.name}"} for each in parameters],
        "responses": {
            200: {"description": "The answer.", "headers": headers, "content": content},
            **refusals(READING),
        },
    }


def _parameter(each: Parameter, evidence: Evidence | None) -> dict[str, Any]:
    example = each.example or ("" if evidence is None else next(iter(each.known(evidence)), ""))
    found = {
        "name": each.name,
        "in": "query",
        "required": False,
        "description": each.doc,
        "schema": dict(each.schema),
    }
    return found | ({"example": example} if example else {})


def of_page(resource: Resource, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return what OpenAPI says of an operation that answers with a page of rows."""
    return of_json(parameters, page_schema(ref(resource.one.capitalize())), is_page=True)


def of_item(resource: Resource, parameters: Sequence[Parameter], *, with_review: bool) -> dict[str, Any]:
    """Return what OpenAPI says of an operation that answers with one row."""
    review = told_schema("haidang-target/1", "As `haidang target show ID --format json` writes it.")
    more = {"review": review} if with_review else {}
    return of_json(parameters, item_schema(ref(resource.one.capitalize()), **more))


def _parameters(evidence: Evidence | None) -> Mapping[str, Mapping[str, Any]]:
    known = (AS_OF, REV, LANG, LIMIT, CURSOR, *(one for each in RESOURCES for one in each.parameters))
    return {each.name: _parameter(each, evidence) for each in known}


def document(
    api: NinjaAPI, prefix: str, examples: Mapping[str, Mapping[str, Any]], evidence: Evidence | None
) -> dict[str, Any]:
    """
    Return the OpenAPI document.

    Parameters
    ----------
    api
        The operations.
    prefix
        The address below which they stand.
    examples
        An answer of operations, by their identifier.
    evidence
        The data that is loaded, for further examples; None without any.
    """
    found: dict[str, Any] = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix=prefix))
    )  # the library shares its parts
    found["components"] = {
        "schemas": SCHEMAS,
        "responses": RESPONSES,
        "parameters": _parameters(evidence),
        "securitySchemes": SECURITY,
    }
    del found["servers"]
    for operation in operations(found):
        example = examples.get(operation["operationId"])
        if example is not None:
            answer_of(operation)["content"][JSON]["example"] = example
        for each in operation["parameters"]:
            if each.get("in") == "path":
                each.setdefault("description", "Its identifier.")
                each["schema"] = {"type": "string", "minLength": 1, **_FORMAT.get(each["name"], {})}
                if example is not None:
                    each["example"] = next(iter(example.get("item", example).values()))
    return found


def operations(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the operations of a document."""
    for methods in found["paths"].values():
        yield from methods.values()


def answer_of(operation: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an operation answers when all is well."""
    answer: dict[str, Any] = next(
        each for status, each in operation["responses"].items() if status.startswith("2")
    )
    return answer
