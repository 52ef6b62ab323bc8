"""A pack as a folder: canonical form, content hash, writing all or nothing, finding and opening."""

import io
import json
import shutil

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haidang.base.errors import NameUnknownError, UseError
from haidang.core.pack.defects import PackError
from haidang.core.pack.tables import BY_NAME
from haidang.files.evidence import open_pack
from haidang.files.packs import (
    check_folder,
    copy_folder,
    find_folder,
    hash_content,
    open_content,
    read_content,
    refuse_filled,
    render,
    write_folder,
)
from haidang.files.starter import starter
from tests.make.pack import TINY, change_json, csv_bytes, make_pack, rows, with_cells
from tests.make.tables import forms, spelled


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return open_content(make_pack(tmp_path_factory.mktemp("tiny")))


def files_of(folder):
    return {place.name: place.read_bytes() for place in folder.iterdir()}


def tuples(table):
    return [tuple(row.get(name) or None for name in BY_NAME[table].names) for row in rows(table)]


def test_the_canonical_form_of_a_pack_reads_back_as_itself(tiny, tmp_path):
    files = render(tiny)
    write_folder(files, tmp_path)
    assert files_of(tmp_path) == files
    assert render(open_content(tmp_path)) == files
    assert list(files) == ["datapackage.json", *(f"{name}.csv" for name in BY_NAME)]


def test_the_hash_is_the_same_in_csv_and_parquet(tiny, tmp_path):
    write_folder(render(tiny, "parquet"), tmp_path)
    assert sorted(files_of(tmp_path)) == sorted(
        ["datapackage.json", *(f"{name}.parquet" for name in BY_NAME)]
    )
    parquet = open_content(tmp_path)
    assert hash_content(parquet) == hash_content(tiny)
    assert render(parquet) == render(tiny)
    assert render(parquet, "parquet") == render(tiny, "parquet")


@pytest.mark.slow
@settings(max_examples=25)
@given(data=st.data())
def test_every_accepted_form_has_the_same_canonical_form_and_hash(tiny, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("form")
    make_pack(folder, **{name: spelled(BY_NAME[name], tuples(name), data.draw(forms())) for name in TINY})
    content = open_content(folder)
    assert render(content) == render(tiny)
    assert hash_content(content) == hash_content(tiny)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("table", "place", "cells"),
    [
        ("observations", 4, {"value": "365500.0"}),
        ("observations", 4, {"public_by": "2023-07-01"}),
        ("areas", 5, {"name_fr": "Quartier 1"}),
        ("sources", 2, {"note": "x"}),
        ("rules", 3, {"confidence": "low"}),
    ],
)
def test_any_other_content_has_another_hash(tiny, tmp_path, table, place, cells):
    content = open_content(make_pack(tmp_path, **{table: with_cells(table, place, **cells)}))
    assert hash_content(content) != hash_content(tiny)


def test_another_description_has_another_hash(tiny, tmp_path):
    make_pack(tmp_path)
    change_json(tmp_path, lambda content: content["haidang"].update(review_day="2024-11-15"))
    assert hash_content(open_content(tmp_path)) != hash_content(tiny)


def test_text_moved_between_cells_has_another_hash(tmp_path):
    one = open_content(make_pack(tmp_path / "one", areas=with_cells("areas", 5, name_en="ab", name_fr="c")))
    other = open_content(
        make_pack(tmp_path / "other", areas=with_cells("areas", 5, name_en="a", name_fr="bc"))
    )
    assert hash_content(one) != hash_content(other)


def test_numbers_keep_their_published_text_through_all_forms(tiny, tmp_path):
    for form in ("csv", "parquet"):
        write_folder(render(tiny, form), tmp_path / form)
        content = open_content(tmp_path / form)
        assert "6.70" in content.frames["areas"]["area_km2"].to_list()
        assert "13.50" in content.frames["observations"]["value"].to_list()


def test_a_table_may_be_parquet_with_types_of_its_own(tiny, tmp_path):
    make_pack(tmp_path)
    frame = pl.read_csv(
        io.BytesIO(csv_bytes(rows("observations"))), try_parse_dates=True, infer_schema_length=None
    )
    frame.with_columns(pl.col("value").cast(pl.String)).write_parquet(tmp_path / "observations.parquet")
    (tmp_path / "observations.csv").unlink()
    change_json(tmp_path, lambda content: content["resources"][4].update(path="observations.parquet"))
    assert frame.schema["public_by"] == pl.Date
    published = [row["value"] for row in rows("observations")]
    seen = open_content(tmp_path).frames["observations"]
    assert seen["public_by"].to_list() == [row["public_by"] for row in rows("observations")]
    assert [float(value) for value in seen["value"]] == [float(value) for value in published]


