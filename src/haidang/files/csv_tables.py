"""
CSV tables: reading with every defect of the file named, writing in canonical form.

Accepted are UTF-8 with or without a byte-order mark, any line ends, columns in any order, optional columns left
out, spaces around cells, any Unicode form. Canonical are UTF-8 without mark, line feeds, quotation marks only where needed, all columns in the
order of the definition, rows sorted by key, Unicode form NFC.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence

import polars as pl

from haidang.base.text import nfc, say
from haidang.core.pack.checks.keys import RAW_KEY
from haidang.core.pack.content import ROW, dtype
from haidang.core.pack.defects import Finding, Findings
from haidang.core.pack.frames import distinct, one_form
from haidang.core.pack.tables import Table

_MARK = b"\xef\xbb\xbf"
_SHORT = 40
_CELL = re.compile(r'(?:"(?:[^"]|"")*+"\r?|[^",\n]*+)(,|\n|\Z)')


def read_csv(data: bytes, table: Table, file: str) -> tuple[pl.DataFrame | None, Findings]:
    """
    Read a table.

    Parameters
    ----------
    data
        Content of the file.
    table
        The definition its header is held against.
    file
        Its name, for the findings.

    Returns
    -------
    frame
        Rows in the columns of the definition plus `row`; None when the file cannot be read as a table.
    findings
        What is wrong with the file as a whole.
    """
    findings = Findings()
    data = data.removeprefix(_MARK)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    text_is_ascii = data.isascii()
    is_broken = _check_bytes(data, file, text_is_ascii, findings)
    header = _header(data) if not is_broken else []
    if is_broken or not _check_header(header, table, file, findings):
        return None, findings
    frame = _parse(data, header, table, file, findings)
    if frame is None:
        return None, findings
    frame = without_empty_rows(_tidy(frame, data, table, text_is_ascii))
    if frame.height == 0:
        findings.add(Finding("header-only", file))
        return None, findings
    return frame, findings


def _check_bytes(data: bytes, file: str, is_ascii: bool, findings: Findings) -> bool:
    if b"\x00" in data:
        findings.add(Finding("nul-byte", file, data[: data.index(b"\x00")].count(b"\n") + 1))
        return True
    if not is_ascii:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            row = data[: error.start].count(b"\n") + 1
            findings.add(Finding("not-utf8", file, row, "", f"0x{data[error.start]:02x}"))
            return True
    if not data or data.isspace():
        findings.add(Finding("empty-file", file))
        return True
    return False


def _header(data: bytes) -> list[str]:
    end = data.find(b"\n")
    line = data if end < 0 else data[:end]
    text = line.decode().rstrip("\r")
    try:
        names = next(csv.reader([text]), [])
    except csv.Error:  # a carriage return inside, or one endless cell: no header of ours
        names = [text]
    return [nfc(name.strip()) for name in names]


def _check_header(header: Sequence[str], table: Table, file: str, findings: Findings) -> bool:
    if len(header) == 1 and ";" in header[0]:
        findings.add(Finding("semicolons", file, 1))
        return False
    for name in table.required:
        if name not in header:
            findings.add(Finding("missing-column", file, 1, name, name))
    seen: set[str] = set()
    for name in header:
        if name in seen:
            findings.add(Finding("column-twice", file, 1, name, name))
        elif name not in table.names:
            findings.add(
                Finding("extra-column", file, 1, _shown(name), _shown(name), {"allowed": table.names})
            )
        seen.add(name)
    # with none of the table's columns there is nothing to read
    has_any = not seen.isdisjoint(table.names)
    return len(seen) == len(header) > 0 and has_any and seen.isdisjoint({ROW, RAW_KEY})


def _shown(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"


def _parse(
    data: bytes, header: list[str], table: Table, file: str, findings: Findings
) -> pl.DataFrame | None:
    data = _with_plain_header(data, header)
    known = set(table.names)
    types = {name: dtype(table.column(name)) if name in known else pl.String for name in header}
    try:
        frame = pl.read_csv(data, schema=types, row_index_name=ROW, row_index_offset=2, glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.NoDataError) as error:
        if not _check_fields(data, len(header), file, findings):
            findings.add(Finding("unreadable", file, None, "", "", {"detail": str(error).splitlines()[0]}))
        return None
    if _may_be_ragged(data, frame, len(header)) and _check_fields(data, len(header), file, findings):
        return None
    return frame.select(ROW, *(name for name in header if name in known))


def _with_plain_header(data: bytes, header: list[str]) -> bytes:
    """Return the file with its column names as they were understood, without the spaces around them."""
    plain = ",".join(header).encode()
    if data.startswith((plain + b"\n", plain + b"\r\n")):
        return data
    quoted = ",".join('"' + name.replace('"', '""') + '"' for name in header)
    return quoted.encode() + b"\n" + data.partition(b"\n")[2]


def without_empty_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a table without the rows that are empty throughout."""
    names = [name for name in frame.columns if name != ROW]
    if not all(frame[name].null_count() for name in names):  # only then can a row be empty throughout
        return frame
    return frame.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in names)) if names else frame


