"""Which methods an address takes, where nothing else says it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from haidang.portal.reading.problems import MethodError

View = Callable[..., HttpResponseBase]


def takes(*methods: str) -> Callable[[View], View]:
    """
    Let a view be asked by some methods alone; another one is answered with 405 and those.

    Parameters
    ----------
    methods
        Those that it takes.
    """

    def limit(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method not in methods:
                raise MethodError(request.method or "", methods)
            return view(request, *args, **kwargs)

        return limited

    return limit
