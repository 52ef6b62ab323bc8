from __future__ import annotations

import csv
import io
import json

import pytest


def data_of(haidang, *arguments):
    outcome = haidang(*arguments, "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    return json.loads(outcome.out)


def test_explain_leads_from_the_clause_to_the_address(haidang):
    out = haidang("explain", "PLAN-2024-grdp").out
    for words in (
        "kế hoạch năm 2024 tăng 11,50% - 12%",
        "at least 11.5%, wished for 12%",
        "9.77%, first 9 months of 2024",
        "▼ behind",
        "16.69%",
        "no official figure exists before 1 January 2026",
        "https://vneconomy.vn/kinh-te-hai-phong-tang-truong-cham-lai-sau-bao-yagi.htm",
        "docs/methods/at_least.md",
    ):
        assert words in out.replace("\n", " ")


def test_explain_keeps_addresses_in_one_piece(haidang, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    lines = haidang("explain", "XVI-20").out.splitlines()
    assert any(
        line.endswith("chat-luong-cuoc-song-d-719621") or "https://haiphong.gov.vn/" in line for line in lines
    )
    assert all(line.count("://") <= 1 for line in lines)


def test_target_without_a_value_shows_what_others_set(haidang):
    out = " ".join(haidang("target", "show", "XVI-20").out.split())
    assert "value not held" in out
    assert "Owed by: 16th Congress of the Hai Phong Party organisation (as issuer)" in out
    assert "85/KH-UBND" in out
    assert "▆" in out


def test_target_of_another_day(haidang):
    early = data_of(haidang, "target", "show", "PLAN-2024-grdp", "--as-of", "2024-08-01")
    late = data_of(haidang, "target", "show", "PLAN-2024-grdp")
    assert early["achieved"]["low"] == 10.32
    assert late["achieved"]["low"] == 9.77


def test_target_that_did_not_exist_yet(haidang):
    outcome = haidang("target", "show", "XVI-20", "--as-of", "2019-01-01")
    assert outcome.code == 2
    assert "did not exist on 1 January 2019" in outcome.err
    assert "2020-10-15" in outcome.err


def test_indicator_shows_vintages(haidang):
    rows = list(
        csv.DictReader(io.StringIO(haidang("indicator", "show", "iip_growth", "--format", "csv").out))
    )
    quarter = [row["value"] for row in rows if row["period"] == "2024-Q1"]
    assert quarter == ["12.59", "13.31"]
    out = haidang("indicator", "show", "iip_growth", "--vintages").out
    assert "12.59%" in out
    assert "12.59%" not in haidang("indicator", "show", "iip_growth").out


def test_indicator_as_of_sees_the_first_estimate(haidang):
    data = data_of(haidang, "indicator", "show", "iip_growth", "--as-of", "2024-05-15")
    quarter = [figure["value"] for figure in data["figures"] if figure["period"] == "2024-Q1"]
    assert quarter == [12.59]


def test_indicator_lists_possibly_known_figures(haidang):
    data = data_of(haidang, "indicator", "show", "iip_growth", "--as-of", "2024-04-15")
    assert [each["text"] for each in data["possibly_known"]] == ["12.59"]
    assert "Possibly known" in haidang("indicator", "show", "iip_growth", "--as-of", "2024-04-15").out


def test_indicator_shows_rivals_and_empty_legal_metadata(haidang):
    out = haidang("indicator", "show", "budget_revenue_total").out
    assert "60,800" in out
    (legal,) = (
        row
        for row in haidang("indicator", "show", "budget_revenue_total", "--format", "md").out.splitlines()
        if "94/2022" in row
    )
    assert "and not held" in legal
    assert "Concept; Method; Breakdowns; Period of publication; Source of the data; Responsible body" in legal


def test_indicator_of_the_merged_city_is_refused_or_explained(haidang):
    outcome = haidang("indicator", "show", "population", "--area", "haiphong_merged")
    assert outcome.code == 0
    assert "figures from before are of" in " ".join(outcome.out.split())
    refused = haidang("indicator", "show", "population", "--area", "haiphong_merged", "--rebase")
    assert refused.code == 2
    assert "haiduong" in refused.err


def test_a_rate_is_not_carried_over_without_its_denominator(haidang):
    refused = haidang("indicator", "show", "poverty_rate", "--area", "haiphong_merged", "--rebase")
    assert refused.code == 2
    assert "cannot be added up over areas" in refused.err


def test_document_shows_commitments_and_their_events(haidang):
    now = haidang("document", "show", "kl-96-2024").out
    later = haidang("document", "show", "kl-96-2024", "--as-of", "2025-02-01").out
    assert "07/NQ-CP" not in now
    assert "Resolution 07/NQ-CP with the action" in " ".join(later.split())


def test_the_eight_proposals_and_what_became_of_them(haidang):
    then = data_of(haidang, "commitment", "list", "--kind", "proposal", "--as-of", "2024-11-14")[
        "commitments"
    ]
    later = data_of(haidang, "commitment", "list", "--kind", "proposal", "--as-of", "2025-12-31")[
        "commitments"
    ]
    assert [each["commitment_id"] for each in then] == [f"R{number}" for number in range(1, 9)]
    assert not any(each["events"] for each in then)
    answered = {
        each["commitment_id"] for each in later if any(e["kind"] == "answered" for e in each["events"])
    }
    assert answered == {"R1", "R2", "R3", "R5", "R7"}
    assert not next(each for each in later if each["commitment_id"] == "R8")["events"]
    assert {each["commitment_id"]: each["state"] for each in later}["R8"] == "open"
    assert {each["state"] for each in later if each["commitment_id"] in answered} == {"closed"}
    assert "nothing found by then" in haidang("commitment", "list", "--format", "md").out


def test_area_before_and_after_the_merger(haidang):
    before = data_of(haidang, "area", "show", "haiphong", "--as-of", "2024-11-14")
    after = data_of(haidang, "area", "show", "haiphong_merged", "--as-of", "2025-07-01")
    assert (len(before["children"]), before["successors"]) == (15, [])
    assert len(after["children"]) == 114
    assert {each["from_id"] for each in after["predecessors"]} == {"haiphong", "haiduong"}


def test_area_that_does_not_exist_yet(haidang):
    out = haidang("area", "show", "haiphong_merged", "--as-of", "2024-11-14").out
    assert "did not exist yet on 14 November 2024; it begins on 1 July 2025" in out


@pytest.mark.parametrize(("noun", "count"), [("indicator", 89), ("target", 80), ("document", 34)])
def test_lists(haidang, noun, count):
    assert len(data_of(haidang, noun, "list")["items"]) == count


def test_list_of_areas_is_one_version_of_the_territory(haidang):
    old = {each["id"] for each in data_of(haidang, "area", "list", "--as-of", "2024-11-14")["items"]}
    new = {each["id"] for each in data_of(haidang, "area", "list", "--as-of", "2025-07-01")["items"]}
    assert {"haiphong", "haiduong"} <= old
    assert old & new == {"vietnam"}


def test_targets_of_one_document(haidang):
    items = data_of(haidang, "target", "list", "--document", "nq-xvi-2020")["items"]
    assert len(items) == 26
    assert haidang("target", "list", "--document", "nq").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("target", "show", "PLAN-2024-grdp"),
        ("explain", "PLAN-2024-grdp"),
        ("indicator", "show", "grdp_growth"),
        ("indicator", "list"),
        ("document", "show", "nq-xvi-2020"),
        ("document", "list"),
        ("area", "show", "haiphong"),
        ("area", "list"),
        ("commitment", "list"),
        ("target", "list"),
        ("pack", "info"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
def test_every_show_in_every_form(haidang, arguments, form):
    for lang in ("vi", "fr"):
        outcome = haidang(*arguments, "--format", form, "--lang", lang)
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.strip()


@pytest.mark.parametrize("noun", ["indicator", "target", "document", "area"])
def test_unknown_names(haidang, noun):
    outcome = haidang(noun, "show", "no-such-thing")
    assert (outcome.code, outcome.out) == (2, "")
    assert "no-such-thing" in outcome.err
