"""The tables: those of the pack's definition, kept current by migrations, a key once among the rows in force."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, models, transaction

from haidang.core.pack.tables import TABLES
from haidang.portal.registry.models import ROWS, Revision, current_rows, rows_at
from tests.portal.conftest import NOW

OWN = {"id", "recorded_in", "retired_in"}


def make_revision(number):
    return Revision.objects.create(number=number, recorded_at=NOW, name="tiny", description="{}")


def add(table, recorded_in, retired_in=None, **cells):
    # what is required and not of interest is any text
    texts = {column.name: "x" for column in table.columns if column.required} | cells
    return ROWS[table.name].objects.create(recorded_in=recorded_in, retired_in=retired_in, **texts)


def test_the_migrations_are_those_of_the_models(database):
    call_command("makemigrations", "registry", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.name)
def test_each_column_of_the_pack_is_a_text(table):
    fields = {field.name: field for field in ROWS[table.name]._meta.get_fields()}
    assert set(fields) == {*table.names, *OWN}
    for column in table.columns:
        assert type(fields[column.name]) is models.TextField
        assert fields[column.name].null is not column.required


def test_the_names_of_the_models():
    assert [each.__name__ for each in ROWS.values()][:6] == [
        "AreaRow", "BodyRow", "SuccessionRow", "IndicatorRow", "ObservationRow", "DocumentRow",
    ]  # fmt: skip
    assert str(Revision(number=3, name="tiny")) == "tiny 3"


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.name)
def test_a_key_stands_once_among_the_rows_in_force(database, table):
    first, second = make_revision(1), make_revision(2)
    add(table, first, retired_in=second)
    add(table, second)  # empty parts of the key are equal
    with pytest.raises(IntegrityError), transaction.atomic():
        add(table, second)
    add(table, second, **{table.key[0]: "y"})


def test_validity(database):
    first, second, third = (make_revision(number) for number in (1, 2, 3))
    areas = TABLES[0]
    add(areas, first, area_id="stays")
    add(areas, first, retired_in=third, area_id="gone")
    add(areas, second, area_id="comes")

    def ids(rows):
        return {row.area_id for row in rows}

    assert ids(rows_at("areas", 1)) == {"stays", "gone"}
    assert ids(rows_at("areas", 2)) == {"stays", "gone", "comes"}
    assert ids(rows_at("areas", 3)) == ids(current_rows("areas")) == {"stays", "comes"}
