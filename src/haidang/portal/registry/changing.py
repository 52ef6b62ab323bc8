"""
Changing single rows: a new revision in which some rows are added and others have another form.

Nothing is overwritten: a row that is changed is retired, and its new form recorded, so that every earlier revision stays what it was. What
takes long, reading and hashing all content, is done before anybody is kept waiting; it counts as long as no other revision came in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl
from django.db import transaction

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.core.pack.content import Content
from haidang.core.pack.tables import BY_NAME, TABLES
from haidang.files.csv_tables import canonical
from haidang.portal.registry.closing import close_again
from haidang.portal.registry.errors import nothing_loaded
from haidang.portal.registry.forecasting import ask_for_odds
from haidang.portal.registry.mapping import Followed, Key, read_followed, read_key, write_key
from haidang.portal.registry.models import Revision, Row, current_rows
from haidang.portal.registry.queries import find_by_key, find_revision, read_content
from haidang.portal.registry.removed import refuse_removed
from haidang.portal.registry.revising import (
    hashes_of,
    lock_current,
    record_rows,
    retire_rows,
    write_revision,
)


@dataclass(frozen=True, slots=True)
class Change:
    """
    A row that is added or takes another form.

    Attributes
    ----------
    table, cells
        The row as it shall be, texts by column.
    seen
        Of a row that takes another form, which keeps its key: the number of the revision in which it was looked at; 0 for one
        that is added.
    """

    table: str
    cells: Mapping[str, str | None]
    seen: int = 0

    @property
    def key(self) -> Key:
        """The key of the row."""
        return read_key(write_key(self.table, self.cells))


class StaleError(UseError):
    """
    A row that is not as it was when it was looked at.

    Attributes
    ----------
    change
        The change of it.
    """

    def __init__(self, change: Change, problem: Said) -> None:
        super().__init__(problem, say("Look at it again, and enter it anew."))
        self.change = change


@dataclass(frozen=True, slots=True)
class Prepared:
    """
    A revision that is about to be made.

    Attributes
    ----------
    before
        The revision that it follows.
    content, hashes
        All that it will hold, and the hashes of it.
    fresh, gone
        The rows that it records, and the ids of those that it retires, by table.
    followed
        What is said at the desk of how far the data go.
    """

    before: Revision
    content: Content
    hashes: tuple[str, str]
    fresh: Mapping[str, pl.DataFrame]
    gone: Mapping[str, Sequence[int]]
    followed: Followed


def prepare_changes(changes: Sequence[Change]) -> Prepared:
    """
    Prepare a revision with changed rows; no transaction is held meanwhile.

    Parameters
    ----------
    changes
        At least one; the content with them has been checked.

    Raises
    ------
    StaleError
        When a row has changed since it was looked at, or one that is to be added is there.
    UseError
        When nothing was ever loaded.
    """
    current = find_revision()
    if current is None:
        raise nothing_loaded()
    by_table = {
        name: [each for each in changes if each.table == name] for name in {each.table for each in changes}
    }
    gone = {table: _ids_of(of) for table, of in by_table.items()}
    fresh = {table: _frame(table, of) for table, of in by_table.items()}
    held = read_content(current.number)
    frames = dict(held.frames)
    for table, rows in fresh.items():
        kept = canonical(held.frame(table), BY_NAME[table])
        others = kept.join(
            rows, on=list(BY_NAME[table].key), how="anti", nulls_equal=True, maintain_order="left"
        )
        frames[table] = pl.concat([others, rows])
    content = replace(held, frames={each.name: frames[each.name] for each in TABLES if each.name in frames})
    return Prepared(current, content, hashes_of(content), fresh, gone, read_followed(current.description))


def prepare_following(followed: Followed) -> Prepared:
    """
    Prepare a revision that says how far the data go; no transaction is held meanwhile.

    Parameters
    ----------
    followed
        What takes the place of what was said of the same tables before.

    Raises
    ------
    UseError
        When nothing was ever loaded.
    """
    current = find_revision()
    if current is None:
        raise nothing_loaded()
    held, before = read_content(current.number), read_followed(current.description)
    about = held.description
    said = Followed({**before.horizon, **followed.horizon}, followed.review_day or before.review_day)
    description = replace(
        about,
        horizon={**about.horizon, **followed.horizon},
        review_day=followed.review_day or about.review_day,
    )
    content = replace(held, description=description)
    return Prepared(current, content, hashes_of(content), {}, {}, said)


def record_prepared(prepared: Prepared, *, now: datetime) -> Revision | None:
    """
    Record a revision that was prepared, whole or not at all, and ask for the odds that it lacks.

    Parameters
    ----------
    prepared
        The revision.
    now
        The moment of recording, with its time zone.

    Returns
    -------
    revision
        The revision; None when another one came in between: then it is to be prepared anew.

    Raises
    ------
    UseError
        When one of the rows was removed by law.
    """
    with transaction.atomic():
        current = lock_current()
        if current != prepared.before:
            return None
        refuse_removed((table, key) for table, rows in prepared.fresh.items() for key in _keys(table, rows))
        revision = write_revision(
            prepared.content,
            current,
            now=now,
            hashes=prepared.hashes,
            pack_hash=prepared.before.pack_sha256,
            is_loaded=False,
            followed=prepared.followed,
        )
        for table, rows in prepared.fresh.items():
            retire_rows(table, prepared.gone[table], revision)
            record_rows(table, rows, revision)
        close_again(now)
        ask_for_odds(revision, current, now=now)
        return revision


def find_row(table: str, key: Mapping[str, str | None]) -> Row | None:
    """Return the current row with this key; empty parts of the key are null."""
    cells = zip(BY_NAME[table].key, read_key(write_key(table, key)), strict=True)
    return current_rows(table).filter(**dict(cells)).first()


def _ids_of(changes: Iterable[Change]) -> list[int]:
    """Return the ids of the rows that take another form."""
    by_key = {each.key: each for each in changes}
    table = next(iter(by_key.values())).table
    found = dict(find_by_key(current_rows(table), table, by_key, "pk", "recorded_in"))
    for key, change in by_key.items():
        if not change.seen and key in found:
            raise StaleError(change, say("The row {key} of «{table}» is there already.", **_named(change)))
        if change.seen and (key not in found or int(str(found[key][1])) > change.seen):
            raise StaleError(
                change,
                say("The row {key} of «{table}» has changed since it was looked at.", **_named(change)),
            )
    return [int(str(row_id)) for row_id, _ in found.values()]


def _named(change: Change) -> dict[str, str]:
    return {"key": ", ".join(cell for cell in change.key if cell), "table": change.table}


def _frame(table: str, changes: Iterable[Change]) -> pl.DataFrame:
    names = BY_NAME[table].names
    rows = [tuple(each.cells.get(name) or None for name in names) for each in changes]
    return pl.DataFrame(rows, schema=pl.Schema(dict.fromkeys(names, pl.String)), orient="row")


def _keys(table: str, rows: pl.DataFrame) -> Iterable[Key]:
    return rows.select(BY_NAME[table].key).iter_rows()
