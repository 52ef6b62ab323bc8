"""Cells as people read them."""

from __future__ import annotations

import pytest

from haidang.core.pack.tables import BY_NAME, OBSERVATIONS
from haidang.telling.cell_words import CellWords
from haidang.telling.teller import teller
from tests.make.core import haiphong


@pytest.fixture(scope="module")
def words():
    return {language: CellWords(haiphong(), teller(language)) for language in ("vi", "en")}


@pytest.mark.parametrize(
    ("table", "column", "text", "told"),
    [
        ("observations", "indicator_id", "grdp_growth", "GRDP growth"),
        ("observations", "period", "2024-Q3", "quarter III of 2024"),
        ("observations", "value", "1234.50", "1,234.50"),
        ("observations", "unit", "VND bn", "billion VND"),
        ("observations", "status", "P", "preliminary"),
        ("observations", "public_by", "2024-11-14", "14 November 2024"),
        ("observations", "derived", "true", "yes"),
        ("observations", "definition", "city statistics", "city statistics"),
        ("targets", "document_id", "nq-45-2019", "45-NQ/TW"),
        ("observations", "value", None, "–"),
        # what cannot be read so is told as it stands
        ("observations", "indicator_id", "nobody_knows", "nobody_knows"),
        ("observations", "period", "2024-Q9", "2024-Q9"),
        ("observations", "value", "eleven", "eleven"),
        ("observations", "public_by", "yesterday", "yesterday"),
        ("observations", "unit", "apples", "apples"),
    ],
)
def test_a_cell_is_told(words, table, column, text, told):
    assert words["en"].tell(BY_NAME[table], column, text) == told


def test_numbers_are_in_the_reader_s_form(words):
    assert words["vi"].tell(OBSERVATIONS, "value", "1234.5") == "1.234,5"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"value": "11.3", "unit": "% yoy"}, "11.3%"),
        ({"value": "6", "unit": "USD m", "bound": ">"}, "more than 6 million USD"),
        ({"value": "many", "unit": "apples"}, "many apples"),
        ({}, "–"),
    ],
)
def test_a_figure_is_told_with_bound_and_unit(words, cells, told):
    assert words["en"].figure(cells) == told
