"""What is kept of answers: the same bytes, made once, bounded, and nothing of somebody who is logged in."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.site.conftest import DAY

SETTLED = f"/vi/targets?as_of={DAY}&rev=1"
SMALL = 2**20


@pytest.fixture
def bodies(nothing_kept, monkeypatch):
    """Bodies are kept, as in a real process; from nothing on."""
    from haidang.portal.site import caching

    monkeypatch.setattr(caching, "BODIES", caching.Bodies(SMALL))
    return caching.BODIES


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """The addresses for which an answer was made."""
    from haidang.portal.site import paging

    made, draw = [], paging.draw_answer

    def draw_answer(asked, answer):
        made.append(asked.request.get_full_path())
        return draw(asked, answer)

    monkeypatch.setattr(paging, "draw_answer", draw_answer)
    return made


def body(size: int):
    from haidang.portal.site.caching import Body

    return Body(b"x" * size, "text/plain")


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 60)), max_size=40))
def test_what_is_kept_never_takes_more_than_its_bound_and_is_what_came_last(steps):
    from haidang.portal.site.caching import Bodies

    kept, newest = Bodies(100), {}
    for tag, size in steps:
        kept.put(tag, body(size))
        newest.pop(tag, None)
        newest[tag] = size
        found = {each: kept.get(each) for each in newest}
        assert sum(each.size for each in found.values() if each) <= 100
        assert found[tag].size == size
        newest = {each: size for each, size in newest.items() if found[each]}


def test_the_one_asked_for_longest_ago_goes_first():
    from haidang.portal.site.caching import Bodies

    kept = Bodies(100)
    kept.put("a", body(40))
    kept.put("b", body(40))
    assert kept.get("a") is not None
    kept.put("c", body(40))
    assert [kept.get(each) is not None for each in "abc"] == [True, False, True]


def test_what_is_larger_than_the_bound_is_not_kept():
    from haidang.portal.site.caching import Bodies

    kept = Bodies(100)
    kept.put("a", body(101))
    assert kept.get("a") is None
    kept.put("a", body(100))
    assert kept.get("a") is not None


@pytest.mark.parametrize(
    "path",
    [
        "/vi/",
        SETTLED,
        "/en/review.csv",
        "/en/review.xlsx",
        "/fr/odds/budget_revenue_total.png?by=2030",
        "/embed/vi/odds/budget_revenue_total?by=2030",
    ],
)
@pytest.mark.parametrize("coding", ["gzip", ""])
def test_an_answer_is_made_once_and_stays_the_same(reader, bodies, drawn, path, coding):
    headers = {"accept-encoding": coding}
    first, again = reader.get(path, headers=headers), reader.get(path, headers=headers)
    assert len(drawn) == 1
    assert first.content == again.content
    assert dict(first.headers) == dict(again.headers)


def test_nobody_is_sent_what_was_made_for_another_coding_or_method(reader, bodies, drawn):
    zipped = reader.get("/vi/", headers={"accept-encoding": "gzip"})
    plain = reader.get("/vi/")
    head = reader.head("/vi/", headers={"accept-encoding": "gzip"})
    assert len(drawn) == 1
    assert "Content-Encoding" not in plain
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["ETag"] == f"W/{plain['ETag']}"
    assert zipped["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert (head.content, head["Content-Length"]) == (b"", str(len(zipped.content)))


def test_a_picture_and_a_workbook_are_not_compressed_again(reader, bodies):
    for path in ("/vi/review.xlsx", "/vi/odds/budget_revenue_total.png?by=2030"):
        response = reader.get(path, headers={"accept-encoding": "gzip"})
        assert "Content-Encoding" not in response
        assert "Vary" not in response


def test_what_nobody_here_knows_makes_no_other_answer(reader, bodies, drawn):
    first = reader.get("/vi/targets?as_of=2023-07-01&document=nq-xvi-2020")
    again = reader.get("/vi/targets?fbclid=x&document=nq-xvi-2020&as_of=2023-07-01&utm_source=y")
    assert len(drawn) == 1
    assert (first.content, first["ETag"]) == (again.content, again["ETag"])


def test_what_is_asked_for_makes_another_answer(reader, bodies, drawn):
    paths = ["/vi/targets", "/en/targets", "/vi/targets.md", "/vi/targets?document=nq-xvi-2020", SETTLED]
    tags = {reader.get(path)["ETag"] for path in paths}
    tags.add(reader.get("/vi/targets", headers={"host": "127.0.0.1"})["ETag"])
    assert len(tags) == len(drawn) == len(paths) + 1


@pytest.mark.parametrize("how", ["session", "authorization"])
@pytest.mark.parametrize("path", ["/vi/", SETTLED, "/vi/review.json", "/embed/vi/odds/fdi"])
def test_an_answer_to_somebody_is_kept_nowhere_and_made_for_each(reader, bodies, drawn, how, path):
    from django.test import Client

    own = {"authorization": "Bearer x"} if how == "authorization" else {}
    known = Client(headers={"host": "localhost", **own})
    if how == "session":
        known.cookies["sessionid"] = "x"
    public = reader.get(path)
    for _ in range(2):
        response = known.get(path, headers={"if-none-match": public.headers.get("ETag", "")})
        if public.status_code == 200:
            assert response.status_code == 200
            assert response["Cache-Control"] == "private, no-store"
            assert "ETag" not in response
            assert "Last-Modified" not in response
        else:
            assert "public" not in response["Cache-Control"]
    assert len(drawn) == (3 if public.status_code == 200 else len(drawn))
    assert reader.get(path).content == public.content


def test_an_answer_to_somebody_is_not_sent_to_the_next(reader, bodies, drawn):
    from django.test import Client

    known = Client(headers={"host": "localhost", "authorization": "Bearer x"})
    known.get("/vi/")
    reader.get("/vi/")
    assert len(drawn) == 2


def test_another_cookie_is_nobody(reader, bodies, drawn):
    from django.test import Client

    other = Client(headers={"host": "localhost"})
    other.cookies["_ga"] = "x"
    assert other.get("/vi/")["Cache-Control"].startswith("public")
    reader.get("/vi/")
    assert len(drawn) == 1


def test_a_problem_is_not_kept(reader, bodies, monkeypatch):
    from haidang.base.errors import UseError
    from haidang.base.text import say
    from haidang.portal.site import paging

    def fail(*_):
        raise UseError(say("No."), say("Yes."))

    with monkeypatch.context() as broken:
        broken.setattr(paging, "draw_answer", fail)
        assert reader.get("/vi/targets").status_code == 400
    assert reader.get("/vi/targets").status_code == 200


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        (SETTLED, datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),  # when the revision was recorded
        ("/vi/targets", datetime(2026, 11, 24, 17, 0, tzinfo=UTC)),  # midnight of the 25th in Hai Phong
        (f"/vi/targets?as_of={DAY}", datetime(2026, 11, 24, 17, 0, tzinfo=UTC)),
    ],
)
def test_an_answer_says_when_it_changed(reader, at, path, changed):
    from django.utils.http import http_date

    at("2026-11-25")
    response = reader.get(path)
    told = http_date(changed.timestamp())
    assert response["Last-Modified"] == told
    same = reader.get(path, headers={"if-modified-since": told})
    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == response["ETag"]
    older = reader.get(path, headers={"if-modified-since": http_date(changed.timestamp() - 1)})
    assert older.status_code == 200
    # a tag says more than a time
    other = reader.get(path, headers={"if-modified-since": told, "if-none-match": '"another"'})
    assert other.status_code == 200


def test_a_warm_page_asks_the_database_nothing(haiphong_loaded, bodies, monkeypatch):
    from functools import lru_cache

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from haidang.portal.reading import source

    monkeypatch.setattr(source, "_source", lru_cache(maxsize=4)(source._source))
    monkeypatch.setattr(source, "_FRESH_S", 1e9)
    reader = Client(headers={"host": "localhost"})
    reader.get("/vi/")
    with CaptureQueriesContext(connection) as warm:
        assert reader.get("/vi/").status_code == 200
    assert len(warm.captured_queries) == 0


@pytest.mark.parametrize("page", ["targets", "leader", f"targets?as_of={DAY}&rev=1"])
def test_what_one_reader_asks_besides_reaches_no_other(reader, bodies, page):
    mark = "&" if "?" in page else "?"
    reader.get(f"/en/{page}{mark}q=EVILWORD&kind=EVILKIND")
    assert b"EVIL" not in reader.get(f"/en/{page}").content


def test_of_a_day_given_twice_the_one_that_counts_is_carried(reader, bodies):
    reader.get(f"/en/targets?as_of=2023-07-01&as_of={DAY}&rev=1")
    assert b"2023-07-01" not in reader.get(f"/en/targets?as_of={DAY}&rev=1").content
