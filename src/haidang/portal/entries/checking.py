"""
What is wrong with rows that are proposed, against what is held.

The small tables of a revision are read once and kept; of the large ones only what the rows are compared with is read. The values of figures
that are withheld are left out, so that no finding tells them; their keys are not. What was removed by law is not there at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from uuid import UUID

import polars as pl
from django.db.models import Q, QuerySet
from django.utils import timezone

from haidang.core.indicators.indicator import SeriesKey
from haidang.core.pack.checks.own_rules import series_compared
from haidang.core.pack.content import Content
from haidang.core.pack.defects import Finding
from haidang.core.pack.part import PartRow, check_part, held_frame, tidy_cells
from haidang.core.pack.tables import BY_NAME, FORECASTS, OBSERVATIONS
from haidang.portal.entries.models import Entry
from haidang.portal.entries.noting import parts
from haidang.portal.entries.proposing import PUBLIC_BY, PUBLIC_FROM, Cells, Proposed
from haidang.portal.registry.changing import find_row
from haidang.portal.registry.mapping import read_description
from haidang.portal.registry.models import Revision, Row, Withheld, WithheldRow
from haidang.portal.registry.queries import get_revision, read_table
from haidang.portal.registry.visibility import Sight, public_sight

_LARGE = (OBSERVATIONS, FORECASTS)
_KEPT = 2
_AREA = ("area_id",)
_SPANS = ("period", PUBLIC_FROM, PUBLIC_BY)  # what the validity of an area or a body is held against
_VALUES = ("value", "value_text", "bound", "note")


def find_defects(rows: Sequence[Proposed], *, day: date | None = None) -> Mapping[UUID, Sequence[Finding]]:
    """
    Return every finding of proposed rows against the current revision, by the key of the row; rows without one are left out.

    Parameters
    ----------
    rows
        What is proposed.
    day
        Day on which figures become public that do not say when; None takes the current one.
    """
    asked, part = [], []
    for row in rows:
        cells = as_published(row, day or timezone.localdate())
        if cells is not None:
            asked.append(row)
            part.append(PartRow(row.table, cells, row.replaces))
    found = check_part(_held(part), part)
    return {row.key: findings for row, findings in zip(asked, found, strict=True) if findings}


def stops(row: Proposed, findings: Sequence[Finding]) -> list[Finding]:
    """Return those findings that keep a row from going on: errors, and warnings that ask for a remark when it has none."""
    lacks_remark = not row.remark.strip()
    return [each for each in findings if each.severity == "error" or (each.asks_for_note and lacks_remark)]


def as_published(row: Proposed, day: date) -> Cells | None:
    """
    Return a row as it becomes when it is published on a day, its cells in their one form.

    None is returned of a withdrawal whose row is not there any more.
    """
    cells: dict[str, str | None] = dict(row.cells)
    if row.act == Entry.Act.WITHDRAW:
        held = find_row(row.table, row.replaces)
        if held is None:
            return None
        withdrawn_on = cells.get("withdrawn_on") or day.isoformat()
        cells = {name: getattr(held, name) for name in BY_NAME[row.table].names}
        cells["withdrawn_on"] = withdrawn_on
    elif row.table == OBSERVATIONS.name:
        cells[PUBLIC_BY] = cells.get(PUBLIC_BY) or day.isoformat()
        cells[PUBLIC_FROM] = cells.get(PUBLIC_FROM) or cells[PUBLIC_BY]
    return tidy_cells(row.table, cells)


@dataclass(frozen=True, slots=True)
class _Source:
    """A revision, and what is seen of it."""

    revision: Revision
    sight: Sight

    def rows(self, table: str) -> QuerySet[Row]:
        """Return the rows of a table."""
        return self.sight.rows(table, self.revision)


def _sight() -> Sight:
    """Return what rows are held against: all but what was removed by law."""
    closed: dict[str, set[int]] = {}
    removed = WithheldRow.objects.filter(withheld__state=Withheld.State.REMOVED)
    for table, row_id in removed.values_list("table", "row_id"):
        closed.setdefault(table, set()).add(row_id)
    return Sight(closed={table: frozenset(ids) for table, ids in closed.items()})


def _held(rows: Sequence[PartRow]) -> Content:
    """Return what the rows are held against."""
    revision = get_revision()
    small = _small_tables(revision.number, revision.content_sha256)
    source = _Source(revision, _sight())
    keys = {
        series_of(cells)
        for row in rows
        if row.table == OBSERVATIONS.name
        for cells in (row.cells, row.replaces)
    }
    figures = [_figures(source, _compared(source, small, keys))]
    rest: dict[str, list[pl.DataFrame]] = {OBSERVATIONS.name: figures, FORECASTS.name: []}
    for table, ids in _changed(small, rows):
        for large in _LARGE:
            rest[large.name] += _resting(source, large.name, table, ids)
    frames = {
        name: held_frame(BY_NAME[name], pl.concat(found, how="diagonal"))
        for name, found in rest.items()
        if found
    }
    return replace(small, frames={**small.frames, **frames})


@lru_cache(maxsize=_KEPT)
def _small_tables(number: int, content_hash: str) -> Content:  # noqa: ARG001  tells one database from another
    """Return the content of a revision without its large tables: it never changes."""
    source = _Source(get_revision(number), _sight())
    about, tables = read_description(source.revision.description)
    large = {table.name for table in _LARGE}
    frames = {
        name: held_frame(BY_NAME[name], read_table(source.rows(name), name))
        for name in tables
        if name not in large
    }
    return Content(about, frames, {})


def series_of(cells: Cells) -> SeriesKey:
    """Return the series of a figure."""
    return SeriesKey(cells.get("indicator_id") or "", cells.get("area_id") or "")


def compared_with(key: SeriesKey) -> set[SeriesKey]:
    """Return a series with those whose figures are compared with its own: what is found of them may quote one of it."""
    revision = get_revision()
    small = _small_tables(revision.number, revision.content_sha256)
    return _compared(_Source(revision, _sight()), small, {key})


def _compared(source: _Source, small: Content, keys: set[SeriesKey]) -> set[SeriesKey]:
    """Return series, and those that the pack's own rules compare with them."""

    def areas_of(indicator_id: str) -> Iterator[str]:
        found = source.rows(OBSERVATIONS.name).filter(Q(("indicator_id", indicator_id)))
        yield from found.values_list(*_AREA, flat=True).distinct().order_by()

    return keys | series_compared(small, keys, areas_of)


