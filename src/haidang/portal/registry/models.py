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
    One change of the content: when it was recorded here, and what the pack says of itself.

    A pack was loaded, or the portal itself recorded forecasts.

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
    is_loaded
        Whether a pack was loaded; else the portal recorded forecasts of its own.
    pack_sha256
        Hash of the pack that was loaded last. Forecasts recorded by the portal may have come to its content.
    """

    number = models.PositiveIntegerField(primary_key=True)
    recorded_at = models.DateTimeField()
    name = models.TextField()
    version = models.TextField(blank=True)
    description = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    data_sha256 = models.CharField(max_length=64)
    is_loaded = models.BooleanField(default=True)
    pack_sha256 = models.CharField(max_length=64)

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


# the validity stands in the indexes too: then the list of all series, and the figures of each source, are counted from
# them alone
_VALIDITY = ("recorded_in", "retired_in")
_INDEXES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "observations": {
        "asked": ("indicator_id", "area_id", *_VALIDITY),
        "resting": ("source_id", "public_by", "withdrawn_on", *_VALIDITY),
    },
    "targets": {"asked": ("document_id",)},
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
    indexes = _INDEXES.get(table.name, {})
    meta["indexes"] = [models.Index(fields=each, name=f"{table.name}_{use}") for use, each in indexes.items()]
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


class Withheld(models.Model):
    """
    A row of the pack that is not for everyone, named by its key; the rule is in `visibility`.

    Attributes
    ----------
    table, key
        Its table, and the cells of its key as a JSON list.
    state
        Why it is withheld.
    until
        The end of an embargo.
    basis
        Of what is removed by law, the law; shown to everyone.
    recorded_at
        When it was withheld, or released.
    """

    class State(models.TextChoices):
        """Why a row is withheld: not published, not published yet, never to be seen again by law; or that it was."""

        INTERNAL = "internal"
        EMBARGOED = "embargoed"
        REMOVED = "removed"
        RELEASED = "released"

    table = models.TextField()
    key = models.TextField()
    state = models.TextField(choices=State)
    until = models.DateTimeField(null=True)
    basis = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        """Django's options."""

        constraints = (
            models.UniqueConstraint(fields=("table", "key"), name="withheld_once"),
            models.CheckConstraint(
                condition=models.Q(state="embargoed", until__isnull=False)
                | (~models.Q(state="embargoed") & models.Q(until__isnull=True)),
                name="withheld_until",
            ),
            models.CheckConstraint(
                condition=models.Q(state="removed") ^ models.Q(basis=""), name="withheld_basis"
            ),
        )

    def __str__(self) -> str:
        """Return table, key and state."""
        return f"{self.table} {self.key} {self.state}"


class WithheldRow(models.Model):
    """A row that is withheld, in any revision: the one that was named, or one that refers to it."""

    withheld = models.ForeignKey(Withheld, models.CASCADE, related_name="rows")
    table = models.TextField()
    row_id = models.BigIntegerField()

    class Meta:
        """Django's options."""

        indexes = (models.Index(fields=("table", "row_id"), name="withheld_row"),)

    def __str__(self) -> str:
        """Return table and row."""
        return f"{self.table} {self.row_id}"
