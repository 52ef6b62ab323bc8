"""The bundled pack is what its script makes of the collected tables: all rows, nothing invented, nothing lost."""

import csv
from pathlib import Path

import pytest

from haidang.files.packs import find_folder
from scripts.build_haiphong import BODIES, CALLED, REPAIRS, build, describe

ROOT = Path(__file__).parent.parent.parent
RAW = ROOT / "data" / "haiphong"
PACK = find_folder("haiphong")


def raw(name):
    with (RAW / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def packed(name):
    with (PACK / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def built():
    return build(RAW)


def test_the_committed_pack_is_the_built_one_byte_for_byte(built):
    assert {place.name: place.read_bytes() for place in PACK.iterdir()} == built


def test_building_twice_gives_the_same_bytes(built):
    assert build(RAW) == built


def test_all_rows_are_there():
    counts = {
        "areas": 147, "successions": 455, "indicators": 89, "observations": 400, "documents": 34, "targets": 80,
        "assessments": 25, "sources": 122,
    }  # fmt: skip
    for name, count in counts.items():
        assert len(packed(name)) == len(raw(name)) == count, name
    assert len(raw("requests")) == 8
    assert len(raw("directives")) == 39
    assert len(packed("commitments")) == 8 + 39
    assert len(packed("events")) == len(raw("request_events")) == 14
    assert len(packed("bodies")) == len(BODIES) == 32
    assert len(packed("rules")) == 13
    assert len(packed("expectations")) == 20


def keyed(rows, *names):
    return {tuple(row[name] for name in names): row for row in rows}


SAME = {
    "areas": ("area_id", ["level", "kind", "official_code", "parent_id", "valid_from", "valid_to", "area_km2", "lon", "lat", "source_id", "note"]),
    "indicators": ("indicator_id", ["name_vi", "name_en", "name_fr", "direction", "is_published"]),
    "documents": ("document_id", ["number", "issued", "title_vi", "title_en", "title_fr", "source_id"]),
    "targets": (
        "target_id",
        ["document_id", "target_no", "indicator_id", "area_id", "kind", "low", "high", "period", "value_status", "quote", "source_id"],
    ),
    "assessments": ("assessment_id", ["document_id", "target_no", "target_id", "verdict", "day", "words", "source_id"]),
    "sources": ("source_id", ["title", "publisher", "url", "tier", "published_from", "published_by"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_cells_are_those_of_the_collected_tables(name):
    key, columns = SAME[name]
    before, after = keyed(raw(name), key), keyed(packed(name), key)
    assert set(before) == set(after)
    for row_key, row in before.items():
        for column in columns:
            assert after[row_key][column] == row.get(column, "").strip(), (row_key, column)


def test_kinds_of_document_are_renamed_one_by_one():
    after = keyed(packed("documents"), "document_id")
    pairs = {(row["type"], after[row["document_id"],]["type"]) for row in raw("documents")}
    assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs})


def test_every_figure_keeps_its_digits_bound_days_and_source():
    columns = (
        "indicator_id",
        "area_id",
        "period",
        "value",
        "bound",
        "definition",
        "public_from",
        "public_by",
        "source_id",
        "derived",
    )

    def lines(rows):
        return sorted(tuple(row[column].strip() for column in columns) for row in rows)

    assert lines(packed("observations")) == lines(raw("observations"))


def test_shares_that_are_not_known_stay_unknown():
    before = [row["share"] for row in raw("successions")]
    after = [row["share"] for row in packed("successions")]
    assert before.count("") == after.count("") == 155
    assert sorted(before) == sorted(after)
    for row in packed("successions"):
        assert row["from_name"]


def test_predecessors_that_no_area_row_names_stay_names():
    areas = {row["area_id"] for row in packed("areas")}
    for row in packed("successions"):
        assert row["from_id"] in areas | {""}
        assert row["to_id"] in areas
    assert any(not row["from_id"] for row in packed("successions"))


def test_values_that_are_not_held_stay_so():
    for row in packed("targets"):
        if row["value_status"] != "held":
            assert row["low"] == row["high"] == row["ambition"] == ""


def test_every_body_of_the_collected_tables_has_a_row():
    ids = {row["body_id"] for row in packed("bodies")}
    assert set(CALLED.values()) <= ids == set(BODIES)
    named = {row["producer"] for row in raw("observations")}
    assert named <= ids
    for vi, en, fr, _, _ in BODIES.values():
        assert all((vi, en, fr))


def test_proposals_and_directives_keep_their_words():
    commitments = keyed(packed("commitments"), "commitment_id")
    for row in raw("requests"):
        kept = commitments[row["request_id"],]
        assert (kept["kind"], kept["text_vi"], kept["asked"]) == ("proposal", row["text_vi"], row["asked"])
    for row in raw("directives"):
        kept = commitments[row["directive_id"],]
        assert (kept["kind"], kept["text_vi"], kept["asked"]) == ("directive", row["text_vi"], row["given"])


def test_a_changed_row_changes_the_pack(built, tmp_path):
    for place in RAW.iterdir():
        (tmp_path / place.name).write_bytes(place.read_bytes())
    observations = tmp_path / "observations.csv"
    observations.write_text(observations.read_text().replace("13.31", "13.32", 1))
    again = build(tmp_path)
    assert {name for name in built if again[name] != built[name]} == {"observations.csv"}


def test_the_page_about_the_pack_is_current():
    counts = {
        name: len(packed(name))
        for name in (
            "areas",
            "bodies",
            "successions",
            "indicators",
            "observations",
            "documents",
            "targets",
            "assessments",
            "commitments",
            "events",
            "rules",
            "expectations",
            "validations",
            "breaks",
            "forecasts",
            "sources",
        )
    }
    assert (ROOT / "docs" / "packs" / "haiphong.md").read_text(encoding="utf-8") == describe(counts)
    for table, which, change in REPAIRS:
        assert all((table, which, change))
