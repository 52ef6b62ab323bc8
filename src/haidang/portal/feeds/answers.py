"""From a request to a response: reading it, what the reader's program takes, and what caches may keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from haidang.files.reports.json_form import json_text
from haidang.portal.feeds.asking import Asked, read_request
from haidang.portal.feeds.parameters import Parameter
from haidang.portal.feeds.problems import FormUnknownError
from haidang.portal.reading.caching import NEVER, changed_at, is_personal, kept_for, tag_of

JSON = "application/json"


def respond(
    request: HttpRequest,
    parameters: Sequence[Parameter],
    make: Callable[[Asked], HttpResponseBase],
    media: str = JSON,
    *,
    is_told: bool = False,
    is_of_review: bool = False,
) -> HttpResponseBase:
    """
    Answer a request; by its tag alone where the reader has the answer.

    Parameters
    ----------
    request
        The request.
    parameters
        All that it may give.
    make
        Makes the answer.
    media
        What the answer is sent as.
    is_told
        Whether it depends on the language.
    is_of_review
        As in `Asked`.
    """
    if not request.accepts(media.partition(";")[0]):
        raise FormUnknownError(request.headers.get("Accept", ""), media.partition(";")[0])
    asked = read_request(request, parameters, is_of_review=is_of_review)
    language = asked.t.language if is_told else ""
    day = "" if asked.is_settled else asked.today.isoformat()
    tag = tag_of(asked.source, request.build_absolute_uri(), media, language, day)
    changed = changed_at(asked.source, asked.today, is_settled=asked.is_settled).timestamp()
    response = get_conditional_response(request, etag=tag, last_modified=int(changed)) or make(asked)
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = http_date(changed)
    kept = kept_for(asked.source, is_settled=asked.is_settled)
    response.headers["Cache-Control"] = NEVER if is_personal(request) else kept
    if is_told:
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
    return response


def as_json(data: dict[str, object]) -> HttpResponse:
    """Return data as a response."""
    return HttpResponse(json_text(data), content_type=JSON)
