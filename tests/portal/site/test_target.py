"""The page of a target: charts with tables, recorded odds alone, and nothing that was said after the day."""

from __future__ import annotations

import re

import pytest

from tests.portal.site.conftest import LANGUAGES, parse

HEADING = re.compile(r'<section id="(\w+)"')


def page(reader, target, day="2024-11-14", language="en"):
    response = reader.get(f"/{language}/targets/{target}?as_of={day}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_with_everything_has_three_charts_with_their_tables(reader, language):
    response = reader.get(f"/{language}/targets/NQ45-2025-budget")
    found = parse(response)
    figures = [attrs["id"] for attrs in found.all("figure")]
    assert figures == ["course-chart", "curve-chart", "odds-chart"]
    assert [attrs["role"] for attrs in found.all("svg")] == ["img"] * 3
    for part in response.content.decode().split("<figure")[1:]:
        assert "<table" in part.split("<section")[0]


def test_the_parts_of_a_target_whose_value_is_not_held(reader):
    parts = HEADING.findall(page(reader, "XVI-20"))
    assert parts[:4] == ["statuses", "missing", "curve", "course"]
    assert parts[-2:] == ["promise", "chain"]
    assert {"history", "assessments", "rivals", "elsewhere"} <= set(parts)


def test_an_assessment_is_shown_from_its_day_on(reader):
    assert 'id="assessments"' not in page(reader, "XVI-20", "2024-11-13")
    assert 'id="assessments"' in page(reader, "XVI-20", "2024-11-14")


def test_the_history_ends_with_the_day(reader):
    early, late = (page(reader, "NQ45-2030-budget", day) for day in ("2022-07-01", "2024-11-14"))
    for text, days in ((early, "4 of 4 days"), (late, "6 of 6 days")):
        assert f"recorded only after the day itself: {days}" in text
    assert "1 July 2023" not in early.split('id="history"')[1].split("</section>")[0]


def test_a_day_without_recorded_odds_shows_the_course_without_a_fan(reader):
    text = page(reader, "PLAN-2024-grdp", "2024-06-01")
    assert 'id="course-chart"' in text
    assert 'id="curve"' not in text
    assert "median forecast" not in text


def test_a_decided_target_says_so_on_a_day_without_recorded_odds_too(reader):
    assert "Odds: the figures have decided it: missed" in page(reader, "PLAN-2020-grdp", "2024-06-01")


def test_other_documents_lead_to_their_targets(reader):
    found = parse(reader.get("/en/targets/XVI-20?as_of=2024-11-14"))
    assert "/en/targets/KH85-2025-tourists?as_of=2024-11-14" in found.links


def test_the_chain_leads_to_the_sources(reader):
    chain = page(reader, "PLAN-2024-grdp").split('id="chain"')[1]
    assert 'href="https://vneconomy.vn/kinh-te-hai-phong-tang-truong-cham-lai-sau-bao-yagi.htm"' in chain
    assert 'href="/en/methods/at_least?as_of=2024-11-14">docs/methods/at_least.md</a>' in chain


def test_a_target_of_a_term_that_nothing_is_held_of(reader):
    parts = HEADING.findall(page(reader, "XV-iip", "2017-07-01"))
    assert parts == ["statuses", "course", "missing", "promise", "chain"]
