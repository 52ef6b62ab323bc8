"""Documents, areas and the list of indicators: in order, as of the day, and read no wider than they are shown."""

from __future__ import annotations

import pytest

from haidang.base.errors import NameUnknownError
from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.review.territories import Tie
from haidang.flows import indicator, register
from haidang.telling.area import tell_area, tell_areas
from haidang.telling.document import tell_document
from haidang.telling.indicators import tell_indicators
from haidang.telling.teller import teller
from tests.make.core import (
    Memory,
    day,
    haiphong,
    make_area,
    make_document,
    make_indicator,
    make_observation,
    make_stock,
    make_succession,
    make_target,
)

TODAY = day("2026-11-25")
REVIEW = day("2024-11-14")
EN = teller("en")
MERGER = {
    "area_rows": (
        make_area("country", level="country"),
        make_area("old", valid_to="2025-06-30", parent_id="country"),
        make_area("new", valid_from="2025-07-01", parent_id="country"),
    ),
    "succession_rows": (make_succession("old", "new"),),
    "indicator_rows": (make_indicator(), make_stock()),
    "about": Description("memory", Name("Bộ nhớ"), area_id="new"),
}


class Asked(Memory):
    """Evidence that remembers which series were asked for."""

    asked = frozenset()

    def observations(self, series):
        self.asked = self.asked | set(series)
        return super().observations(series)


def merged(*figures, **changes) -> Asked:
    return Asked(figures=figures, **{**MERGER, **changes})


def said(report) -> str:
    return " ".join(
        " ".join(
            (*section.sentences, *(cell for table in section.tables for row in table.rows for cell in row))
        )
        for section in report.sections
    )


def test_targets_stand_in_the_order_of_their_numbers_and_those_without_one_last():
    numbers = (10, 2, None, 1)
    targets = [make_target(target_id=f"T{number}", number=number) for number in numbers]
    source = Memory(target_rows=targets)
    view = register.show_document(source, "plan", today=TODAY)
    assert [line.target.number for line in view.lines] == [1, 2, 10, None]
    assert [row[0] for row in tell_document(view, source, EN).rows.rows] == ["1", "2", "10", "–"]


def test_documents_to_come_are_not_there_yet():
    source = Memory(
        document_rows=(
            make_document("law", "2030-01-01"),
            make_document("plan", "2020-01-01", parent_id="law"),
            make_document("early", "2021-01-01", parent_id="plan"),
            make_document("late", "2025-01-01", parent_id="plan"),
        )
    )
    view = register.show_document(source, "plan", today=TODAY, as_of=day("2024-01-01"))
    assert (view.parent, [each.document_id for each in view.children]) == (None, ["early"])


def test_a_document_of_the_pack_has_statuses_odds_and_days_of_review():
    view = register.show_document(haiphong(), "nq-xvi-2020", today=TODAY)
    report = tell_document(view, haiphong(), EN)
    assert [row[0] for row in report.rows.rows][:9] == ["1", "2", "3", "4", "5", "6", "7a", "7b", "8"]
    assert "Days on which something was officially said of it: 14 November 2024." in said(report)
    assert len(report.data["assessments"]) == 20


def test_old_and_new_territory_stand_side_by_side_and_are_never_added():
    source = merged(
        make_observation("2024", 7, area_id="old"),
        make_observation("2025", 20, area_id="new"),
        make_observation("2024", 5, area_id="old", indicator_id="coverage", unit="%"),
    )
    for area_id in ("old", "new"):
        view = register.show_area(source, area_id, today=TODAY)
        report = tell_area(view, source, EN)
        (turning,) = view.turnings
        ((measured, figures),) = turning.rows
        assert measured.indicator_id == "revenue"
        assert [figure.observation.value for figure in figures] == [7, 20]
        (section,) = (each for each in report.sections if each.section_id == "turning-1")
        assert section.title == "new before and after 1 July 2025"
        assert section.tables[0].rows[-1][1:] == (
            "7 billion VND (2024, official)",
            "20 billion VND (2025, official)",
        )
        assert "27" not in said(report)


