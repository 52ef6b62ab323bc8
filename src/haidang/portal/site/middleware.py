"""What every answer carries, and what becomes of problems on the way."""

from __future__ import annotations

from collections.abc import Callable

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from haidang.base.errors import HaidangError
from haidang.base.text import say
from haidang.portal.reading.problems import UnreadyError, find_many_parameters
from haidang.portal.site.answers import tell_problem
from haidang.portal.site.caching import is_text, takes_gzip
from haidang.portal.site.embedding import is_embed, let_frame

Next = Callable[[HttpRequest], HttpResponseBase]

# no script and no style stands in a page; what it loads, and whom it asks, is the portal itself
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = ", ".join(
    f"{each}=()"
    for each in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
)


def headers(get_response: Next) -> Next:
    """Give every page its headers, and an answer to HEAD no content."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if is_embed(request):
            let_frame(response)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            length = response.headers.get("Content-Length", str(len(response.content)))
            response.content = b""
            response.headers["Content-Length"] = length
        return response

    return middleware


class Compression(GZipMiddleware):
    """Compress what is text; pictures and workbooks are compressed by their own form."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress an answer where the reader takes it so and something is gained."""
        if not (is_text(response.headers.get("Content-Type", "")) and takes_gzip(request)):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


class Problems:
    """Tell what a view raised."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the request on, unless it asks for more than any page takes."""
        many = find_many_parameters(request)
        return tell_problem(request, many) if many is not None else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what can be told; a defect of ours is left to Django, which records it."""
        if isinstance(exception, HaidangError):
            return tell_problem(request, exception)
        if isinstance(exception, (OperationalError, InterfaceError)):
            problem = say("The database does not answer.")
            return tell_problem(request, UnreadyError(problem, say("Try again in a minute.")))
        return None
