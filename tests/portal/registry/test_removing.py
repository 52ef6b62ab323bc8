"""What is removed by law: gone from every revision, every file, every cache; what is told of it; and it does not come back."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from haidang.base.errors import DataError, UseError
from haidang.core.evidence import Removal
from haidang.core.indicators.indicator import SeriesKey
from haidang.files.packs import check_folder, hash_content, open_content
from haidang.portal.audit.models import AuditRow
from haidang.portal.audit.recording import SYSTEM, Write, record
from haidang.portal.registry import removals_list
from haidang.portal.registry.actions import load
from haidang.portal.registry.changing import Change
from haidang.portal.registry.dumping import dump
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.mapping import write_key
from haidang.portal.registry.models import ROWS, Revision, Withheld
from haidang.portal.registry.queries import get_revision, read_content
from haidang.portal.registry.removing import remove, replay
from haidang.portal.registry.withholding import release, withhold
from tests.make.entries import change_rows
from tests.make.pack import make_pack, with_cells, with_row
from tests.make.withheld import BASIS
from tests.portal.conftest import KIND, NOW

pytestmark = pytest.mark.usefixtures("database")
LATER = NOW + timedelta(days=1)
DAY = date(2026, 11, 25)
KEY = {
    "indicator_id": "grdp",
    "area_id": "city",
    "period": "2023",
    "producer_id": "statistics",
    "public_by": "2024-01-05",
}
VALUE = "415800"
TOLD = Removal("observations", DAY, BASIS, "grdp", "city", date(2024, 1, 5))


def tiny(folder, **changes):
    return open_content(make_pack(folder, **changes))


def gone(table="observations", key=KEY, now=LATER):
    return remove(table, key, basis=BASIS, by=SYSTEM, now=now)


def values(rev=None):
    return {
        each.text
        for each in DatabaseEvidence(rev).observations([SeriesKey("grdp", "city")])[SeriesKey("grdp", "city")]
    }


def every_cell():
    return {cell for model in ROWS.values() for row in model.objects.values_list() for cell in row}


@pytest.fixture
def loaded(tmp_path):
    return load(tiny(tmp_path / "first"), now=NOW).revision


def test_it_is_gone_from_every_revision(loaded, tmp_path):
    load(
        tiny(tmp_path / "two", observations=with_cells("observations", 5, value="415801", note="nhầm")),
        now=NOW,
    )
    assert {VALUE, "415801", "nhầm"} <= every_cell()
    gone()
    assert every_cell().isdisjoint({VALUE, "415801", "nhầm"})
    for rev in (1, 2, 3):
        assert values(rev) == {"365500"}
    assert hash_content(read_content(3)) == get_revision().content_sha256


def test_what_is_told_of_it_is_its_series_and_the_law(loaded):
    gone()
    for rev in (None, 1):
        assert DatabaseEvidence(rev).description().removals == (TOLD,)
    assert not TOLD.is_told(date(2024, 1, 4))
    assert TOLD.is_told(date(2024, 1, 5))


def test_it_is_not_told_of_a_revision_in_which_it_never_stood(loaded, tmp_path):
    load(tiny(tmp_path / "two", observations=with_row("observations", 4, period="2021", value="7")), now=NOW)
    key = {**KEY, "period": "2021", "public_by": "2023-06-30"}
    gone(key=key)
    assert DatabaseEvidence(1).description().removals == ()
    assert len(DatabaseEvidence(2).description().removals) == 1


def test_of_a_row_that_is_no_figure_the_table_alone_is_told(loaded):
    gone("documents", {"document_id": "plan-2024"})
    assert DatabaseEvidence().description().removals == (Removal("documents", DAY, BASIS),)
    assert "plan-2024" not in DatabaseEvidence().documents()
    assert "T-6" not in {each.target_id for each in DatabaseEvidence().targets()}


def test_the_series_is_not_told_where_the_indicator_is_withheld(loaded):
    gone()
    withhold("indicators", {"indicator_id": "grdp"}, Withheld.State.INTERNAL, now=LATER)
    assert DatabaseEvidence().description().removals == (Removal("observations", DAY, BASIS),)


def test_a_pack_that_still_has_it_loses_it_again(loaded, tmp_path):
    gone()
    again = load(tiny(tmp_path / "again"), now=LATER)
    assert not again.is_new
    changed = with_cells("observations", 5, value="415999")
    done = load(tiny(tmp_path / "other", observations=changed, events=None), now=LATER)
    assert done.is_new
    assert every_cell().isdisjoint({VALUE, "415999"})
    assert values() == {"365500"}
    assert DatabaseEvidence().description().removals == (TOLD,)


def test_a_dump_tells_of_it_and_loads_again(loaded, tmp_path):
    gone()
    dump(tmp_path / "out")
    text = "".join(each.read_text("utf-8") for each in (tmp_path / "out").iterdir())
    assert VALUE not in text
    content, findings = check_folder(tmp_path / "out", with_warnings=False)
    assert findings.count("error") == 0
    assert content.description.removals == (TOLD,)
    for model in (Withheld, Revision):
        assert model.objects.exists()
    load(content, now=LATER)
    assert DatabaseEvidence().description().removals == (TOLD,)


def test_the_audit_keeps_the_act_and_no_value(loaded):
    told = write_key("observations", KEY)
    record([Write("row.note", "observations", told, {"value": VALUE})], by=SYSTEM, now=NOW)
    gone()
    text = str(list(AuditRow.objects.values_list()))
    assert VALUE not in text
    (act,) = AuditRow.objects.filter(act="row.remove")
    assert (act.key, BASIS in act.values) == (told, True)


def test_what_was_removed_cannot_be_published_withheld_or_given_back(loaded):
    gone()
    cells = {**KEY, "value": "1", "unit": "VND bn", "status": "A", "public_from": "2024-01-05"}
    with pytest.raises(UseError, match="removed by law"):
        change_rows([Change("observations", cells, 1)], now=LATER)
    with pytest.raises(UseError, match="removed by law"):
        withhold("observations", KEY, Withheld.State.INTERNAL, now=LATER)
    with pytest.raises(UseError, match="removed by law"):
        release("observations", KEY, now=LATER)


def test_another_vintage_may_be_published(loaded):
    gone()
    cells = {
        **KEY,
        "value": "9",
        "unit": "VND bn",
        "status": "A",
        "public_from": "2025-01-05",
        "public_by": "2025-01-05",
    }
    change_rows([Change("observations", cells)], now=LATER)
    assert values() == {"365500", "9"}


def test_twice_is_once(loaded):
    first = gone()
    second = gone(now=LATER + timedelta(days=1))
    assert first == second
    assert Revision.objects.count() == 2
    assert len(removals_list.read_list()) == 1
    assert AuditRow.objects.filter(act="row.remove").count() == 1


def test_what_was_withheld_before_is_removed_too(loaded):
    withhold("observations", KEY, Withheld.State.INTERNAL, now=NOW)
    gone()
    assert DatabaseEvidence().description().removals == (TOLD,)
    assert VALUE not in every_cell()


@pytest.mark.parametrize("basis", ["", "  \n"])
def test_it_needs_a_law(loaded, basis):
    with pytest.raises(UseError, match="needs its law"):
        remove("observations", KEY, basis=basis, by=SYSTEM, now=NOW)
    assert VALUE in every_cell()


def test_a_row_that_is_not_held_is_told(loaded):
    with pytest.raises(UseError, match="holds no row"):
        gone(key={**KEY, "period": "1999"})
    assert not Withheld.objects.exists()
    assert removals_list.read_list() == []


# ---------------------------------------------------------------- the list beside the database


def as_restored(tmp_path):
    """The database as an older copy: before the removal."""
    for model in (*ROWS.values(), Withheld, Revision):
        model.objects.all()._raw_delete("default")
    load(tiny(tmp_path / "restored"), now=NOW)
    assert VALUE in every_cell()


def test_it_is_removed_again_from_a_copy_of_before(loaded, tmp_path):
    gone()
    as_restored(tmp_path)
    assert replay(now=LATER + timedelta(days=9)) == 1
    assert VALUE not in every_cell()
    assert DatabaseEvidence().description().removals == (TOLD,)
    assert AuditRow.objects.filter(act="row.remove").count() == 2
    assert replay(now=LATER + timedelta(days=9)) == 0
    assert len(removals_list.read_list()) == 1


def test_it_is_removed_before_it_is_ever_loaded(loaded, tmp_path):
    gone()
    for model in (*ROWS.values(), Withheld, Revision):
        model.objects.all()._raw_delete("default")
    assert replay(now=LATER) == 0
    load(tiny(tmp_path / "restored"), now=LATER)
    assert VALUE not in every_cell()
    assert DatabaseEvidence().description().removals == (TOLD,)


def test_a_list_that_was_lost_is_made_again(loaded):
    gone()
    Path(removals_list.FILE).unlink()
    replay(now=LATER)
    (listed,) = removals_list.read_list()
    assert (listed.table, listed.basis) == ("observations", BASIS)


def test_what_a_crash_left_half_written_is_no_line(loaded):
    gone()
    place = Path(removals_list.FILE)
    whole = place.read_bytes()
    place.write_bytes(whole + b'{"table": "obs')
    assert len(removals_list.read_list()) == 1
    gone("documents", {"document_id": "plan-2024"})
    assert place.read_bytes().startswith(whole)
    assert [each.table for each in removals_list.read_list()] == ["observations", "documents"]


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "{}",
        '{"table": "nothing", "key": "[1]", "basis": "x", "removed_at": "2026-11-24T00:00:00+00:00"}',
        '{"table": "areas", "key": "[]", "basis": "x", "removed_at": "2026-11-24T00:00:00+00:00"}',
        '{"table": "areas", "key": "[\\"a\\"]", "basis": "x", "removed_at": "2026-11-24T00:00:00"}',
        '{"table": "areas", "key": "[\\"a\\"]", "basis": "", "removed_at": "2026-11-24T00:00:00+00:00"}',
    ],
)
def test_a_line_that_cannot_be_read_is_never_passed_over(loaded, line):
    Path(removals_list.FILE).write_text(f"{line}\n")
    with pytest.raises(DataError, match="Line 1"):
        replay(now=LATER)


def test_the_list_is_for_its_owner_alone(loaded):
    gone()
    assert Path(removals_list.FILE).stat().st_mode & 0o777 == 0o600
    assert VALUE not in Path(removals_list.FILE).read_text()


def test_a_list_that_cannot_be_written_is_told(loaded, monkeypatch, tmp_path):
    monkeypatch.setattr(removals_list, "FILE", f"{tmp_path}/nowhere/removals.jsonl")
    with pytest.raises(UseError, match="cannot be written"):
        gone()


# ---------------------------------------------------------------- the files of the database


@pytest.mark.skipif(KIND != "sqlite", reason="SQLite alone")
def test_not_a_byte_of_it_is_left_in_the_file(tmp_path, monkeypatch):
    place = tmp_path / "x.sqlite3"
    database = sqlite3.connect(place)
    script = connection.settings_dict["OPTIONS"]["init_command"]
    database.executescript(script)
    database.execute("create table t (a text)")
    database.executemany("insert into t values (?)", [(f"KHONGCON{number}",) for number in range(1000)])
    database.commit()
    database.execute("update t set a = ''")
    database.commit()
    database.execute("pragma wal_checkpoint(truncate)")
    assert b"KHONGCON" not in b"".join(each.read_bytes() for each in tmp_path.iterdir())
    database.close()