def test_an_end_to_come_is_not_foreseen():
    source = merged()
    before = register.show_area(source, "old", today=TODAY, as_of=day("2025-06-29"))
    data = tell_area(before, source, EN).data
    assert (data["valid_to"], data["successors"], before.turnings) == (None, [], ())
    after = register.show_area(source, "old", today=TODAY, as_of=day("2025-07-01"))
    assert tell_area(after, source, EN).data["valid_to"] == "2025-06-30"
    assert any("ended on 2025-06-30" in str(notice) for notice in after.notices)


def test_figures_of_an_area_are_those_of_the_day():
    source = merged(make_observation("2023", 7, area_id="old"), make_observation("2024", 8, area_id="old"))
    early = register.show_area(source, "old", today=TODAY, as_of=day("2024-06-01"))
    assert [figure.observation.value for _, figure in early.series] == [7]
    none = register.show_area(source, "old", today=TODAY, as_of=day("2020-01-01"))
    assert none.series == ()
    assert "No figure of old is held that was public by 1 January 2020." in said(tell_area(none, source, EN))


@pytest.mark.parametrize("ask", [lambda s, **d: register.show_area(s, "new", **d), register.list_areas])
def test_a_day_to_come_is_said_to_be_one(ask):
    view = ask(merged(), today=TODAY, as_of=day("2030-01-01"))
    assert view.as_of.day == TODAY
    assert "2030-01-01 lies in the future" in str(view.notices[0])


def test_areas_of_a_day_are_one_version_of_the_territory():
    source = merged()
    for on, expected in (("2025-06-30", "old"), ("2025-07-01", "new")):
        report = tell_areas(register.list_areas(source, today=TODAY, as_of=day(on)), source, EN)
        assert {each["id"] for each in report.data["items"]} == {"country", expected}


def test_an_unknown_area_is_named_with_the_nearest():
    with pytest.raises(NameUnknownError, match="country"):
        register.show_area(merged(), "countri", today=TODAY)


def test_the_list_of_indicators_reads_no_area_but_its_own_and_those_around():
    source = merged(
        make_observation("2025", 20, area_id="new"),
        make_observation("2024", 5, area_id="old"),
        make_observation("2024", 60, area_id="country", indicator_id="coverage", unit="%"),
    )
    view = register.list_indicators(source, today=TODAY)
    assert {each.area_id for each in source.asked} == {"new", "country"}
    found = {each.indicator_id: last for each, last in view.rows}
    assert [(area.area_id, figure.observation.value) for area, figure in found.values()] == [
        ("new", 20),
        ("country", 60),
    ]
    report = tell_indicators(view, source, EN)
    assert "country: 60% (2024, official)" in said(report)
    assert report.data["items"][0]["last"]["area_id"] == "new"


def test_the_list_shows_nothing_that_was_public_later():
    source = merged(make_observation("2025", 20, area_id="new"))
    view = register.list_indicators(source, today=TODAY, as_of=day("2025-12-31"))
    assert [last for _, last in view.rows] == [None, None]


def test_without_an_area_or_indicators_the_list_is_told_too():
    source = Memory(indicator_rows=())
    report = tell_indicators(register.list_indicators(source, today=TODAY), source, EN)
    assert (report.lead, report.rows.rows) == ("0 in all.", ())


def test_the_territory_before_has_its_own_place_beside_an_indicator():
    source = merged(
        make_observation("2024", 7, area_id="old"), make_observation("2024", 9, area_id="country")
    )
    view = indicator.run(source, "revenue", today=TODAY, area_id="new")
    assert view.figures == ()
    assert [(each.area.area_id, each.tie) for each in view.beside] == [
        ("old", Tie.BEFORE),
        ("country", Tie.NONE),
    ]
    early = indicator.run(source, "revenue", today=TODAY, as_of=day("2024-12-31"), area_id="new")
    assert early.beside == ()


def test_only_so_many_areas_are_read_for_one_page():
    names = [f"area{number:02d}" for number in range(70)]
    source = Asked(
        area_rows=[make_area(name) for name in names],
        figures=[make_observation("2023", 1, area_id=name) for name in names],
    )
    view = indicator.run(source, "revenue", today=TODAY, area_id="area00")
    assert (len(view.beside), view.further, len(source.asked)) == (12, 48, 61)
