"""
Figures against their indicator, their area, their producer and their own days.

Works on distinct combinations (indicator and unit, area and period) wherever a rule does not need the value
itself, so that a million rows cost little more than a thousand.
"""

from __future__ import annotations

import polars as pl

from haidang.base.errors import UnitError
from haidang.base.units import is_convertible, parse_unit
from haidang.core.indicators.measures import bounds_of
from haidang.core.pack.content import ROW, Content
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.frames import day, number, with_ends

_COLUMNS = (
    ROW, "indicator_id", "area_id", "period", "value", "bound", "unit", "status", "producer_id", "public_from", "public_by",
)  # fmt: skip
_SURVEYS = ("index", "score", "rank")


def check_figures(content: Content) -> Findings:
    """Return the defects of meaning of all figures."""
    findings = content.findings()
    frame = content.judged("observations").select(_COLUMNS)
    if frame.height == 0:
        return findings
    file = content.file("observations")
    indicators = _indicators(content)
    _check_bounds_alone(frame, file, findings)
    frame = _with_factor(frame, indicators, file, findings)
    _check_range(frame, indicators, file, findings)
    frame = with_ends(frame)
    _check_public(frame, indicators, file, findings)
    _check_validity(content, frame, file, findings)
    return findings


def _indicators(content: Content) -> pl.DataFrame:
    frame = content.frame("indicators")
    rows = []
    columns = (
        "indicator_id",
        "unit",
        "measure",
        "over_time",
        number("lower").alias("lower"),
        number("upper").alias("upper"),
    )
    for indicator_id, unit, measure, over_time, lower, upper in frame.select(columns).iter_rows():
        is_reversed = lower is not None and upper is not None and lower > upper  # named by another check
        low, high = (None, None) if is_reversed else _bounds(measure, unit, lower, upper)
        rows.append((indicator_id, unit, measure in _SURVEYS or over_time == "last", low, high))
    return pl.DataFrame(
        rows,
        schema={
            "indicator_id": pl.Categorical,
            "indicator_unit": pl.String,
            "surveyed": pl.Boolean,
            "low": pl.Float64,
            "high": pl.Float64,
        },
        orient="row",
    ).unique("indicator_id")


def _bounds(
    measure: str | None, unit: str | None, lower: float | None, upper: float | None
) -> tuple[float | None, float | None]:
    try:
        return bounds_of(measure or "", unit or "", lower, upper)
    except UnitError:
        return None, None


def _check_bounds_alone(frame: pl.DataFrame, file: str, findings: Findings) -> None:
    rows = frame.filter(pl.col("value").is_null() & pl.col("bound").is_not_null()).select(ROW, "bound")
    findings.extend(
        (
            Finding("bound-without-value", file, row, "value", bound)
            for row, bound in rows.head(findings.cap).iter_rows()
        ),
        rows.height,
    )


def _factor(unit: str, target: str) -> float | None:
    try:
        left, right = parse_unit(unit), parse_unit(target)
    except UnitError:
        return None
    return float(left.factor / right.factor) if left.dimension == right.dimension else None


def _with_factor(
    frame: pl.DataFrame, indicators: pl.DataFrame, file: str, findings: Findings
) -> pl.DataFrame:
    pairs = frame.select("indicator_id", "unit").unique().join(indicators, on="indicator_id", how="inner")
    factors, bad = [], []
    for row in pairs.iter_rows(named=True):
        both = row["unit"] and row["indicator_unit"]
        factor = _factor(row["unit"], row["indicator_unit"]) if both else None
        factors.append(factor)
        bad.append(factor is None and bool(both) and _both_known(row["unit"], row["indicator_unit"]))
    pairs = pairs.with_columns(
        pl.Series("factor", factors, dtype=pl.Float64), pl.Series("bad", bad, dtype=pl.Boolean)
    )
    if any(bad):
        rows = frame.join(pairs.filter("bad"), on=["indicator_id", "unit"], how="inner").sort(ROW)
        findings.extend(
            (
                Finding(
                    "unit-not-convertible", file, row[ROW], "unit", row["unit"],
                    {"allowed": row["indicator_unit"], "indicator": row["indicator_id"]},
                )
                for row in rows.head(findings.cap).iter_rows(named=True)
            ),
            rows.height,
        )  # fmt: skip
    if all(factor == 1.0 for factor in factors):
        return frame.with_columns(pl.lit(1.0).alias("factor"))
    factors_only = pairs.select("indicator_id", "unit", "factor")
    return frame.join(factors_only, on=["indicator_id", "unit"], how="left", maintain_order="left")


