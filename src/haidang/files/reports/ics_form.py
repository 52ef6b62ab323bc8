"""
What falls on days as an iCalendar file, for the calendar of a mail program.

References
----------
RFC 5545, sections 3.1 (lines of at most 75 octets), 3.3.11 (text), 3.6.1 (events of a whole day).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from haidang.telling.report import Entry, Report

_LONGEST = 75  # octets
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def draw_ics(report: Report) -> str:
    """Return what falls on days in a report as iCalendar; the same report gives the same bytes."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Haidang//Haidang//EN",
        f"X-WR-CALNAME:{_text(report.title)}",
        *(line for entry in report.entries for line in _event(entry)),
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.entry_id)}@haidang"
    yield f"DTSTAMP:{_day(entry.told_on)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    yield f"SUMMARY:{_text(entry.title)}"
    yield f"DESCRIPTION:{_text(entry.text)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Return the parts of a long line: all but the first begin with a space, and no letter is cut."""
    part = ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > _LONGEST:
            yield part
            part = " "
        part += letter
    yield part
