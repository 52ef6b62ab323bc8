"""Search, sources, methods, record and score as pages."""

from __future__ import annotations

import json
import re

import pytest

from tests.portal.site.conftest import LANGUAGES, parse


def text_of(reader, address):
    response = reader.get(address)
    assert response.status_code == 200, address
    return parse(response)


# ------------------------------------------------------------------------------------------------ search


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_the_field_and_search_has_it_once(reader, language):
    for page in ("", "targets", "nothing", "search", "search?q=cang"):
        found = parse(reader.get(f"/{language}/{page}"))
        fields = [each for each in found.all("input") if each["type"] == "search"]
        assert len(fields) == 1, page
        assert [each["for"] for each in found.all("label")].count("q") == 1


def test_the_field_carries_day_and_revision(reader):
    found = parse(reader.get("/en/targets?as_of=2023-07-01&rev=1"))
    hidden = [(each["name"], each["value"]) for each in found.all("input") if each["type"] == "hidden"]
    assert hidden.count(("as_of", "2023-07-01")) == hidden.count(("rev", "1")) - 1 == 1


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("45 nq tw", "/en/documents/nq-45-2019"),
        ("XVI-20", "/en/targets/XVI-20"),
        ("toc do tang grdp", "/en/indicators/grdp_growth"),
        ("do son", "/en/areas/"),
        ("tkhp_2020", "/en/sources/tkhp_2020"),
        ("brier", "/en/methods/odds"),
        ("D02", "/en/commitments"),
    ],
)
def test_what_is_found_leads_to_its_page(reader, query, address):
    found = parse(reader.get("/en/search", {"q": query}))
    assert any(each.startswith(address) for each in found.links)


def test_every_way_from_what_was_found_leads_somewhere(reader):
    for query in ("nghi quyet", "hai phong", "duong sat"):
        found = parse(reader.get("/vi/search", {"q": query}))
        for each in sorted(found.links):
            if each.startswith("/vi/"):
                assert reader.get(each).status_code == 200, each


def test_a_body_leads_to_all_that_names_it(reader):
    found = parse(reader.get("/vi/search", {"q": "ministry_home_affairs", "kind": "body"}))
    ways = {each for each in found.links if each.startswith("/vi/search?q=") and "_" not in each}
    assert len(ways) == 1
    assert "/vi/commitments" in parse(reader.get(ways.pop())).links


def test_the_words_are_marked_and_counted_aloud(reader):
    response = reader.get("/vi/search", {"q": "cang"})
    found = parse(response)
    assert len(found.all("mark")) >= 5
    assert [each["role"] for each in found.all("p") if "role" in each] == ["status"]
    assert "<mark>cảng</mark>" in response.content.decode()


def test_more_of_a_kind_is_one_link_away(reader):
    found = parse(reader.get("/en/search", {"q": "hai phong"}))
    (way,) = {each for each in found.links if "kind=area" in each and each.startswith("/en/search?")}
    whole = parse(reader.get(way))
    assert len({each for each in whole.links if each.startswith("/en/areas/")}) > 100
    assert not {each for each in whole.links if each.startswith("/en/targets/")}


def test_the_day_is_respected(reader):
    def targets(**more):
        found = parse(reader.get("/en/search", {"q": "PLAN-2024-grdp", **more}))
        return {each for each in found.links if each.startswith("/en/targets/PLAN-2024-grdp")}

    assert targets()
    assert not targets(as_of="2023-07-01")
    data = json.loads(reader.get("/en/search.json", {"q": "PLAN-2024", "as_of": "2023-07-01"}).content)
    assert "target" not in {group["kind"] for group in data["groups"]}


def test_what_is_later_than_the_review_leads_to_a_day_on_which_it_is(reader, at):
    at("2026-11-25")
    found = parse(reader.get("/en/search", {"q": "768/QĐ-TTg"}))
    assert "/en/documents/qd-768-2025?as_of=2026-11-25" in found.links


@pytest.mark.parametrize("query", ["", "   ", "!!!", "zzz", "<script>alert(1)</script>", '"onfocus="x'])
def test_a_strange_query_has_one_clear_answer(reader, query):
    response = reader.get("/en/search", {"q": query})
    found = parse(response)
    assert response.status_code == 200
    assert all(attrs.get("src") for attrs in found.all("script"))
    assert not [attrs for _, attrs in found.tags if any(name.startswith("on") for name in attrs)]


