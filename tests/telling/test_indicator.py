"""An indicator, told: what is drawn and what is not, breaks, promises, and what is missing."""

from __future__ import annotations

import pytest

from haidang.base.periods import parse_period
from haidang.base.text import Name
from haidang.core.bodies.body import Body
from haidang.core.forecast.history import Break, BreakKind
from haidang.flows import indicator as flow
from haidang.telling.indicator import tell_indicator
from haidang.telling.teller import teller
from tests.make.core import (
    Memory,
    day,
    haiphong,
    make_area,
    make_indicator,
    make_observation,
    make_succession,
    make_target,
    years,
)

TODAY = day("2026-11-25")
EN = teller("en")


def make_break(kind=BreakKind.DEFINITION, period="2022", **changes) -> Break:
    made = {"indicator_ids": (), "area_id": "", "public_by": day("2022-01-01"), **changes}
    return Break(f"B-{kind}", Name("Thay đổi", "The change"), kind, parse_period(period), **made)


def told(*figures, as_of="", area_id="city", **rows):
    source = Memory(figures=figures, **rows)
    on = day(as_of) if as_of else None
    view = flow.run(source, "revenue", today=TODAY, as_of=on, area_id=area_id)
    return tell_indicator(view, source, EN, with_vintages=True)


def section(report, name):
    return next((each for each in report.sections if each.section_id == name), None)


def lines_of(report):
    return [
        {(each["x"], each["y"]) for each in layer["data"]["values"]}
        for layer in report.charts[0].spec["layer"]
        if layer["mark"]["type"] == "line"
    ]


def test_years_are_drawn_and_parts_of_years_only_told():
    report = told(*years(2021, 10, 11), make_observation("2023-S1", 6))
    assert any(
        "parts of a year stand in the table alone" in each for each in section(report, "figures").sentences
    )
    assert {(2021.0, 10.0), (2022.0, 11.0)} in lines_of(report)
    assert len(section(report, "figures").tables[0].rows) == 3


def test_one_figure_and_none_give_no_chart():
    assert told(*years(2021, 10)).charts == ()
    report = told(make_observation("2023-S1", 6), make_observation("2024-S1", 7))
    assert report.charts == ()
    assert (
        "There are too few whole years for a chart; all figures stand in the table."
        in section(report, "figures").sentences
    )


def test_a_new_definition_parts_the_line_and_is_named():
    report = told(*years(2020, 1, 2, 30, 40), break_rows=(make_break(),))
    joined = [line for line in lines_of(report) if {(2021.0, 2.0), (2022.0, 30.0)} <= line]
    assert joined == []
    assert section(report, "breaks").tables[0].rows[0][:3] == (
        "from 1 January 2022",
        "new definition",
        "The change",
    )
    assert "Marked: The change." in report.charts[0].alt


def test_a_shock_parts_nothing():
    report = told(*years(2020, 1, 2, 3), break_rows=(make_break(BreakKind.SHOCK, "2021"),))
    assert {(2020.0, 1.0), (2021.0, 2.0)} in lines_of(report)


def test_a_break_is_not_known_before_its_day():
    figures = years(2020, 1, 2, 30, 40)
    report = told(*figures, break_rows=(make_break(public_by=day("2025-01-01")),), as_of="2024-06-01")
    assert section(report, "breaks") is None


def test_figures_of_two_definitions_are_not_joined():
    report = told(*years(2020, 1, 2), *years(2022, 9, 8, definition="new way"))
    assert not any({(2021.0, 2.0), (2022.0, 9.0)} <= line for line in lines_of(report))
    assert (
        "A line joins figures of one definition only, and none across a new one."
        in section(report, "figures").sentences
    )


def test_another_territory_has_a_line_and_a_table_of_its_own():
    areas = (make_area("old", valid_to="2021-12-31"), make_area("city", valid_from="2022-01-01"))
    report = told(
        *years(2020, 5, 6, area_id="old"),
        *years(2022, 20, 21),
        area_rows=areas,
        succession_rows=(make_succession("old", "city", day=day("2022-01-01")),),
    )
    assert not any({(2021.0, 6.0), (2022.0, 20.0)} <= line for line in lines_of(report))
    other = section(report, "figures").tables[1]
    assert [row[:2] for row in other.rows] == [("2020", "5 billion VND"), ("2021", "6 billion VND")]
    assert section(report, "areas").tables[0].rows[1][1] == "territory before"
    assert report.data["areas"][0]["territory"] == "before"


def test_documents_that_promise_the_same_share_a_mark():
    same = (make_target(50, "2025", target_id="A"), make_target(50, "2025", target_id="B"))
    report = told(*years(2021, 10, 11), target_rows=same)
    assert "Promises marked: 1." in report.charts[0].alt
    assert len(section(report, "targets").tables[0].rows) == 2
    assert [each["target_id"] for each in report.data["targets"]] == ["A", "B"]


def test_a_promise_of_a_total_has_no_mark_and_that_is_said():
    total = make_target(50, "2021-01-01/P5Y", kind="total")
    report = told(*years(2021, 10, 11), target_rows=(total,))
    assert any("no mark in the chart" in each for each in section(report, "figures").sentences)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"preferred_producer_id": "office"}, "The office could publish one."),
        ({}, "Which body would publish one is not held."),
        ({"is_published": False}, "The office states that no figure of it is published."),
    ],
)
def test_without_figures_it_is_said_who_could_publish_one(changes, words):
    body = Body("office", Name("Cơ quan", "The office"), "statistics")
    report = told(indicator_rows=(make_indicator(**changes),), body_rows=(body,))
    assert words in section(report, "figures").sentences
    assert report.charts == ()


def test_the_parts_of_a_formula_are_named_with_their_areas():
    source = haiphong()
    view = flow.run(source, "grdp_share_of_gdp", today=TODAY)
    (_, parts) = section(tell_indicator(view, source, EN), "what").tables
    assert [row[-2:] for row in parts.rows] == [("grdp_current", "haiphong"), ("gdp_current", "vietnam")]


def test_what_the_law_asks_and_is_held_has_a_row():
    legal = make_indicator().legal.__class__(concept="All that is paid in")
    rows = dict(section(told(indicator_rows=(make_indicator(legal=legal),)), "what").tables[0].rows)
    assert rows["Concept"] == "All that is paid in"
    assert rows["Asked for by Decree 94/2022/NĐ-CP and not held"].startswith("Method; ")


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
@pytest.mark.parametrize("on", ["2017-07-01", "2024-11-14", "2026-11-25"])
@pytest.mark.parametrize("name", ["grdp_growth", "population", "fdi", "iip_growth", "pci_rank"])
def test_the_pack_is_told_as_of_any_day(name, on, language):
    source = haiphong()
    view = flow.run(source, name, today=TODAY, as_of=day(on))
    report = tell_indicator(view, source, teller(language), with_vintages=True)
    names = [each.section_id for each in report.sections]
    assert len(names) == len(set(names))
    assert all(each.public_by <= view.as_of.day for each in view.known)
    for table in (table for each in report.sections for table in each.tables):
        assert {len(row) for row in table.rows} <= {len(table.columns)}


def test_the_borders_of_a_territory_are_marked_when_they_are_known():
    source = haiphong()
    for on, expected in (("2025-06-29", False), ("2025-07-01", True)):
        view = flow.run(source, "grdp_growth", today=TODAY, as_of=day(on))
        assert (
            "territory until 30 June 2025" in str(tell_indicator(view, source, EN).charts[0].spec)
        ) is expected
