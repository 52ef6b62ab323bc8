"""Dumping: byte for byte the canonical form of the pack that was loaded."""

from datetime import timedelta

import pytest

from haidang.base.errors import UseError
from haidang.files.packs import FILE, find_folder, open_content, render, write_folder
from haidang.portal.registry.actions import load
from haidang.portal.registry.dumping import HEAD, dump
from haidang.portal.registry.queries import read_content
from tests.make.core import haiphong
from tests.make.pack import TINY, change_json, make_pack, rows, with_cells
from tests.portal.conftest import NOW


def files(folder):
    return {place.name: place.read_bytes() for place in folder.iterdir()}


def dumped(folder, revision=None):
    dump(folder, revision)
    return files(folder)


def test_the_bundled_pack_comes_back(haiphong_loaded, tmp_path):
    assert dumped(tmp_path / "out") == render(haiphong().content) == files(find_folder("haiphong"))


@pytest.mark.parametrize("left_out", [(), ("forecasts", "events"), ("rules", "breaks", "successions")])
def test_the_canonical_form_whatever_the_form_loaded(database, tmp_path, left_out):
    turned = {name: list(reversed(rows(name))) for name in TINY}
    make_pack(tmp_path / "in", **{**turned, **dict.fromkeys(left_out)})
    change_json(
        tmp_path / "in",
        lambda about: about.update(version="3", description="Ghi chú", licenses=[{"name": "CC0-1.0"}]),
    )
    content = open_content(tmp_path / "in")
    load(content, now=NOW)
    found = dumped(tmp_path / "out")
    assert found == render(content)
    assert set(found) == {FILE, *(f"{name}.csv" for name in TINY if name not in left_out)}


def test_texts_of_every_kind_come_back(database, tmp_path):
    note = 'một "hai"\n, ba; bốn \U0001f6a2 \\ \' %s %% {x} \t é'
    make_pack(tmp_path / "in", observations=with_cells("observations", 4, note=note, value="365500.00"))
    content = open_content(tmp_path / "in")
    load(content, now=NOW)
    assert dumped(tmp_path / "out") == render(content)
    held = read_content().frame("observations")
    assert note in held["note"].to_list()
    assert "365500.00" in held["value"].to_list()


def test_a_pack_of_parquet_comes_back_as_csv(database, tmp_path):
    content = open_content(make_pack(tmp_path / "csv"))
    write_folder(render(content, "parquet"), tmp_path / "parquet")
    load(open_content(tmp_path / "parquet"), now=NOW)
    assert dumped(tmp_path / "out") == render(content)


def test_an_earlier_revision(database, tmp_path):
    first = open_content(make_pack(tmp_path / "one"))
    second = open_content(make_pack(tmp_path / "two", areas=with_cells("areas", 2, note="mới"), events=None))
    load(first, now=NOW)
    load(second, now=NOW + timedelta(days=1))
    assert dumped(tmp_path / "a", 1) == render(first)
    assert dumped(tmp_path / "b") == dumped(tmp_path / "c", 2) == render(second)


def test_what_was_dumped_is_the_same_content(database, tmp_path):
    load(open_content(make_pack(tmp_path / "in")), now=NOW)
    dump(tmp_path / "out")
    assert not load(open_content(tmp_path / "out"), now=NOW).is_new


def test_a_filled_folder_is_left_alone(database, tmp_path):
    load(open_content(make_pack(tmp_path / "in")), now=NOW)
    before = files(tmp_path / "in")
    with pytest.raises(UseError, match="not empty"):
        dump(tmp_path / "in")
    assert files(tmp_path / "in") == before


def test_without_a_pack_nothing_is_made(database, tmp_path):
    with pytest.raises(UseError, match="No pack is loaded"):
        dump(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_newest_head_of_the_audit_lies_beside_the_pack(database, tmp_path):
    import json

    from haidang.portal.audit.models import Seal
    from haidang.portal.audit.sealing import seal

    content = open_content(make_pack(tmp_path / "in"))
    load(content, now=NOW)
    seal(now=NOW)
    found = dumped(tmp_path / "out")
    head = json.loads(found.pop(HEAD))
    assert found == render(content)
    assert (head["day"], head["sha256"]) == ("2026-11-24", Seal.objects.get().sha256)
    assert not load(open_content(tmp_path / "out"), now=NOW).is_new
