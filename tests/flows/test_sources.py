"""The flows of sources, told: the list by tier, and one source with what rests on it."""

from __future__ import annotations

import pytest

from haidang.base.errors import NameUnknownError
from haidang.flows.sources import first_day, run, show_source
from haidang.telling.source import tell_source
from haidang.telling.sources import tell_sources
from haidang.telling.teller import teller
from tests.make.core import Memory, day, haiphong

TODAY = day("2026-11-25")


def test_the_list_is_of_the_day_of_the_review_unless_another_is_asked_for():
    assert run(haiphong(), today=TODAY).as_of.day == day("2024-11-14")
    early = run(haiphong(), today=TODAY, as_of=day("2018-01-01"))
    assert 0 < len(early.lines) < len(run(haiphong(), today=TODAY).lines)


def test_an_unknown_source_is_named():
    with pytest.raises(NameUnknownError, match="tkhp_2020"):
        show_source(haiphong(), "tkhp_2002", today=TODAY)
    with pytest.raises(NameUnknownError):
        first_day(haiphong(), "nothing")


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_the_list_is_told_by_tier_and_counts_add_up(language):
    view = run(haiphong(), today=TODAY)
    report = tell_sources(view, haiphong(), teller(language))
    assert [section.section_id for section in report.sections] == ["tier1", "tier2", "tier3", "tier4"]
    assert sum(len(section.tables[0].rows) for section in report.sections) == len(view.lines)
    assert len(report.data["sources"]) == len(report.rows.rows) == len(view.lines)


@pytest.mark.parametrize("source_id", sorted(haiphong().sources()))
def test_every_source_is_told(source_id):
    view = show_source(haiphong(), source_id, today=TODAY, as_of=TODAY)
    report = tell_source(view, haiphong(), teller("en"))
    assert report.sections[0].section_id == "what"
    assert len(report.sections) > 1
    assert report.data["source_id"] == source_id
    assert len({len(row) for row in report.rows.rows} | {len(report.rows.columns)}) == 1


def test_a_pack_without_sources_says_so():
    report = tell_sources(run(Memory(), today=TODAY), Memory(), teller("en"))
    assert report.sections[0].sentences == ("None held.",)
