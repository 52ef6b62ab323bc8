"""Loading: whole or not at all, once, what changed as retired and recorded rows, one city a portal."""

from datetime import timedelta

import pytest
from django.db import connection

from haidang.base.errors import UseError
from haidang.core.pack.tables import TABLES
from haidang.files.packs import hash_content, open_content
from haidang.portal.registry import actions
from haidang.portal.registry.actions import load
from haidang.portal.registry.models import ROWS, Revision, current_rows, rows_at
from haidang.portal.registry.queries import find_revision, get_revision
from tests.make.pack import TINY, change_json, make_pack, rows, with_cells, with_row
from tests.portal.conftest import NOW

pytestmark = pytest.mark.usefixtures("database")
LATER = NOW + timedelta(days=1)


def tiny(folder, **changes):
    return open_content(make_pack(folder, **changes))


def counts():
    return {name: model.objects.count() for name, model in ROWS.items()}


def test_a_first_loading_records_every_row(tmp_path):
    content = tiny(tmp_path)
    loaded = load(content, now=NOW)
    assert (loaded.is_new, loaded.retired) == (True, 0)
    assert counts() == {table.name: len(TINY[table.name]) for table in TABLES}
    assert loaded.added == sum(map(len, TINY.values()))
    held = find_revision()
    assert (held.number, held.recorded_at, held.name) == (1, NOW, "tiny")
    assert held.content_sha256 == hash_content(content)
    assert held.data_sha256 == hash_content(content, without=("forecasts",))


def test_every_cell_is_the_text_as_published_and_null_when_empty(tmp_path):
    load(tiny(tmp_path), now=NOW)
    for table in TABLES:
        held = ROWS[table.name].objects.values_list(*table.names, "recorded_in", "retired_in")
        expected = {(*(row.get(name) or None for name in table.names), 1, None) for row in TINY[table.name]}
        assert set(held) == expected, table.name


def test_the_same_content_again_writes_nothing(tmp_path):
    load(tiny(tmp_path / "one"), now=NOW)
    turned = {name: list(reversed(rows(name))) for name in TINY}
    again = load(tiny(tmp_path / "other", **turned), now=LATER)
    assert (again.is_new, again.added, again.retired) == (False, 0, 0)
    assert again.revision.number == 1
    assert [each.recorded_at for each in Revision.objects.all()] == [NOW]


def test_what_changed_is_retired_and_recorded_anew(tmp_path):
    load(tiny(tmp_path / "one"), now=NOW)
    changed = with_cells("observations", 4, value="365501")
    loaded = load(tiny(tmp_path / "other", observations=[*changed[:-1]]), now=LATER)
    assert (loaded.revision.number, loaded.added, loaded.retired) == (2, 1, 2)
    assert loaded.revision.recorded_at == LATER
    old = ROWS["observations"].objects.filter(retired_in=2).values_list("value", "recorded_in")
    assert set(old) == {("365500", 1), ("12.5", 1)}
    (new,) = ROWS["observations"].objects.filter(recorded_in=2)
    assert (new.value, new.retired_in) == ("365501", None)


def test_a_description_alone_makes_a_revision_too(tmp_path):
    load(tiny(tmp_path), now=NOW)
    change_json(tmp_path, lambda content: content.update(version="2"))
    loaded = load(open_content(tmp_path), now=LATER)
    assert (loaded.is_new, loaded.added, loaded.retired) == (True, 0, 0)
    assert get_revision(2).version == "2"


def test_a_table_left_out_is_retired_whole_and_what_was_before_may_come_back(tmp_path):
    load(tiny(tmp_path / "one"), now=NOW)
    without = load(tiny(tmp_path / "two", events=None, forecasts=None), now=LATER)
    assert (without.added, without.retired) == (0, 3)
    assert current_rows("events").count() == 0
    assert rows_at("events", 1).count() == 1
    back = load(tiny(tmp_path / "three"), now=LATER)
    assert (back.revision.number, back.added, back.retired) == (3, 3, 0)
    assert back.revision.content_sha256 == get_revision(1).content_sha256


def test_many_rows_are_retired_in_parts(tmp_path):
    areas = [
        *rows("areas"),
        *({"area_id": f"a{number}", "level": "commune", "name_vi": "x"} for number in range(2000)),
    ]
    load(tiny(tmp_path / "one", areas=areas), now=NOW)
    assert load(tiny(tmp_path / "two"), now=LATER).retired == 2000
    assert current_rows("areas").count() == len(TINY["areas"])


def test_another_city_is_refused_and_both_are_named(tmp_path):
    load(tiny(tmp_path / "one"), now=NOW)
    make_pack(tmp_path / "other")
    change_json(tmp_path / "other", lambda content: content.update(name="elsewhere"))
    with pytest.raises(UseError, match=r"«tiny».*«elsewhere»") as caught:
        load(open_content(tmp_path / "other"), now=LATER)
    assert "DATABASE_URL" in str(caught.value.remedy)
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("step", ["retire_rows", "record_rows"])
def test_nothing_is_half_written(tmp_path, monkeypatch, step):
    load(tiny(tmp_path / "one"), now=NOW)
    before = counts(), set(current_rows("sources").values_list("pk", "title"))
    whole = getattr(actions, step)

    def broken(table, *rest):
        whole(table, *rest)
        if table == "sources":  # the last one
            raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(actions, step, broken)
    changes = {
        "sources": with_cells("sources", 2, title="Báo khác"),
        "areas": with_row("areas", area_id="new"),
    }
    with pytest.raises(RuntimeError):
        load(tiny(tmp_path / "other", **changes), now=LATER)
    assert (counts(), set(current_rows("sources").values_list("pk", "title"))) == before
    assert [each.number for each in Revision.objects.all()] == [1]


def test_two_loads_at_the_same_time_cannot_both_be_written(tmp_path, monkeypatch):
    content = tiny(tmp_path)

    load(content, now=NOW)
    # as this process saw it before the other one wrote
    monkeypatch.setattr(actions, "lock_current", lambda: None)
    with pytest.raises(UseError, match="Another process"):
        load(content, now=LATER)
    assert Revision.objects.count() == 1
    assert counts()["areas"] == len(TINY["areas"])


def test_the_numbers_of_statements_do_not_grow_with_the_rows(tmp_path, django_statements):
    load(tiny(tmp_path / "one"), now=NOW)
    with django_statements() as few:
        load(tiny(tmp_path / "two", areas=with_row("areas", area_id="one")), now=LATER)
    many = [*rows("areas"), *({"area_id": f"a{n}", "level": "commune", "name_vi": "x"} for n in range(500))]
    with django_statements() as more:
        load(tiny(tmp_path / "three", areas=many), now=LATER)
    # one more: «one» is gone and retired
    assert len(more) <= len(few) + 1
    assert connection.in_atomic_block


def test_no_revision_without_a_loading():
    assert find_revision() is None
    assert not Revision.objects.exists()
    with pytest.raises(UseError, match="No pack is loaded"):
        get_revision()


def test_an_unknown_revision_names_those_there_are(tmp_path):
    load(tiny(tmp_path), now=NOW)
    assert get_revision(1) == get_revision()
    with pytest.raises(UseError, match=r"no revision 2; the newest is 1"):
        get_revision(2)
