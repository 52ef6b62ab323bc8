"""
What a person should look at: outliers, rivals that disagree, weak sources, months that do not add up.

Outliers: the modified z-score of Iglewicz and Hoaglin (1993), 0.6745 (x - median) / MAD, within a series of figures of
one length. For levels it is taken on log10: above 3.5 and more than tenfold off. For all others it must exceed 10.5. The rule is
there to find slipped units and digits, not shocks.
"""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from haidang.core.pack.content import ROW, Content, place_of, told_at
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.frames import day, distinct, number, with_ends

_SCORE = 3.5
_OTHERS = 10.5
_TENFOLD = 1.0
_LEAST = 5
_RIVALS_SHARE = 0.01
_SUM_SHARE = 0.005
_YEAR_DAYS = 360
_SERIES = ("indicator_id", "area_id")
_OF_A_RIVAL = (ROW, "producer_id", "bound", "value", "number")
_COLUMNS = (ROW, *_SERIES, "period", "value", "bound", "unit", "producer_id", "definition", "public_by")


def check_warnings(content: Content) -> Findings:
    """Return all warnings that rest on several rows or on the source."""
    findings = content.findings()
    _check_sources(content, findings)
    frame = content.frame("observations")
    if content.judged("observations").height:
        file = content.file("observations")
        figures = with_ends(frame.select(*_COLUMNS, number("value").alias("number")))
        if figures["number"].null_count():
            figures = figures.filter(pl.col("number").is_not_null())
        _check_outliers(content, figures, file, findings)
        _check_rivals(figures, file, findings)
        _check_sums(content, figures, file, findings)
    return findings


def _check_sources(content: Content, findings: Findings) -> None:
    weak = set(content.frame("sources").filter(pl.col("tier") == "4")["source_id"].cast(pl.String).to_list())
    for table in ("observations", "targets", "assessments", "documents"):
        frame = content.judged(table)
        if frame.height == 0:
            continue
        for rule_id, rows in (
            ("no-source", frame.filter(pl.col("source_id").is_null())),
            (
                "low-tier-source",
                frame.filter(
                    pl.col("source_id").is_in([s for s in distinct(frame, "source_id") if s in weak])
                ),
            ),
        ):
            findings.extend(
                (
                    Finding(rule_id, content.file(table), row, "source_id", source or "")
                    for row, source in rows.select(ROW, "source_id").head(findings.cap).iter_rows()
                ),
                rows.height,
            )


