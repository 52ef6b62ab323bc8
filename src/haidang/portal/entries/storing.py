"""Writing many rows of a model; not by Django's own way, which takes several times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection, models


def store(rows: Sequence[models.Model], *, update: Sequence[str] = ()) -> None:
    """
    Insert rows of one model in the order given.

    Parameters
    ----------
    rows
        The rows.
    update
        Fields that are overwritten in a row that is there already; without any, that is an error.
    """
    if not rows:
        return
    table, quote = rows[0]._meta, connection.ops.quote_name
    fields = [each for each in table.concrete_fields if not isinstance(each, models.AutoField)]
    columns, places = ", ".join(quote(str(each.column)) for each in fields), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(table.db_table)} ({columns}) VALUES ({places})"
    if update:
        changed = (quote(str(each.column)) for each in fields if each.name in update)
        sets = ", ".join(f"{each} = EXCLUDED.{each}" for each in changed)
        statement += f" ON CONFLICT ({quote(str(table.pk.column))}) DO UPDATE SET {sets}"
    with connection.cursor() as cursor:  # `EXCLUDED` is what was to be inserted
        cursor.executemany(statement, list(zip(*(_cells(each, rows) for each in fields), strict=True)))


def _cells(field: models.Field[Any, Any], rows: Sequence[models.Model]) -> Iterator[object]:
    """Yield the cells of a column as the database takes them, each different one made ready once."""
    ready: dict[object, object] = {}
    prepare: Callable[..., object] = field.get_db_prep_save
    for row in rows:
        cell = getattr(row, field.attname)
        if cell not in ready:
            ready[cell] = prepare(cell, connection=connection)
        yield ready[cell]