def _may_be_ragged(data: bytes, frame: pl.DataFrame, width: int) -> bool:
    """Return whether separators or quotation marks are missing: polars mends both in silence."""
    if data.count(b'"') % 2:
        return True
    inside = 0
    if b'"' in data:
        counts = frame.select(pl.exclude(ROW).cast(pl.String).str.count_matches(",", literal=True).sum())
        inside = sum(count or 0 for count in counts.row(0)) + sum(name.count(",") for name in frame.columns)
    return data.count(b",") != (width - 1) * (frame.height + 1) + inside


def _check_fields(data: bytes, width: int, file: str, findings: Findings) -> bool:
    """
    Name the rows with too many or too few fields; slow, only used when something is wrong.

    A quotation mark out of place ends the search: what follows it cannot be told apart.
    """
    text = data.decode()
    found = False
    begin = end = count = 0
    place = 1
    while begin < len(text):
        cell = _CELL.match(text, end)
        if cell is None:
            detail = say("a quotation mark is not closed, or stands inside a cell and is not doubled")
            findings.add(Finding("unreadable", file, place, "", "", {"detail": detail}))
            return True
        end, count = cell.end(), count + 1
        if cell[1] == ",":
            continue
        seen = text[begin:end].strip()
        if seen and count != width:
            params = {"seen": count, "allowed": width}
            findings.add(Finding("wrong-field-count", file, place, "", _shown(seen), params))
            found = True
        begin, count, place = end, 0, place + 1
    return found


def _tidy(frame: pl.DataFrame, data: bytes, table: Table, is_ascii: bool) -> pl.DataFrame:
    """Strip spaces, take empty quoted cells as empty, and put texts and periods into one form."""
    names = [name for name in frame.columns if name != ROW]
    types = pl.Schema({name: frame.schema[name] for name in names})
    untidy = [name for name in names if _is_untidy(frame, name)]
    if untidy:
        texts = (
            pl.col(name).cast(pl.String).str.strip_chars().replace("", None).cast(types[name])
            for name in untidy
        )
        frame = frame.with_columns(texts)
    if not is_ascii and not unicodedata.is_normalized("NFC", data.decode()):
        raw = [pl.col(name).cast(pl.String).alias(RAW_KEY) for name in names if name == table.key[0]]
        forms = (pl.col(name).cast(pl.String).str.normalize("NFC") for name in names)
        frame = frame.select(ROW, *forms, *raw).cast(types)
    return with_canonical_cells(frame, table)


def _is_untidy(frame: pl.DataFrame, name: str) -> bool:
    """Return whether a column holds empty texts or texts with spaces around them."""
    column = frame[name]
    if column.dtype == pl.Categorical:
        return any(value == "" or value != value.strip() for value in distinct(frame, name))
    if column.null_count() == frame.height:
        return False
    return bool(
        frame.select(((pl.col(name) == "") | (pl.col(name) != pl.col(name).str.strip_chars())).any()).item()
    )


def with_canonical_cells(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Write each period and list of references in its one form (`2024-01-01/P3M` is `2024-Q1`)."""
    for column in table.columns:
        if column.kind not in ("period", "refs") or column.name not in frame.columns:
            continue
        change = {seen: one_form(seen, column.kind) for seen in distinct(frame, column.name)}
        change = {seen: form for seen, form in change.items() if form != seen}
        if change:
            forms = pl.Series(list(change.values()), dtype=pl.String)
            text = pl.col(column.name).cast(pl.String).replace(list(change), forms)
            frame = frame.with_columns(text.cast(frame.schema[column.name]))
    return frame


def write_csv(frame: pl.DataFrame, table: Table) -> bytes:
    """Return a table in canonical form; absent optional columns are written empty."""
    return canonical(frame, table).write_csv().encode()


def canonical(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return all columns as strings in the order of the definition, rows sorted by key."""
    columns = [
        pl.col(name).cast(pl.String) if name in frame.columns else pl.lit(None, dtype=pl.String).alias(name)
        for name in table.names
    ]
    texts = frame.select(columns)
    rest = [name for name in table.names if name not in table.key]
    return texts.sort([*table.key, *rest], nulls_last=False)
