from __future__ import annotations

import json
from pathlib import Path

import pytest

from haidang.files.packs import find_folder


@pytest.fixture
def there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_copy_is_filled_and_both_lines_are_told(haidang, there):
    outcome = haidang(
        "target", "set", "XVI-17", "--value", "15", "--source", "Resolution 09-NQ/DH", "--format", "json"
    )
    assert outcome.code == 0
    data = json.loads(outcome.out)
    assert data["before"]["reason"] == "value_not_held"
    assert (data["after"]["low"], data["after"]["value_status"], data["after"]["period"]) == (
        15.0,
        "held",
        "2025",
    )
    assert data["after"]["evidence"] != "not_checkable" or data["after"]["reason"] != "value_not_held"
    copy = there / "haiphong-filled"
    assert haidang("pack", "check", str(copy)).code == 0
    review = json.loads(haidang("review", str(copy), "--format", "json").out)
    assert next(each for each in review["targets"] if each["target_id"] == "XVI-17")["low"] == 15.0


def test_the_source_is_kept(haidang, there):
    haidang(
        "target",
        "set",
        "XVI-01",
        "--value",
        "30000",
        "--source",
        "https://haiphong.gov.vn/nq",
        "--to",
        "filled",
    )
    sources = (there / "filled/sources.csv").read_text(encoding="utf-8")
    assert "value_XVI-01_1,https://haiphong.gov.vn/nq,,https://haiphong.gov.vn/nq,1,," in sources


def test_an_existing_source_is_named(haidang, there):
    haidang("target", "set", "XVI-01", "--value", "30000", "--source", "tccs_xvi", "--to", "filled")
    assert "XVI-01" not in (there / "filled/sources.csv").read_text(encoding="utf-8")
    assert ",tccs_xvi," in (there / "filled/targets.csv").read_text(encoding="utf-8")


def test_the_upper_end_is_what_is_wished_for(haidang, there):
    arguments = ("target", "set", "XVI-02", "--value", "180", "--high", "190", "--source", "x")
    after = json.loads(haidang(*arguments, "--format", "json").out)["after"]
    assert (after["low"], after["ambition"], after["high"], after["kind"]) == (180.0, 190.0, None, "at_least")
    corridor = (*arguments, "--kind", "within", "--to", "corridor")
    after = json.loads(haidang(*corridor, "--format", "json").out)["after"]
    assert (after["low"], after["ambition"], after["high"], after["kind"]) == (180.0, None, 190.0, "within")


def test_less_is_better(haidang, there):
    after = json.loads(
        haidang("target", "set", "XVI-08", "--value", "1", "--source", "x", "--format", "json").out
    )["after"]
    assert after["kind"] == "at_most"


def test_taken_defaults_are_said(haidang, there):
    out = " ".join(haidang("target", "set", "XVI-20", "--value", "20", "--source", "x").out.split())
    assert "at least" in out
    assert "taken" in out


def test_values_can_be_filled_one_after_another(haidang, there):
    haidang("target", "set", "XVI-01", "--value", "30000", "--source", "x", "--to", "filled")
    second = haidang(
        "target", "set", "XVI-02", "--value", "180", "--source", "x", "--pack", "filled", "--in-place"
    )
    assert second.code == 0
    targets = {
        each["target_id"]: each["low"]
        for each in json.loads(haidang("review", "filled", "--format", "json").out)["targets"]
    }
    assert (targets["XVI-01"], targets["XVI-02"]) == (30000.0, 180.0)


def test_the_bundled_pack_is_never_changed(haidang, there):
    before = {each.name: each.read_bytes() for each in find_folder("haiphong").iterdir()}
    refused = haidang("target", "set", "XVI-01", "--value", "1", "--source", "x", "--in-place")
    assert refused.code == 2
    haidang("target", "set", "XVI-01", "--value", "1", "--source", "x")
    assert {each.name: each.read_bytes() for each in find_folder("haiphong").iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("XVI-99", "--value", "1", "--source", "x"), "There is no target «XVI-99»"),
        (("XVI-01", "--value", "1.234,5", "--source", "x"), "is not a plain number"),
        (("XVI-01", "--value", "2", "--high", "1", "--source", "x"), "wrong side"),
        (("XVI-01", "--value", "1", "--source", "x", "--unit", "%"), "cannot be converted"),
        (("XVI-01", "--value", "1", "--source", "x", "--unit", "dong"), "is not known"),
        (("XVI-01", "--value", "1", "--source", "x", "--kind", "composite"), "cannot be filled"),
        (("XVI-01", "--value", "1", "--source", "x", "--kind", "within"), "needs an upper end"),
        (("XVI-01", "--value", "1", "--source", "x", "--period", "2024-Q5"), "is not a possible period"),
        (("XVI-01", "--value", "1", "--source", "x", "--to", "a", "--in-place"), "exclude each other"),
        (("XVI-01", "--value", "1"), "--source"),
    ],
)
def test_bad_input_writes_nothing(haidang, there, arguments, words):
    outcome = haidang("target", "set", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in " ".join(outcome.err.split())
    assert list(Path(there).iterdir()) == []


def test_a_filled_folder_is_refused(haidang, there):
    (there / "full").mkdir()
    (there / "full/mine.txt").write_text("mine")
    outcome = haidang("target", "set", "XVI-01", "--value", "1", "--source", "x", "--to", "full")
    assert outcome.code == 2
    assert [each.name for each in (there / "full").iterdir()] == ["mine.txt"]
