"""Odds on pages: recorded ones, exactly; on another day a way to the nearest that has them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.make.core import haiphong
from tests.portal.site.conftest import DAY, parse


def test_a_day_with_recorded_odds_shows_them_and_says_nothing_else(reader):
    text = parse(reader.get("/en/targets/PLAN-2024-grdp")).text
    assert "Odds: 6% (very unlikely)" in text
    assert "No odds are recorded" not in text


@pytest.mark.parametrize("page", ["", "targets/XVI-20", "odds/budget_revenue_total?by=2030"])
def test_another_day_names_the_nearest_with_a_way(reader, page):
    mark = "&" if "?" in page else "?"
    found = parse(reader.get(f"/en/{page}{mark}as_of=2023-06-15"))
    assert "No odds are recorded as of 15 June 2023" in found.text
    near = next(each for each in found.links if "as_of=2023-07-01" in each)
    assert "No odds are recorded as of 1 July" not in parse(reader.get(near)).text


@pytest.mark.parametrize("suffix", ["json", "md"])
def test_data_say_it_too(reader, suffix):
    assert (
        "No odds are recorded as of 15 June 2023"
        in reader.get(f"/en/review.{suffix}?as_of=2023-06-15").content.decode()
    )


def test_without_odds_figures_and_evidence_are_those_of_the_command_line(reader, command):
    ours = reader.get("/en/review.json?as_of=2023-06-15").json()
    theirs = json.loads(command("review", "--as-of", "2023-06-15", "--without-odds", "--format", "json").out)
    ours["notices"] = ours["notices"][:-1]
    assert ours == theirs


def test_the_quantiles_of_a_year_are_those_recorded(reader):
    stored = next(
        each
        for each in haiphong().forecasts()
        if each.as_of == date(2024, 11, 14)
        and each.indicator_id == "grdp_growth"
        and each.period.text == "2026"
    )
    data = reader.get("/en/odds/grdp_growth.json?by=2026").json()
    curve = {row["probability"]: row["value"] for row in data["curve"]}
    assert (curve[0.5], curve[0.8], curve[0.1]) == (
        stored.quantiles[4],
        stored.quantiles[2],
        stored.quantiles[7],
    )
    assert data["reached_from"] == "below"


def test_where_less_is_better_a_value_is_reached_from_above(reader):
    data = reader.get("/en/odds/pci_rank.json?by=2026").json()
    assert data["reached_from"] == "above"
    values = [row["value"] for row in data["curve"]]
    assert values == sorted(values, reverse=True)


def test_a_year_beyond_the_fan_is_told_by_the_outcome_of_its_target(reader):
    stored = next(
        each
        for each in haiphong().forecasts()
        if each.as_of == date(2024, 11, 14) and each.target_id == "NQ45-2030-budget"
    )
    data = reader.get("/en/odds/budget_revenue_total.json?by=2030").json()
    assert next(row["value"] for row in data["curve"] if row["probability"] == 0.5) == stored.quantiles[4]
    assert {each["target_id"] for each in data["promises"]} >= {"NQ45-2030-budget"}


def test_a_year_that_is_not_recorded_names_those_that_are(reader):
    response = reader.get("/en/odds/budget_revenue_total?by=2045")
    found = parse(response)
    assert response.status_code == 200
    assert "by the end of 2045 is recorded" in found.text
    assert "/en/odds/budget_revenue_total?by=2030" in found.links


def test_without_a_year_it_is_the_last_one_recorded(reader):
    assert reader.get("/en/odds/grdp_growth.json").json()["year"] == 2029


def test_the_chart_is_drawn_into_the_page_with_its_numbers_behind_it(reader):
    found = parse(reader.get("/fr/odds/budget_revenue_total?by=2030"))
    assert len(found.all("svg")) == 1
    assert found.all("svg")[0]["role"] == "img"
    assert found.all("table")


def test_a_pack_without_forecasts_says_so_and_leads_nowhere():
    from types import SimpleNamespace

    from haidang.portal.site.odds import odds_notes
    from haidang.telling.teller import teller

    asked = SimpleNamespace(t=teller("en"), source=SimpleNamespace(coming=frozenset()))
    notes = odds_notes(asked, (), date(2024, 11, 14))
    assert [note.ways for note in notes] == [()]
    assert "No odds are recorded yet" in notes[0].text


def test_earlier_odds_that_were_not_recorded_are_not_told_as_a_promise_that_did_not_exist(
    reader, monkeypatch
):
    from haidang.core.review import recorded_odds

    whole = recorded_odds._by_day

    def only_the_day(evidence):
        return {day: rows for day, rows in whole(evidence).items() if day.isoformat() == DAY}

    monkeypatch.setattr(recorded_odds, "_by_day", only_the_day)
    rows = reader.get("/en/review.md").content.decode().split("## 5.")[1]
    assert "–" in rows


@pytest.mark.parametrize("form", ["", ".json", ".md"])
def test_odds_that_are_being_computed_are_said_to_come(reader, undone, form):
    from haidang.portal.registry.forecasting import compute_odds
    from haidang.portal.registry.queries import get_revision

    address, coming = f"/en/review{form}?as_of=2023-06-15", "The odds as of 15 June 2023 are being computed"
    before = reader.get(address)
    compute_odds.enqueue(day="2023-06-15", data_sha256="of other data")
    assert coming not in reader.get(address).content.decode()
    job = compute_odds.enqueue(day="2023-06-15", data_sha256=get_revision().data_sha256)
    during = reader.get(address)
    assert coming in during.content.decode()
    assert "the nearest day that has them" in during.content.decode()
    # what is fixed says nothing that passes
    assert coming not in reader.get(f"{address}&rev=1").content.decode()
    job.db_result.delete()
    after = reader.get(address)
    assert coming not in after.content.decode()
    assert before.headers["ETag"] == after.headers["ETag"] != during.headers["ETag"]
