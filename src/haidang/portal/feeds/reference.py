"""
The API described: the OpenAPI document for programs, and the same as a page for people.

The page is made here from the document, and is read without JavaScript. Descriptions are in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html, format_html_join

from haidang.base.text import Said, say
from haidang.core.pack.known_rows import known_cells
from haidang.core.review.lines import list_visible
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.files.reports.json_form import json_text
from haidang.flows.finding import settle_day
from haidang.portal.feeds.answers import JSON, as_json
from haidang.portal.feeds.api import api
from haidang.portal.feeds.describing import answer_of, document
from haidang.portal.feeds.entry_schemas import ENTRY_EXAMPLES
from haidang.portal.feeds.problems import TITLES, language_of
from haidang.portal.feeds.refusals import REFUSALS
from haidang.portal.feeds.schemas import row_data
from haidang.portal.feeds.tables import RESOURCES, TARGET
from haidang.portal.feeds.told import odds_items, revision_data
from haidang.portal.reading.caching import SHORT
from haidang.portal.reading.problems import UnreadyError
from haidang.portal.reading.source import Source, evidence_at, today
from haidang.portal.registry.queries import get_revision
from haidang.telling.teller import teller

_TOLD = {"review": "haidang-review/1", "scores": "haidang-score/1"}
_WORDS: Mapping[str, Said] = {
    "brand": say("Haidang"),
    "title": say("The data for programs (API)"),
    "tongues_title": say("Language"),
    "skip": say("Skip to the content"),
    "lead": say("Everything that is public, read without a key."),
    "openapi_label": say("Description for programs (OpenAPI)"),
    "contents": say("What there is"),
    "rules": say("What holds for all"),
    "language_note": say("What follows is written in English."),
    "address": say("Address"),
    "what": say("What"),
    "parameter": say("Parameter"),
    "meaning": say("Meaning"),
    "allowed": say("Allowed"),
    "example": say("Example"),
    "answer": say("Answer"),
    "problems": say("Problems"),
    "status": say("Status"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter, for people."""

    name: str
    doc: str
    allowed: str
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    """The operations on one thing."""

    name: str
    doc: str
    ways: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...]
    example: str
    answer: str


def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django hands it in
    """Return the OpenAPI document."""
    response = as_json(_document())
    response.headers["Cache-Control"] = SHORT
    return response


def reference(request: HttpRequest) -> HttpResponse:
    """Return the page that describes the API."""
    t = teller(language_of(request))
    context = {
        **{name: t(said) for name, said in _WORDS.items()},
        "language": t.language,
        "tongues": settings.LANGUAGES,
        "home": f"/{t.language}/",
        "openapi": reverse("feeds:openapi"),
        "root": request.build_absolute_uri(reverse("feeds:reference")),
        "groups": list(_groups(_document(), request)),
        "refusals": [(int(status), t(TITLES[status]), _marked(text)) for status, text in REFUSALS.items()],
    }
    response = HttpResponse(
        render_to_string("feeds/reference.html", context), headers={"Content-Language": t.language}
    )
    response.headers["Cache-Control"] = SHORT
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _document() -> dict[str, Any]:
    try:
        source = evidence_at(None)
    except UnreadyError:  # without data it is described without examples
        return document(api, reverse("feeds:reference"), {}, None)
    return _with_examples(source.revision, source.content_hash, today())


@lru_cache(maxsize=2)
def _with_examples(revision: int, _content_hash: str, day: date) -> dict[str, Any]:
    source = evidence_at(revision)
    return document(api, reverse("feeds:reference"), dict(_examples(source, day)), source.evidence)


