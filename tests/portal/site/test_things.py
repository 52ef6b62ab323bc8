"""Pages of an indicator, an area and a document: what they show, where their cells lead, what is said when something is missing."""

from __future__ import annotations

import pytest

from tests.portal.site.conftest import DAY, LANGUAGES, parse


def text(found) -> str:
    return " ".join(found.text.split())


def test_an_indicator_is_drawn_with_its_table_and_all_vintages(reader):
    found = parse(reader.get(f"/en/indicators/iip_growth?as_of={DAY}"))
    ids = {attrs["id"] for _, attrs in found.tags if "id" in attrs}
    assert {"course-chart", "figures", "vintages", "what", "targets", "areas", "breaks"} <= ids
    assert "12.59%" in found.text


def test_the_parts_of_a_formula_lead_to_their_areas(reader):
    links = parse(reader.get("/en/indicators/grdp_share_of_gdp")).links
    assert "/en/indicators/gdp_current?area=vietnam" in links
    assert "/en/indicators/grdp_current?area=haiphong" in links


def test_targets_of_an_indicator_lead_to_their_pages(reader):
    links = parse(reader.get(f"/en/indicators/grdp_growth?as_of={DAY}")).links
    assert f"/en/targets/PLAN-2024-grdp?as_of={DAY}" in links
    assert f"/en/areas/haiphong?as_of={DAY}" in links


def test_the_area_chosen_is_that_of_the_page(reader):
    other = parse(reader.get("/en/indicators/population?area=haiphong_merged&as_of=2026-01-01"))
    assert "/en/indicators/population?as_of=2026-01-01&area=haiphong" in other.links
    assert "Hai Phong (after the merger)" in text(other)


def test_an_area_without_figures_says_who_could_publish_them(reader):
    found = text(parse(reader.get("/en/areas/haiduong?as_of=2026-01-01")))
    assert "No figure of Hai Duong is held that was public by 1 January 2026." in found
    assert "Those who publish most of what is measured could do so: City statistics office" in found


def test_a_day_before_all_figures_says_what_is_missing(reader):
    found = text(parse(reader.get("/en/indicators/grdp_growth?as_of=2017-07-01")))
    assert "No figure of «GRDP growth» for Hai Phong is held that was public by 1 July 2017." in found
    assert "City statistics office could publish one." in found


@pytest.mark.parametrize("area", ["haiphong", "haiduong", "haiphong_merged"])
def test_the_merger_stands_on_the_pages_of_all_three(reader, area):
    found = parse(reader.get(f"/en/areas/{area}?as_of=2025-07-01"))
    assert "Hai Duong + Hai Phong → Hai Phong (after the merger) (1 July 2025)" in text(found)
    assert "Hai Phong (after the merger) before and after 1 July 2025" in text(found)
    others = {"haiphong", "haiduong", "haiphong_merged"} - {area}
    assert {f"/en/areas/{each}?as_of=2025-07-01" for each in others} <= found.links


def test_nothing_of_the_merger_is_said_before_it(reader):
    told = parse(reader.get(f"/en/areas/haiphong?as_of={DAY}")).text
    assert "1 July 2025" not in told
    assert "30 June 2025" not in told


def test_series_of_an_area_lead_to_its_own_figures(reader):
    links = parse(reader.get(f"/en/areas/haiphong?as_of={DAY}")).links
    assert f"/en/indicators/fdi?as_of={DAY}&area=haiphong" in links


def test_a_day_to_come_is_answered_as_of_today(reader, at):
    at("2026-11-25")
    for page in ("areas", "areas/haiphong"):
        found = text(parse(reader.get(f"/en/{page}?as_of=2030-01-01")))
        assert found.count("1 January 2030 lies in the future; this is answered as of 25 November 2026.") == 1


def test_a_document_leads_to_its_parents_targets_and_days_of_review(reader):
    found = parse(reader.get("/en/documents/nq-45-2019?as_of=2024-11-30"))
    assert "/en/documents/kl-96-2024?as_of=2024-11-30" in found.links
    assert "/en/review?as_of=2024-08-21&document=nq-45-2019" in found.links
    assert "/en/targets/NQ45-2025-budget?as_of=2024-11-30" in found.links
    above = parse(reader.get("/en/documents/kl-96-2024?as_of=2024-11-30"))
    assert "/en/documents/nq-45-2019?as_of=2024-11-30" in above.links


def test_targets_of_a_document_have_odds_or_the_day_that_has_them(reader):
    assert (
        "No odds are recorded as of"
        not in reader.get(f"/en/documents/nq-45-2019?as_of={DAY}").content.decode()
    )
    assert "the nearest day that has them is 14 November 2024" in text(
        parse(reader.get("/en/documents/nq-45-2019?as_of=2024-11-30"))
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", ["2017-07-01", DAY, "2026-01-01"])
@pytest.mark.parametrize(
    "page", ["areas/haiphong", "areas/haiphong_merged", "areas/haiduong", "documents/nq-45-2019"]
)
def test_any_day_is_answered(reader, page, day, language):
    expected = 404 if (page, day) == ("documents/nq-45-2019", "2017-07-01") else 200
    assert reader.get(f"/{language}/{page}?as_of={day}").status_code == expected


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/en/areas/haiphon", 404, "haiphong"),
        ("/en/indicators/grdp_growt", 404, "grdp_growth"),
        ("/en/indicators/grdp_growth?area=haiphon", 404, "haiphong"),
        ("/en/documents/nq-45", 404, "nq-45-2019"),
        ("/en/areas/haiphong?as_of=2024-13-01", 400, "2024-13-01"),
    ],
)
def test_what_is_not_there_is_named(reader, address, status, words):
    response = reader.get(address)
    assert response.status_code == status
    assert words in response.content.decode()


def test_the_list_of_indicators_shows_the_figure_of_the_day(reader):
    now, early = (text(parse(reader.get(f"/en/indicators?as_of={each}"))) for each in (DAY, "2018-12-31"))
    assert "9.77% (first 9 months of 2024, estimate)" in now
    assert "9.77%" not in early
    assert "14.01% (2017, estimate)" in early or "16.2% (first 9 months of 2018, estimate)" in early


def test_targets_of_an_area_lead_to_their_pages(reader):
    links = parse(reader.get(f"/en/areas/haiphong?as_of={DAY}")).links
    found = {each for each in links if each.startswith("/en/targets/")}
    assert f"/en/targets/PLAN-2024-grdp?as_of={DAY}" in found
    assert len(found) >= 70
