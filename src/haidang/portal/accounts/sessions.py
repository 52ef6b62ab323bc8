"""
How long somebody stays signed in: some hours without a request, and no longer than a working day.

Django ends a session by its last write, so a request of the desk writes it anew, though not every time.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

LONGEST_S = 12 * 60 * 60
_TOUCHED_EVERY_S = 5 * 60
_PLACES = ("/desk/", "/accounts/")
_SINCE, _SEEN = "signed_in_at", "seen_at"

Next = Callable[[HttpRequest], HttpResponseBase]


def is_of_persons(request: HttpRequest) -> bool:
    """Return whether a request is for the desk or an own account, and not for a page of the public."""
    return request.path_info.startswith(_PLACES)


def begin(request: HttpRequest) -> None:
    """Note in a session that somebody signed in just now."""
    request.session[_SINCE] = request.session[_SEEN] = time.time()


def limits(get_response: Next) -> Next:
    """End sessions that have lasted too long, and keep the others alive; a page of the public asks for none."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if is_of_persons(request) and request.user.is_authenticated:
            now, session = time.time(), request.session
            if now - session.get(_SINCE, 0) > LONGEST_S:
                logout(request)
            elif now - session.get(_SEEN, 0) > _TOUCHED_EVERY_S:
                session[_SEEN] = now
        return get_response(request)

    return middleware
