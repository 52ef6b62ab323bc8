"""
What stays when a pack is loaded: what the portal recorded by itself is not lost, what was removed by law does not come back.

Rows that were published here stay as they are, also where the pack has another form of them; a pack into which they do not fit is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.pack.checking import check_content
from haidang.core.pack.content import ROW, Content
from haidang.core.pack.defects import EVERY
from haidang.core.pack.part import held_frame
from haidang.core.pack.tables import BY_NAME, FORECASTS, TABLES
from haidang.files.csv_tables import canonical
from haidang.portal.registry.forecasting import with_own_forecasts
from haidang.portal.registry.mapping import Key, read_followed, write_key
from haidang.portal.registry.models import Revision, current_rows
from haidang.portal.registry.queries import read_table
from haidang.portal.registry.removed import removed_keys, with_blank_rows


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A pack with what stays of the portal's own.

    Attributes
    ----------
    content
        The pack itself where nothing stays that it does not have.
    rows
        How many rows that were published here are not in the pack, or in another form.
    """

    content: Content
    rows: int = 0


def with_own(pack: Content, current: Revision | None) -> Kept:
    """
    Return the content of a pack with what the portal itself recorded and holds at the current revision.

    Raises
    ------
    UseError
        When rows that were published here do not fit into the pack; names all of them.
    """
    removed = removed_keys()
    if current is None:
        return Kept(_with_blanks(pack, removed))
    own = _own_rows(pack, removed)
    content = _with_rows(pack, own)
    _refuse_unfit(content, own)
    content = with_own_forecasts(content)
    about = read_followed(current.description).within(content.description)
    if about != content.description:
        content = replace(content, description=about)
    return Kept(_with_blanks(content, removed), sum(rows.height for rows in own.values()))


def _own_rows(pack: Content, removed: Mapping[str, Collection[Key]]) -> Mapping[str, pl.DataFrame]:
    """Return the rows that were published here and that the pack does not have just so."""
    found = {}
    for table in TABLES:
        if table.name == FORECASTS.name:
            continue
        own = read_table(current_rows(table.name).filter(recorded_in__is_loaded=False), table.name)
        if not own.height:
            continue
        own = with_blank_rows(own, table.name, removed.get(table.name, ()))
        theirs = with_blank_rows(
            canonical(pack.frame(table.name), table), table.name, removed.get(table.name, ())
        )
        different = own.join(theirs, on=own.columns, how="anti", nulls_equal=True, maintain_order="left")
        if different.height:
            found[table.name] = different
    return found


def _with_rows(content: Content, own: Mapping[str, pl.DataFrame]) -> Content:
    """Return a content in which these rows take the place of those with the same key."""
    if not own:
        return content
    frames = dict(content.frames)
    for name, rows in own.items():
        held = canonical(content.frame(name), BY_NAME[name])
        others = held.join(
            rows, on=list(BY_NAME[name].key), how="anti", nulls_equal=True, maintain_order="left"
        )
        frames[name] = pl.concat([others, rows])
    return replace(content, frames={each.name: frames[each.name] for each in TABLES if each.name in frames})


def _with_blanks(content: Content, removed: Mapping[str, Collection[Key]]) -> Content:
    """Return a content in which rows that were removed by law are empty."""
    frames = {
        name: with_blank_rows(canonical(content.frame(name), BY_NAME[name]), name, keys)
        for name, keys in removed.items()
        if name in content.frames
    }
    return replace(content, frames={**content.frames, **frames}) if frames else content


def _refuse_unfit(content: Content, own: Mapping[str, pl.DataFrame]) -> None:
    """Refuse a content that has errors: the pack had none, so the rows that were published here do not fit into it."""
    if not own:
        return
    frames = {
        name: held_frame(BY_NAME[name], canonical(frame, BY_NAME[name]))
        for name, frame in content.frames.items()
    }
    found = check_content(replace(content, frames=frames, cap=EVERY), with_warnings=False)
    unfit = [
        say(
            "{table} {key}: {problem}",
            table=table,
            key=_key_at(frames[table], table, each.row),
            problem=each.problem,
        )
        for table in frames
        for each in found.listed
        if each.file == content.file(table)
    ]
    if unfit:
        raise _unfit(unfit)


def _unfit(rows: Iterable[Said]) -> UseError:
    return UseError(
        say("What was published at the desk does not fit into this pack: {rows}", rows=tuple(rows)),
        say("Give the pack what they refer to, or change these rows at the desk first; nothing was written."),
    )


def _key_at(frame: pl.DataFrame, table: str, row: int | None) -> str:
    found = frame.filter(pl.col(ROW) == row).row(0, named=True) if row is not None else {}
    return write_key(table, {name: str(cell) if cell is not None else None for name, cell in found.items()})
