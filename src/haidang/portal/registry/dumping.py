"""Writing out what is public: the content of a revision as a city pack in canonical form."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.utils import timezone

from haidang.files.packs import refuse_filled, render, write_folder
from haidang.portal.audit.queries import list_heads
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.queries import read_content
from haidang.portal.registry.visibility import public_sight

HEAD = "audit-head.json"
"""File of a dump beside those of the pack: the head of the audit that was published last."""


def dump(folder: Path, revision: int | None = None) -> None:
    """
    Write the content of a revision, the current one when none is named, into a new folder.

    Byte for byte the canonical form of the pack that was loaded, without what is withheld, and with word of what was removed by
    law; beside it, once there is one, the head of the audit.

    Raises
    ------
    UseError
        When the folder is filled or cannot be written, nothing was ever loaded, or there is no such revision.
    """
    refuse_filled(folder)
    now = timezone.now()
    sight = public_sight(now)
    about = DatabaseEvidence(revision, sight).description()
    content = replace(read_content(revision, sight), description=about)
    write_folder({**render(content), **_head(timezone.localdate(now))}, folder)


def _head(day: date) -> dict[str, bytes]:
    for newest in list_heads(day)[:1]:
        content = {"format": "haidang-audit-head/1", "day": newest.day.isoformat(), "sha256": newest.sha256}
        return {HEAD: f"{json.dumps(content, indent=2)}\n".encode()}
    return {}
