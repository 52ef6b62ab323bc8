"""
From a request to a response: reading it, asking, drawing it in the form asked for, and what caches may keep.

The same content, address and language give the same bytes; their tag is known before anything is computed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.cache import get_conditional_response

from haidang import __version__
from haidang.files.reports.forms import draw
from haidang.portal.site.asking import FORMS, Answer, Asked, read_request
from haidang.portal.site.frame import draw_page, with_notes
from haidang.portal.site.problems import MethodError

METHODS = ("GET", "HEAD")
STYLES = ("report.css", "site/portal.css", "site/icon.svg", "vendor/htmx.min.js")
_SHORT = "public, max-age=60"
_LONG = "public, max-age=31536000, immutable"

View = Callable[..., HttpResponseBase]


def page(*names: str) -> Callable[[Callable[..., Answer]], View]:
    """
    Make a view of a function that answers what was asked.

    Parameters
    ----------
    names
        What the page takes after its path, besides day and revision.
    """

    def make(answer: Callable[..., Answer]) -> View:
        @wraps(answer)
        def view(request: HttpRequest, language: str, form: str = "", **path: str) -> HttpResponseBase:
            if request.method not in METHODS:
                raise MethodError(request.method or "", METHODS)
            if form == ".html":
                return _to_page(request)
            asked = read_request(request, language, form.removeprefix("."), names)
            tag = _tag(asked)
            response = get_conditional_response(request, etag=tag)
            if response is None:
                response = _draw(asked, answer(asked, **path))
            response.headers["ETag"] = tag
            response.headers["Cache-Control"] = _LONG if asked.is_settled else _SHORT
            return response

        return view

    return make


def _to_page(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Lead from the name with `.html` to the one without: a page has one address."""
    query = request.META.get("QUERY_STRING", "")
    path = request.path.removesuffix(".html")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _tag(asked: Asked) -> str:
    parts = (
        __version__,
        *(static(name) for name in STYLES),
        asked.source.content_hash,
        str(asked.source.revision),
        asked.request.build_absolute_uri(),
        asked.language,
        "" if asked.is_settled else asked.today.isoformat(),
    )
    return f'"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def _draw(asked: Asked, answer: Answer) -> HttpResponse:
    if not asked.form:
        return HttpResponse(draw_page(asked, answer))
    response = HttpResponse(
        draw(with_notes(answer.report, answer.notes), asked.form), content_type=FORMS[asked.form]
    )
    if asked.form == "csv":
        name = "-".join(filter(None, asked.request.path.strip("/").removesuffix(".csv").split("/")))
        response.headers["Content-Disposition"] = (
            f'attachment; filename="{name}-{answer.day.isoformat()}.csv"'
        )
    return response
