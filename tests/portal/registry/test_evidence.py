"""The database as a source of evidence: the same objects in the same order as the pack, as of any revision."""

from datetime import date, timedelta

import pytest

from haidang.base.errors import UseError
from haidang.core.evidence import Evidence
from haidang.core.indicators.indicator import SeriesKey
from haidang.files.evidence import open_pack
from haidang.files.packs import open_content
from haidang.portal.registry.actions import load
from haidang.portal.registry.evidence import DatabaseEvidence
from tests.make.core import haiphong
from tests.make.pack import TINY, change_json, make_pack, rows, with_cells
from tests.portal.conftest import NOW

METHODS = (
    "description", "content_hash", "data_hash", "areas", "bodies", "successions", "indicators", "documents", "sources",
    "targets", "assessments", "commitments", "events", "rules", "expectations", "breaks", "forecasts", "first_public_day",
)  # fmt: skip


def in_order(found):
    return list(found.items()) if isinstance(found, dict) else found


def loaded(folder, **changes):
    make_pack(folder, **changes)
    load(open_content(folder), now=NOW)
    return open_pack(folder), DatabaseEvidence()


def assert_same(database: Evidence, pack: Evidence):
    for name in METHODS:
        assert in_order(getattr(database, name)()) == in_order(getattr(pack, name)()), name
    assert set(database.series()) == set(pack.series())
    assert set(database.resting()) == set(pack.resting())
    assert len(database.resting()) == len(pack.resting())
    for source_id in (*pack.sources(), "nothing"):
        assert sorted(database.resting_on(source_id), key=str) == sorted(pack.resting_on(source_id), key=str)
    for table in TINY:
        assert database.horizon(table) == pack.horizon(table)
    held, expected = database.observations(pack.series()), pack.observations(pack.series())
    assert set(held) == set(expected)
    for key, figures in expected.items():
        assert len(held[key]) == len(figures)
        assert set(held[key]) == set(figures)


def test_the_protocol_has_no_more_methods():
    asked = {name for name in vars(Evidence) if not name.startswith("_")}
    assert asked == {*METHODS, "series", "horizon", "observations", "resting", "resting_on"}


def test_the_tiny_pack(database, tmp_path):
    pack, held = loaded(tmp_path)
    assert_same(held, pack)


def test_the_bundled_pack(haiphong_loaded):
    assert_same(DatabaseEvidence(), haiphong())


def test_a_pack_of_few_tables(database, tmp_path):
    left_out = {name: None for name in TINY if name not in ("areas", "sources")}
    make_pack(tmp_path, **left_out)
    change_json(tmp_path, lambda content: content["haidang"].update(document_id=None))
    load(open_content(tmp_path), now=NOW)
    held = DatabaseEvidence()
    assert_same(held, open_pack(tmp_path))
    assert held.first_public_day() is None
    assert held.observations([SeriesKey("grdp", "city")]) == {}


def test_the_order_is_ours_and_not_that_of_the_database(database, tmp_path):
    names = (
        "b",
        "B",
        "a_b",
        "a-b",
        "a.b",
        "ab",
        "AB",
        "đ",
        "d",
        "Đ",
        "ă",
        "1",
        "10",
        "2",
        "é",
        "e",
        "_",
        "z",
    )
    areas = [{"area_id": name, "level": "commune", "name_vi": "x"} for name in names]
    left_out = {name: None for name in TINY if name not in ("areas", "sources")}
    make_pack(tmp_path, **{**left_out, "areas": areas})
    change_json(tmp_path, lambda content: content["haidang"].update(document_id=None, area_id=None))
    load(open_content(tmp_path), now=NOW)
    assert list(DatabaseEvidence().areas()) == list(open_pack(tmp_path).areas()) == sorted(names)


def test_figures_are_those_of_the_series_asked_for(database, tmp_path, django_statements):
    _, held = loaded(tmp_path)
    key = SeriesKey("throughput", "city")
    held.sources()
    with django_statements() as sent:
        found = held.observations([key, SeriesKey("throughput", "ward_1"), SeriesKey("nothing", "nowhere")])
    assert list(found) == [key]
    assert {each.text for each in found[key]} == {"170", "13.50", "12.5", "26"}
    assert {each.tier for each in found[key]} == {2}
    assert len(sent) == 1
    with django_statements() as sent:
        assert held.observations([]) == {}
    assert not sent


def test_both_parts_of_a_key_must_fit(database, tmp_path):
    _, held = loaded(tmp_path)
    wanted = [SeriesKey("clean_water", "ward_1"), SeriesKey("grdp", "ward_2"), SeriesKey("growth", "city")]
    assert set(held.observations(wanted)) == {wanted[0], wanted[2]}


def test_more_series_than_a_database_takes_at_once(database, tmp_path, django_statements):
    pack, held = loaded(tmp_path)
    many = [*(SeriesKey(f"none_{number}", "city") for number in range(1500)), *pack.series()]
    held.sources()
    with django_statements() as sent:
        found = held.observations(many)
    assert set(found) == set(pack.series())
    assert len(sent) == 3


def test_each_table_is_read_once(database, tmp_path, django_statements):
    _, held = loaded(tmp_path)
    for name in METHODS:
        getattr(held, name)()
    held.series()
    held.resting()
    with django_statements() as sent:
        for name in METHODS:
            getattr(held, name)()
        held.series()
        held.resting()
    assert not sent


def test_an_earlier_revision_stays_as_it_was(database, tmp_path):
    first, _ = loaded(tmp_path / "one")
    kept = DatabaseEvidence()
    changes = {
        "observations": with_cells(
            "observations", 4, value="366000", public_from="2023-05-01", public_by="2023-05-31"
        ),
        "targets": rows("targets")[:2],
        "assessments": rows("assessments")[1:],
        "forecasts": None,
    }
    make_pack(tmp_path / "two", **changes)
    load(open_content(tmp_path / "two"), now=NOW + timedelta(days=1))
    second = open_pack(tmp_path / "two")
    assert_same(kept, first)
    assert_same(DatabaseEvidence(1), first)
    assert_same(DatabaseEvidence(2), second)
    assert_same(DatabaseEvidence(), second)
    assert DatabaseEvidence(1).first_public_day() == date(2023, 6, 30)
    assert DatabaseEvidence().first_public_day() == date(2023, 5, 31)
    assert DatabaseEvidence().revision.number == 2


def test_nothing_loaded_is_said(database):
    with pytest.raises(UseError, match="portal load"):
        DatabaseEvidence()
