"""
From a request to a response: reading it, asking, and drawing the answer in the form asked for.

The same content, address and language give the same bytes; what is kept of them is decided in `caching`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

from haidang.portal.reading.problems import MethodError
from haidang.portal.site.asking import Answer, read_request
from haidang.portal.site.caching import respond
from haidang.portal.site.drawing import draw_answer
from haidang.portal.site.forms import takes

METHODS = ("GET", "HEAD")

View = Callable[..., HttpResponseBase]
_PAGES: set[Callable[..., Any]] = set()


def page(
    *names: str, repeated: tuple[str, ...] = (), beside: Callable[[], datetime | None] = lambda: None
) -> Callable[[Callable[..., Answer]], View]:
    """
    Make a view of a function that answers what was asked.

    Parameters
    ----------
    names
        What the page takes after its path, besides day and revision.
    repeated
        What it takes several times.
    beside
        When that changed last which the page shows beside the evidence; None for nothing.
    """

    def make(answer: Callable[..., Answer]) -> View:
        @wraps(answer)
        def view(request: HttpRequest, language: str, form: str = "", **path: str) -> HttpResponseBase:
            if request.method not in METHODS:
                raise MethodError(request.method or "", METHODS)
            if form == ".html":
                return _to_page(request)
            form = form.removeprefix(".")
            asked = read_request(request, language, form, (*names, *takes(form)), repeated)
            return respond(asked, lambda: draw_answer(asked, answer(asked, **path)), beside())

        _PAGES.add(view)
        return view

    return make


def is_page(view: Callable[..., Any]) -> bool:
    """Whether a view was made by `page`."""
    return view in _PAGES


def _to_page(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Lead from the name with `.html` to the one without: a page has one address."""
    query = request.META.get("QUERY_STRING", "")
    path = request.path.removesuffix(".html")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
