"""How operations refuse, as OpenAPI and the page for people say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from haidang.portal.feeds.problems import MEDIA
from haidang.portal.feeds.schemas import ref

REFUSALS: Mapping[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: "A parameter, or a part of a message, cannot be used; `errors` names each.",
    HTTPStatus.UNAUTHORIZED: "Writing takes the token of a machine, and none that counts was shown.",
    HTTPStatus.FORBIDDEN: "The machine does not enter for this body.",
    HTTPStatus.NOT_FOUND: "What is named is not held, or was not known on the day.",
    HTTPStatus.METHOD_NOT_ALLOWED: "A method that the address does not take; all but `entries` take GET, HEAD and OPTIONS.",
    HTTPStatus.NOT_ACCEPTABLE: "The header `Accept` asks for another form than the one of this address.",
    HTTPStatus.CONFLICT: "Another entry about the same thing is on its way, or the key was used for another message.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "A message with more bytes or rows than are taken at once.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "A message that is not sent as JSON.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Rows have defects; `errors` names each with its row and column. Nothing was written.",
    HTTPStatus.TOO_MANY_REQUESTS: "More requests than one address, or one machine, may send; `Retry-After` says when to go on.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "A defect of the portal.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Nothing is loaded, the database does not answer, or too many files are being sent.",
}
RESPONSES: Mapping[str, Mapping[str, Any]] = {
    "304": {"description": "The reader has the answer already (`If-None-Match`, `If-Modified-Since`)."},
    **{
        str(int(status)): {"description": text, "content": {MEDIA: {"schema": ref("Problem")}}}
        for status, text in REFUSALS.items()
    },
}
"""All of them, by status."""
_ALWAYS = ("405", "429", "500", "503")
READING = ("304", "400", "404", "406", *_ALWAYS)
ENTERING = ("400", "401", "403", "409", "413", "415", "422", *_ALWAYS)
OWN_ENTRY = ("401", "404", *_ALWAYS)


def refusals(statuses: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return how an operation refuses."""
    return {each: {"$ref": f"#/components/responses/{each}"} for each in sorted(statuses)}
