"""Looking for words: forgiving in form, strict in that all must be found, the closest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.text import Name, words_of
from haidang.core.search.found import group
from haidang.core.search.index import Entry, Rank, look_up, make_index
from tests.make.core import day

TODAY = day("2024-11-14")
PORT = Entry(
    "indicator", "port_throughput", Name("Hàng hóa thông qua cảng", "Port throughput"), ("port_throughput",)
)
DOCUMENT = Entry(
    "document", "nq-45-2019", Name("Nghị quyết về Hải Phòng"), ("nq-45-2019", "45-NQ/TW"), ("Bộ Chính trị",)
)
TARGET = Entry("target", "T-1", Name("Đầu tư cảng"), ("T-1",), ("theo 45-NQ/TW",), day("2024-12-01"))
ALL = make_index([PORT, DOCUMENT, TARGET])


def found(query, on="2025-01-01", index=ALL):
    return [hit.entry.item_id for hit in look_up(index, words_of(query), day(on))]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("cang", ["T-1", "port_throughput"]),
        ("CẢNG", ["T-1", "port_throughput"]),
        ("cảng thông", ["port_throughput"]),
        ("cang dau-tu", ["T-1"]),
        ("đau tu", ["T-1"]),
        ("hang hoa qua cang", ["port_throughput"]),
        ("throughput", ["port_throughput"]),
        ("port_through", ["port_throughput"]),
        ("ang", []),
        ("cang bien", []),
        ("bo chinh tri", ["nq-45-2019"]),
        ("", []),
    ],
)
def test_every_word_must_begin_a_word(query, names):
    assert found(query) == names


@pytest.mark.parametrize("query", ["45-NQ/TW", "45 nq tw", "45-nq/tw", "45.NQ.TW"])
def test_a_number_is_found_first_however_it_is_written(query):
    assert found(query) == ["nq-45-2019", "T-1"]
    hits = look_up(ALL, words_of(query), day("2025-01-01"))
    assert [hit.rank for hit in hits] == [Rank.EXACT, Rank.ELSEWHERE]


def test_what_begins_with_the_words_comes_before_what_holds_them():
    hits = look_up(ALL, ["nghi"], TODAY)
    assert [hit.rank for hit in hits] == [Rank.BEGINS]
    assert [hit.rank for hit in look_up(ALL, words_of("hai phong"), TODAY)] == [Rank.NAMED]


def test_what_was_not_there_yet_is_not_found():
    assert found("dau tu", "2024-11-30") == []
    assert found("dau tu", "2024-12-01") == ["T-1"]


def test_groups_begin_with_that_of_the_closest_and_count_all():
    hits = look_up(ALL, words_of("45 nq tw"), day("2025-01-01"))
    assert [(each.kind, each.count) for each in group(hits, 20)] == [("document", 1), ("target", 1)]
    many = make_index(Entry("area", f"a{number}", Name("Xã"), ()) for number in range(30))
    (one,) = group(look_up(many, ["xa"], TODAY), 20)
    assert (len(one.hits), one.count) == (20, 30)
    assert group([], 20) == ()


WORDS = st.lists(st.text("abđ1", min_size=1, max_size=3), max_size=5)


@given(WORDS, WORDS)
def test_it_finds_what_the_slow_way_finds(held, wanted):
    entry = Entry("area", "", Name(" ".join(held)), ())
    there, looked = words_of(" ".join(held)), words_of(" ".join(wanted))
    expected = bool(looked) and all(any(each.startswith(word) for each in there) for word in looked)
    assert bool(look_up(make_index([entry]), looked, TODAY)) == expected
