"""Bounds: requests a minute of one address, files at once, what is left behind."""

from __future__ import annotations

import tempfile
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.portal.feeds import files, middleware
from haidang.portal.feeds.rates import Buckets
from tests.portal.feeds.conftest import ROOT, content


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_holds_the_requests_of_a_minute_and_fills_steadily():
    clock = Clock()
    buckets = Buckets(60, clock)
    assert [buckets.take("192.0.2.1") for _ in range(61)] == [0] * 60 + [1]
    assert buckets.take("192.0.2.2") == 0
    clock.now = 1.0
    assert [buckets.take("192.0.2.1") for _ in range(2)] == [0, 1]
    clock.now = 1000.0
    assert sum(buckets.take("192.0.2.1") == 0 for _ in range(100)) == 60


@given(st.integers(1, 200), st.lists(st.floats(0, 30), max_size=300))
def test_nobody_sends_more_than_the_rate_and_the_wait_told_is_enough(rate, waits):
    clock = Clock()
    buckets = Buckets(rate, clock)
    given_out = 0
    for wait in waits:
        clock.now += wait
        told = buckets.take("192.0.2.1")
        given_out += told == 0
        if told:
            clock.now += told + 1e-9
            assert buckets.take("192.0.2.1") == 0
            given_out += 1
    assert given_out <= rate + clock.now * rate / 60 + 1


def test_neighbours_of_one_network_share_a_bucket():
    buckets = Buckets(1, Clock())
    assert buckets.take("2001:db8::1") == 0
    assert buckets.take("2001:db8::ffff:2") == 60
    assert buckets.take("2001:db8:0:1::1") == 0
    assert buckets.take("no address") == 0
    assert buckets.take("no address") == 60
    assert [buckets.take(each) for each in ("[]:80", ":80", "", "[x]")] == [0] * 4


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("192.0.2.1", "::ffff:192.0.2.1"),
        ("192.0.2.1", "192.0.2.1:50123"),
        ("192.0.2.1", "[::ffff:192.0.2.1]:443"),
        ("2001:db8::1", "[2001:db8::2]:443"),
        ("2001:db8::1", "[2001:db8::1]"),
    ],
)
def test_one_address_has_one_bucket_however_it_is_written(one, same):
    buckets = Buckets(1, Clock())
    assert (buckets.take(one), buckets.take(same)) == (0, 60)


def test_addresses_of_ipv4_written_as_ipv6_are_no_neighbours():
    buckets = Buckets(1, Clock())
    assert [buckets.take(f"::ffff:192.0.2.{number}") for number in range(9)] == [0] * 9


def test_no_rate_is_no_limit_and_addresses_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("haidang.portal.feeds.rates._MOST_ADDRESSES", 10)
    assert not any(Buckets(0).take("192.0.2.1") for _ in range(1000))
    buckets = Buckets(1, Clock())
    for number in range(200):
        buckets.take(f"192.0.2.{number}")
    assert len(buckets._held) == 10


@pytest.fixture
def few(monkeypatch) -> None:
    """Two requests a minute."""
    held = Buckets(2, Clock())
    monkeypatch.setattr(middleware, "buckets", lambda: held)


def test_too_many_requests_are_told(reader, few):
    path = f"{ROOT}areas?limit=1&lang=en"
    assert [reader.get(path).status_code for _ in range(2)] == [200, 200]
    refused = reader.get(path)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "30"
    assert refused.json()["title"] == "Too many requests"
    assert reader.get(path, REMOTE_ADDR="192.0.2.9").status_code == 200
    assert reader.get("/vi/areas").status_code == 200  # pages are not counted


@pytest.mark.parametrize(
    ("is_behind_proxy", "forwarded", "address"),
    [
        (False, "203.0.113.7", "127.0.0.1"),
        (True, "203.0.113.7", "203.0.113.7"),
        (True, "203.0.113.7, 198.51.100.2", "198.51.100.2"),
        (True, "", "127.0.0.1"),
    ],
)
def test_only_behind_a_proxy_is_its_word_taken(rf, monkeypatch, is_behind_proxy, forwarded, address):
    monkeypatch.setattr(
        middleware.settings, "ENVIRONMENT", SimpleNamespace(is_behind_proxy=is_behind_proxy, api_rate=0)
    )
    assert middleware.address_of(rf(forwarded)) == address


@pytest.fixture
def rf(_tables):
    """A request with a header of a proxy."""
    from django.test import RequestFactory

    return lambda forwarded: RequestFactory().get(
        ROOT, headers={"x-forwarded-for": forwarded} if forwarded else {}
    )


def test_only_a_few_files_are_sent_at_once(reader):
    path = f"{ROOT}observations.csv?lang=en"
    open_ones = [reader.get(path) for _ in range(files.AT_ONCE)]
    assert {each.status_code for each in open_ones} == {200}
    refused = reader.get(path)
    assert (refused.status_code, refused["Content-Type"]) == (503, "application/problem+json")
    assert refused["Retry-After"] == "30"
    assert reader.get(f"{ROOT}observations?limit=1").status_code == 200
    for each in open_ones:
        assert content(each)
    again = reader.get(path)
    assert again.status_code == 200
    assert content(again)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_reader_who_goes_away_gives_the_place_back_and_leaves_nothing(reader, tmp_path, monkeypatch, form):
    from django.test import RequestFactory

    from haidang.portal.feeds.asking import read_request
    from haidang.portal.feeds.tables import RESOURCES

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    asked = read_request(RequestFactory().get(f"{ROOT}observations.{form}"), ())
    resource = next(each for each in RESOURCES if each.name == "observations")
    for _ in range(files.AT_ONCE + 1):
        response = files.send(asked, resource, form)
        assert next(iter(response))
        assert len(list(tmp_path.iterdir())) == (form == "parquet")
        (close,) = (
            response._resource_closers
        )  # what a server does at the end, without the end of the test's database
        close()
        close()
        assert not list(tmp_path.iterdir())


def test_head_takes_no_place_and_reads_nothing(reader, monkeypatch):
    monkeypatch.setattr(files, "csv_parts", lambda *_: (1 / 0 for _ in "x"))
    for _ in range(files.AT_ONCE + 1):
        response = reader.head(f"{ROOT}observations.csv")
        assert response.status_code == 200
        assert content(response) == b""
