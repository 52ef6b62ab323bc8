"""Every page with a chart, once more for others to frame: the chart alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from haidang.portal.site.forms import EMBED
from haidang.portal.site.paging import is_page


def embed(request: HttpRequest, language: str, rest: str = "") -> HttpResponseBase:
    """Answer with the page of the address behind `/embed`, in the form for framing."""
    match = resolve(f"/{language}/{rest}")
    if not is_page(match.func) or match.kwargs.get("form"):
        raise Http404
    request.resolver_match = match  # it is that page, so its addresses are those of that page
    response: HttpResponseBase = match.func(request, **{**match.kwargs, "form": f".{EMBED}"})
    return response
