"""The page that compares: two days, targets, areas; and one answer for each bad request."""

from __future__ import annotations

import json

import pytest

from tests.portal.site.conftest import DAY, LANGUAGES, parse


def test_without_a_choice_it_compares_with_the_last_review_day(reader):
    page = reader.get("/en/compare")
    found = parse(page)
    assert "From 1 July 2023 to 14 November 2024" in found.text
    assert "the last earlier day with recorded odds" in found.text
    days = {attrs["name"]: attrs["value"] for attrs in found.all("input") if attrs.get("type") == "date"}
    assert days == {"from": "2023-07-01", "to": DAY}


def test_the_counts_of_the_first_sentence_are_those_of_the_data(reader):
    data = json.loads(reader.get("/en/compare.json").content)
    targets = [*data["targets"], *data["elsewhere"]]
    figures = [each for each in targets if each["changed"] == ["figures"]]
    same = [each for each in targets if not each["changed"]]
    changed = len(targets) - len(figures) - len(same)
    assert f"{changed} of {len(targets)} targets changed; {len(figures)} have other figures" in data["lead"]
    assert f"{len(same)} are the same" in data["lead"]
    assert all(each["causes"] for each in targets if each["changed"])


def test_what_changed_says_why_with_figure_producer_and_day(reader):
    text = parse(reader.get("/en/compare")).text
    assert "new figure for 2023: 10.34% (City statistics office, public by 28 December 2023)" in text
    assert "its time ended on 31 December 2023" in text
    assert "assessed by Hai Phong Party Committee on 14 November 2024" in text


def test_the_later_day_is_the_day_of_the_page_and_of_its_links(reader):
    found = parse(reader.get("/en/compare?from=2022-07-01&to=2023-07-01&rev=1"))
    assert "From 1 July 2022 to 1 July 2023" in found.text
    assert "/en/targets?rev=1&as_of=2023-07-01" in found.links
    assert "/fr/compare?rev=1&from=2022-07-01&to=2023-07-01" in found.links
    assert "10.34" not in found.text  # public in December
    by_as_of = parse(reader.get("/en/compare?from=2022-07-01&as_of=2023-07-01"))
    assert "From 1 July 2022 to 1 July 2023" in by_as_of.text


def test_without_an_earlier_review_the_form_asks_for_a_day(reader):
    page = reader.get("/en/compare?as_of=2016-01-01")
    assert page.status_code == 200
    found = parse(page)
    assert "Choose an earlier day" in found.text
    assert [attrs["value"] for attrs in found.all("input") if attrs.get("name") == "from"] == [""]
    assert json.loads(reader.get("/en/compare.json?as_of=2016-01-01").content)["from"] is None


def test_targets_stand_side_by_side_and_keep_their_place(reader):
    address = "/en/compare?target=PLAN-2024-grdp&target=NQ45-2025-budget"
    found = parse(reader.get(address))
    heads = found.text.split("Evidence")[0]
    assert heads.index("PLAN-2024-grdp") < heads.index("NQ45-2025-budget")
    assert "/vi/compare?target=PLAN-2024-grdp&target=NQ45-2025-budget" in found.links
    hidden = [attrs["value"] for attrs in found.all("input") if attrs.get("name") == "target"]
    assert hidden == ["PLAN-2024-grdp", "NQ45-2025-budget"]
    assert "/en/targets/NQ45-2025-budget" in found.links


def test_two_lists_of_targets_are_two_answers(reader):
    one = reader.get("/en/compare?target=XVI-01&target=XVI-02")
    other = reader.get("/en/compare?target=XVI-01&target=XVI-20")
    assert one["ETag"] != other["ETag"]
    assert one.content != other.content


def test_areas_stand_side_by_side_with_their_territory(reader):
    text = parse(
        reader.get("/en/compare?indicator=iip_growth&area=haiphong&area=haiphong_merged&as_of=2026-01-01")
    ).text
    assert "Hai Phong: in these borders until 30 June 2025." in text
    assert "are neither joined nor added" in text
    before = parse(
        reader.get(f"/en/compare?indicator=labour_productivity_usd&area=haiphong&area=vietnam&as_of={DAY}")
    )
    assert "2025" not in before.text.split("Side by side")[1].split("Go on")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "status", "seen"),
    [
        ("from=2024-11-14", 400, "2024"),
        ("from=2025-01-01&to=2024-01-01", 400, "2025"),
        ("from=yesterday", 400, "yesterday"),
        ("to=2024-13-01", 400, "2024-13-01"),
        ("to=2025-01-01&as_of=2024-01-01", 400, "2025"),
        ("document=nq-46-2019", 404, "nq-46-2019"),
        ("target=XVI-20", 400, "1"),
        ("target=XVI-20&target=XVI-99", 404, "XVI-99"),
        ("&".join(f"target=XVI-0{number}" for number in range(1, 8)), 404, "XVI-07"),
        ("target=XVI-01&target=PLAN-2024-grdp&as_of=2022-01-01", 404, "PLAN-2024-grdp"),
        ("target=XVI-20&from=2023-07-01", 400, ""),
        ("area=haiphong&area=vietnam", 400, ""),
        ("indicator=iip_grwth&area=haiphong&area=vietnam", 404, "iip_grwth"),
        ("indicator=iip_growth&area=haiphong", 400, "1"),
        ("indicator=iip_growth&area=haiphong&area=haiphong_merged&as_of=2024-11-14", 404, ""),
    ],
)
def test_what_cannot_be_compared_is_answered(reader, language, query, status, seen):
    if "XVI-07" in query:  # seven are too many before any of them is looked for
        status, seen = 400, "7"
    response = reader.get(f"/{language}/compare?{query}")
    assert response.status_code == status
    assert seen in parse(response).text


def test_an_unknown_target_leads_to_the_nearest_and_keeps_the_others(reader):
    found = parse(reader.get("/en/compare?target=PLAN-2024-grdp&target=XVI-21"))
    assert "/en/compare?target=PLAN-2024-grdp&target=XVI-20" in found.links


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_the_data_are_those_of_the_command_line(reader, command, suffix):
    response = reader.get(f"/vi/compare.{suffix}?from=2022-07-01&to=2023-07-01")
    words = ("compare", "--from", "2022-07-01", "--to", "2023-07-01", "--lang", "vi", "--format", suffix)
    outcome = command(*words)
    assert outcome.code == 0
    assert response.content.decode() == outcome.out
