"""
Style and pictures under names that hold their hash, straight from where they are installed.

Nothing is collected and nothing is written, so that one process and many behave alike, on a disk that cannot be
written too. A name whose hash is of an older version gives the file of today: a page kept for a year finds its style.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

_HASH = 12
_HASHED = re.compile(rf"\.[0-9a-f]{{{_HASH}}}(?=\.[a-z0-9]+$)")


@cache
def _hash_of(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:_HASH]


def _hashed(name: str, path: str) -> str:
    stem, point, ending = name.rpartition(".")
    return f"{stem}.{_hash_of(path)}.{ending}" if point else name


class HashedNames(StaticFilesStorage):
    """Gives the address of a file, with the hash of its content in it."""

    def url(self, name: str | None) -> str:
        """Return the address of a file; of one that is not installed, the name as it is."""
        path = finders.find(name or "")
        return super().url(_hashed(name, path) if name and path else name)


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves every file under its name, and for ever under its name with the hash."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve a file, or hand the request on."""
        path = request.path_info
        if path not in self.files and path.startswith(self.static_prefix):
            file = self.files.get(_HASHED.sub("", path))
            if file is not None:
                response: HttpResponseBase = self.serve(file, request)
                return response
        answer: HttpResponseBase = super().__call__(request)
        return answer

    def add_file_to_dictionary(
        self, url: str, path: str, stat_cache: dict[str, os.stat_result] | None = None
    ) -> None:
        """Add a file under both its names."""
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        super().add_file_to_dictionary(_hashed(url, path), path, stat_cache=stat_cache)
