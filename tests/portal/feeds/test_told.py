"""Results: a review, odds, scores and revisions, as the command line and the core say them."""

from __future__ import annotations

import json

import pytest

from haidang.core.review.lines import build_lines
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.telling.review_data import odds_data
from tests.make.core import day, haiphong
from tests.portal.feeds.conftest import DAY, ROOT, ask, walk


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("review", ("review",)),
        (
            f"review?as_of={DAY}&document=nq-45-2019&area=haiphong",
            ("review", "--document", "nq-45-2019", "--area", "haiphong"),
        ),
        ("review?as_of=2023-07-01", ("review", "--as-of", "2023-07-01")),
        ("scores", ("score",)),
    ],
)
@pytest.mark.parametrize("language", ["vi", "fr"])
def test_the_same_as_the_command_line(reader, command, path, words, language):
    response = reader.get(f"{ROOT}{path}", headers={"accept-language": language})
    outcome = command(*words, "--lang", language, "--format", "json")
    assert (outcome.code, response.status_code) == (0, 200)
    assert response.content.decode() == outcome.out
    assert (response["Content-Language"], response["Vary"].count("Accept-Language")) == (language, 1)


def test_the_language_of_the_address_comes_first(reader):
    response = reader.get(f"{ROOT}review?lang=en", headers={"accept-language": "fr"})
    assert response.json()["language"] == "en"
    assert response["Content-Language"] == "en"


def test_a_target_has_its_row_and_what_a_review_says_of_it(reader, command):
    found = ask(reader, "targets/PLAN-2024-grdp", as_of=DAY, lang="en")
    assert found["item"]["low"] == 11.5
    outcome = command("target", "show", "PLAN-2024-grdp", "--as-of", DAY, "--lang", "en", "--format", "json")
    assert found["review"] == json.loads(outcome.out)


def test_odds_are_the_recorded_ones(reader):
    evidence, when = haiphong(), day(DAY)
    found = walk(reader, "odds", as_of=DAY, document="nq-xvi-2020", limit=7)
    targets = [each for each in evidence.targets() if each.document_id == "nq-xvi-2020"]
    lines = RecordedOdds(evidence).give(build_lines(evidence, targets, when).lines, when)
    assert {item["target_id"]: item["odds"] for item in found} == {
        line.target.target_id: json.loads(json.dumps(odds_data(line.odds))) for line in lines
    }
    assert any(item["odds"] and item["odds"]["recorded"] for item in found)


def test_odds_of_a_day_without_records_name_the_days_that_have_them(reader):
    found = ask(reader, "odds", as_of="2024-11-13", target="PLAN-2024-grdp")
    assert [item["odds"] for item in found["items"]] == [None]
    assert DAY in found["recorded_days"]


def test_odds_without_a_day_are_those_of_the_review(reader):
    assert ask(reader, "odds", indicator="grdp_growth")["as_of"] == DAY


def test_revisions_are_listed_up_to_the_one_asked_for(reader, undone):
    from datetime import UTC, datetime

    from haidang.portal.registry.actions import load
    from tests.make.core import haiphong_with

    load(
        haiphong_with("sources", {"source_id": "new", "title": "New", "tier": "1"}).content,
        now=datetime(2026, 12, 1, tzinfo=UTC),
    )
    assert [item["revision"] for item in walk(reader, "revisions", limit=1)] == [1, 2]
    first = ask(reader, "revisions", rev=1)
    assert [item["revision"] for item in first["items"]] == [1]
    assert first["items"][0]["content_sha256"] == first["content_sha256"]
    assert first["items"][0]["recorded_at"] == "2026-11-24T09:30:00+00:00"
    assert ask(reader, "sources", rev=1, limit=1000)["items"] != ask(reader, "sources", limit=1000)["items"]


def test_a_request_loads_no_model():
    """In a process of its own: what the API imports, and what it imports while it answers."""
    import os
    import subprocess
    import sys
    import tempfile

    code = f"""
import sys
from datetime import UTC, datetime
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from haidang.files.evidence import open_pack
from haidang.files.packs import find_folder
from haidang.portal.registry.actions import load
load(open_pack(find_folder("haiphong")).content, now=datetime(2026, 11, 24, tzinfo=UTC))
from django.test import Client
for path in ("review", "odds", "scores", "targets/XVI-20", "observations", "openapi.json"):
    for day in ("2023-07-01", "2024-11-14"):
        asked = "" if "." in path else f"?as_of={{day}}"
        response = Client(headers={{"host": "localhost"}}).get(f"{ROOT}{{path}}{{asked}}")
        assert response.status_code == 200, response.content
sys.exit(", ".join({{"numba", "haidang.core.forecast.outlook", "haidang.kernels"}} & set(sys.modules)) or 0)
"""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HAIDANG_DATA": folder, "DATABASE_URL": ""}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
        )
    assert (done.returncode, done.stderr) == (0, "")
