"""No text becomes a formula where it is opened, and every text comes back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.files.formula_signs import guard, is_formula_like, unguard
from haidang.files.reports.csv_form import csv_text
from haidang.telling.report import Column, Table


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-a",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        " =1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "-1+cmd|' /C calc'!A0",
        "'=1",
    ],
)
def test_what_could_be_a_formula_is_marked(text):
    assert is_formula_like(text)
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "a", "1", "-12.5", "-1e-05", "Đồ Sơn", "a=b", "'a", "–", "> 6", "2024-08"]
)
def test_other_texts_and_numbers_stay_as_they_are(text):
    assert guard(text) == unguard(text) == text


@given(st.one_of(st.text(), st.text("'=+-@ \t1a.", max_size=6)))
def test_every_text_comes_back(text):
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "@", "\t", "\r"))


def test_the_csv_of_a_report_holds_no_formula():
    table = Table("t", (Column("name", "Name"), Column("value", "Value")), (("=cmd|' /C calc'!A0", "-12.5"),))
    assert list(csv.reader(io.StringIO(csv_text(table)))) == [
        ["name", "value"],
        ["'=cmd|' /C calc'!A0", "-12.5"],
    ]
