"""Cells lead to what they name, and to nothing where that is not beyond doubt."""

from __future__ import annotations

from haidang.portal.site.links import _only
from tests.portal.site.conftest import parse


def test_the_review_leads_to_every_target_of_its_document(reader):
    links = parse(reader.get("/vi/")).links
    own = {each.removeprefix("/vi/targets/") for each in links if each.startswith("/vi/targets/XVI-")}
    assert len(own) == 26


def test_the_review_leads_to_targets_and_documents_elsewhere(reader):
    links = parse(reader.get("/en/")).links
    assert "/en/targets/PLAN-2024-grdp" in links
    assert "/en/targets/NQ45-2025-budget" in links
    assert "/en/documents/nq-45-2019" in links


def test_lists_lead_to_all_they_name(reader):
    for room, count in (("targets", 80), ("indicators", 85), ("documents", 25), ("areas", 100)):
        links = parse(reader.get(f"/fr/{room}")).links
        assert len({each for each in links if each.startswith(f"/fr/{room}/")}) >= count, room


def test_a_target_leads_to_its_document_indicator_and_odds(reader):
    links = parse(reader.get("/en/targets/NQ45-2025-budget")).links
    assert "/en/documents/nq-45-2019" in links
    assert "/en/indicators/budget_revenue_total?area=haiphong" in links
    assert "/en/odds/budget_revenue_total?area=haiphong&by=2025" in links


def test_addresses_of_sources_can_be_followed(reader):
    found = parse(reader.get("/en/documents/nq-45-2019"))
    foreign = [
        each for each in found.all("a") if each["href"].startswith("http") and "localhost" not in each["href"]
    ]
    assert foreign
    assert all(each["rel"] == "noreferrer" for each in foreign)


def test_what_is_named_twice_leads_nowhere():
    assert _only([("a", "1"), ("b", "2"), ("a", "3"), ("b", "2")]) == {"a": "", "b": "2"}


def test_a_source_that_was_not_there_yet_is_named_without_a_way(reader):
    found = reader.get("/en/indicators/budget_revenue_customs?as_of=2024-11-14").content.decode()
    assert "vne_2024m10" in found
    assert "/en/sources/vne_2024m10" not in found
    later = reader.get("/en/indicators/budget_revenue_customs?as_of=2024-12-01").content.decode()
    assert "/en/sources/vne_2024m10" in later
