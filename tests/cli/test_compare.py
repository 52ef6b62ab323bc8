"""`haidang compare` and `haidang brief`: what they print, and one sentence for what they cannot answer."""

from __future__ import annotations

import csv
import io
import json

import pytest


def test_two_days_of_the_bundled_review(haidang):
    outcome = haidang("compare", "--from", "2023-07-01", "--to", "2024-11-14")
    assert outcome.code == 0
    told = " ".join(outcome.out.split())
    assert (
        "52 of 80 targets changed; 11 have other figures and nothing else changed, 17 are the same." in told
    )
    assert "Compared with 1 July 2023, the day asked for." in told


def test_every_target_of_the_later_day_is_a_row(haidang):
    rows = list(csv.DictReader(io.StringIO(haidang("compare", "--format", "csv").out)))
    assert len(rows) == 80
    found = {row["target_id"]: row for row in rows}
    plan = found["PLAN-2023-grdp"]
    assert (plan["evidence_then"], plan["evidence_now"]) == ("behind", "missed")
    assert plan["changed"] == "evidence;schedule;odds;figures"
    assert set(plan["causes"].split(";")) == {"new_figure", "over"}
    assert found["PLAN-2024-grdp"]["official_then"] == ""
    assert found["PLAN-2024-grdp"]["changed"] == "added"


def test_targets_and_areas_side_by_side(haidang):
    beside = json.loads(
        haidang("compare", "--target", "XVI-20", "--target", "XVI-01", "--format", "json").out
    )
    assert [each["target_id"] for each in beside["targets"]] == ["XVI-20", "XVI-01"]
    words = ("--indicator", "labour_productivity_usd", "--area", "haiphong", "--area", "vietnam")
    rows = list(csv.DictReader(io.StringIO(haidang("compare", *words, "--format", "csv").out)))
    assert [(row["period"], row["area_id"], row["value"], row["bound"]) for row in rows] == [
        ("2022", "vietnam", "8083", ""),
        ("2023", "vietnam", "8380", "~"),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2024-11-14"), "nothing to compare"),
        (("--from", "14/11/2024"), "--from: «14/11/2024» is not an ISO day"),
        (("--to", "2016-01-01"), "Name the earlier day yourself"),
        (("--target", "XVI-20"), "Name 2 to 6 different ones."),
        (("--target", "XVI-20", "--target", "XVI-99"), "There is no target «XVI-99»."),
        (("--area", "haiphong", "--area", "vietnam"), "none is named"),
        (("--target", "XVI-20", "--from", "2023-07-01"), "cannot be compared at once"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_sentence(haidang, words, said):
    outcome = haidang("compare", *words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert said in outcome.err


def test_the_leaders_page_in_three_languages(haidang):
    for language, title in (("en", "14 November 2024"), ("vi", "14/11/2024"), ("fr", "14 novembre 2024")):
        outcome = haidang("brief", "--lang", language)
        assert outcome.code == 0
        assert title in outcome.out.replace("\n", " ")


def test_all_rows_of_the_leaders_page(haidang):
    short, whole = haidang("brief", "--format", "md").out, haidang("brief", "--all", "--format", "md").out
    assert short.count("\n| and ") == 2
    assert "\n| and " not in whole
    assert haidang("brief", "--format", "csv").out == haidang("brief", "--all", "--format", "csv").out
