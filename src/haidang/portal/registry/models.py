"""
The tables of the database: revisions, and one table for each of a city pack's.

The tables of the pack are made from their one definition in `core.pack.tables`: each column holds the text as
published, null where it is empty. No rule of the domain stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.db import models
from django.db.models.base import ModelBase
from django.db.models.functions import Coalesce

from haidang.core.pack.tables import TABLES, Table


class Revision(models.Model):
    """
    One loading of a pack: when it was recorded here, and what the pack said of itself.

    Attributes
    ----------
    number
        1, 2, 3 and so on.
    recorded_at
        The third clock, for all rows that this revision recorded or retired.
    description
        The description of the pack as JSON; read by `mapping`.
    content_sha256, data_sha256
        Hashes of all content, and of all but the recorded forecasts.
    """

    number = models.PositiveIntegerField(primary_key=True)
    recorded_at = models.DateTimeField()
    name = models.TextField()
    version = models.TextField(blank=True)
    description = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    data_sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Return name and number."""
        return f"{self.name} {self.number}"


class Row(models.Model):
    """
    A row of any table: valid at a revision from `recorded_in` on and before `retired_in`.

    Neither has an index of its own: what is asked for is the rows of a few series, or a whole table.
    """

    recorded_in = models.ForeignKey(Revision, models.PROTECT, related_name="+", db_index=False)
    retired_in = models.ForeignKey(Revision, models.PROTECT, related_name="+", db_index=False, null=True)

    class Meta:
        """Django's options."""

        abstract = True


# the validity stands in the index too: then the list of all series is read from it alone
_INDEXES: Mapping[str, tuple[str, ...]] = {
    "observations": ("indicator_id", "area_id", "recorded_in", "retired_in"),
    "targets": ("document_id",),
}


def _class_name(table: str) -> str:
    """Return `BodyRow` for `bodies`."""
    one = f"{table.removesuffix('ies')}y" if table.endswith("ies") else table.removesuffix("s")
    return f"{one.capitalize()}Row"


def _current_key(table: Table) -> models.UniqueConstraint:
    """Return the constraint that a key stands once among the rows that are not retired; empty parts are equal."""
    parts = (
        models.F(name) if table.column(name).required else Coalesce(models.F(name), models.Value(""))
        for name in table.key
    )
    is_current = models.Q(retired_in__isnull=True)
    return models.UniqueConstraint(*parts, condition=is_current, name=f"{table.name}_current_key")


def _model(table: Table) -> type[Row]:
    meta: dict[str, Any] = {"db_table": f"registry_{table.name}", "constraints": [_current_key(table)]}
    if table.name in _INDEXES:
        meta["indexes"] = [models.Index(fields=_INDEXES[table.name], name=f"{table.name}_asked")]
    fields = {column.name: models.TextField(null=not column.required) for column in table.columns}
    body = {"__module__": __name__, "__doc__": table.doc, "Meta": type("Meta", (), meta), **fields}
    return cast("type[Row]", ModelBase(_class_name(table.name), (Row,), body))


ROWS: Mapping[str, type[Row]] = {table.name: _model(table) for table in TABLES}


def rows_at(table: str, revision: int) -> models.QuerySet[Row]:
    """Return the rows of a table that are valid at a revision."""
    not_retired = models.Q(retired_in__isnull=True) | models.Q(retired_in__gt=revision)
    return ROWS[table]._default_manager.filter(not_retired, recorded_in__lte=revision)


def current_rows(table: str) -> models.QuerySet[Row]:
    """Return the rows of a table that are not retired."""
    return ROWS[table]._default_manager.filter(retired_in__isnull=True)
