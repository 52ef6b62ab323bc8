"""The gate of the API: which methods its addresses take, how many requests, who may read it, and in which form it refuses."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from haidang.portal.feeds.problems import MEDIA, TooManyError, tell, tell_status
from haidang.portal.feeds.rates import Buckets
from haidang.portal.reading.problems import MethodError, find_many_parameters

Next = Callable[[HttpRequest], HttpResponseBase]

PREFIX = "/api/"
METHODS = ("GET", "HEAD", "OPTIONS")
ENTRIES = "/api/v1/entries"
"""The one address that is written to; what stands below it is for the machine that wrote it."""
_WRITTEN = ("POST", "OPTIONS")
_DAY_S = 86_400
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Retry-After",
}
_BEFORE = {
    "Allow": ", ".join(METHODS),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": str(_DAY_S),
}


@cache
def buckets() -> Buckets:
    """Return the buckets of this process."""
    return Buckets(settings.ENVIRONMENT.api_rate)


def gate(get_response: Next) -> Next:
    """Let requests for the API through, within its bounds; leave all others alone."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        response = _answer(request, get_response)
        if not _is_of_machines(request):
            for name, value in _HEADERS.items():
                response.headers[name] = value
        return response

    return middleware


def _answer(request: HttpRequest, get_response: Next) -> HttpResponseBase:
    method = request.method or ""
    methods = _WRITTEN if request.path_info == ENTRIES else METHODS
    if method not in methods:
        return tell(request, MethodError(method, methods))
    if method == "OPTIONS":
        before = {"Allow": ", ".join(methods)} if _is_of_machines(request) else _BEFORE
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=before)
    wait_s = buckets().take(address_of(request))
    if wait_s:
        return tell(request, TooManyError(wait_s))
    many = find_many_parameters(request)
    if many is not None:
        return tell(request, many)
    if method == "HEAD":  # GET without the content
        request.method = "GET"
    response = get_response(request)
    request.method = method
    if response.status_code >= HTTPStatus.BAD_REQUEST and response.headers.get("Content-Type") != MEDIA:
        response = tell_status(request, response.status_code)  # what came from elsewhere is a page
    if method == "HEAD" and isinstance(response, StreamingHttpResponse):
        response.streaming_content = iter(())
    return response


def _is_of_machines(request: HttpRequest) -> bool:
    """Return whether a request is for what machines write: pages of other sites read none of it."""
    return request.path_info == ENTRIES or request.path_info.startswith(f"{ENTRIES}/")


def address_of(request: HttpRequest) -> str:
    """Return the address of the reader: behind a proxy the one that the proxy itself saw, which it names last."""
    if settings.ENVIRONMENT.is_behind_proxy:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
