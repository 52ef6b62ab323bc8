from __future__ import annotations

import json
from pathlib import Path

import pytest

from haidang.files.packs import find_folder, hash_content, open_content

BUNDLED = find_folder("haiphong")


def test_check_of_the_bundled_pack(haidang):
    outcome = haidang("pack", "check")
    assert outcome.code == 0
    assert "No errors" in outcome.out


def test_check_leaves_with_two_on_errors(haidang, tmp_path):
    assert haidang("pack", "new", str(tmp_path / "city")).code == 0
    targets = tmp_path / "city/targets.csv"
    targets.write_text(targets.read_text().replace(",1.5,", ',"1.234,5",'))
    outcome = haidang("pack", "check", str(tmp_path / "city"), "--format", "json")
    assert outcome.code == 2
    finding = next(each for each in json.loads(outcome.out)["findings"] if each["severity"] == "error")
    assert (finding["file"], finding["row"], finding["column"]) == ("targets.csv", 2, "low")
    assert finding["value"] == "1.234,5"
    assert "1234.5" in finding["remedy"]


def test_a_pack_with_errors_is_refused_for_use(haidang, tmp_path):
    haidang("pack", "new", str(tmp_path / "city"))
    (tmp_path / "city/targets.csv").write_text("target_id\n")
    outcome = haidang("review", str(tmp_path / "city"))
    assert (outcome.code, outcome.out) == (2, "")
    assert "haidang pack check" in outcome.err


def test_a_folder_without_description(haidang, tmp_path):
    outcome = haidang("pack", "check", str(tmp_path))
    assert outcome.code == 2
    assert "There is no datapackage.json" in outcome.out


def test_info_tells_horizon_and_hash(haidang):
    data = json.loads(haidang("pack", "info", "--format", "json").out)
    assert data["tables"]["observations"] == {"rows": 400, "horizon": "2024-11-14"}
    assert data["tables"]["events"]["horizon"] == "2026-11-23"
    assert data["sha256"] == hash_content(open_content(BUNDLED))


def test_a_new_pack_passes_and_can_be_reviewed(haidang, tmp_path):
    folder = str(tmp_path / "city")
    assert haidang("pack", "new", folder).code == 0
    assert "No errors and no warnings." in haidang("pack", "check", folder).out
    assert "1 of the 1 can be checked" in haidang("review", folder).out.replace("\n", " ")


def test_new_overwrites_nothing(haidang, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    outcome = haidang("pack", "new", str(tmp_path))
    assert outcome.code == 2
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_format_gives_the_canonical_bytes(haidang, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for each in BUNDLED.iterdir():
        data = each.read_bytes()
        if each.suffix == ".csv":
            data = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
        (copy / each.name).write_bytes(data)
    assert haidang("pack", "format", str(copy)).code == 0
    for each in BUNDLED.iterdir():
        assert (copy / each.name).read_bytes() == each.read_bytes()


def test_format_leaves_a_pack_with_errors_alone(haidang, tmp_path):
    haidang("pack", "new", str(tmp_path / "city"))
    broken = tmp_path / "city/areas.csv"
    broken.write_text("area_id;level\nx;city\n")
    assert haidang("pack", "format", str(tmp_path / "city")).code == 2
    assert broken.read_text() == "area_id;level\nx;city\n"


def test_convert_keeps_the_content(haidang, tmp_path):
    there, back = str(tmp_path / "parquet"), str(tmp_path / "csv")
    assert haidang("pack", "convert", "haiphong", there).code == 0
    assert (Path(there) / "observations.parquet").is_file()
    assert haidang("pack", "convert", there, back, "--to", "csv").code == 0
    for each in BUNDLED.iterdir():
        assert (Path(back) / each.name).read_bytes() == each.read_bytes()
    one = json.loads(haidang("pack", "info", there, "--format", "json").out)
    assert one["sha256"] == hash_content(open_content(BUNDLED))


def test_convert_overwrites_nothing(haidang, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    assert haidang("pack", "convert", "haiphong", str(tmp_path)).code == 2
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written(haidang, tmp_path):
    (tmp_path / "file").write_text("")
    outcome = haidang("pack", "new", str(tmp_path / "file/below"))
    assert outcome.code == 2
    assert "cannot be written" in outcome.err


@pytest.mark.parametrize("lang", ["vi", "fr"])
def test_findings_are_told_in_the_language(haidang, tmp_path, lang):
    haidang("pack", "new", str(tmp_path / "city"))
    (tmp_path / "city/areas.csv").write_bytes(b"")
    outcome = haidang("pack", "check", str(tmp_path / "city"), "--lang", lang)
    assert outcome.code == 2
    assert "The file is empty" not in outcome.out
