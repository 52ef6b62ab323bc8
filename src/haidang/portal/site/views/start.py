"""The address without a language: on to the one that the reader's browser asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers

from haidang.portal.reading.asking import preferred
from haidang.portal.reading.methods import takes
from haidang.portal.site.asking import PARAMETERS, address
from haidang.portal.site.paging import METHODS


@takes(*METHODS)
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Let every searcher in, but for days and forms without number, and for what stands in other pages."""
    lines = ("User-agent: *", "Disallow: /embed/", "Disallow: /*?", "Disallow: /api/", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@takes(*METHODS)
def icon(request: HttpRequest) -> HttpResponsePermanentRedirect:  # noqa: ARG001
    """Lead to the picture of the portal, for browsers that look for it where it used to be."""
    return HttpResponsePermanentRedirect(static("site/icon.svg"))


@takes(*METHODS)
def start(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the overview in the reader's language."""
    names = {key: request.GET.get(key, "") for key in PARAMETERS}
    response = HttpResponseRedirect(address("overview", preferred(request), names))
    patch_vary_headers(response, ["Accept-Language"])
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
