"""Charts in other people's pages: framed by anyone, by themselves, in any language, day and revision."""

from __future__ import annotations

import html

import pytest

from tests.portal.site.conftest import DAY, LANGUAGES, parse

PAGE = "odds/budget_revenue_total?by=2030"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", ["", f"&as_of={DAY}&rev=1", "&chart=curve-chart"])
def test_a_chart_stands_by_itself_with_its_table_and_its_source(reader, language, query):
    response = reader.get(f"/embed/{language}/{PAGE}{query}")
    assert response.status_code == 200
    found = parse(response)
    assert found.all("html") == [{"lang": language}]
    assert len(found.all("figure")) == len(found.all("svg")) == len(found.all("details")) == 1
    assert len(found.all("table")) >= 1
    assert not found.all("script") + found.all("style") + found.all("form")
    assert found.all("base") == [{"target": "_blank"}]  # or a link would open inside the frame
    page = f"/{language}/odds/budget_revenue_total?"
    ways = [each for each in found.links if each.startswith(page)]
    assert len(ways) == 1
    assert "chart" not in ways[0]
    assert ("rev=1" in ways[0]) == ("rev" in query)
    assert reader.get(ways[0]).status_code == 200


@pytest.mark.parametrize(
    "path", [PAGE, "targets/none", "targets", "odds/fdi?by=soon", "nothing", "targets.csv", ""]
)
def test_every_answer_may_be_framed_and_follows_nobody(reader, path):
    response = reader.get(f"/embed/en/{path}")
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "X-Frame-Options" not in response
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert parse(response).all("html") == [{"lang": "en"}]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("targets", 404, "no chart on this page"),
        ("targets/XVI-99", 404, "XVI-99"),
        (f"{PAGE}&chart=none", 404, "curve-chart"),
        ("odds/fdi?by=soon", 400, "soon"),
        (f"{PAGE}&as_of=yesterday", 400, "yesterday"),
        (f"{PAGE}&rev=99", 404, "99"),
        ("nothing", 404, "no page"),
        ("odds/budget_revenue_total.svg", 404, "no page"),
        ("embed/en/targets", 404, "no page"),
    ],
)
def test_what_cannot_be_shown_is_told_in_its_place(reader, path, status, words):
    response = reader.get(f"/embed/en/{path}")
    assert response.status_code == status
    found = parse(response)
    assert words in found.text
    assert not found.all("nav")
    assert response["Cache-Control"] == "no-cache"


def test_an_embed_is_only_read(reader):
    response = reader.post(f"/embed/en/{PAGE}")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_nothing_public_later_than_the_day_is_shown(reader):
    """The same rows as the page's, by the same way."""
    page = parse(reader.get(f"/en/{PAGE}&as_of={DAY}"))
    framed = parse(reader.get(f"/embed/en/{PAGE}&as_of={DAY}"))
    assert [each["d"] for each in framed.all("path")] == [each["d"] for each in page.all("path")]
    assert "14 November 2024" in framed.text


def test_a_page_offers_the_code(reader):
    found = parse(reader.get(f"/en/{PAGE}&as_of={DAY}"))
    path, _, query = PAGE.partition("?")
    code = next(line for line in found.text.splitlines() if "<iframe" in line)
    start = code.index("<iframe")
    frame = parse_code(code[start:])
    assert frame["src"] == f"http://localhost/embed/en/{path}?as_of={DAY}&{query}&chart=curve-chart"
    assert frame["title"]
    assert 300 < int(frame["height"]) < 1200
    assert reader.get(frame["src"]).status_code == 200


def parse_code(code: str) -> dict[str, str]:
    from tests.portal.site.conftest import Parsed

    found = Parsed()
    found.feed(code)
    (frame,) = found.all("iframe")
    return {name: html.unescape(value) for name, value in frame.items()}


def test_other_pages_may_still_not_be_framed(reader):
    response = reader.get(f"/en/{PAGE}")
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
