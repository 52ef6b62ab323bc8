"""The address without a language: on to the one that the reader's browser asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from haidang.portal.reading.asking import preferred
from haidang.portal.reading.problems import MethodError
from haidang.portal.site.asking import PARAMETERS, address
from haidang.portal.site.paging import METHODS


def start(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the overview in the reader's language."""
    if request.method not in METHODS:
        raise MethodError(request.method or "", METHODS)
    names = {key: request.GET.get(key, "") for key in PARAMETERS}
    response = HttpResponseRedirect(address("overview", preferred(request), names))
    patch_vary_headers(response, ["Accept-Language"])
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