@pytest.mark.parametrize("query", [{"q": "a" * 201}, {"q": "a\x00"}, {"q": "a", "kind": "wish"}])
def test_what_cannot_be_looked_for_is_refused(reader, query):
    assert reader.get("/fr/search", query).status_code == 400


def test_the_index_is_made_once_a_revision(reader, monkeypatch):
    reader.get("/en/search", {"q": "a"})
    monkeypatch.setattr("haidang.portal.site.views.search.flow.index_of", lambda *_: 1 / 0)
    assert reader.get("/en/search", {"q": "never asked before"}).status_code == 200


# ----------------------------------------------------------------------------------------------- sources


def test_a_source_says_what_rests_on_it_and_leads_there(reader):
    found = text_of(reader, "/en/sources/tkhp_2020")
    assert any(each.startswith("/en/indicators/") for each in found.links)
    assert "Cuc Thong ke Hai Phong" in found.text


def test_figures_and_documents_lead_to_their_sources(reader):
    found = text_of(reader, "/en/indicators/grdp_growth")
    assert any(each.startswith("/en/sources/") for each in found.links)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("sources/nothing", 404),
        ("sources/tkhp_2020?as_of=2018-01-01", 404),
        ("methods/nothing", 404),
        ("methods/odds.csv", 404),
        ("score?as_of=2030-02-30", 400),
        ("record?document=nothing", 404),
    ],
)
def test_what_is_not_there_is_told(reader, address, status):
    response = reader.get(f"/vi/{address}")
    assert response.status_code == status
    assert parse(response).all("h1")


def test_a_source_that_is_not_there_yet_says_from_when_it_is(reader):
    assert "29 December 2020" in parse(reader.get("/en/sources/tkhp_2020?as_of=2018-01-01")).text


# ----------------------------------------------------------------------------------------------- methods


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_method_is_english_and_says_so(reader, language):
    found = text_of(reader, f"/{language}/methods/odds")
    assert {"class": "prose", "lang": "en"} in found.all("div")
    notices = [each for each in found.all("p") if each.get("class") == "notice"]
    assert len(notices) == (language != "en")
    assert f"/{language}/methods/course" in found.links


def test_methods_lead_to_each_other_and_nowhere_dead(reader):
    for name in ("", "/odds", "/statuses", "/territory"):
        for each in text_of(reader, f"/en/methods{name}").links:
            if each.startswith("/en/methods"):
                assert reader.get(each.partition("#")[0]).status_code == 200


def test_the_markdown_is_the_one_of_the_documentation(reader):
    from haidang.files.methods import method_pages

    response = reader.get("/vi/methods/odds.md")
    assert response["Content-Type"].startswith("text/markdown")
    assert response.content.decode() == method_pages()["odds"].text
    assert json.loads(reader.get("/vi/methods/odds.json").content)["language"] == "en"


@pytest.mark.parametrize("page", ["targets/PLAN-2024-grdp", "odds/budget_revenue_total?by=2030", "score"])
def test_methods_that_are_named_can_be_read(reader, page):
    assert "/en/methods/odds" in text_of(reader, f"/en/{page}").links


# --------------------------------------------------------------------------------------- record and score


def test_the_record_is_that_of_the_review(reader):
    record = json.loads(reader.get("/en/record.json").content)
    review = json.loads(reader.get("/en/review.json").content)
    assert [each["target_id"] for each in record["record"]] == [
        each["target_id"] for each in review["record"]
    ]
    assert len(record["undecided"]) == record["over"] - record["decided"]
    assert "/en/score" in text_of(reader, "/en/record").links


def test_the_score_is_that_of_the_command(reader, command):
    response = reader.get("/en/score.json")
    outcome = command("score", "--lang", "en", "--format", "json")
    assert response.content.decode() == outcome.out
    found = text_of(reader, "/en/score")
    assert len(found.all("figure")) == 2
    assert "/en/record" in found.links
    assert "recorded later" in found.text


def test_the_score_of_a_day_before_any_forecast_is_empty_and_says_so(reader):
    assert "Nothing can be scored yet" in text_of(reader, "/en/score?as_of=2017-01-01").text


def test_the_work_of_a_score_is_bounded(reader, monkeypatch):
    monkeypatch.setattr("haidang.flows.score.MOST_DAYS", 2)
    text = text_of(reader, "/en/score?as_of=2024-11-14").text
    assert re.search(r"newest 2 days, of 7", text)
