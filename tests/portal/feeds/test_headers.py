"""What every answer carries: for caches, for pages of others, for safety."""

from __future__ import annotations

import gzip

import pytest

from tests.portal.feeds.conftest import DAY, ROOT, content

PATHS = (
    "observations",
    "observations.csv",
    "targets/XVI-20",
    "review",
    "odds",
    "openapi.json",
    "nothing",
    "",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_may_be_read_by_other_pages_and_follows_nobody(reader, path):
    response = reader.get(f"{ROOT}{path}")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies
    content(response)


def test_a_page_of_others_may_ask_beforehand(reader):
    response = reader.options(f"{ROOT}observations", headers={"origin": "https://other.example"})
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == response["Allow"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("query", "is_long"),
    [
        ("", False),
        (f"?as_of={DAY}", False),
        ("?rev=1", False),
        (f"?as_of={DAY}&rev=1", True),
        ("?as_of=2026-11-25&rev=1", False),
        ("?as_of=2030-01-01&rev=1", False),
    ],
)
@pytest.mark.parametrize("path", ["observations", "observations.csv", "review", "targets/XVI-20"])
def test_only_what_never_changes_is_kept_long(reader, at, path, query, is_long):
    at("2026-11-25")
    response = reader.get(f"{ROOT}{path}{query}")
    assert response["Cache-Control"].startswith("public, max-age=")
    assert ("immutable" in response["Cache-Control"]) == is_long
    content(response)


def test_a_page_that_follows_is_kept_long(reader, at):
    at("2024-11-20")
    following = reader.get(f"{ROOT}observations?as_of={DAY}").json()["next"].removeprefix("http://localhost")
    assert "immutable" in reader.get(following)["Cache-Control"]


@pytest.mark.parametrize("path", ["observations", "observations.csv", "review", "odds", "targets/XVI-20"])
def test_what_is_known_is_not_made_again(reader, monkeypatch, path):
    first = reader.get(f"{ROOT}{path}")
    body = content(first)
    assert body
    monkeypatch.setattr("haidang.portal.feeds.pages.visit", lambda *_: 1 / 0)
    monkeypatch.setattr("haidang.portal.feeds.files.visit", lambda *_: 1 / 0)
    monkeypatch.setattr("haidang.portal.feeds.told.tell_review", lambda *_: 1 / 0)
    for header in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = reader.get(f"{ROOT}{path}", headers=header)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]


def test_tags_tell_questions_languages_and_days_apart(reader, at):
    at("2026-11-25")
    paths = (
        "observations",
        "observations?limit=5",
        "observations?rev=1",
        "areas",
        "review?lang=vi",
        "review?lang=en",
    )
    tags = [reader.get(f"{ROOT}{path}")["ETag"] for path in paths]
    tags.append(reader.get(f"{ROOT}review", headers={"accept-language": "fr"})["ETag"])
    tags.append(reader.get(f"{ROOT}review", headers={"accept-language": "en"})["ETag"])
    before = reader.get(f"{ROOT}areas?as_of={DAY}&rev=1")["ETag"]
    at("2026-11-26")
    tags.append(reader.get(f"{ROOT}areas")["ETag"])
    assert len(set(tags)) == len(tags)
    assert reader.get(f"{ROOT}areas?as_of={DAY}&rev=1")["ETag"] == before


def test_the_answer_to_somebody_who_says_who_asks_is_kept_nowhere(reader):
    response = reader.get(f"{ROOT}areas", headers={"authorization": "Bearer x"})
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["areas", "areas.csv", "review", "targets/XVI-20"])
def test_head_is_get_without_content(reader, path):
    full, head = reader.get(f"{ROOT}{path}"), reader.head(f"{ROOT}{path}")
    assert head.status_code == 200
    assert (content(head)) == b""
    for name in ("ETag", "Content-Type", "Cache-Control", "Last-Modified"):
        assert head[name] == full[name]
    if not full.streaming:
        assert head["Content-Length"] == str(len(full.content))
    content(full)


@pytest.mark.parametrize("path", ["areas", "areas.csv"])
def test_answers_are_compressed_where_the_reader_can(reader, path):
    plain = reader.get(f"{ROOT}{path}")
    zipped = reader.get(f"{ROOT}{path}", headers={"accept-encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    body = content(zipped)
    assert gzip.decompress(body) == (content(plain))


def test_the_same_question_has_the_same_bytes(reader):
    for path in ("observations", "review", "odds", "scores", "openapi.json", "revisions"):
        assert reader.get(f"{ROOT}{path}").content == reader.get(f"{ROOT}{path}").content
