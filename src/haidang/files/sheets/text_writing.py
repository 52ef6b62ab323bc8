"""
A template as CSV, for those who have no spreadsheet program that reads workbooks.

UTF-8 with a byte-order mark, by which spreadsheet programs know it; semicolons where the language has decimal commas. Behind the
headings stands what programs read of the template.
"""

from __future__ import annotations

import csv
import io

from haidang.files.formula_signs import guard
from haidang.files.sheets.columns import CODE, COLUMNS, Column, choices, heading
from haidang.files.sheets.habits import DECIMAL_SIGN, PROBE_DAY, PROBE_NUMBER
from haidang.files.sheets.template import Template

_MARK = "\ufeff"


def write_text(template: Template) -> bytes:
    """Return a template as CSV."""
    out = io.StringIO()
    sign = DECIMAL_SIGN[template.language]
    writer = csv.writer(out, delimiter=";" if sign == "," else ",", lineterminator="\r\n")
    heads = [heading(column, template.language) for column in COLUMNS]
    writer.writerow([*heads, template.identity.text, PROBE_DAY.isoformat(), PROBE_NUMBER.replace(".", sign)])
    for line in template.lines:
        words = {**template.words(line), CODE: line.code.text}
        writer.writerow(
            shown_cell(column, line.filled.get(column.key, ""), template.language)
            if column.is_filled
            else guard(words[column.key])
            for column in COLUMNS
        )
    return (_MARK + out.getvalue()).encode()


def shown_cell(column: Column, text: str, language: str) -> str:
    """Return a text of the pack as it is shown in a cell to be filled."""
    if column.kind == "number":
        return text.replace(".", DECIMAL_SIGN[language])
    if column.kind == "choice":
        return choices(column.key, language).get(text, text)
    return guard(text)
