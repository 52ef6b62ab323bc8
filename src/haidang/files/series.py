"""
Reading yearly series for a backtest: a CSV or Parquet file, or a folder of them, in long form.

Columns `series`, `t` (a whole number, one more each year) and `value`; others are for choosing rows. Every defect is
collected with its file and row; nothing is repaired.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from haidang.base.errors import DataError, UseError
from haidang.base.text import Said, say

NEEDED = ("series", "t", "value")
_SHOWN = 20
_ROW = "\0row"  # a name that no file has


def read_series(place: Path, where: Sequence[str] = ()) -> dict[str, list[float]]:
    """
    Return the series of a file or folder, by name, each in the order of its years.

    Parameters
    ----------
    place
        File or folder.
    where
        Conditions `column=value`; only rows that fulfil all of them are read.

    Raises
    ------
    UseError
        When there is no such file, or a condition cannot be read.
    DataError
        With all defects of all files, up to twenty of them.
    """
    chosen = dict(_condition(each) for each in where)
    defects: list[Said] = []
    found: dict[str, list[float]] = {}
    for path in _files(place):
        frame = _frame(path, chosen, defects)
        if frame is not None:
            _collect(frame, path, found, defects)
    if defects:
        shown = tuple(defects[:_SHOWN])
        more = len(defects) - len(shown)
        rest = say(" {count} more are not listed.", count=str(more)) if more else Said("")
        raise DataError(
            Said("{first}{rest}", {"first": shown, "rest": rest}),
            say("Write one row a series and year: series, t (whole numbers without gaps), value."),
            str(place),
        )
    if not found:
        raise DataError(say("No row is left to be read."), say("Check the file and --where."), str(place))
    return found


def _condition(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise UseError(
            say("«{seen}» is no condition.", seen=text), say("Write a column, = and a value."), "--where"
        )
    return name, value


def _files(place: Path) -> list[Path]:
    if place.is_dir():
        found = sorted(each for each in place.iterdir() if each.suffix in (".csv", ".parquet"))
    else:
        found = [place] if place.is_file() and place.suffix in (".csv", ".parquet") else []
    if not found:
        raise UseError(
            say("«{path}» holds no .csv or .parquet file.", path=str(place)),
            say("Name a file or a folder of series."),
        )
    return found


def _frame(path: Path, chosen: Mapping[str, str], defects: list[Said]) -> pl.DataFrame | None:
    try:
        frame = (
            pl.read_csv(path, infer_schema=False) if path.suffix == ".csv" else pl.read_parquet(path)
        ).with_row_index(_ROW, offset=2 if path.suffix == ".csv" else 1)
    except (PolarsError, OSError, UnicodeError) as error:
        defects.append(
            say("{file} cannot be read: {detail}.", file=path.name, detail=str(error).splitlines()[0])
        )
        return None
    lacking = [name for name in (*NEEDED, *chosen) if name not in frame.columns]
    if lacking:
        defects.append(
            say(
                "{file} has no column {names}; it has {seen}.",
                file=path.name,
                names=lacking,
                seen=frame.columns[1:],
            )
        )
        return None
    for name, value in chosen.items():
        frame = frame.filter(pl.col(name).cast(pl.String) == value)
    return frame


def _collect(frame: pl.DataFrame, path: Path, found: dict[str, list[float]], defects: list[Said]) -> None:
    blank = pl.all_horizontal(pl.exclude(_ROW).is_null())
    read = frame.filter(~blank).select(
        pl.col(_ROW).alias("row"),
        pl.col("series").cast(pl.String).str.strip_chars().replace("", None),
        pl.col("t").cast(pl.String).str.strip_chars().cast(pl.Int64, strict=False),
        pl.col("value").cast(pl.String).str.strip_chars().cast(pl.Float64, strict=False),
        seen_t=pl.col("t").cast(pl.String).fill_null(""),
        seen=pl.col("value").cast(pl.String).fill_null(""),
    )
    for row in read.iter_rows(named=True):
        if row["series"] is None:
            defects.append(
                say("{file}, row {row}: the series has no name.", file=path.name, row=str(row["row"]))
            )
        if row["t"] is None:
            defects.append(
                say(
                    "{file}, row {row}: t «{seen}» is no whole number.",
                    file=path.name,
                    row=str(row["row"]),
                    seen=str(row["seen_t"]),
                )
            )
        if row["value"] is None or row["value"] != row["value"] or abs(row["value"]) == float("inf"):
            defects.append(
                say(
                    "{file}, row {row}: value «{seen}» is no number.",
                    file=path.name,
                    row=str(row["row"]),
                    seen=str(row["seen"]),
                )
            )
    good = read.drop_nulls(["series", "t", "value"]).sort("series", "t")
    for (name,), part in good.group_by(["series"], maintain_order=True):
        years = part["t"].to_list()
        defects += _gaps(path, str(name), years)
        if name in found:
            defects.append(
                say("{file}: series «{name}» stands in another file too.", file=path.name, name=str(name))
            )
        found[str(name)] = part["value"].to_list()


def _gaps(path: Path, name: str, years: Sequence[int]) -> Iterator[Said]:
    for first, second in pairwise(years):
        if second == first:
            yield say("{file}: series «{name}» has t {t} twice.", file=path.name, name=name, t=str(first))
        elif second > first + 1:
            yield say(
                "{file}: series «{name}» has a gap after t {t}.", file=path.name, name=name, t=str(first)
            )
