"""Looking for words in the bundled pack, as a reader would, and as of any day."""

from __future__ import annotations

import pytest

from haidang.base.errors import UseError
from haidang.base.text import Name
from haidang.core.search.index import Entry, Rank
from haidang.flows.search import LONGEST, SHOWN, index_of, run
from haidang.telling.search import tell_search
from haidang.telling.teller import teller
from tests.make.core import Memory, day, haiphong

TODAY = day("2026-11-25")
METHOD = Entry("method", "odds", Name("Odds"), ("odds",), ("How likely is a target to be met?",))
INDEX = index_of(haiphong(), [METHOD])


def look(query, **more):
    return run(INDEX, query, today=TODAY, **more)


def first(query, **more):
    return look(query, **more).groups[0].hits[0].entry.item_id


@pytest.mark.parametrize(
    ("query", "item_id"),
    [
        ("45-NQ/TW", "nq-45-2019"),
        ("45 nq tw", "nq-45-2019"),
        ("XVI-20", "XVI-20"),
        ("grdp_growth", "grdp_growth"),
        ("thuy nguyen", "commune_11560"),
        ("how likely", "odds"),
    ],
)
def test_a_reader_finds_what_is_meant(query, item_id):
    assert first(query) == item_id


def test_every_thing_is_found_by_its_own_identifier_and_name():
    for each in INDEX:
        entry = each.entry
        for query in (entry.item_id, entry.name.vi[:LONGEST]):
            hits = [hit for group in look(query, kind=entry.kind).groups for hit in group.hits]
            assert entry in [hit.entry for hit in hits], query
        assert look(entry.item_id, kind=entry.kind).groups[0].hits[0].rank is Rank.EXACT


def test_what_did_not_exist_on_the_day_is_neither_found_nor_counted():
    now, then = look("nghi quyet"), look("nghi quyet", as_of=day("2019-12-31"))
    assert 0 < then.count < now.count
    documents = haiphong().documents()
    for group in then.groups:
        for hit in group.hits:
            assert hit.entry.since is None or hit.entry.since <= day("2019-12-31")
            if group.kind == "document":
                assert (documents[hit.entry.item_id].issued or day("2019-12-31")) <= day("2019-12-31")


def test_a_kind_is_shown_whole_and_all_kinds_in_part():
    part = {group.kind: group for group in look("hai phong").groups}
    assert len(part["area"].hits) == SHOWN < part["area"].count
    (whole,) = look("hai phong", kind="area").groups
    assert len(whole.hits) == whole.count == part["area"].count


@pytest.mark.parametrize("query", ["", "  ", "!!!", "\u200b"])
def test_without_a_word_nothing_is_looked_for(query):
    view = look(query)
    assert (view.words, view.groups) == ((), ())


def test_what_is_too_long_and_what_is_no_kind_are_refused():
    assert look("a" * LONGEST).query == "a" * LONGEST
    with pytest.raises(UseError, match="201 letters"):
        look("a" * (LONGEST + 1))
    with pytest.raises(UseError, match="no text"):
        look("a\x00b")
    with pytest.raises(UseError, match="target, indicator"):
        look("a", kind="wish")


def test_a_day_to_come_is_answered_as_of_today():
    view = look("port", as_of=day("2030-01-01"))
    assert view.as_of.day == TODAY
    assert "2030" in str(view.notices[0])


def test_a_source_that_holds_little_is_indexed_too():
    view = run(index_of(Memory()), "revenue", today=TODAY)
    assert [hit.entry.item_id for group in view.groups for hit in group.hits] == ["revenue"]


@pytest.mark.parametrize("language", ["en", "vi", "fr"])
def test_it_is_told_with_the_place_of_the_words(language):
    report = tell_search(look("bo chinh tri"), haiphong(), teller(language))
    (table,) = next(section for section in report.sections if section.section_id == "document").tables
    assert table.marked == ("bo", "chinh", "tri")
    keys = [column.key for column in table.columns]
    assert keys == ["name", "about", "found", "document_id"]
    assert all("Chính trị" in row[2] or "Chính trị" in row[0] for row in table.rows)
    assert any(row[2] for row in table.rows) or language == "vi"
    assert report.data["count"] == len(report.rows.rows)


def test_the_rest_is_a_row_without_an_identifier():
    report = tell_search(look("hai phong"), haiphong(), teller("en"))
    table = next(section for section in report.sections if section.section_id == "area").tables[0]
    assert table.rows[-1][0] == "and 123 more"
    assert table.rows[-1][-1] == ""


def test_nothing_found_and_nothing_looked_for_are_said():
    t = teller("en")
    assert tell_search(look("zzz"), haiphong(), t).lead == "Nothing holds all the words of «zzz»."
    assert "no letter" in tell_search(look("!!!"), haiphong(), t).lead
    assert tell_search(look(""), haiphong(), t).sections[0].section_id == "help"
