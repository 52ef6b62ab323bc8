"""
The operations: their addresses, what they take, what answers them.

Imported with the addresses, once the settings stand: the library cannot be imported before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI

from haidang.base.errors import HaidangError
from haidang.base.text import say
from haidang.portal.feeds import entering, told
from haidang.portal.feeds.answers import JSON, respond
from haidang.portal.feeds.asking import Asked
from haidang.portal.feeds.describing import (
    ODDS_PAGE,
    REVISION_PAGE,
    of_file,
    of_item,
    of_json,
    of_page,
    told_schema,
)
from haidang.portal.feeds.entry_schemas import of_entering, of_entry
from haidang.portal.feeds.files import MEDIA, send
from haidang.portal.feeds.pages import item, page
from haidang.portal.feeds.parameters import AS_OF, CURSOR, LANG, LIMIT, REV, Parameter
from haidang.portal.feeds.problems import tell
from haidang.portal.feeds.tables import AREA, DOCUMENT, INDICATOR, RESOURCES, TARGET, Resource
from haidang.portal.reading.problems import UnreadyError

_STATE = (AS_OF, REV, LANG)
_PAGED = (LIMIT, CURSOR)
_REVIEW = "As of the day of the review when no day is asked for."
_TODAY = "As of today when no day is asked for."

api = NinjaAPI(
    title="Haidang",
    version="1",
    description=(
        "What a city promised, what the evidence shows, how likely each promise is: read without a key. "
        "Every answer names the day as of which it stands, the revision of the data, and the address that gives it for ever."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)


@api.exception_handler(HaidangError)
def _told(request: HttpRequest, error: HaidangError | type[HaidangError]) -> HttpResponse:
    if isinstance(error, type):  # the library's types allow it
        raise error
    return tell(request, error)


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _silent(request: HttpRequest, _error: object) -> HttpResponse:
    problem = say("The database does not answer.")
    return tell(request, UnreadyError(problem, say("Try again in a minute.")))


def _list(resource: Resource) -> None:
    """Add the operations of a table: pages, one row, files."""
    parameters = (*resource.parameters, *_STATE)
    name = resource.name

    def show_page(request: HttpRequest) -> HttpResponseBase:
        return respond(request, (*parameters, *_PAGED), lambda asked: page(asked, resource))

    api.get(
        f"/{name}",
        operation_id=f"list_{name}",
        summary=f"{name.capitalize()}, in pages",
        description=f"{resource.table.doc} {_TODAY}",
        tags=[name],
        openapi_extra=of_page(resource, (*parameters, *_PAGED)),
    )(show_page)
    for form, media in MEDIA.items():
        _file(resource, parameters, form, media)
    if resource.by is not None:
        _item(resource)


def _file(resource: Resource, parameters: Sequence[Parameter], form: str, media: str) -> None:
    def show_file(request: HttpRequest) -> HttpResponseBase:
        return respond(request, parameters, lambda asked: send(asked, resource, form), media)

    api.get(
        f"/{resource.name}.{form}",
        operation_id=f"{resource.name}_{form}",
        summary=f"All {resource.name} as {'CSV' if form == 'csv' else 'Parquet'}",
        description=f"{resource.table.doc} Every row that is asked for, in the columns of a city pack. {_TODAY}",
        tags=[resource.name],
        openapi_extra=of_file(parameters, form, resource.name),
    )(show_file)


def _item(resource: Resource) -> None:
    is_target = resource.by is TARGET

    def show_item(request: HttpRequest, name: str) -> HttpResponseBase:
        def make(asked: Asked) -> HttpResponse:
            return told.target(asked, resource, name) if is_target else item(asked, resource, name)

        return respond(request, _STATE, make, is_told=is_target)

    more = " With its three statuses, and the figures they rest on." if is_target else ""
    api.get(
        f"/{resource.name}/{{name}}",
        operation_id=f"get_{resource.one}",
        summary=f"One {resource.one}",
        description=f"By its identifier.{more} {_TODAY}",
        tags=[resource.name],
        openapi_extra=of_item(resource, _STATE, with_review=is_target),
    )(show_item)


def _tell(
    name: str,
    summary: str,
    make: Callable[[Asked], HttpResponse],
    parameters: Sequence[Parameter],
    extra: dict[str, object],
    description: str,
) -> None:
    """Add an operation that answers with a result."""

    def show(request: HttpRequest) -> HttpResponseBase:
        return respond(request, parameters, make, JSON, is_told=True, is_of_review=True)

    api.get(
        f"/{name}",
        operation_id=f"get_{name}",
        summary=summary,
        description=description,
        tags=[name],
        openapi_extra=extra,
    )(show)


def _enter(request: HttpRequest) -> HttpResponseBase:
    return entering.answer(request, lambda machine: entering.enter(request, machine))


def _find_entry(request: HttpRequest, key: str) -> HttpResponseBase:
    return entering.answer(request, lambda machine: entering.find(key, machine))


for _each in RESOURCES:
    _list(_each)

api.post(
    "/entries",
    response={HTTPStatus.CREATED: None},
    operation_id="enter_rows",
    summary="Enter rows, for persons to check and publish",
    description="All or none. A machine checks and publishes nothing: what it enters waits for persons at the desk.",
    tags=["entries"],
    openapi_extra=of_entering(),
)(_enter)
api.get(
    "/entries/{key}",
    url_name="get_entry",
    operation_id="get_entry",
    summary="What became of a row that the machine entered",
    description="Where it stands, and its steps.",
    tags=["entries"],
    openapi_extra=of_entry(),
)(_find_entry)

_tell(
    "review",
    "The review of a document",
    told.review,
    (DOCUMENT, AREA, *_STATE),
    of_json(
        (DOCUMENT, AREA, *_STATE),
        told_schema("haidang-review/1", "As `haidang review --format json` writes it (docs/review-json.md)."),
    ),
    f"What was promised and what the evidence shows, with the odds that are recorded. {_REVIEW}",
)
_tell(
    "odds",
    "The odds of targets",
    told.odds,
    (TARGET, DOCUMENT, INDICATOR, AREA, *_STATE, *_PAGED),
    of_json((TARGET, DOCUMENT, INDICATOR, AREA, *_STATE, *_PAGED), ODDS_PAGE, is_page=True),
    f"Those recorded as of the day from this very data, and what the figures have decided. {_REVIEW}",
)
_tell(
    "scores",
    "How the recorded forecasts did",
    told.scores,
    _STATE,
    of_json(_STATE, told_schema("haidang-score/1", "As `haidang score --format json` writes it.")),
    "Scores of odds and of forecast values against what became public later, with baselines and cases.",
)
_tell(
    "revisions",
    "The revisions of the data",
    told.revisions,
    (REV, LANG, *_PAGED),
    of_json((REV, LANG, *_PAGED), REVISION_PAGE, is_page=True),
    "Every loading of the data and every recording of forecasts, the first one first, up to the one asked for.",
)
