"""
What stands in a cell, in the form of the pack: bare numbers with a decimal point, ISO days, codes, plain text.

A true number or day of a spreadsheet is certain. A text is read as the file writes, or in another form where it can mean one thing only; whatever can mean two is asked about, never guessed: a thousandfold error is the worst that can happen to a figure.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from haidang.base.text import nfc
from haidang.files.formula_signs import unguard
from haidang.files.sheets.columns import BY_KEY, Column, choices, find_choice, heading
from haidang.files.sheets.habits import Habits, Raw

TEXT_LENGTH = 2000
_NUMBER_LENGTH = 30
_EXAMPLE = 12.5
_DIGITS = 15  # more are chance in a binary number
_GROUP = 3
_PLAIN = re.compile(r"(-?)(\d+)(?:([.,])(\d+))?", re.ASCII)
_GROUPED = re.compile(r"(-?)(\d{1,3}(?:([ .,'’])\d{3})(?:\3\d{3})*)(?:([.,])(\d+))?", re.ASCII)
_EXPONENT = re.compile(r"-?\d+(?:[.,]\d+)?[eE][+-]?\d+", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_LOCAL_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0?0:00(?::00)?)?", re.ASCII)
_SERIAL_LENGTH = 5
_SERIALS = range(20_000, 80_000)  # days of 1954 to 2119 as spreadsheets count them
_SERIAL_ZERO, _SERIAL_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000]")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")  # no width: they come along when text is copied
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # turn the direction of what follows


@dataclass(frozen=True, slots=True)
class Read:
    """
    A cell as read.

    Attributes
    ----------
    text
        In the form of the pack; as it was found where it could not be read.
    rule_id, params
        The rule that is broken, with what its sentence needs; empty when none is.
    """

    text: str
    rule_id: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def read_cell(column: Column, raw: Raw, habits: Habits) -> Read:
    """
    Read a cell to be filled.

    Parameters
    ----------
    column
        Its column.
    raw
        What the file holds.
    habits
        How the file writes numbers and days.
    """
    if raw == "":
        return Read("")
    if column.kind == "number":
        return _read_number(raw, habits)
    if column.kind == "day":
        return _read_day(raw, habits)
    text = plain_text(raw)
    if column.kind == "choice":
        return _read_choice(column, text, habits.language)
    return _read_text(column, text)


def plain_text(raw: Raw) -> str:
    """Return a cell as text, in Unicode form NFC, without spaces around it and without the mark against formulas."""
    if isinstance(raw, bool):
        return str(raw).lower()
    if isinstance(raw, (int, float)):
        return _decimal(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ")
    if isinstance(raw, date):
        return raw.isoformat()
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n")
    return nfc(unguard(text.strip()))


def same_digits(text: str) -> bool:
    """Return whether a text is a number that comes back from a spreadsheet with the digits that it is written with."""
    return _PLAIN.fullmatch(text) is not None and "," not in text and _decimal(float(text)) == text


def _decimal(number: float) -> str:
    """Return a number as a plain decimal, in the digits that a spreadsheet shows at most."""
    text = format(Decimal(f"{number:.{_DIGITS}g}"), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _read_number(raw: Raw, habits: Habits) -> Read:
    text = plain_text(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        is_plain = math.isfinite(raw) and len(text) <= _NUMBER_LENGTH
        return Read(text) if is_plain else _no_number(text, habits.language)
    if isinstance(raw, (date, time, timedelta)):
        return Read(text, "day-for-number", {"example": _EXAMPLE})
    seen = _UNSEEN.sub("", _SPACES.sub(" ", text)).replace("\u2212", "-").strip()
    if len(seen) > _NUMBER_LENGTH:
        return _no_number(text, habits.language)
    return (
        _plain_number(seen, text, habits.decimal_sign)
        or _grouped_number(seen)
        or _no_number(text, habits.language)
    )


def _plain_number(seen: str, text: str, decimal_sign: str) -> Read | None:
    found = _PLAIN.fullmatch(seen)
    if found is None:
        return None
    sign, whole, separator, rest = found.groups()
    whole = whole.lstrip("0") or "0"
    may_be_thousands = (
        separator is not None and len(rest) == _GROUP and 1 <= len(found[2]) <= _GROUP and whole != "0"
    )
    if may_be_thousands and separator != decimal_sign:
        small = f"{sign}{whole}{decimal_sign}{rest}"
        return Read(text, "either-number", {"large": f"{sign}{whole}{rest}", "small": small})
    return Read(f"{sign}{whole}.{rest}" if separator else f"{sign}{whole}")


def _grouped_number(seen: str) -> Read | None:
    found = _GROUPED.fullmatch(seen)
    if found is None:
        return None
    sign, whole, group, separator, rest = found.groups()
    if group == separator:
        return None
    digits = re.sub(r"\D", "", whole).lstrip("0") or "0"
    return Read(f"{sign}{digits}.{rest}" if separator else f"{sign}{digits}")


def _no_number(text: str, language: str) -> Read:
    if _EXPONENT.fullmatch(text):
        return Read(text, "digits-lost")
    return Read(text, "not-a-number", {"example": _EXAMPLE, "bound": heading(BY_KEY["bound"], language)})


def _read_day(raw: Raw, habits: Habits) -> Read:
    text = plain_text(raw)
    seen = _UNSEEN.sub("", text)
    if seen.isascii() and seen.isdigit() and len(seen) == _SERIAL_LENGTH and int(seen) in _SERIALS:
        zero = _SERIAL_ZERO_1904 if habits.is_1904 else _SERIAL_ZERO
        return Read(text, "serial-day", {"day": (zero + timedelta(days=int(seen))).isoformat()})
    iso, local = _ISO_DAY.fullmatch(seen), _LOCAL_DAY.fullmatch(seen)
    if iso is not None:
        day = _day(*iso.groups())
        return Read(day.isoformat()) if day is not None else Read(text, "not-a-day")
    return Read(text, "not-a-day") if local is None else _local_day(text, habits, *local.groups())


def _local_day(text: str, habits: Habits, first: str, second: str, year: str) -> Read:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if habits.order == "unknown" and day_first and month_first and day_first != month_first:
        return Read(text, "either-day", {"first": day_first.isoformat(), "second": month_first.isoformat()})
    meant = {"day first": day_first, "month first": month_first}.get(habits.order, day_first or month_first)
    return Read(meant.isoformat()) if meant is not None else Read(text, "not-a-day")


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _read_choice(column: Column, text: str, language: str) -> Read:
    code = find_choice(column.key, text)
    if code is None:
        return Read(text, "not-a-choice", {"allowed": tuple(choices(column.key, language).values())})
    return Read(code)


def _read_text(column: Column, text: str) -> Read:
    if column.key == "source_id":
        text = text.partition(" – ")[0].strip()  # the list shows the title too
    if len(text) > TEXT_LENGTH:
        return Read(text, "too-long", {"seen": len(text), "allowed": TEXT_LENGTH})
    unseen = [
        sign for sign in text if sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cs", "Co")
    ]
    unseen += _TURNING.findall(text)
    if unseen:
        return Read(text, "control-signs", {"sign": f"U+{ord(unseen[0]):04X}"})
    return Read(text)
