"""The one definition of the tables is sound in itself."""

import pytest

from haidang.base.units import THINGS
from haidang.core.pack.tables import BOUNDS, BY_NAME, LIST_SEPARATOR, STATUSES, TABLES, TARGET_KINDS
from haidang.core.targets.judging import KINDS

KINDS_OF_COLUMN = {
    "id",
    "ref",
    "refs",
    "text",
    "number",
    "integer",
    "boolean",
    "day",
    "period",
    "unit",
    "enum",
}
COLUMNS = [(table, column) for table in TABLES for column in table.columns]
IDS = [f"{table.name}.{column.name}" for table, column in COLUMNS]


def test_the_tables_of_a_pack():
    assert [table.name for table in TABLES] == [
        "areas", "bodies", "successions", "indicators", "observations", "documents", "targets", "assessments",
        "commitments", "events", "rules", "expectations", "validations", "breaks", "forecasts", "sources",
    ]  # fmt: skip
    assert list(BY_NAME) == [table.name for table in TABLES]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_a_key_and_says_what_it_is(table):
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert set(table.required) <= set(table.names)
    assert table.doc.endswith(".")
    if len(table.key) == 1:
        assert table.column(table.key[0]).kind == "id"
        assert table.column(table.key[0]).required


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_a_column_is_of_a_kind_and_says_what_it_means(table, column):
    assert column.kind in KINDS_OF_COLUMN
    assert column.doc.endswith(".")
    assert (column.kind in ("ref", "refs")) == bool(column.to)
    assert not column.to or column.to in BY_NAME
    assert not column.to or len(BY_NAME[column.to].key) == 1
    assert (column.kind == "enum") == bool(column.values)
    if column.low is not None and column.high is not None:
        assert column.low < column.high
    if column.low is not None or column.high is not None:
        assert column.kind in ("number", "integer")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=IDS)
def test_names_of_columns_follow_one_pattern(table, column):
    assert column.name == column.name.lower()
    assert column.name not in ("row", "raw_key")
    if column.kind == "ref":
        assert column.name.endswith("_id")
    if column.kind == "refs":
        assert column.name.endswith("_ids") or column.name == "parts"


def test_what_columns_allow_is_what_the_program_knows():
    assert set(BY_NAME["targets"].column("kind").values) == set(TARGET_KINDS) == set(KINDS)
    assert set(BY_NAME["observations"].column("status").values) == set(STATUSES)
    assert set(BY_NAME["observations"].column("bound").values) == set(BOUNDS)
    assert "communes" in THINGS
    assert BY_NAME["successions"].column("basis").values == (
        "people",
        "area",
        LIST_SEPARATOR.join(("people", "area")),
    )
