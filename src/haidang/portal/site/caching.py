"""
What is kept of answers, here and by others: tags, days of change, and the bodies that were made last.

A body is kept in the memory of the process under its tag, so that what never changes is made once. An answer to somebody
who is logged in is kept nowhere.
"""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from haidang.portal.reading.caching import NEVER, changed_at, is_personal, kept_for, tag_of
from haidang.portal.site.asking import Asked

KEPT_BYTES = 64 * 2**20
_STYLES = ("report.css", "site/portal.css", "site/icon.svg", "vendor/htmx.min.js")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", re.IGNORECASE)
_TEXTS = ("text/", "application/json", "application/problem+json", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class Body:
    """
    The content of an answer.

    Attributes
    ----------
    content
        As it is.
    media
        Its media type.
    headers
        What goes with it.
    zipped
        The same compressed by gzip; empty where that gains nothing.
    """

    content: bytes
    media: str
    headers: Mapping[str, str] = field(default_factory=dict)
    zipped: bytes = b""

    @property
    def size(self) -> int:
        """Bytes that it takes in memory."""
        return len(self.content) + len(self.zipped)


class Bodies:
    """
    The bodies that were asked for last, shared by the threads of a process.

    Parameters
    ----------
    limit
        How many bytes they may take together.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[str, Body] = OrderedDict()
        self._size = 0
        self._sight = ""
        self._lock = Lock()

    def see(self, stamp: str) -> None:
        """Forget everything once the public sees something else than before: what was removed stays in no memory."""
        with self._lock:
            if stamp != self._sight:
                self._kept.clear()
                self._size, self._sight = 0, stamp

    def get(self, tag: str) -> Body | None:
        """Return what is kept under a tag, and keep it longer."""
        with self._lock:
            found = self._kept.get(tag)
            if found is not None:
                self._kept.move_to_end(tag)
            return found

    def put(self, tag: str, body: Body) -> None:
        """Keep a body; those not asked for longest go."""
        with self._lock:
            old = self._kept.pop(tag, None)
            self._size += body.size - (old.size if old is not None else 0)
            self._kept[tag] = body
            while self._size > self._limit:
                _, gone = self._kept.popitem(last=False)
                self._size -= gone.size


BODIES = Bodies(KEPT_BYTES)


def respond(asked: Asked, make: Callable[[], Body], beside: datetime | None = None) -> HttpResponseBase:
    """
    Answer a request: by its tag alone where the reader has the answer, with what is kept, or with what is made now.

    Parameters
    ----------
    asked
        The request.
    make
        Makes the content of the answer.
    beside
        When that changed last which it shows beside the evidence; None for nothing.
    """
    if is_personal(asked.request):
        response = _response(make())
        response.headers["Cache-Control"] = NEVER
        return response
    day = "" if asked.is_settled else asked.today.isoformat()
    more = () if beside is None or asked.is_settled else (beside.isoformat(),)
    tag = tag_of(asked.source, *_styles(), *asked.key, day, *more)
    changed = changed_at(asked.source, asked.today, is_settled=asked.is_settled)
    if beside is not None and not asked.is_settled:
        changed = max(changed, beside)
    found = get_conditional_response(asked.request, etag=tag, last_modified=int(changed.timestamp()))
    BODIES.see(asked.source.sight.stamp)
    if found is None:
        body = BODIES.get(tag)
        if body is None:
            body = _with_zipped(make())
            BODIES.put(tag, body)
        found = _sent(asked.request, body, tag)
    found.headers.setdefault("ETag", tag)
    found.headers["Last-Modified"] = http_date(changed.timestamp())
    found.headers["Cache-Control"] = kept_for(asked.source, is_settled=asked.is_settled)
    return found


@cache
def _styles() -> tuple[str, ...]:
    return tuple(static(name) for name in _STYLES)


def takes_gzip(request: HttpRequest) -> bool:
    """Whether a reader takes what is compressed by gzip; with a weight of nought it does not."""
    return _GZIP.search(request.headers.get("Accept-Encoding", "")) is not None


def is_text(media: str) -> bool:
    """Whether content of a media type is worth compressing."""
    return media.startswith(_TEXTS)


def _with_zipped(body: Body) -> Body:
    """Return a body with its compressed form; without a time in it, so that it too is always the same."""
    if not is_text(body.media):
        return body
    zipped = gzip.compress(body.content, mtime=0)
    return Body(body.content, body.media, body.headers, zipped if len(zipped) < len(body.content) else b"")


def _sent(request: HttpRequest, body: Body, tag: str) -> HttpResponse:
    """Return the answer with a body, compressed where the reader takes it so; the two forms differ in their bytes."""
    is_zipped = bool(body.zipped and takes_gzip(request))
    response = _response(body, is_zipped=is_zipped)
    if is_zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = f"W/{tag}" if is_zipped else tag
    if is_text(body.media):
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _response(body: Body, *, is_zipped: bool = False) -> HttpResponse:
    content = body.zipped if is_zipped else body.content
    return HttpResponse(content, content_type=body.media, headers=dict(body.headers))
