"""`haidang calendar`."""

from __future__ import annotations

import csv
import io
import json

import pytest


def test_the_calendar_of_the_bundled_pack(haidang):
    outcome = haidang("calendar")
    assert (outcome.code, outcome.err) == (0, "")
    assert "Due from 14 November 2023 to 14 November 2025: 32 figures." in outcome.out


def test_it_is_narrowed_and_has_every_form(haidang):
    narrowed = ("calendar", "--indicator", "grdp_growth", "--state", "due", "--body", "general_statistics")
    span = ("--from", "2024-11-15", "--to", "2024-12-31")
    (row,) = csv.DictReader(io.StringIO(haidang(*narrowed, *span, "--format", "csv").out))
    assert (row["period"], row["due"], row["state"], row["is_indicative"]) == (
        "2024",
        "2024-12-02",
        "due",
        "true",
    )
    data = json.loads(haidang(*narrowed, *span, "--format", "json").out)
    assert [each["expectation_id"] for each in data["expected"]] == ["grdp-year-2024"]
    assert "GRDP growth" in haidang(*narrowed, *span, "--format", "md").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "14/11/2024"), "Write 2024-11-14."),
        (("--state", "lost"), "'lost' is not one of"),
        (("--body", "nobody"), "nobody"),
        (("--from", "2025-01-01", "--to", "2024-01-01"), "lies after"),
    ],
)
def test_bad_input_is_one_sentence(haidang, arguments, words):
    outcome = haidang("calendar", *arguments)
    assert outcome.code == 2
    assert words in outcome.err
