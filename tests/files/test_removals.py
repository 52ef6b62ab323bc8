"""What was removed by law in the description of a pack: back as it was, and every defect told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.base.errors import HaidangError
from haidang.core.evidence import Removal
from haidang.core.pack.tables import BY_NAME
from haidang.files.packs import check_folder, open_content, render
from haidang.files.removals import read_removal, write_removal
from tests.make.pack import change_json, make_pack

WHOLE = {"table": "observations", "removed_on": "2026-11-25", "basis": "Luật 1"}
texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.builds(
        Removal,
        st.sampled_from(sorted(BY_NAME)),
        st.dates(),
        texts.filter(bool),
        texts,
        texts,
        st.none() | st.dates(),
    )
)
def test_it_comes_back(removal):
    assert read_removal(write_removal(removal)) == removal


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"table": None}, "«haidang.removals.table» is missing"),
        ({"basis": ""}, "«haidang.removals.basis» is missing"),
        ({"basis": 3}, "«haidang.removals.basis» is missing or is not a text"),
        ({"indicator_id": ["grdp"]}, "indicator_id» is missing or is not a text"),
        ({"table": "nothing"}, "«nothing», which is no table"),
        ({"removed_on": "25/11/2026"}, "25/11/2026"),
        ({"since": "yesterday"}, "yesterday"),
    ],
)
def test_what_is_wrong_is_told(change, problem):
    with pytest.raises(HaidangError, match=problem):
        read_removal({**WHOLE, **change})


def test_a_pack_with_it_is_read_and_written(tmp_path):
    make_pack(tmp_path)
    change_json(tmp_path, lambda content: content["haidang"].update(removals=[WHOLE]))
    content = open_content(tmp_path)
    (found,) = content.description.removals
    assert found.basis == "Luật 1"
    assert '"removals": [' in render(content)["datapackage.json"].decode()


def test_a_pack_without_it_is_as_before(tmp_path):
    make_pack(tmp_path)
    assert "removals" not in render(open_content(tmp_path))["datapackage.json"].decode()


@pytest.mark.parametrize("removals", [[{}], "x", [3], {"table": "areas"}])
def test_a_defect_is_one_of_the_description(tmp_path, removals):
    make_pack(tmp_path)
    change_json(tmp_path, lambda content: content["haidang"].update(removals=removals))
    content, findings = check_folder(tmp_path)
    assert content is None
    assert [each.rule_id for each in findings.listed] == ["bad-package"]
