"""What falls on days as an iCalendar file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from haidang.files.reports.forms import draw
from haidang.telling.report import Entry, Report
from tests.make.core import day


def drawn(*entries, title="Lịch"):
    report = Report("vi", title, "", (), (), (), make_entries=lambda: entries)
    return draw(report, "ics")


def unfolded(text):
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    return "\r\n".join(lines).replace("\r\n ", "").split("\r\n")


ENTRY = Entry(
    "X-1-2024", day("2024-12-02"), "GRDP, 2024", "Cục Thống kê; theo luật\ndòng hai", day("2024-11-14")
)


def test_an_entry_is_an_event_of_a_whole_day():
    assert unfolded(drawn(ENTRY)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Haidang//Haidang//EN",
        "X-WR-CALNAME:Lịch",
        "BEGIN:VEVENT",
        "UID:X-1-2024@haidang",
        "DTSTAMP:20241114T000000Z",
        "DTSTART;VALUE=DATE:20241202",
        r"SUMMARY:GRDP\, 2024",
        r"DESCRIPTION:Cục Thống kê\; theo luật\ndòng hai",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_without_entries_the_calendar_is_empty():
    assert "VEVENT" not in drawn()
    assert not Report("vi", "", "", (), (), ()).has_entries


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_long_lines_are_folded_between_letters_and_come_back(text):
    (line,) = (each for each in unfolded(drawn(title=text)) if each.startswith("X-WR-CALNAME:"))
    found = line.removeprefix("X-WR-CALNAME:")
    assert found.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\") == text
