from __future__ import annotations

import csv
import io
import json

import pytest

FIRST_LINE = (
    "Of the 20 targets, 14 are officially met and 6 in difficulty; 0 of the 20 can be checked from public figures; "
    "of 12 earlier promises that can be decided (12 on estimates), 6 were kept."
)


def test_alone_it_reviews_hai_phong_on_its_review_day(haidang):
    outcome = haidang("review")
    assert (outcome.code, outcome.err) == (0, "")
    assert FIRST_LINE in outcome.out.replace("\n", " ")
    for part in ("1. The targets", "2. What would", "3. The same", "4. This year", "5. The record"):
        assert part in outcome.out


def test_json_is_documented_and_complete(haidang):
    data = json.loads(haidang("review", "--format", "json").out)
    assert data["format"] == "haidang-review/1"
    assert data["as_of"] == "2024-11-14"
    assert len(data["targets"]) == 26
    assert len({entry["target_id"] for entry in data["targets"]}) == 26
    assert data["sums"] == {
        "targets": 20,
        "official_met": 14,
        "official_in_difficulty": 6,
        "official_other": 0,
        "official_none": 0,
        "checkable": 0,
        "record_decided": 12,
        "record_kept": 6,
        "record_on_estimates": 12,
        "record_over": 24,
    }
    entry = next(each for each in data["targets"] if each["target_id"] == "XVI-13b")
    assert (entry["number"], entry["part"], entry["official"]) == (13, "b", "met")
    assert (entry["evidence"], entry["reason"], entry["schedule"]) == (
        "not_checkable",
        "figure_not_held",
        "running",
    )
    assert data["lead"] == FIRST_LINE
    assert len(data["pack"]["sha256"]) == 64


def test_the_same_review_gives_the_same_bytes(haidang):
    assert haidang("review", "--format", "json").out == haidang("review", "--format", "json").out


def test_csv_has_a_row_for_every_line_of_every_part(haidang):
    rows = list(csv.DictReader(io.StringIO(haidang("review", "--format", "csv").out)))
    data = json.loads(haidang("review", "--format", "json").out)
    for part in ("targets", "elsewhere", "this_year", "record", "undecided"):
        ids = [row["target_id"] for row in rows if row["part_of_review"] == part]
        assert ids == [entry["target_id"] for entry in data[part]]


def test_markdown_tables_have_one_width(haidang):
    tables = [line for line in haidang("review", "--format", "md").out.splitlines() if line.startswith("|")]
    assert len(tables) > 80
    assert all(line.endswith("|") for line in tables)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2017-01-01", "was issued on 15 October 2020: on the day asked for its targets did not exist yet"),
        ("2012-05-01", "No figure was public by 1 May 2012; the first one held became public by"),
        ("2025-07-15", "ended on 30 June 2025"),
        ("2025-01-31", "Figures were followed until 14 November 2024"),
        ("9999-12-31", "lies in the future; this is answered as of"),
    ],
)
def test_days_are_explained(haidang, day, words):
    outcome = haidang("review", "--as-of", day)
    assert outcome.code == 0
    assert words in " ".join(outcome.out.split())


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("14/11/2024", "Write 2024-11-14."),
        ("2024-11-31", "is not a day of the calendar"),
        ("31/11/2024", "There is no such day"),
        ("yesterday", "is not an ISO day"),
    ],
)
def test_malformed_days_are_explained(haidang, day, words):
    outcome = haidang("review", "--as-of", day)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("haidang: --as-of:")
    assert words in outcome.err


def test_another_document(haidang):
    data = json.loads(haidang("review", "--document", "nq-45-2019", "--format", "json").out)
    assert data["document"]["number"] == "45-NQ/TW"
    assert {entry["document_id"] for entry in data["targets"]} == {"nq-45-2019"}


def test_unknown_document_names_what_is_near(haidang):
    outcome = haidang("review", "--document", "nq-xvi-2002")
    assert outcome.code == 2
    assert "nq-xvi-2020" in outcome.err


def test_the_old_citys_targets_do_not_exist_in_the_merged_one(haidang):
    data = json.loads(haidang("review", "--area", "haiphong_merged", "--format", "json").out)
    assert data["targets"] == []
    assert "No targets of" in data["notices"][0]


def test_derived_numbers_can_be_left_out(haidang):
    with_all = json.loads(haidang("review", "--format", "json").out)
    without = json.loads(haidang("review", "--without-derived", "--format", "json").out)
    assert any(entry["derived"] for entry in with_all["this_year"])
    assert not any(entry["derived"] for entry in without["this_year"])
    assert "Numbers derived by the collector are left out." in haidang("review", "--without-derived").out


@pytest.mark.parametrize("lang", ["vi", "en", "fr"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
def test_every_form_in_every_language(haidang, lang, form):
    outcome = haidang("review", "--lang", lang, "--format", form)
    assert (outcome.code, outcome.err) == (0, "")
    assert len(outcome.out) > 1000
    assert "{" not in outcome.out or form in ("json", "html")
