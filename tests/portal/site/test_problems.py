"""What cannot be answered: one told answer with a status, in the language of the address."""

from __future__ import annotations

import pytest

from tests.portal.site.conftest import LANGUAGES, PAGES, parse


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("?as_of=14/11/2024", 400),
        ("?as_of=2023-02-30", 400),
        ("?as_of=yesterday", 400),
        ("?rev=x", 400),
        ("?rev=0", 400),
        ("?rev=²", 400),
        ("?rev=99", 404),
        ("targets/XVI-99", 404),
        ("indicators/grdp_grwth", 404),
        ("documents/nq-45", 404),
        ("areas/haiphon", 404),
        ("odds/nothing", 404),
        ("odds/fdi?by=soon", 400),
        ("odds/fdi?by=99999", 400),
        ("review?document=nq-46-2019", 404),
        ("review?area=haipong", 404),
        ("targets?document=nq-46-2019", 404),
        ("commitments?kind=wish", 400),
        ("targets/PLAN-2024-grdp?as_of=2019-01-01", 404),
        ("documents/nq-45-2019?as_of=2018-01-01", 404),
        ("review.xml", 404),
        ("targets/XVI-20.xml", 404),
        ("target/XVI-20", 404),
        ("nothing", 404),
    ],
)
def test_a_problem_is_told_on_a_page(reader, language, address, status):
    response = reader.get(f"/{language}/{address}")
    assert response.status_code == status
    found = parse(response)
    assert found.all("html") == [{"lang": language}]
    assert len(found.all("h1")) == 1
    assert f"/{language}/" in found.links
    assert response["Cache-Control"] == "no-cache"
    assert "Traceback" not in found.text


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("targets/XVI-21?as_of=2023-07-01", "/en/targets/XVI-20?as_of=2023-07-01"),
        ("indicators/grdp_grwth", "/en/indicators/grdp_growth"),
        ("review?document=nq-46-2019", "/en/review?document=nq-45-2019"),
        ("review?area=haipong", "/en/review?area=haiphong"),
        ("targts", "/en/targets"),
        ("targets.xml", "/en/targets.json"),
        ("areas/nothing-like-it", "/en/areas"),
    ],
)
def test_a_problem_leads_to_what_may_have_been_meant(reader, address, way):
    assert way in parse(reader.get(f"/en/{address}")).links


def test_a_day_in_another_form_is_offered_in_ours(reader):
    assert "Write 2024-11-14." in parse(reader.get("/en/?as_of=14/11/2024")).text


def test_what_was_not_there_yet_says_from_when_it_is(reader):
    text = parse(reader.get("/en/targets/PLAN-2024-grdp?as_of=2019-01-01")).text
    assert "did not exist on 1 January 2019" in text
    assert "Ask for 1 January 2024 or later" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_data_tell_a_problem_as_data(reader, language):
    response = reader.get(f"/{language}/targets/XVI-99.json")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    data = response.json()
    assert set(data) == {"format", "status", "problem", "remedy"}
    assert "XVI-99" in data["problem"]
    assert "XVI-19" in data["remedy"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("page", ["/", "/vi/", "/vi/targets/XVI-20.json", "/vi/commitments"])
def test_pages_are_only_read(reader, method, page):
    response = getattr(reader, method)(page)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/de/", "/nothing", "/vi.json", "/apple-touch-icon.png"])
def test_an_address_without_a_language_is_told_in_the_readers(reader, path):
    response = reader.get(path, headers={"accept-language": "fr"})
    assert response.status_code == 404
    assert "Accept-Language" in response["Vary"]
    if not path.endswith(".json"):
        assert parse(response).all("html") == [{"lang": "fr"}]


def test_another_host_is_refused(reader):
    response = reader.get("/vi/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "HAIDANG_HOSTS" in parse(response).text


def test_hostile_text_is_escaped(reader):
    response = reader.get("/vi/", {"as_of": "<script>alert(1)</script>"})
    assert response.status_code == 400
    assert all(attrs.get("src") for attrs in parse(response).all("script"))


def test_a_null_character_is_no_name(reader):
    assert reader.get("/vi/targets/%00").status_code == 404
    assert reader.get("/vi/review?document=%00").status_code == 404


def test_nothing_loaded_is_told(database):
    from django.test import Client

    response = Client(headers={"host": "localhost"}).get("/en/")
    assert response.status_code == 503
    assert "haidang portal load" in parse(response).text


@pytest.mark.parametrize("page", ["", "targets/XVI-20.json"])
def test_a_database_that_does_not_answer_is_told(reader, monkeypatch, page):
    from django.db.utils import OperationalError

    def fail(*_):
        raise OperationalError("password=secret")

    monkeypatch.setattr("haidang.portal.site.paging.read_request", fail)
    response = reader.get(f"/en/{page}")
    assert response.status_code == 503
    assert b"secret" not in response.content


def test_a_defect_shows_no_trace(haiphong_loaded, monkeypatch, caplog):
    from django.test import Client

    monkeypatch.setattr("haidang.portal.site.views.commitments.flow.run", lambda *_, **__: 1 / 0)
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    response = client.get("/en/commitments")
    assert response.status_code == 500
    assert "ZeroDivision" not in response.content.decode()
    assert "ZeroDivisionError" in caplog.text


def test_problems_are_not_in_the_way_of_pages(reader):
    assert {reader.get(f"/vi/{page}").status_code for page in PAGES} == {200}
