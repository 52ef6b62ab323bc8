"""What cannot be answered: one told answer as `application/problem+json`, in the language asked for, never a page."""

from __future__ import annotations

import pytest

from tests.portal.feeds.conftest import PROBLEM, ROOT, ask, content

KEYS = {"type", "title", "status", "detail", "instance"}


def told(response, status: int) -> dict:
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == PROBLEM
    assert response["Cache-Control"] == "no-cache"
    assert response["Access-Control-Allow-Origin"] == "*"
    data = response.json()
    assert set(data) - {"errors"} == KEYS
    assert data["status"] == status
    assert data["detail"]
    assert "Traceback" not in data["detail"]
    return data


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("observations?as_of=14/11/2024", ["as_of"]),
        ("observations?as_of=2023-02-30", ["as_of"]),
        ("observations?as_of=", ["as_of"]),
        ("observations?from=2023", ["from"]),
        ("observations?only=latest", ["only"]),
        ("observations?indicator=", ["indicator"]),
        ("observations?indicatr=grdp", ["indicatr"]),
        ("observations?limit=0", ["limit"]),
        ("observations?limit=1001", ["limit"]),
        ("observations?limit=-1", ["limit"]),
        ("observations?limit=٣", ["limit"]),
        ("observations?limit=99999999999999999999", ["limit"]),
        ("observations?limit=1&limit=2", ["limit"]),
        ("observations.csv?limit=1", ["limit"]),
        ("observations?rev=x", ["rev"]),
        ("observations?rev=", ["rev"]),
        ("observations?rev=0", ["rev"]),
        ("observations?lang=de", ["lang"]),
        ("commitments?kind=wish", ["kind"]),
        ("revisions?as_of=2024-11-14", ["as_of"]),
        ("targets/XVI-20?document=nq-xvi-2020", ["document"]),
        ("review?as_of=x&rev=y&foo=z&limit=1", ["as_of", "rev", "foo", "limit"]),
    ],
)
def test_parameters_that_cannot_be_used_are_told_all_at_once(reader, path, names):
    data = told(reader.get(f"{ROOT}{path}"), 400)
    assert [each["name"] for each in data["errors"]] == names
    assert all(each["problem"] and each["remedy"] for each in data["errors"])
    assert data["instance"].startswith(f"{ROOT}{path.partition('?')[0]}?")


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("targets/XVI-99", "XVI-19"),
        ("indicators/grdp_grwth", "grdp_growth"),
        ("documents/nq-46-2019", "nq-45-2019"),
        ("observations?indicator=grdp_grwth", "grdp_growth"),
        ("observations?area=haipong", "haiphong"),
        ("observations.csv?producer=city_statistic", "city_statistics"),
        ("observations.parquet?area=haipong", "haiphong"),
        ("review?document=nq-46-2019", "nq-45-2019"),
        ("odds?target=XVI-99", "XVI-19"),
        ("areas/%00", ""),
        ("observations?indicator=%00", ""),
        ("bodies/nobody-like-this", ""),
        ("targets/PLAN-2024-grdp?as_of=2019-01-01", ""),
        ("areas/haiphong_merged?as_of=2024-11-14", ""),
        ("documents/nothing/further", ""),
        ("documents.xml", ""),
        ("observations?rev=99", ""),
        ("observations?cursor=WzEsIjIwMjQiXQ:x", ""),
        ("nothing", ""),
        ("", None),
    ],
)
def test_what_is_not_here_names_what_is_near(reader, path, near):
    if near is None:
        assert reader.get(f"{ROOT}{path}").status_code == 200
        return
    assert near in told(reader.get(f"{ROOT}{path}"), 404)["detail"]


