"""
Some rows against what is held: the checks of a whole pack, every finding of them, told for these rows alone.

What is held has no errors, so an error there is made by the rows that are changed, and is told at them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import polars as pl

from haidang.base.text import nfc
from haidang.core.pack.checking import check_content
from haidang.core.pack.checks.own_rules import check_own_rules
from haidang.core.pack.content import ROW, Content, dtype
from haidang.core.pack.defects import EVERY, Finding, Findings
from haidang.core.pack.frames import one_form
from haidang.core.pack.tables import BY_NAME, OBSERVATIONS, TABLES, Table

_OF_ONE_FORM = {
    table.name: {column.name: column.kind for column in table.columns if column.kind in ("period", "refs")}
    for table in TABLES
}

Cells: TypeAlias = Mapping[str, str | None]
"""Texts by column; what is empty is None or left out."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """
    A row that is to be added, or to take the place of one that is held.

    Attributes
    ----------
    table
        A table of the pack.
    cells
        The row.
    replaces
        The key of the row that is held, by column; empty for one that is added.
    """

    table: str
    cells: Cells
    replaces: Cells = field(default_factory=dict)

    @property
    def may_break_held(self) -> bool:
        """Whether rows that are held may rest on what it changes; nothing rests on a figure."""
        return bool(self.replaces) and self.table != OBSERVATIONS.name


def tidy_cells(table: str, cells: Cells) -> dict[str, str]:
    """Return the cells of a row as a pack holds them: in Unicode form NFC, periods and lists in their one form, no empty ones."""
    kinds = _OF_ONE_FORM[table]
    found = {}
    for name, text in cells.items():
        tidy: str | None = nfc((text or "").strip())
        if tidy and name in kinds:
            tidy = one_form(tidy, kinds[name])
        if tidy:
            found[name] = tidy
    return found


def held_frame(table: Table, texts: pl.DataFrame) -> pl.DataFrame:
    """Return rows that are held as `check_part` needs them, from a frame of texts; columns that it lacks are empty."""
    return _typed(table, texts, pl.int_range(-texts.height, 0, dtype=pl.Int64, eager=True))


def check_part(held: Content, rows: Sequence[PartRow]) -> list[list[Finding]]:
    """
    Return every finding of rows against what is held.

    Parameters
    ----------
    held
        What is held: all rows of the small tables, and of the figures those of the same series, those that the pack's own rules
        compare with them, and those that rest on a row that is changed; frames as `held_frame` returns them.
    rows
        The rows.

    Returns
    -------
    findings
        Of each row, in their order: errors first. A finding's `row` is the place of the row in `rows`, from 1.
    """
    tidy = [dataclasses.replace(row, cells=tidy_cells(row.table, row.cells)) for row in rows]
    content = _with(held, tidy)
    findings = check_content(content, with_warnings=True)
    findings.merge(_unknown_columns(tidy, content))
    if findings.count("error"):
        findings.merge(check_own_rules(_without_errors(content, findings)))
    return _by_row(tidy, content, findings)


def _with(held: Content, rows: Sequence[PartRow]) -> Content:
    frames = dict(held.frames)
    for name in dict.fromkeys(row.table for row in rows):
        table = BY_NAME[name]
        numbered = [(number, row) for number, row in enumerate(rows, 1) if row.table == name]
        texts = _texts(table.names, [row.cells for _, row in numbered])
        fresh = _typed(table, texts, pl.Series([number for number, _ in numbered], dtype=pl.Int64))
        if name in frames:
            keys = _texts(table.key, [row.replaces for _, row in numbered if row.replaces])
            kept = frames[name].join(_cast(table, keys), on=table.key, how="anti", nulls_equal=True)
            frames[name] = pl.concat([kept.sort(ROW), fresh])
        else:
            frames[name] = fresh
    is_judged = any(row.may_break_held for row in rows)
    return dataclasses.replace(held, frames=frames, cap=EVERY, held="judged" if is_judged else "known")


def _texts(names: Iterable[str], rows: Sequence[Cells]) -> pl.DataFrame:
    columns = {name: pl.Series([row.get(name) for row in rows], dtype=pl.String) for name in names}
    return pl.DataFrame(columns)


def _typed(table: Table, texts: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
    absent = [name for name in table.names if name not in texts.columns]
    filled = texts.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in absent)
    return _cast(table, filled.select(table.names)).insert_column(0, numbers.alias(ROW))


def _cast(table: Table, texts: pl.DataFrame) -> pl.DataFrame:
    return texts.cast({name: dtype(table.column(name)) for name in texts.columns})


def _unknown_columns(rows: Sequence[PartRow], content: Content) -> Findings:
    findings = content.findings()
    for number, row in enumerate(rows, 1):
        names = BY_NAME[row.table].names
        for name in row.cells.keys() - set(names):
            params = {"allowed": names}
            findings.add(Finding("extra-column", content.file(row.table), number, name, name, params))
    return findings


def _without_errors(content: Content, findings: Findings) -> Content:
    """Return the content without the rows that have errors."""
    bad: dict[str, list[int]] = {}
    for each in findings.errors:
        if each.row is not None:
            bad.setdefault(each.file, []).append(each.row)
    frames = {
        name: frame.filter(~pl.col(ROW).is_in(bad[content.file(name)]))
        if content.file(name) in bad
        else frame
        for name, frame in content.frames.items()
    }
    return dataclasses.replace(content, frames=frames)


def _by_row(rows: Sequence[PartRow], content: Content, findings: Findings) -> list[list[Finding]]:
    found: list[list[Finding]] = [[] for _ in rows]
    broken: dict[tuple[str, str, str], Finding] = {}
    for each in (*findings.errors, *findings.warnings):
        if each.row is not None and each.row > 0:
            found[each.row - 1].append(each)
        elif each.severity == "error":  # one of each kind: all figures of a body can have it
            broken.setdefault((each.rule_id, each.file, each.column), each)
    for number, row in enumerate(rows, 1):
        if row.may_break_held:  # which of several did it cannot be told
            found[number - 1][:0] = [_breaks(each, number, row, content) for each in broken.values()]
    return found


def _breaks(each: Finding, number: int, row: PartRow, content: Content) -> Finding:
    """Return the defect of what is held as one of the row that makes it."""
    tables = {content.file(name): name for name in content.frames}
    table = tables.get(each.file, each.file)
    held = each.column
    if each.row is not None:
        key = content.frame(table).filter(pl.col(ROW) == each.row).select(BY_NAME[table].key).row(0)
        held = " ".join(str(cell) for cell in key if cell is not None)
    params = {"held": held, "table": table, "detail": each.problem}
    return Finding("breaks-held", content.file(row.table), number, "", "", params)