def _both_known(unit: str, target: str) -> bool:
    try:
        return not is_convertible(unit, target)
    except UnitError:
        return False


def _check_range(frame: pl.DataFrame, indicators: pl.DataFrame, file: str, findings: Findings) -> None:
    bounded = indicators.filter(pl.col("low").is_not_null() | pl.col("high").is_not_null())
    seen = frame.select(ROW, "indicator_id", (number("value") * pl.col("factor")).alias("seen"))
    outside = seen.join(bounded, on="indicator_id", how="inner").filter(
        (pl.col("seen") < pl.col("low")) | (pl.col("seen") > pl.col("high"))
    )
    rows = frame.join(outside.select(ROW, "low", "high"), on=ROW, how="inner").sort(ROW)
    findings.extend(
        (
            Finding(
                "value-out-of-bounds", file, row[ROW], "value", row["value"],
                {
                    "unit": row["unit"],
                    "low": "-∞" if row["low"] is None else row["low"],
                    "high": "∞" if row["high"] is None else row["high"],
                    "indicator": row["indicator_id"],
                },
            )
            for row in rows.head(findings.cap).iter_rows(named=True)
        ),
        rows.height,
    )  # fmt: skip


def _check_public(frame: pl.DataFrame, indicators: pl.DataFrame, file: str, findings: Findings) -> None:
    before = frame.filter(pl.col("start") > day("public_by"))
    findings.extend(
        (
            Finding(
                "public-before-start",
                file,
                row[ROW],
                "public_by",
                row["public_by"],
                {"period": row["period"]},
            )
            for row in before.head(findings.cap).iter_rows(named=True)
        ),
        before.height,
    )
    begun = pl.col("start") <= day("public_by")
    early = frame.filter(begun & (pl.col("end") > day("public_by")) & (pl.col("status") != "E"))
    if early.height == 0:
        return
    early = early.join(indicators, on="indicator_id", how="left", maintain_order="left")
    # a stock or an index is surveyed on some day of its year: only a flow cannot be final before the end
    surveys = pl.col("surveyed").fill_null(value=False)
    for rule_id, rows in (
        ("public-before-end", early.filter(~surveys)),
        ("survey-before-end", early.filter(surveys)),
    ):
        findings.extend(
            (
                Finding(rule_id, file, row[ROW], "public_by", row["public_by"], {"period": row["period"]})
                for row in rows.head(findings.cap).iter_rows(named=True)
            ),
            rows.height,
        )


def _check_validity(content: Content, frame: pl.DataFrame, file: str, findings: Findings) -> None:
    areas = content.frame("areas").select(
        "area_id", day("valid_from").alias("from"), day("valid_to").alias("to")
    )
    _outside(frame, areas.unique("area_id"), "area_id", "area-outside-validity", file, findings)
    bodies = content.frame("bodies").select(
        pl.col("body_id").alias("producer_id"), day("valid_from").alias("from"), day("valid_to").alias("to")
    )
    made = frame.select(
        ROW,
        "producer_id",
        pl.col("public_by").alias("period"),
        day("public_by").alias("start"),
        day("public_from").alias("end"),
    )
    # made on some day between the two: outside only when the whole span is
    _outside(made, bodies.unique("producer_id"), "producer_id", "body-outside-validity", file, findings)


def _outside(
    frame: pl.DataFrame, spans: pl.DataFrame, key: str, rule_id: str, file: str, findings: Findings
) -> None:
    spans = spans.filter(pl.col("from").is_not_null() | pl.col("to").is_not_null())
    if spans.height == 0:
        return
    rows = (
        frame.join(spans, on=key, how="inner", maintain_order="left")
        .filter((pl.col("start") < pl.col("from")) | (pl.col("end") > pl.col("to")))
        .sort(ROW)
    )
    findings.extend(
        (
            Finding(
                rule_id, file, row[ROW], key, row[key],
                {"period": row["period"], "validity": f"{row['from'] or '…'} – {row['to'] or '…'}"},
            )
            for row in rows.head(findings.cap).iter_rows(named=True)
        ),
        rows.height,
    )  # fmt: skip
