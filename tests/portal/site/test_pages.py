"""Every page in every language: whole, by itself, the same as the command line's."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.portal.site.conftest import DAY, LANGUAGES, PAGES, parse

SUFFIXED = [page for page in PAGES if page and not page.startswith(("odds/", "methods/"))]


def with_day(page: str, suffix: str = "", day: str = DAY) -> str:
    path, _, query = page.partition("?")
    return f"{path}{suffix}?{'&'.join(filter(None, (query, f'as_of={day}')))}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_and_by_itself(reader, page, language):
    response = reader.get(f"/{language}/{page}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"
    found = parse(response)
    assert found.all("html") == [{"lang": language}]
    assert len(found.all("h1")) == len(found.all("main")) == found.all("title").count({}) == 1
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert [set(attrs) for attrs in found.all("script")] == [{"src", "defer"}]
    assert not found.all("style")
    assert not [
        attrs for _, attrs in found.tags if "style" in attrs or any(name.startswith("on") for name in attrs)
    ]
    loaded = [attrs["href"] for attrs in found.all("link")] + [
        attrs["src"] for name in ("img", "script") for attrs in found.all(name)
    ]
    assert all(each.startswith("/") and not each.startswith("//") for each in loaded)
    assert all(attrs["action"].startswith("/") for attrs in found.all("form"))
    assert not response.cookies


@pytest.mark.parametrize("page", PAGES)
def test_every_way_from_a_page_leads_somewhere(reader, page):
    own = [
        each
        for each in sorted(parse(reader.get(f"/en/{page}")).links)
        if each.startswith("/") and not each.startswith(("/vi/", "/fr/"))
    ]
    assert len(own) >= 8
    step = max(1, len(own) // 12)
    for each in own[::step]:
        assert reader.get(each).status_code == 200, each


@pytest.mark.parametrize("page", SUFFIXED)
@pytest.mark.parametrize("suffix", ["json", "csv", "md"])
def test_every_page_has_the_same_as_data(reader, page, suffix):
    response = reader.get(f"/fr/{with_day(page, f'.{suffix}')}")
    assert response.status_code == 200
    text = response.content.decode()
    if suffix == "json":
        assert json.loads(text)["format"].startswith("haidang-")
    elif suffix == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(text))}) == 1
        assert response["Content-Disposition"].startswith("attachment; filename=")
        assert response["Content-Disposition"].endswith('.csv"')
    else:
        assert text.startswith("# ")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("review", ("review",)),
        ("review?document=nq-45-2019", ("review", "--document", "nq-45-2019")),
        ("targets/XVI-20", ("target", "show", "XVI-20")),
        ("targets/PLAN-2024-grdp", ("target", "show", "PLAN-2024-grdp")),
        ("indicators/grdp_growth", ("indicator", "show", "grdp_growth")),
        ("documents/nq-45-2019", ("document", "show", "nq-45-2019")),
        ("areas/haiphong", ("area", "show", "haiphong")),
        ("commitments?kind=proposal", ("commitment", "list", "--kind", "proposal")),
    ],
)
@pytest.mark.parametrize("day", [DAY, "2023-07-01"])
@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_the_data_are_those_of_the_command_line(reader, command, page, words, day, suffix):
    if day == "2023-07-01" and "PLAN-2024" in page:
        pytest.skip("the plan of 2024 did not exist yet")
    response = reader.get(f"/vi/{with_day(page, f'.{suffix}', day)}")
    outcome = command(*words, "--as-of", day, "--lang", "vi", "--format", suffix)
    assert outcome.code == 0
    assert response.content.decode() == outcome.out


def test_the_name_with_html_is_the_page_itself(reader):
    response = reader.get("/vi/targets/XVI-20.html?as_of=2023-07-01")
    assert (response.status_code, response["Location"]) == (301, "/vi/targets/XVI-20?as_of=2023-07-01")


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "vi"),
        ("fr-CH, en;q=0.8", "fr"),
        ("de, en-GB;q=0.7, fr;q=0.3", "en"),
        ("de", "vi"),
        ("vie", "vi"),
        ("en;q=0.2, fr;q=0.9", "fr"),
    ],
)
def test_the_start_leads_to_the_readers_language(reader, asked, language):
    response = reader.get("/?as_of=2023-07-01&rev=1", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/?as_of=2023-07-01&rev=1")
    assert "Accept-Language" in response["Vary"]


def test_languages_lead_to_the_same_page_of_the_same_day(reader):
    found = parse(reader.get("/vi/indicators/grdp_growth?area=haiphong&as_of=2023-07-01&fbclid=x"))
    assert "/fr/indicators/grdp_growth?as_of=2023-07-01&area=haiphong" in found.links


def test_day_and_revision_are_carried_from_page_to_page(reader):
    own = {
        each
        for each in parse(reader.get("/vi/targets?as_of=2023-07-01&rev=1")).links
        if each.startswith("/") and not each.startswith("/api/")
    }
    assert len(own) > 20
    assert all("as_of=2023-07-01&rev=1" in each for each in own)


def test_the_citation_names_day_revision_and_content(reader):
    from haidang.portal.registry.queries import get_revision

    response = reader.get("/en/targets/XVI-20")
    found = parse(response)
    assert f"http://localhost/en/targets/XVI-20?as_of={DAY}&rev=1" in found.links
    assert get_revision().content_sha256 in found.text


def test_the_form_of_the_day_keeps_what_else_was_asked(reader):
    found = parse(reader.get("/vi/indicators/grdp_growth?area=haiphong&rev=1&as_of=2023-07-01"))
    inputs = [(each["type"], each.get("name")) for each in found.all("input")]
    assert sorted(inputs[inputs.index(("search", "q")) + 1 :]) == [
        ("date", "as_of"),
        ("hidden", "area"),
        ("hidden", "rev"),
    ]
    shown = [each for each in found.all("input") if each["type"] == "date"]
    assert shown[0]["value"] == "2023-07-01"


def test_an_empty_day_is_none(reader):
    assert "as of 14 November 2024" in reader.get("/en/?as_of=").content.decode()


def test_a_day_to_come_is_answered_as_of_today(reader, at):
    at("2024-11-20")
    for page in PAGES:
        text = parse(reader.get(f"/en/{with_day(page, day='2030-01-01')}")).text
        assert "lies in the future" in text, page
        assert "20 November 2024" in text, page


def test_the_day_of_a_page_is_that_where_the_city_lies(monkeypatch):
    from datetime import UTC, date, datetime

    from haidang.portal.reading import source

    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 24, 18, 0, tzinfo=UTC))
    assert source.today() == date(2026, 11, 25)


def test_pages_send_few_statements(reader):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from haidang.portal.reading import source

    for page in PAGES:
        source._kept.cache_clear()
        with CaptureQueriesContext(connection) as cold:
            reader.get(f"/vi/{page}")
        with CaptureQueriesContext(connection) as warm:
            reader.get(f"/vi/{page}")
        assert len(cold.captured_queries) <= 40, page
        assert len(warm.captured_queries) <= 25, page


def test_a_request_loads_no_model():
    """In a process of its own: what pages import, and what they import while they answer."""
    import os
    import subprocess
    import sys

    code = f"""
import sys
from haidang.files.evidence import open_pack
from haidang.files.packs import find_folder
import django
django.setup()
from haidang.portal.reading import source
from haidang.portal.registry.visibility import Sight
pack = open_pack(find_folder("haiphong"))
pack.sight = Sight()
from datetime import UTC, datetime
from haidang.portal.site import asking
loaded = datetime(2026, 11, 24, tzinfo=UTC)
asking.evidence_at = lambda number: source.Source(pack, 1, pack.content_hash(), loaded)
from django.test import Client
for page in {[each for each in PAGES if each != "seals"]!r}:  # its heads are no evidence
    for day in ("", "2023-07-01", "2024-02-01"):
        mark = "&" if "?" in page else "?"
        assert Client(headers={{"host": "localhost"}}).get(f"/vi/{{page}}{{mark}}as_of={{day}}").status_code in (200, 404)
sys.exit(", ".join({{"numba", "haidang.core.forecast.outlook", "haidang.kernels"}} & set(sys.modules)) or 0)
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "haidang.portal.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")
