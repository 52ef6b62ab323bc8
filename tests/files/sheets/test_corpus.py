"""Hostile and clumsy files: each is refused, or asked about, in its own words and at its own cell."""

from __future__ import annotations

import time

import pytest

from haidang.files.sheets.matching import check_against
from haidang.files.sheets.reading import read_sheet
from haidang.telling.teller import teller
from tests.make.sheet_corpus import CORPUS
from tests.make.sheets import make_template


@pytest.mark.parametrize("name", CORPUS)
def test_a_file_is_judged_by_what_is_wrong_with_it(name):
    data = CORPUS[name].make()
    start = time.perf_counter()
    sheet = check_against(read_sheet(data, "figures.xlsx", language="vi"), make_template())
    assert time.perf_counter() - start < 2
    found = [
        (each.rule_id, each.value if each.rule_id == "declares-entities" else each.cell)
        for each in sheet.findings
    ]
    assert sorted(found) == sorted(CORPUS[name].defects)


@pytest.mark.parametrize("name", CORPUS)
@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_what_is_found_is_told_in_every_language(name, language):
    t = teller(language)
    for each in read_sheet(CORPUS[name].make(), "figures.xlsx", language=language).findings:
        told = f"{t(each.problem)} {t(each.remedy)}"
        assert "{" not in told
        assert each.place.startswith("figures.xlsx")
