"""Keys that stand twice and references that lead nowhere."""

from __future__ import annotations

import polars as pl

from haidang.core.pack.content import DESCRIPTION, ROW, Content, place_of
from haidang.core.pack.defects import Finding, Findings, near
from haidang.core.pack.frames import distinct
from haidang.core.pack.tables import BY_NAME, LIST_SEPARATOR, TABLES, Column, Table

RAW_KEY = "raw_key"  # the key as written, in files that are not in Unicode form NFC
OTHER_FORM = "other_form"


def check_keys(content: Content) -> Findings:
    """Return the rows whose key stands in an earlier row, also in another Unicode form."""
    findings = content.findings()
    for table in TABLES:
        frame = content.frame(table.name)
        if content.judged(table.name).height == 0:
            continue
        columns = [name for name in table.key if name in frame.columns]
        keys = frame.select(columns)
        # a tenth of the memory of comparing the rows themselves
        if keys.hash_rows().n_unique() == frame.height:
            continue
        twice = frame.filter(keys.is_duplicated())
        twice = twice.sort(ROW).with_columns(pl.col(ROW).first().over(columns).alias("first"))
        if RAW_KEY in twice.columns:
            twice = twice.with_columns((pl.col(RAW_KEY).n_unique().over(columns) > 1).alias(OTHER_FORM))
        later = twice.filter(pl.col(ROW) != pl.col("first"))
        if content.held != "none":  # of what is held, each key stands there once
            later = later.filter(pl.col(ROW) > 0)
        later = later.filter(~pl.all_horizontal(pl.col(name).is_null() for name in columns))
        findings.extend(
            (
                _twice(table, row, content.file(table.name))
                for row in later.head(findings.cap).iter_rows(named=True)
            ),
            later.height,
        )
    return findings


def _twice(table: Table, row: dict[str, object], file: str) -> Finding:
    params = {"place": place_of(int(str(row["first"])))}
    if table.name == "observations":
        return Finding("figure-twice", file, _row(row), "", "", params)
    value = " ".join(str(row[name]) for name in table.key if row.get(name) is not None)
    rule_id = "duplicate-id-unicode" if row.get(OTHER_FORM) else "duplicate-id"
    return Finding(rule_id, file, _row(row), table.key[0] if len(table.key) == 1 else "", value, params)


def _row(row: dict[str, object]) -> int:
    return int(str(row[ROW]))


def check_references(content: Content) -> Findings:
    """Return the references that lead to no row."""
    findings = content.findings()
    for table in TABLES:
        frame = content.judged(table.name)
        for column in table.columns:
            if (
                column.to
                and column.name in frame.columns
                and frame.height
                and not content.lacks_key(column.to)
            ):
                _check_reference(content, table, column, frame, findings)
    _check_description(content, findings)
    return findings


def _check_description(content: Content, findings: Findings) -> None:
    about = content.description
    for column, table, value in (
        ("document_id", "documents", about.document_id),
        ("area_id", "areas", about.area_id),
    ):
        known = distinct(content.frame(table), column)
        if value and value not in known and not content.lacks_key(table):
            params = {"table": table, "nearest": near(value, known)}
            findings.add(Finding("unknown-id", DESCRIPTION, None, column, value, params))


def _check_reference(
    content: Content, table: Table, column: Column, frame: pl.DataFrame, findings: Findings
) -> None:
    known = set(distinct(content.frame(column.to), BY_NAME[column.to].key[0]))
    bad: dict[str, list[str]] = {}
    for value in distinct(frame, column.name):
        parts = [part.strip() for part in value.split(LIST_SEPARATOR)] if column.kind == "refs" else [value]
        unknown = [part for part in parts if part not in known]
        if unknown:
            bad[value] = unknown
    if not bad:
        return
    rows = frame.select(ROW, pl.col(column.name).cast(pl.String)).filter(pl.col(column.name).is_in(list(bad)))
    places = [(row, part) for row, value in rows.head(findings.cap).iter_rows() for part in bad[value]]
    places = places[: findings.cap]
    close = {part: near(part, known) for part in {part for _, part in places}}
    findings.extend(
        (
            Finding(
                "unknown-id",
                content.file(table.name),
                row,
                column.name,
                part,
                {"table": column.to, "nearest": close[part]},
            )
            for row, part in places
        ),
        sum(len(bad[value]) for value in rows[column.name]),
    )
