"""Whether a filled sheet is of the template that is asked for, row by row."""

from __future__ import annotations

from dataclasses import replace

from haidang.base.errors import PeriodError
from haidang.base.periods import Period, parse_period
from haidang.core.pack.defects import near
from haidang.files.sheets.columns import BY_KEY, CODE, FILLED, WORDS, heading
from haidang.files.sheets.defects import Defects
from haidang.files.sheets.identity import Identity
from haidang.files.sheets.sheet import Sheet, SheetRow
from haidang.files.sheets.template import Line, Template


def check_against(sheet: Sheet, template: Template) -> Sheet:
    """
    Return a sheet with what is wrong with it as an answer to a template.

    Parameters
    ----------
    sheet
        As read.
    template
        The template of the same body and periods, as it is made now, in the language of the sheet.
    """
    defects = Defects(sheet.name)
    if _is_of(sheet.identity, template, defects):
        for row in sheet.rows:
            line = template.by_code.get(row.code)
            if line is None:
                _add_unknown(row, sheet, template, defects)
            else:
                _check_row(row, line, sheet, template, defects)
        _check_missing(sheet, template, defects)
    found = sorted([*sheet.findings, *defects.all()], key=lambda each: (each.row or 0, each.column))
    return replace(sheet, findings=tuple(found))


def _is_of(identity: Identity | None, template: Template, defects: Defects) -> bool:
    """Return whether a sheet is of a template at all; pasted text says nothing and is."""
    if identity is None:
        return True
    own = template.identity
    if identity.city != own.city:
        defects.add("other-city", seen=identity.city, allowed=own.city)
    elif identity.body_id != own.body_id:
        defects.add("other-body", seen=identity.body_id, allowed=own.body_id)
    elif set(identity.periods) != set(own.periods):
        defects.add("other-period", seen=_periods(identity.periods), allowed=_periods(own.periods))
    elif identity.checksum != own.checksum:
        defects.add("list-changed", seen=identity.revision, allowed=own.revision)
    return not defects.has_errors


def _periods(texts: tuple[str, ...]) -> tuple[Period | str, ...]:
    """Return periods for a sentence; parsed where they can be."""
    try:
        return tuple(parse_period(text) for text in texts)
    except PeriodError:
        return texts


def _check_row(row: SheetRow, line: Line, sheet: Sheet, template: Template, defects: Defects) -> None:
    if not row.has_value:
        filled = next(
            (each for each in FILLED if row.cells.get(each.key, "") != line.filled.get(each.key, "")), None
        )
        if filled is not None and row.cells.get(filled.key):
            _add("no-value", row, filled.key, "", sheet, defects)
        return
    words = template.words(line)
    for column in WORDS:
        seen = " ".join(row.words.get(column.key, words[column.key]).split())
        if column.key != "held" and seen != words[column.key]:
            _add("words-changed", row, column.key, seen, sheet, defects, allowed=words[column.key])


def _add_unknown(row: SheetRow, sheet: Sheet, template: Template, defects: Defects) -> None:
    """Name a row that is not of the template; one that enters nothing is passed by."""
    if row.has_value:
        known = (code.text for code in template.by_code)
        _add("unknown-row", row, CODE, row.code.text, sheet, defects, nearest=near(row.code.text, known))


def _check_missing(sheet: Sheet, template: Template, defects: Defects) -> None:
    seen = {row.code for row in sheet.rows}
    missing = [line for line in template.lines if line.code not in seen]
    if missing and sheet.rows:
        words = template.words(missing[0])
        first = f"{words['indicator']}, {words['area']}, {words['period']}"
        defects.add("rows-missing", count=len(missing), first=first)


def _add(
    rule_id: str, row: SheetRow, column: str, value: str, sheet: Sheet, defects: Defects, **params: object
) -> None:
    params = {"heading": heading(BY_KEY[column], sheet.language), **params}
    cell = sheet.place(row.number, column)
    defects.add(rule_id, value, row=row.number, column=column, cell=cell, **params)
