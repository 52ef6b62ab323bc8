"""Changing cells and adding rows: only what was asked changes, and the result is checked."""

import pytest

from haidang.core.pack.defects import PackError
from haidang.core.pack.tables import BY_NAME
from haidang.files.editing import add_row, change_row, check
from haidang.files.packs import open_content, render
from tests.make.pack import make_pack


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return open_content(make_pack(tmp_path_factory.mktemp("tiny")))


def changed_lines(before, after):
    """Return the lines of all files that are not in both, old ones and new ones."""
    old = {(name, line) for name, data in before.items() for line in data.decode().splitlines()}
    new = {(name, line) for name, data in after.items() for line in data.decode().splitlines()}
    return old - new, new - old


def test_one_row_changes_and_nothing_else(tiny):
    content = change_row(tiny, "targets", "T-5", {"low": "2200", "kind": "at_least", "value_status": "held"})
    old, new = changed_lines(render(tiny), render(check(content, "tiny")))
    assert {name for name, _ in old | new} == {"targets.csv"}
    ((_, before),), ((_, after),) = old, new
    assert before.startswith("T-5,resolution,5,")
    assert ",at_least,2200," in after
    assert ",held," in after


def test_an_empty_text_empties_the_cell(tiny):
    content = change_row(tiny, "areas", "ward_1", {"name_en": ""})
    assert content.frame("areas").filter(area_id="ward_1")["name_en"].to_list() == [None]
    assert check(content, "tiny") is content


def test_a_row_more(tiny):
    row = {"source_id": "interview", "title": "Phỏng vấn, phần 1", "tier": "3"}
    old, new = changed_lines(render(tiny), render(check(add_row(tiny, "sources", row), "tiny")))
    assert old == set()
    assert new == {("sources.csv", 'interview,"Phỏng vấn, phần 1",,,3,,,')}


def test_a_row_in_a_table_that_the_pack_lacks(tmp_path):
    content = open_content(make_pack(tmp_path, rules=None))
    row = {
        "rule_id": "r",
        "kind": "official_figure",
        "value": "1",
        "unit": "years",
        "citation": "Art. 1",
        "confidence": "low",
    }
    changed = check(add_row(content, "rules", row), "tiny")
    assert changed.frame("rules").columns == ["row", *BY_NAME["rules"].names]
    assert "rules.csv" in render(changed)


def test_adding_does_not_touch_the_content_it_starts_from(tiny):
    before = render(tiny)
    add_row(change_row(tiny, "areas", "ward_1", {"name_en": "x"}), "sources", {"source_id": "s"})
    assert render(tiny) == before


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"low": "1.234,5"}, "decimal-comma"),
        ({"low": ""}, "target-incomplete"),
        ({"document_id": "nothing"}, "unknown-id"),
        ({"source_id": "nothing"}, "unknown-id"),
        ({"unit": "USD"}, "unit-not-convertible"),
    ],
)
def test_a_result_with_errors_is_refused(tiny, changes, rule):
    with pytest.raises(PackError) as caught:
        check(change_row(tiny, "targets", "T-1", changes), "my-pack")
    assert [each.rule_id for each in caught.value.findings.errors] == [rule]
    assert caught.value.where == "my-pack"
