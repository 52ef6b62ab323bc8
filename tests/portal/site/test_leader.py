"""The leader's page: the same words as on paper, every name a way on, nothing cut in silence."""

from __future__ import annotations

import json

import pytest

from tests.portal.site.conftest import DAY, LANGUAGES, parse


def test_it_says_what_is_off_course_and_whom_to_ask(reader):
    found = parse(reader.get("/en/leader"))
    assert {"class": "leader", "id": "content"} in found.all("main")
    assert "Of the 20 targets, 14 are officially met and 6 in difficulty" in found.text
    off = found.text.split("Whom to ask")[1].split("Overdue")[0]
    assert off.index("No. 15: GRDP growth") < off.index("State budget revenue in the area, 2025")
    assert "from here at most 41.9% a year" in off
    assert "16th Congress of the Hai Phong Party organisation*" in off
    assert "the issuer of the document is named in its place" in found.text


def test_every_name_leads_on_and_a_table_that_is_cut_leads_to_all_of_it(reader):
    found = parse(reader.get(f"/en/leader?as_of={DAY}"))
    assert f"/en/targets/XVI-20?as_of={DAY}" in found.links
    assert f"/en/leader?as_of={DAY}&show=all" in found.links
    assert f"/en/compare?as_of={DAY}&from=2023-07-01" in found.links
    whole = parse(reader.get(f"/en/leader?as_of={DAY}&show=all"))
    data = json.loads(reader.get(f"/en/leader.json?as_of={DAY}").content)
    assert "more" not in whole.text.split("Off course")[-1].split("Overdue")[0]
    for each in data["off_course"]:
        assert f"/en/targets/{each['targets'][0]['target_id']}?as_of={DAY}" in whole.links
    shown = found.text.count("*") - 1  # the note itself
    assert shown < whole.text.count("*") - 1


def test_how_many_more_there_are_adds_up(reader):
    text = parse(reader.get("/en/leader")).text
    data = json.loads(reader.get("/en/leader.json").content)
    assert f"and {len(data['off_course']) - 9} more" in text
    assert f"and {len(data['changes']) - 3} more" in text


def test_overdue_is_of_the_day_and_not_of_later(reader, at):
    at("2026-11-25")
    held = parse(reader.get("/en/leader?as_of=2025-04-30")).text
    assert "✗ overdue" in held
    assert "Government; Central ministries" in held
    assert "✗ overdue" not in parse(reader.get("/en/leader?as_of=2025-06-27")).text
    later = parse(reader.get("/en/leader?as_of=2026-11-25")).text
    assert "as far as events were followed: until 23 November 2026" in later


def test_a_day_without_recorded_odds_says_so(reader):
    assert "No odds are recorded as of 30 April 2025" in parse(reader.get("/en/leader?as_of=2025-04-30")).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "status", "seen"),
    [
        ("show=some", 400, "some"),
        ("document=nq-46-2019", 404, "nq-46-2019"),
        ("as_of=2023-02-30", 400, "2023-02-30"),
    ],
)
def test_what_cannot_be_shown_is_answered(reader, language, query, status, seen):
    response = reader.get(f"/{language}/leader?{query}")
    assert response.status_code == status
    assert seen in parse(response).text


@pytest.mark.parametrize("suffix", ["json", "csv"])
@pytest.mark.parametrize("day", [DAY, "2025-04-30"])
def test_the_data_are_those_of_the_command_line(reader, command, suffix, day):
    response = reader.get(f"/fr/leader.{suffix}?as_of={day}")
    outcome = command("brief", "--as-of", day, "--lang", "fr", "--format", suffix)
    assert outcome.code == 0
    assert response.content.decode() == outcome.out


# the leader's page asks once more: for the figures from which one that is missing is expected to come
@pytest.mark.parametrize(("page", "times"), [("leader", 3), ("compare", 2)])
def test_figures_are_read_once_for_each_of_the_two_days(reader, page, times):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    reader.get(f"/en/{page}")  # small tables are read once a process
    with CaptureQueriesContext(connection) as asked:
        reader.get(f"/en/{page}")
    figures = [each["sql"] for each in asked if "registry_observation" in each["sql"]]
    assert len(figures) == times
    assert len(asked) <= times + 3  # which revision is current, which odds are on their way, what is withheld
