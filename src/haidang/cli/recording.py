"""Recording forecasts in a pack: open, forecast, add rows, check, write whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from haidang.cli.options import today
from haidang.cli.setting import place_of

if TYPE_CHECKING:
    from haidang.core.forecast.options import Options


def store(
    pack: str, days: Sequence[date], options: Options, copy: Path | None, *, in_place: bool
) -> tuple[int, Path]:
    """Return how many forecasts were added and the folder they were written to."""
    from haidang.core.pack.rows import recorded_row
    from haidang.files.editing import add_rows, check
    from haidang.files.evidence import PackEvidence
    from haidang.files.packs import find_folder, open_content, refuse_filled, render, write_folder
    from haidang.flows.recording import record

    folder = find_folder(pack)
    target = place_of(folder, pack, copy, in_place=in_place, suffix="recorded")
    if not in_place:
        refuse_filled(target)
    evidence = PackEvidence(open_content(folder))
    found = record(evidence, days, today=today(), options=options)
    content = add_rows(evidence.content, "forecasts", [recorded_row(each) for each in found])
    files = render(check(content, str(target)))
    old = [path for path in content.files.values() if path not in files] if in_place else []
    write_folder(files, target, replace=old)
    return len(found), target