def _examples(source: Source, day: date) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield an answer of each operation that answers with rows: the first row that is known."""
    state = {"as_of": day.isoformat(), "revision": source.revision, "content_sha256": source.content_hash}
    for resource in RESOURCES:
        table = resource.table
        known = known_cells(table, source.evidence, day)
        rows = source.rows(table.name).values_list(*table.names)
        cells = next(filter(None, (known(tuple(row)) for row in rows.iterator(chunk_size=100))), None)
        if cells is None:
            continue
        row, path = row_data(table, cells, source.evidence), f"{reverse('feeds:reference')}{table.name}"
        head = {**state, "address": f"{path}?as_of={day}&rev={source.revision}"}
        yield f"list_{table.name}", {**head, "items": [row], "next": None}
        if resource.by is not None:
            review = {"format": "haidang-target/1", "as_of": day.isoformat()}
            yield (
                f"get_{resource.one}",
                {**head, "item": row, **({"review": review} if resource.by is TARGET else {})},
            )
    for name, form in _TOLD.items():
        yield f"get_{name}", {"format": form, "as_of": day.isoformat()}
    yield from ENTRY_EXAMPLES.items()
    yield "get_odds", {**_odds(source, day), "next": None}
    found = revision_data(get_revision(source.revision), source.sight)
    head = {key: found[key] for key in ("revision", "content_sha256")}
    yield "get_revisions", {**head, "items": [found], "next": None}


def _odds(source: Source, today: date) -> dict[str, Any]:
    """Return the odds of the first target as of the day of the review."""
    evidence, records = source.evidence, RecordedOdds(source.evidence)
    day = settle_day(evidence, None, today).day
    targets = list_visible(evidence.targets(), evidence.documents(), day)[:1]
    return {
        "as_of": day.isoformat(),
        "revision": source.revision,
        "content_sha256": source.content_hash,
        "address": f"{reverse('feeds:reference')}odds?as_of={day}&rev={source.revision}",
        "recorded_days": [each.isoformat() for each in records.days],
        "items": odds_items(records, targets, day),
    }


def _groups(found: Mapping[str, Any], request: HttpRequest) -> Iterator[Group]:
    by_tag: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            by_tag.setdefault(operation["tags"][0], []).append((method, path, operation))
    for tag, own in by_tag.items():
        method, path, first = own[0]
        address = request.build_absolute_uri(path)
        yield Group(
            tag,
            _marked(first["description"]),
            tuple((f"{each_method.upper()} {where}", each["summary"]) for each_method, where, each in own),
            tuple(_parameter(each, found) for each in first["parameters"]),
            f"curl '{address}{_query(tag, first)}'" if method == "get" else _written(address, first),
            _answer(first),
        )


def _parameter(given: Mapping[str, Any], found: Mapping[str, Any]) -> Parameter:
    each = given if "name" in given else found["components"]["parameters"][given["$ref"].rpartition("/")[2]]
    schema = each["schema"]
    if "enum" in schema:
        allowed = ", ".join(schema["enum"])
    elif "minimum" in schema:
        allowed = f"{schema['minimum']} … {schema['maximum']}"
    else:
        allowed = {"date": "YYYY-MM-DD", "uuid": "UUID"}.get(schema.get("format", ""), "")
    return Parameter(each["name"], _marked(each["description"]), allowed, each.get("example", ""))


def _written(address: str, operation: Mapping[str, Any]) -> str:
    """Return how a message is sent."""
    message = json_text(operation["requestBody"]["content"][JSON]["example"]).strip()
    headers = ("Authorization: Bearer TOKEN", "Idempotency-Key: UUID", f"Content-Type: {JSON}")
    return "".join((f"curl -X POST '{address}'", *(f" -H '{each}'" for each in headers), f" -d '{message}'"))


def _marked(text: str) -> str:
    """Return a description as HTML: what stands between backticks is code."""
    pieces = (
        format_html("<code>{}</code>" if place % 2 else "{}", piece)
        for place, piece in enumerate(text.split("`"))
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _query(tag: str, operation: Mapping[str, Any]) -> str:
    """Return what narrows a request to what its example shows."""
    example = answer_of(operation)["content"][JSON].get("example", {})
    narrowed = next((each.narrowed for each in RESOURCES if each.name == tag), {})
    query = {"as_of": example["as_of"]} if "as_of" in example else {}
    if example.get("items") and narrowed:
        column = next(iter(narrowed))
        query[narrowed[column].name] = example["items"][0][column]
    return f"?{urlencode(query)}" if query else ""


def _answer(operation: Mapping[str, Any]) -> str:
    content = answer_of(operation)["content"]
    example = content.get(JSON, {}).get("example")
    return "" if example is None else json_text(example)
