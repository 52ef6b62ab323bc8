"""What caches may keep of an answer, and how they know it again."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from haidang import __version__
from haidang.portal.reading.source import Source

SHORT = "public, max-age=60"
LONG = "public, max-age=31536000, immutable"
NEVER = "private, no-store"


def is_personal(request: HttpRequest) -> bool:
    """Whether a request says who asks: then its answer is for nobody else."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def tag_of(source: Source, *parts: str) -> str:
    """
    Return the tag of an answer, known before anything is computed: the same tag, the same bytes.

    Parameters
    ----------
    source
        What it is answered from.
    parts
        All else that it depends on.
    """
    coming = sorted(day.isoformat() for day in source.coming)
    all_parts = (__version__, source.content_hash, str(source.revision), " ".join(coming), *parts)
    return f'"{hashlib.sha256(chr(10).join(all_parts).encode()).hexdigest()[:32]}"'


def changed_at(source: Source, today: date, *, is_settled: bool) -> datetime:
    """Return when an answer changed last: with its source, and with each day where no day and revision are fixed."""
    if is_settled:
        return source.changed_at
    morning = datetime.combine(today, time.min, timezone.get_default_timezone())
    return max(source.changed_at, morning).astimezone(UTC)


def kept_for(source: Source, *, is_settled: bool) -> str:
    """Return how long caches may keep an answer; while something is withheld, none is for ever."""
    return LONG if is_settled and not source.sight.stamp else SHORT