def test_a_pack_with_errors_is_not_opened(tmp_path):
    make_pack(tmp_path, areas=with_cells("areas", 5, lon="x"), sources=b"")
    with pytest.raises(PackError) as caught:
        open_pack(tmp_path)
    assert {each.rule_id for each in caught.value.findings.errors} == {"not-a-number", "empty-file"}
    assert str(tmp_path) in str(caught.value)


def test_a_pack_with_warnings_alone_is_opened(tmp_path):
    make_pack(tmp_path, targets=with_cells("targets", 2, source_id=""))
    assert open_pack(tmp_path).description().name == "tiny"


def test_a_folder_that_is_not_there_is_no_pack(tmp_path):
    content, findings = check_folder(tmp_path / "nowhere")
    assert content is None
    assert [each.rule_id for each in findings.errors] == ["no-package"]


def test_tables_that_can_be_read_are_read_beside_one_that_cannot(tmp_path):
    content, _ = read_content(make_pack(tmp_path, areas=b""))
    assert set(content.frames) == set(TINY) - {"areas"}
    assert content.lacks_key("areas")
    assert not content.lacks_key("bodies")


# -- writing


def test_writing_replaces_and_takes_away_old_files(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "b.csv").write_bytes(b"old")
    (tmp_path / "mine.txt").write_bytes(b"mine")
    write_folder({"a.csv": b"new", "c.csv": b"new"}, tmp_path, replace=["a.csv", "b.csv", "absent.csv"])
    assert files_of(tmp_path) == {"a.csv": b"new", "c.csv": b"new", "mine.txt": b"mine"}


def test_writing_makes_the_folder(tmp_path):
    write_folder({"a.csv": b"new"}, tmp_path / "one" / "two")
    assert files_of(tmp_path / "one" / "two") == {"a.csv": b"new"}


@pytest.mark.parametrize("replace", [[], ["old.csv"]])
def test_writing_is_all_or_nothing(tmp_path, replace):
    before = {"a.csv": b"old", "old.csv": b"old"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(UseError, match=r"cannot be written: b\.csv is a folder"):
        write_folder({"a.csv": b"new", "new.csv": b"new", "b.csv": b"new"}, tmp_path, replace=replace)
    assert (tmp_path / "b.csv").is_dir()
    (tmp_path / "b.csv").rmdir()
    assert files_of(tmp_path) == before


def test_what_cannot_be_written_beforehand_touches_nothing(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(UseError, match="cannot be written"):
        write_folder({"a.csv": b"new"}, tmp_path / "file")
    with pytest.raises(UseError, match="cannot be written"):
        write_folder({"a.csv": b"new", "folder/b.csv": b"new"}, tmp_path)
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert sorted(place.name for place in tmp_path.iterdir()) == ["a.csv", "file"]


def test_formatting_in_place_leaves_the_canonical_files_alone(tiny, tmp_path):
    folder = make_pack(tmp_path)
    (folder / "areas.csv").rename(folder / "places.csv")
    change_json(folder, lambda content: content["resources"][0].update(path="places.csv"))
    content = open_content(folder)
    write_folder(render(content), folder, replace=content.files.values())
    assert files_of(folder) == render(tiny)


def test_copying_refuses_a_folder_that_holds_anything(tmp_path):
    source = make_pack(tmp_path / "source")
    copy_folder(source, tmp_path / "new")
    assert files_of(tmp_path / "new") == files_of(source)
    with pytest.raises(UseError, match="exists and is not empty"):
        copy_folder(source, tmp_path / "new")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(UseError, match="exists and is not empty"):
        copy_folder(source, tmp_path / "file")
    with pytest.raises(UseError, match="cannot be written"):
        copy_folder(source, tmp_path / "file" / "below")


def test_an_empty_or_absent_folder_is_free(tmp_path):
    refuse_filled(tmp_path)
    refuse_filled(tmp_path / "absent")


# -- finding


def test_a_pack_is_found_by_path_or_bundled_name(tmp_path, monkeypatch):
    assert find_folder(str(tmp_path)) == tmp_path
    assert (find_folder("haiphong") / "datapackage.json").is_file()
    (tmp_path / "haiphong").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_folder("haiphong").resolve() == (tmp_path / "haiphong").resolve()


def test_an_unknown_pack_offers_the_bundled_ones():
    with pytest.raises(
        NameUnknownError, match=r"neither a folder nor a bundled one.*Did you mean haiphong\?"
    ):
        find_folder("haiphon")


# -- the starter


@pytest.mark.parametrize(
    ("folder", "name"), [("my-city", "my-city"), ("Đà Nẵng 2030", "da-nang-2030"), ("城市", "my-city")]
)
def test_a_new_pack_has_no_defect_and_is_canonical(tmp_path, folder, name):
    files = starter(folder)
    write_folder(files, tmp_path)
    content, findings = check_folder(tmp_path)
    assert findings.errors + findings.warnings == []
    assert render(content) == files
    assert json.loads(files["datapackage.json"])["name"] == name
