"""Rows of any table of a pack, and the many forms in which a file may hold them."""

import csv
import io
import unicodedata

from hypothesis import strategies as st

from haidang.core.pack.tables import TABLES

ALPHABET = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXT = st.one_of(
    st.text(ALPHABET, max_size=8),
    st.sampled_from(
        ["Đồ Sơn", "a,b", 'he said "no"', "two\nlines", "two\r\nlines", "a;b", "'", "#x", "\\N", "null", "NA"]
    ),
)
SAMPLES = {
    "number": ["6.70", "0", "-12.5", "100.00", "2088.02", "1.10"],
    "integer": ["1", "20"],
    "boolean": ["true", "false"],
    "day": ["2024-11-14", "2023-01-05"],
    "period": ["2024", "2024-Q1", "2024-01-01/P8M", "2021-01-01/P5Y", "2019-04-01"],
    "refs": ["a", "a;b", "đồ_sơn;b;c"],
    "id": ["a", "b", "đồ_sơn", "T-1"],
    "ref": ["a", "b", "đồ_sơn"],
    "unit": ["VND bn", "% yoy"],
}


def tidy(text):
    """Return a cell as it is kept: in form NFC, without spaces around it, None when nothing is left."""
    return unicodedata.normalize("NFC", text).strip() or None


def cells(column):
    """Texts that a column may hold."""
    if column.kind == "text":
        return TEXT.map(tidy)
    known = st.sampled_from([*(column.values or SAMPLES[column.kind]), None])
    return known if column.kind in ("period", "refs") else st.one_of(known, known, TEXT.map(tidy))


@st.composite
def tables(draw, max_rows=4):
    """Draw a table and rows of it, none of them empty: each a tuple of texts in the order of the columns."""
    table = draw(st.sampled_from(TABLES))
    one = st.tuples(*(cells(column) for column in table.columns)).filter(any)
    return table, draw(st.lists(one, min_size=1, max_size=max_rows))


@st.composite
def forms(draw):
    """Draw one of the forms in which a file may come."""
    return {
        "mark": draw(st.booleans()),
        "line_end": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        "normal_form": draw(st.sampled_from(["NFC", "NFD"])),
        "spaces": draw(st.sampled_from(["", " ", "\t", "\u00a0", " \u3000"])),
        "last_line_end": draw(st.booleans()),
        "empty_rows": draw(st.booleans()),
        "leave_out": draw(st.booleans()),
        "order": draw(st.randoms(use_true_random=False)),
    }


def spelled(table, rows, form):
    """Return the rows as a file of the given form."""
    names = list(table.names)
    if form["leave_out"]:
        filled = {name for name, *column in zip(names, *rows, strict=True) if any(column)}
        names = [name for name in names if name in filled or name in table.required]
    form["order"].shuffle(names)
    places = [table.names.index(name) for name in names]
    lines = [names, *([row[place] or "" for place in places] for row in rows)]
    if form["empty_rows"]:
        lines = [part for line in lines for part in (line, [""] * len(names))]
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=form["quoting"], lineterminator=form["line_end"])
    writer.writerows([form["spaces"] + cell + form["spaces"] for cell in line] for line in lines)
    text = unicodedata.normalize(form["normal_form"], target.getvalue())
    if not form["last_line_end"]:
        text = text.removesuffix(form["line_end"])
    return (b"\xef\xbb\xbf" if form["mark"] else b"") + text.encode()
