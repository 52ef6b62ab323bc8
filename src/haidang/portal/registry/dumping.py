"""Writing out what is public: the content of a revision as a city pack in canonical form."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from haidang.files.packs import refuse_filled, render, write_folder
from haidang.portal.registry.queries import read_content
from haidang.portal.registry.visibility import public_sight


def dump(folder: Path, revision: int | None = None) -> None:
    """
    Write the content of a revision, the current one when none is named, into a new folder.

    Byte for byte the canonical form of the pack that was loaded, without what is withheld.

    Raises
    ------
    UseError
        When the folder is filled or cannot be written, nothing was ever loaded, or there is no such revision.
    """
    refuse_filled(folder)
    write_folder(render(read_content(revision, public_sight(timezone.now()))), folder)