def _check_outliers(content: Content, figures: pl.DataFrame, file: str, findings: Findings) -> None:
    is_amount = pl.col("measure").is_in(["level", "count"])
    logs = content.frame("indicators").filter(is_amount).select("indicator_id", log=pl.lit(value=True))
    length = ((pl.col("end") - pl.col("start")).dt.total_days() // 27).cast(pl.Int32).alias("length")
    seen = (
        figures.select(ROW, *_SERIES, "unit", "number", length)
        .join(logs.unique("indicator_id"), on="indicator_id", how="left")
        .with_columns(pl.col("log").fill_null(value=False))
        .filter(~pl.col("log") | (pl.col("number") > 0))
        .with_columns(pl.when("log").then(pl.col("number").log10()).otherwise("number").alias("x"))
        .drop("number")
    )
    group = [*_SERIES, "unit", "length", "log"]
    x = pl.col("x")
    series = seen.group_by(group).agg(
        pl.len().alias("n"),
        x.median().alias("median"),
        (x - x.median()).abs().median().alias("mad"),
        (x - x.median()).abs().max().alias("most"),
    )
    # few series hold a far figure: only their rows are looked at one by one
    series = series.filter((pl.col("n") >= _LEAST) & (pl.col("mad") > 0) & _is_far(pl.col("most")))
    far = seen.join(series, on=group, how="inner").filter(_is_far((x - pl.col("median")).abs()))
    if content.held == "known":
        far = far.filter(pl.col(ROW) > 0)
    rows = figures.select(ROW, "value").join(far, on=ROW, how="inner").sort(ROW)
    findings.extend(
        (_outlier(row, file) for row in rows.head(findings.cap).iter_rows(named=True)), rows.height
    )


def _is_far(off: pl.Expr) -> pl.Expr:
    score = 0.6745 * off / pl.col("mad")
    return pl.when("log").then((score > _SCORE) & (off > _TENFOLD)).otherwise(score > _OTHERS)


def _outlier(row: dict[str, float], file: str) -> Finding:
    # the range that is printed is the one outside which a figure is listed
    reach = max(_SCORE * row["mad"] / 0.6745, _TENFOLD) if row["log"] else _OTHERS * row["mad"] / 0.6745
    ends = (row["median"] - reach, row["median"] + reach)
    low, high = (10**end if row["log"] else end for end in ends)
    value = str(row["value"])
    return Finding("outlier", file, int(row[ROW]), "value", value, {"low": _short(low), "high": _short(high)})


def _short(value: float) -> float:
    """Round to four significant digits: a range for a reader, not a figure."""
    return 0.0 if value == 0 else round(value, 3 - math.floor(math.log10(abs(value))))


def _check_rivals(figures: pl.DataFrame, file: str, findings: Findings) -> None:
    group = [*_SERIES, "period", "unit"]
    keys = figures.select(group)
    if (
        keys.hash_rows().n_unique() == figures.height
    ):  # a tenth of the memory of comparing the rows themselves
        return
    shared = figures.filter(keys.is_duplicated())
    # one figure a producer and definition: its last vintage
    last = (
        shared.sort(day("public_by"), ROW)
        .group_by([*group, "producer_id", "definition"], maintain_order=True)
        .last()
        .sort(ROW)
        .with_columns(pl.col(name).first().over(group).alias(f"first_{name}") for name in _OF_A_RIVAL)
    )
    one, other = pl.col("first_number"), pl.col("number")
    is_apart = (one - other).abs() > _RIVALS_SHARE * pl.max_horizontal(one.abs(), other.abs())
    # two definitions of one producer do not disagree, nor does a bound
    are_rivals = (pl.col("first_producer_id") != pl.col("producer_id")) & pl.col("bound").is_null()
    rows = last.filter(are_rivals & pl.col("first_bound").is_null() & is_apart).sort(f"first_{ROW}", ROW)
    for row in rows.iter_rows(named=True):
        findings.add(_rivals(row, file))


def _rivals(row: dict[str, Any], file: str) -> Finding:
    sides = [
        (row[f"{prefix}{ROW}"], row[f"{prefix}producer_id"], row[f"{prefix}value"])
        for prefix in ("first_", "")
    ]
    at = told_at(*(place for place, _, _ in sides))
    (place, producer, value), (other_place, rival, other) = sorted(sides, key=lambda side: side[0] != at)
    params = {"producer": producer, "rival": rival, "other": other, "place": place_of(other_place)}
    return Finding("rivals-disagree", file, place, "value", value, params)


def _check_sums(content: Content, figures: pl.DataFrame, file: str, findings: Findings) -> None:
    summed = content.frame("indicators").filter(pl.col("over_time") == "sum").select("indicator_id").unique()
    start, end = pl.col("start"), pl.col("end")
    in_year = (end.dt.year() == start.dt.year()) & (end.dt.month_end() == end) & pl.col("bound").is_null()
    short = (end - start).dt.total_days() < _YEAR_DAYS
    if not figures.select((in_year & short).any()).item():  # whole years alone: nothing to add up
        return
    flows = (
        figures.filter(in_year)
        .join(summed, on="indicator_id", how="semi")
        .with_columns(
            start.dt.year().alias("year"),
            start.dt.month().alias("first"),
            end.dt.month().alias("last"),
        )
    )
    keys = [*_SERIES, "unit", "producer_id", "year"]
    months = flows.filter(pl.col("first") == pl.col("last")).select(
        *keys, pl.col("last"), pl.col("number").alias("month"), pl.col(ROW).alias("month_row")
    )
    if months.height == 0:
        return
    totals = flows.filter((pl.col("first") == 1) & (pl.col("last") > 1))
    before = flows.filter(pl.col("first") == 1).select(
        *keys,
        (pl.col("last") + 1).alias("last"),
        pl.col("number").alias("earlier"),
        pl.col(ROW).alias("earlier_row"),
    )
    rows = (
        totals.join(months, on=[*keys, "last"], how="inner")
        .join(before, on=[*keys, "last"], how="inner")
        .with_columns((pl.col("earlier") + pl.col("month")).alias("parts"))
        .filter((pl.col("parts") - pl.col("number")).abs() > _SUM_SHARE * pl.col("number").abs())
        .sort(ROW)
        .unique(ROW, keep="first", maintain_order=True)
    )
    findings.extend(
        (
            Finding(
                "months-do-not-sum",
                file,
                told_at(row[ROW], row["month_row"], row["earlier_row"]),
                "value",
                row["value"],
                {"period": row["period"], "parts": round(row["parts"], 6)},
            )
            for row in rows.head(findings.cap).iter_rows(named=True)
        ),
        rows.height,
    )
