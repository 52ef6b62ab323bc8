"""
The form of single cells: numbers, days, periods, units, identifiers, allowed words.

Each distinct value of a column is looked at once; the rows that hold a bad one are found afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from haidang.base.days import parse_day
from haidang.base.errors import HaidangError
from haidang.base.periods import parse_period
from haidang.base.units import parse_unit
from haidang.core.pack.content import ROW, Content
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.frames import NUMBER_PATTERN, distinct, number
from haidang.core.pack.tables import LIST_SEPARATOR, Column, Table

_IDENTIFIER = re.compile(r"\w[\w.\-]*")
_GROUPED = re.compile(r"-?\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?")
_COMMA = re.compile(r"-?\d+,\d+")
_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INTEGER = re.compile(r"-?[0-9]{1,18}")

Defect = tuple[str, Mapping[str, object]]


def check_cells(content: Content, table: Table) -> Findings:
    """
    Return the defects of form of every cell of a table; columns that could not be read are left out.

    Parameters
    ----------
    content
        The pack as read.
    table
        One of its tables.
    """
    findings = content.findings()
    file = content.file(table.name)
    frame = content.fresh(table.name).drop(content.lacking.get(table.name, ()))
    for column in table.columns:
        if column.name not in frame.columns:
            continue
        if column.required:
            _check_required(table, column, frame, file, findings)
        bad = _bad_numbers(frame, column) if column.kind == "number" else _bad_values(frame, column)
        if bad:
            _locate(frame, column, bad, file, findings)
        if column.kind in ("number", "integer") and (column.low is not None or column.high is not None):
            _check_range(frame, column, file, findings)
    return findings


def _check_required(table: Table, column: Column, frame: pl.DataFrame, file: str, findings: Findings) -> None:
    if frame[column.name].null_count() == 0:
        return
    missing = pl.col(column.name).is_null()
    if table.name == "observations" and column.name == "value" and "bound" in frame.columns:
        missing &= pl.col("bound").is_null()  # told as «a bound without value»
    rows = frame.filter(missing)[ROW]
    findings.extend(
        (Finding("required", file, row, column.name) for row in rows.head(findings.cap)), len(rows)
    )


def _bad_numbers(frame: pl.DataFrame, column: Column) -> dict[str, Defect]:
    bad = frame.lazy().select(column.name).filter(~pl.col(column.name).str.contains(NUMBER_PATTERN)).collect()
    return {value: _number_defect(value) for value in bad[column.name].unique(maintain_order=True).to_list()}


def _number_defect(value: str) -> Defect:
    if _GROUPED.fullmatch(value) or _COMMA.fullmatch(value):
        plain = re.sub(r"[. \u00a0]", "", value).replace(",", ".")
        return "decimal-comma", {"looks_like": plain}
    if _ENGLISH.fullmatch(value):
        return "decimal-comma", {"looks_like": value.replace(",", "")}
    return "not-a-number", {}


def _bad_values(frame: pl.DataFrame, column: Column) -> dict[str, Defect]:
    check = _CHECKS.get(column.kind)
    if check is None:
        return {}
    found = {value: check(value, column) for value in distinct(frame, column.name)}
    return {value: defect for value, defect in found.items() if defect is not None}


def _check_integer(value: str, _column: Column) -> Defect | None:
    return None if _INTEGER.fullmatch(value) else ("not-an-integer", {})


def _check_boolean(value: str, _column: Column) -> Defect | None:
    return None if value in ("true", "false") else ("not-a-boolean", {})


def _check_day(value: str, _column: Column) -> Defect | None:
    try:
        parse_day(value)
    except HaidangError as error:
        return "bad-date", {"detail": error.problem, "remedy": error.remedy}
    return None


def _check_period(value: str, _column: Column) -> Defect | None:
    try:
        parse_period(value)
    except HaidangError as error:
        return "impossible-period", {"detail": error.problem}
    return None


def _check_unit(value: str, _column: Column) -> Defect | None:
    try:
        parse_unit(value)
    except HaidangError:
        return "unknown-unit", {}
    return None


def _check_enum(value: str, column: Column) -> Defect | None:
    return None if value in column.values else ("not-allowed", {"allowed": column.values})


def _check_id(value: str, _column: Column) -> Defect | None:
    return None if _IDENTIFIER.fullmatch(value) else ("bad-id", {})


def _check_list(value: str, _column: Column) -> Defect | None:
    parts = [part.strip() for part in value.split(LIST_SEPARATOR)]
    return None if all(_IDENTIFIER.fullmatch(part) for part in parts) else ("bad-id", {})


_CHECKS = {
    "integer": _check_integer,
    "boolean": _check_boolean,
    "day": _check_day,
    "period": _check_period,
    "unit": _check_unit,
    "enum": _check_enum,
    "id": _check_id,
    "refs": _check_list,
}


def _locate(
    frame: pl.DataFrame, column: Column, bad: Mapping[str, Defect], file: str, findings: Findings
) -> None:
    rows = frame.select(ROW, pl.col(column.name).cast(pl.String)).filter(pl.col(column.name).is_in(list(bad)))
    by_rule: dict[str, list[Finding]] = {}
    totals: dict[str, int] = {}
    for row, value in rows.iter_rows():
        rule_id, params = bad[value]
        totals[rule_id] = totals.get(rule_id, 0) + 1
        if totals[rule_id] <= findings.cap:
            by_rule.setdefault(rule_id, []).append(Finding(rule_id, file, row, column.name, value, params))
    for rule_id, listed in by_rule.items():
        findings.extend(listed, totals[rule_id])


def _check_range(frame: pl.DataFrame, column: Column, file: str, findings: Findings) -> None:
    seen = number(column.name)
    low, high = column.low, column.high
    outside = pl.lit(value=False)
    if low is not None:
        outside |= seen < low
    if high is not None:
        outside |= seen > high
    rows = frame.filter(outside).select(ROW, pl.col(column.name).cast(pl.String))
    params = {"low": "-∞" if low is None else f"{low:g}", "high": "∞" if high is None else f"{high:g}"}
    findings.extend(
        (
            Finding("number-range", file, row, column.name, value, params)
            for row, value in rows.head(findings.cap).iter_rows()
        ),
        len(rows),
    )