def _figures(source: _Source, series: Collection[SeriesKey]) -> pl.DataFrame:
    """Return the figures of series, those that are withheld without their values."""
    by_area: dict[str, list[str]] = {}
    by_indicator: dict[str, list[str]] = {}
    for key in sorted(series, key=lambda key: (key.indicator_id, key.area_id)):
        by_area.setdefault(key.area_id, []).append(key.indicator_id)
        by_indicator.setdefault(key.indicator_id, []).append(key.area_id)
    is_by_area = len(by_area) < len(
        by_indicator
    )  # a sheet is of many indicators and few areas, or the other way round
    one, many = ("area_id", "indicator_id") if is_by_area else ("indicator_id", "area_id")
    rows = source.rows(OBSERVATIONS.name).order_by()
    frames = [
        read_table(rows.filter(Q((one, name)), Q((f"{many}__in", part))), OBSERVATIONS.name, with_id=True)
        for name, others in (by_area if is_by_area else by_indicator).items()
        for part in parts(others)
    ]
    frame = pl.concat([read_table(rows.none(), OBSERVATIONS.name, with_id=True), *frames])
    closed = public_sight(timezone.now()).closed.get(OBSERVATIONS.name, frozenset())
    is_closed = pl.col("id").is_in(sorted(closed))
    return frame.with_columns(pl.when(~is_closed).then(pl.col(name)).alias(name) for name in _VALUES).drop(
        "id"
    )


def _changed(small: Content, rows: Sequence[PartRow]) -> Iterator[tuple[str, list[str]]]:
    """Yield tables and the identifiers of those of their rows that are changed in more than a text."""
    found: dict[str, list[str]] = {}
    for row in rows:
        table = BY_NAME[row.table]
        if not row.may_break_held or len(table.key) > 1:  # nothing refers to a row with a longer key
            continue
        name = table.key[0]
        old = small.frame(row.table).filter(pl.col(name).cast(pl.String) == row.replaces.get(name))
        told = [column.name for column in table.columns if column.kind != "text"]
        if any(
            cell != row.cells.get(key)
            for each in old.select(told).rows(named=True)
            for key, cell in each.items()
        ):
            found.setdefault(row.table, []).append(row.replaces.get(name) or "")
    yield from found.items()


def _resting(source: _Source, large: str, table: str, ids: list[str]) -> Iterator[pl.DataFrame]:
    """Yield what of the rows of a large table rests on rows of another one: where few columns do, each combination once."""
    definition = BY_NAME[large]
    for column in definition.columns:
        if column.to != table:
            continue
        few = [column.name, *(name for name in _SPANS if name in definition.names)]
        names = list(definition.names) if table == "indicators" else few
        for part in parts(ids):
            rows = source.rows(large).filter(Q((f"{column.name}__in", part))).order_by()
            yield pl.DataFrame(
                list(rows.values_list(*names).distinct()),
                schema=dict.fromkeys(names, pl.String),
                orient="row",
            )
