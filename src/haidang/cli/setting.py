"""Filling in a value: open, change, check, judge before and after, write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.cli.options import today

if TYPE_CHECKING:
    from haidang.flows.setting import Setting
    from haidang.telling.report import Report


def fill(
    setting: Setting, pack: str, copy: Path | None, *, in_place: bool, as_of: date | None, lang: str
) -> tuple[Report, Path]:
    """Return the told change and the folder it was written to; nothing is written unless the result has no errors."""
    from haidang.files.editing import add_row, change_row, check
    from haidang.files.evidence import PackEvidence
    from haidang.files.packs import find_folder, open_content, refuse_filled, render, write_folder
    from haidang.flows import target as flow
    from haidang.flows.setting import change_of
    from haidang.telling.setting import tell_setting
    from haidang.telling.teller import teller

    folder = find_folder(pack)
    target = place_of(folder, pack, copy, in_place=in_place, suffix="filled")
    before = PackEvidence(open_content(folder))
    change = change_of(before, setting)
    if not in_place:
        refuse_filled(target)
    content = before.content
    if change.source:
        content = add_row(content, "sources", change.source)
    content = change_row(content, "targets", setting.target_id, change.target)
    after = PackEvidence(check(content, str(target)))
    views = [flow.run(each, setting.target_id, today=today(), as_of=as_of) for each in (before, after)]
    report = tell_setting(views[0], views[1], change.taken, before, teller(lang))
    files = render(content)
    old = [path for path in content.files.values() if path not in files] if in_place else []
    write_folder(files, target, replace=old)
    return report, target


def place_of(folder: Path, pack: str, copy: Path | None, *, in_place: bool, suffix: str) -> Path:
    """Return the folder a changed pack is written to: a copy, or the pack itself when that was asked for."""
    if not in_place:
        return copy or Path(f"{folder.resolve().name}-{suffix}")
    if copy is not None:
        raise UseError(say("--to and --in-place exclude each other."), say("Give one of them."))
    if not Path(pack).is_dir():
        raise UseError(
            say("The bundled pack is not changed in place."),
            say("Leave --in-place out: a copy is made."),
            "--in-place",
        )
    return folder
