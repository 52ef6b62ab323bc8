"""The calendar of expected figures: the flow, and how it is told."""

from __future__ import annotations

import json

import pytest

from haidang.base.errors import NameUnknownError, UseError
from haidang.core.review.expected import State
from haidang.flows.calendar import Wanted, run
from haidang.telling.calendar import tell_calendar
from haidang.telling.report import Report
from haidang.telling.teller import teller
from tests.make.core import Memory, day, haiphong

TODAY = day("2026-11-25")


def seen(as_of="2024-11-14", **wanted):
    return run(haiphong(), Wanted(**wanted), today=TODAY, as_of=day(as_of) if as_of else None)


def told(language="en", **changes) -> Report:
    return tell_calendar(seen(**changes), haiphong(), teller(language))


def section(report, name):
    return next((each for each in report.sections if each.section_id == name), None)


def test_the_days_are_a_year_around_that_of_the_review():
    view = seen(as_of="")
    assert (view.as_of.day, view.first, view.last) == (
        day("2024-11-14"),
        day("2023-11-14"),
        day("2025-11-14"),
    )
    assert all(view.first <= each.due <= view.last for each in view.expected)


def test_a_leap_day_has_a_year_around_it_too():
    view = seen(as_of="2024-02-29")
    assert (view.first, view.last) == (day("2023-02-28"), day("2025-02-28"))


def find(view, indicator_id, period, status=""):
    (found,) = (
        each
        for each in view.expected
        if (each.key.indicator_id, each.period.text, each.expectation.status)
        == (indicator_id, period, status)
    )
    return found


def test_what_came_on_its_day_and_what_may_have_come_late():
    view = seen()
    gdp = find(view, "gdp_growth", "2024-01-01/P9M")  # the 6th was a Sunday
    assert (gdp.due, gdp.state, gdp.days_after) == (day("2024-10-07"), State.RECEIVED, (0, 0))
    grdp = find(view, "grdp_growth", "2024-01-01/P9M")
    assert (grdp.due, grdp.state, grdp.days_after) == (day("2024-10-01"), State.RECEIVED, (0, 6))


def test_the_official_figure_of_a_year_is_awaited_where_an_estimate_is_held():
    assert find(seen(), "gdp_growth", "2022", "A").state is State.NOT_FOLLOWED
    assert find(seen(as_of="2024-10-01"), "gdp_growth", "2022", "A").state is State.DUE


def test_a_series_that_is_not_held_is_unknown():
    assert find(seen(), "trained_workers_certified", "2024-Q3").state is State.UNKNOWN


def test_of_the_bundled_pack_nothing_is_ever_late():
    for as_of in ("2023-06-30", "2024-11-14", "2025-06-30", "2026-11-25"):
        assert seen(as_of).having(State.LATE) == ()


def test_the_law_of_the_day_decides_and_later_law_is_not_foreseen():
    assert find(seen("2026-06-01"), "gdp_growth", "2026-S1").due == day("2026-07-03")
    assert find(seen("2025-10-01"), "gdp_growth", "2026-S1").due == day("2026-07-06")
    assert seen("2026-06-01").expected != seen("2025-10-01").expected


def test_figures_are_of_the_territory_that_exists():
    areas = {each.key.area_id for each in seen("2026-11-25").expected}
    assert areas == {"haiphong_merged", "vietnam"}
    assert {each.key.area_id for each in seen().expected} == {"haiphong", "vietnam"}


def test_what_is_wanted_alone_is_shown_and_how_prompt_a_body_was_counts_all():
    every, due = seen(), seen(state="due")
    assert due.expected == every.having(State.DUE)
    assert due.punctuality == every.punctuality
    assert {each.key.indicator_id for each in seen(indicator_id="gdp_growth").expected} == {"gdp_growth"}
    assert seen(body_ids=("general_statistics",)).expected == every.expected
    assert seen(body_ids=("vcci",)).expected == ()


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({"state": "lost"}, UseError),
        ({"first": day("2025-01-01"), "last": day("2024-01-01")}, UseError),
        ({"first": day("2015-01-01"), "last": day("2024-01-01")}, UseError),
        ({"body_ids": ("general_statistic",)}, NameUnknownError),
        ({"indicator_id": "gdp"}, NameUnknownError),
    ],
)
def test_what_cannot_be_answered_is_said(wanted, error):
    with pytest.raises(error):
        seen(**wanted)


def test_one_day_alone_is_enough():
    assert (seen(first=day("2015-01-01")).last, seen(last=day("2020-01-01")).first) == (
        day("2020-01-01"),
        day("2019-01-01"),
    )


@pytest.mark.parametrize("as_of", ["0001-01-01", "2024-11-14"])
def test_days_far_away_are_no_defect(as_of):
    assert seen(as_of, first=day("9998-01-01"), last=day("9999-12-31")).expected == ()


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_it_is_told_in_every_language(language):
    report = told(language)
    assert [each.section_id for each in report.sections] == ["due", "over", "punctuality"]
    rows = sum(len(each.tables[0].rows) for each in report.sections if each.section_id != "punctuality")
    assert rows == len(report.rows.rows) == len(report.data["expected"])
    json.dumps(report.data)


def test_the_words():
    report = told()
    assert report.lead.startswith("Due from 14 November 2023 to 14 November 2025: 32 figures. Late: 0.")
    states = {row[4] for row in section(report, "over").tables[0].rows}
    assert "✓ received 29 December 2023, on its day" in states
    assert "✓ received 1 October 2024 to 7 October 2024, in time or up to 6 days late" in states
    assert {"? not followed", "? series not held"} < states
    assert section(report, "punctuality").tables[0].rows == (
        ("General Statistics Office", "13", "3", "0", "1", "0", "9"),
    )
    later = {row[4] for row in section(told(as_of="2026-11-25"), "over").tables[0].rows}
    assert "? not followed since 14 November 2024" in later


def test_a_pack_without_expectations_says_so():
    memory = Memory()
    report = tell_calendar(run(memory, today=TODAY), memory, teller("en"))
    assert report.sections[0].sentences == ("The pack does not say which figures are due when.",)
    assert report.rows.rows == ()
    none = told(state="late")
    assert none.sections[0].sentences[0].startswith("No figure that was asked for")


def test_the_entries_of_a_calendar_are_the_releases():
    report = told()
    ids = [each.entry_id for each in report.entries]
    assert len(ids) == len(set(ids)) < len(report.rows.rows)
    entry = next(each for each in report.entries if each.entry_id == "grdp-year-2024-2024")
    assert entry.day == day("2024-12-02")
    assert entry.title == "GRDP at 2010 prices, GRDP at current prices, GRDP growth, Hai Phong, 2024"
    assert entry.text == "General Statistics Office. 62/2024/NĐ-CP, indicative. ○ due."
