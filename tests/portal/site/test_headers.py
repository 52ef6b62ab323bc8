"""What every answer carries: for safety, for caches, and nothing that follows a reader."""

from __future__ import annotations

import pytest

from tests.portal.site.conftest import DAY, PAGES, parse

SETTLED = f"/vi/?as_of={DAY}&rev=1"


@pytest.mark.parametrize("path", ["/", "/vi/", "/vi/review.json", "/vi/targets/none", "/nothing"])
def test_every_answer_carries_the_headers(reader, path):
    response = reader.get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "path", ["/vi/", SETTLED, "/en/targets/XVI-20.json", "/fr/odds/budget_revenue_total?by=2030"]
)
def test_a_page_that_is_known_is_not_sent_again(reader, path, monkeypatch):
    first = reader.get(path)
    monkeypatch.setattr("haidang.portal.site.paging.draw_answer", lambda *_: 1 / 0)  # and not computed either
    again = reader.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    weak = reader.get(path, headers={"if-none-match": f'"other", W/{first["ETag"]}'})
    assert weak.status_code == 304


def test_the_same_page_has_the_same_bytes(reader):
    for page in PAGES:
        assert reader.get(f"/vi/{page}").content == reader.get(f"/vi/{page}").content


def test_tags_tell_pages_languages_forms_days_and_revisions_apart(reader):
    paths = (
        "/vi/",
        "/en/",
        "/vi/?as_of=2023-07-01",
        SETTLED,
        "/vi/review",
        "/vi/review.json",
        "/vi/review.csv",
    )
    assert len({reader.get(path)["ETag"] for path in paths}) == len(paths)


def test_a_page_that_is_not_settled_changes_with_the_day(reader, at):
    at("2024-11-20")
    before = reader.get("/vi/commitments")["ETag"], reader.get(SETTLED)["ETag"]
    at("2024-11-21")
    after = reader.get("/vi/commitments")["ETag"], reader.get(SETTLED)["ETag"]
    assert before[0] != after[0]
    assert before[1] == after[1]


@pytest.mark.parametrize(
    ("query", "is_long"),
    [
        ("", False),
        (f"?as_of={DAY}", False),
        ("?rev=1", False),
        (f"?as_of={DAY}&rev=1", True),
        ("?as_of=2024-11-20&rev=1", False),
        ("?as_of=2024-11-21&rev=1", False),
    ],
)
def test_only_what_never_changes_is_kept_long(reader, at, query, is_long):
    at("2024-11-20")
    control = reader.get(f"/vi/{query}")["Cache-Control"]
    assert control.startswith("public, max-age=")
    assert ("immutable" in control) == is_long


def test_head_is_get_without_content(reader):
    full, head = reader.get("/vi/"), reader.head("/vi/")
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(full.content))
    assert head["ETag"] == full["ETag"]


def test_pages_are_compressed_where_the_reader_can(reader):
    response = reader.get("/vi/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    again = reader.get("/vi/", headers={"accept-encoding": "gzip", "if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_pages_do_not_depend_on_the_readers_language(reader):
    response = reader.get("/vi/", headers={"accept-language": "fr"})
    assert "Accept-Language" not in response["Vary"]


def test_styles_are_kept_for_ever_under_the_name_of_their_content(reader):
    links = [each["href"] for each in parse(reader.get("/vi/")).all("link") if each["rel"] == "stylesheet"]
    assert len(links) == 2
    for link in links:
        response = reader.get(link)
        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/css")
        assert "immutable" in response["Cache-Control"]
        assert b"".join(response.streaming_content)
        response.close()


def test_a_style_of_an_older_version_is_answered_with_that_of_today(reader):
    response = reader.get("/static/site/portal.000000000000.css")
    assert response.status_code == 200
    assert "immutable" not in response["Cache-Control"]
    response.close()


def test_no_source_of_the_program_is_served(reader):
    for path in (
        "/static/html.py",
        "/static/../config/settings.py",
        "/static/site/views/start.py",
        "/static/",
    ):
        assert reader.get(path).status_code == 404
