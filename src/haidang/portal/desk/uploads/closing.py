"""Erasing what was handed in, once it is decided on or was left lying too long; and the rows of the audit about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from haidang.portal.audit.recording import Actor, Write, record
from haidang.portal.desk.models import Upload


def close(upload: Upload) -> None:
    """Erase bytes and rows; that it was there, and how many of its rows became entries, stays."""
    upload.state, upload.content, upload.troubles = Upload.State.DECIDED, None, "[]"
    upload.save(update_fields=["state", "content", "troubles", "taken"])
    upload.rows.all().delete()


def note(act: str, upload: Upload, fields: Mapping[str, str | None], *, by: Actor, now: datetime) -> None:
    """Record what was done with an upload."""
    record([Write(act, "uploads", str(upload.key), fields)], by=by, now=now)