def test_a_cursor_is_that_of_one_question(reader):
    cursor = ask(reader, "observations", limit=1, indicator="grdp_growth")["next"].rpartition("cursor=")[2]
    for path in (
        f"observations?indicator=iip_growth&cursor={cursor}",
        f"observations?cursor={cursor}",
        f"forecasts?indicator=grdp_growth&cursor={cursor}",
        f"observations?indicator=grdp_growth&rev=2&cursor={cursor}",
        f"observations?indicator=grdp_growth&as_of=2020-01-01&cursor={cursor}",
        f"observations?indicator=grdp_growth&cursor={cursor[:-2]}xx",
    ):
        assert told(reader.get(f"{ROOT}{path}"), 404)["errors"][0]["name"] == "cursor"
    assert (
        reader.get(f"{ROOT}observations?indicator=grdp_growth&lang=fr&limit=9&cursor={cursor}").status_code
        == 200
    )


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["", "observations", "observations.csv", "openapi.json", "nothing"])
def test_the_api_is_only_read(reader, method, path):
    response = getattr(reader, method)(f"{ROOT}{path}")
    told(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("observations", "application/xml", 406),
        ("observations", "text/csv", 406),
        ("observations.csv?limit", "application/json", 406),
        ("observations", "text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("observations", "application/*", 200),
        ("observations.csv", "text/*", 200),
        ("observations.parquet", "application/vnd.apache.parquet", 200),
    ],
)
def test_a_form_that_is_not_there_is_told(reader, path, accept, status):
    response = reader.get(f"{ROOT}{path}", headers={"accept": accept})
    if status == 200:
        assert response.status_code == 200
        content(response)
    else:
        assert told(response, status)["errors"][0]["name"] == "Accept"


@pytest.mark.parametrize(
    ("query", "accepted", "title"),
    [
        ("", "en", "This is not here"),
        ("", "fr, en;q=0.5", None),
        ("?lang=en", "fr", "This is not here"),
        ("?lang=xx", "en", "This cannot be answered"),
    ],
)
def test_a_problem_is_told_in_the_language_asked_for(reader, query, accepted, title):
    response = reader.get(f"{ROOT}targets/XVI-99{query}", headers={"accept-language": accepted})
    assert response["Content-Language"] == accepted[:2] if not query else True
    assert "Accept-Language" in response["Vary"]
    if title:
        assert response.json()["title"] == title


def test_the_kind_of_a_problem_is_described(reader):
    kind = told(reader.get(f"{ROOT}nothing"), 404)["type"]
    page, _, anchor = kind.partition("#")
    assert f'id="{anchor}"' in reader.get(page).content.decode()


def test_another_host_is_refused(reader):
    told(reader.get(f"{ROOT}observations", headers={"host": "evil.example"}), 400)


def test_hostile_text_stays_text(reader):
    data = told(reader.get(f"{ROOT}targets/<script>alert(1)</script>"), 404)
    assert data["title"]
    assert reader.get(f"{ROOT}targets", {"lang": "<b>"})["Content-Type"] == PROBLEM


def test_nothing_loaded_is_told(database):
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    response = client.get(f"{ROOT}observations?lang=en")
    assert "haidang portal load" in told(response, 503)["detail"]
    assert response["Retry-After"] == "30"
    assert client.get(ROOT).status_code == 200
    assert client.get(f"{ROOT}openapi.json").json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("path", ["observations", "review", "targets/XVI-20", "observations.csv"])
def test_a_database_that_does_not_answer_is_told(reader, monkeypatch, path):
    from django.db.utils import OperationalError

    def fail(*_, **__):
        raise OperationalError("password=secret")

    monkeypatch.setattr("haidang.portal.feeds.answers.read_request", fail)
    assert "secret" not in str(told(reader.get(f"{ROOT}{path}"), 503))


@pytest.mark.parametrize("path", ["observations", "sources/dpi_2017", "revisions"])
def test_a_database_that_fails_while_it_is_read_is_told(reader, monkeypatch, path):
    from django.db.utils import OperationalError

    def fail(*_, **__):
        raise OperationalError("password=secret")

    monkeypatch.setattr("haidang.portal.feeds.rows.known_cells", fail)
    monkeypatch.setattr("haidang.portal.feeds.pages.known_cells", fail)
    monkeypatch.setattr("haidang.portal.feeds.told.revision_data", fail)
    assert "secret" not in str(told(reader.get(f"{ROOT}{path}"), 503))


def test_a_defect_shows_no_trace(haiphong_loaded, monkeypatch, caplog):
    from django.test import Client

    monkeypatch.setattr("haidang.portal.feeds.told.odds_data", lambda *_: 1 / 0)
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    assert "ZeroDivision" not in str(told(client.get(f"{ROOT}odds"), 500))
    assert "ZeroDivisionError" in caplog.text
