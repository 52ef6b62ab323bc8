"""The bundled pack passes every check, ours and an independent one, and holds the figures that it is known for."""

import shutil

import pytest

from haidang.base.periods import parse_period
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.pack.tables import BY_NAME
from haidang.files.evidence import open_pack
from haidang.files.packs import check_folder, find_folder, hash_content, open_content, render, write_folder
from tests.make.pack import make_pack, rows, with_cells

HAIPHONG = find_folder("haiphong")


@pytest.fixture(scope="module")
def haiphong():
    return open_pack(HAIPHONG)


def test_the_bundled_pack_has_no_errors():
    _, findings = check_folder(HAIPHONG)
    assert [(each.place, str(each.problem)) for each in findings.errors] == []
    assert {each.rule_id for each in findings.warnings} <= {
        "outlier", "rivals-disagree", "low-tier-source", "no-source", "months-do-not-sum", "survey-before-end",
    }  # fmt: skip


def test_the_bundled_pack_is_in_canonical_form(haiphong):
    assert {place.name: place.read_bytes() for place in HAIPHONG.iterdir()} == render(haiphong.content)


def test_the_bundled_pack_survives_parquet(haiphong, tmp_path):
    write_folder(render(haiphong.content, "parquet"), tmp_path)
    content = open_content(tmp_path)
    assert hash_content(content) == haiphong.content_hash()
    assert render(content) == render(haiphong.content)


def test_what_the_bundled_pack_is_known_for(haiphong):
    about = haiphong.description()
    assert (about.name, about.document_id, about.area_id) == ("haiphong", "nq-xvi-2020", "haiphong")
    assert str(about.review_day) == "2024-11-14"
    assert str(haiphong.horizon("observations")) == "2024-11-14"
    assert str(haiphong.horizon("events")) == "2026-11-23"
    assert len([each for each in haiphong.targets() if each.document_id == "nq-xvi-2020"]) == 26
    assert {each.number for each in haiphong.targets() if each.document_id == "nq-xvi-2020"} == set(
        range(1, 21)
    )
    assert [each.kind for each in haiphong.commitments()].count("proposal") == 8
    assert str(haiphong.areas()["haiphong_merged"].valid_from) == "2025-07-01"


def test_a_revision_that_was_published(haiphong):
    key = SeriesKey("iip_growth", "haiphong")
    quarter = [each for each in haiphong.observations([key])[key] if each.period == parse_period("2024-Q1")]
    assert [each.text for each in sorted(quarter, key=lambda each: each.public_by)] == ["12.59", "13.31"]


def test_every_figure_names_its_source(haiphong):
    sources = haiphong.sources()
    for figures in haiphong.observations(haiphong.series()).values():
        for figure in figures:
            assert figure.source_id in sources


# -- the independent validator


def defects_by_frictionless(folder):
    from frictionless import validate

    report = validate(str(folder / "datapackage.json"))
    assert report.stats["tasks"] == len(BY_NAME)
    return [(error.type, error.title) for task in report.tasks for error in task.errors] + list(report.errors)


@pytest.mark.slow
def test_the_bundled_pack_passes_frictionless():
    assert defects_by_frictionless(HAIPHONG) == []


@pytest.mark.slow
def test_a_canonical_pack_passes_frictionless_and_a_broken_one_does_not(tmp_path):
    write_folder(render(open_content(make_pack(tmp_path / "tiny"))), tmp_path / "canonical")
    assert defects_by_frictionless(tmp_path / "canonical") == []
    content, _ = check_folder(
        make_pack(
            tmp_path / "wrong",
            sources=with_cells("sources", 2, tier="5"),
            areas=[*with_cells("areas", 5, parent_id="nowhere", name_vi=""), rows("areas")[1]],
        )
    )
    write_folder(render(content), tmp_path / "broken")
    assert {kind for kind, _ in defects_by_frictionless(tmp_path / "broken")} == {
        "foreign-key", "primary-key", "constraint-error",
    }  # fmt: skip
    shutil.rmtree(tmp_path)
