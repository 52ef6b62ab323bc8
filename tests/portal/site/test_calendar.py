"""The page of the calendar: its forms, what narrows it, bad input, links."""

from __future__ import annotations

import json

import pytest

from tests.portal.site.conftest import DAY, LANGUAGES, parse


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_the_figures_and_has_every_form(reader, language):
    response = reader.get(f"/{language}/calendar?as_of={DAY}")
    page = parse(response)
    assert response.status_code == 200
    assert f"/{language}/indicators/gdp_growth?as_of={DAY}&area=vietnam" in page.links
    for form in ("json", "csv", "xlsx", "md", "ics"):
        assert f"/{language}/calendar.{form}?as_of={DAY}" in page.links
        assert reader.get(f"/{language}/calendar.{form}?as_of={DAY}").status_code == 200


def test_it_is_reached_from_the_foot_of_every_page(reader):
    assert "/en/calendar" in parse(reader.get("/en/methods")).links


def test_the_calendar_file_is_saved_with_its_day(reader):
    response = reader.get(f"/en/calendar.ics?as_of={DAY}")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="en-calendar-2024-11-14.ics"' in response.headers["Content-Disposition"]
    assert b"DTSTART;VALUE=DATE:20241202\r\n" in response.content


def test_only_the_calendar_has_that_form(reader):
    assert reader.get("/en/targets.ics").status_code == 404


def expected(reader, query):
    return json.loads(reader.get(f"/en/calendar.json?as_of={DAY}&{query}").content)["expected"]


@pytest.mark.parametrize(
    ("query", "key", "value"),
    [
        ("state=due", "state", "due"),
        ("indicator=grdp_growth", "indicator_id", "grdp_growth"),
        ("body=general_statistics", "body_ids", ["general_statistics"]),
        ("from=2024-12-02&to=2024-12-02", "due", "2024-12-02"),
    ],
)
def test_what_is_asked_for_alone_is_shown(reader, query, key, value):
    found = expected(reader, query)
    assert found
    assert {json.dumps(each[key]) for each in found} == {json.dumps(value)}


def test_the_controls_hold_what_was_asked_for(reader):
    page = parse(reader.get(f"/en/calendar?as_of={DAY}&from=2024-01-01&state=due"))
    values = {each.get("name"): each.get("value") for each in page.all("input")}
    assert (values["from"], values["to"], values["as_of"]) == ("2024-01-01", "", DAY)
    assert {"state", "body", "indicator"} <= {each["id"] for each in page.all("select")}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("state=lost", 400),
        ("from=14/11/2024", 400),
        ("from=2025-01-01&to=2024-01-01", 400),
        ("from=2010-01-01&to=2024-01-01", 400),
        ("body=general_statistic", 404),
        ("indicator=gdp_growt", 404),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(reader, query, status):
    response = reader.get(f"/en/calendar?{query}")
    assert response.status_code == status
    assert "Traceback" not in response.content.decode()


def test_another_method_is_refused(reader):
    assert reader.post("/en/calendar").status_code == 405


def test_on_an_earlier_day_it_is_what_was_due_then(reader):
    early = json.loads(reader.get("/en/calendar.json?as_of=2024-10-01").content)
    assert {"gdp_growth", "2024-01-01/P9M", "due"} in [
        {each["indicator_id"], each["period"], each["state"]} for each in early["expected"]
    ]


def test_a_target_says_when_its_figure_is_expected(reader):
    text = parse(reader.get(f"/en/targets/XVI-15b?as_of={DAY}")).text
    assert "GDP at current prices, 2024: expected from General Statistics Office by 6 January 2025" in text
    data = json.loads(reader.get(f"/en/targets/XVI-15b.json?as_of={DAY}").content)
    assert data["expected"]["due"] == "2025-01-06"
    review = json.loads(reader.get(f"/en/review.json?as_of={DAY}").content)
    assert [each["target_id"] for each in review["missing"] if each["expected"]] == ["XVI-15b"]
