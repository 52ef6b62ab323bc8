"""The table of the rules of a pack between figures."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

_COLUMNS = """
    validation_id name_vi name_en? name_fr? left operator right tolerance_pct? importance
    instruction_vi instruction_en? instruction_fr? valid_from? valid_to? source_id? note?
"""


def _revision(*, null: bool = False) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        "registry.revision",
        django.db.models.deletion.PROTECT,
        related_name="+",
        db_index=False,
        null=null,
    )


class Migration(migrations.Migration):
    """The table; columns are texts, those with a question mark may be null."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("registry", "0004_expectations")]
    operations: ClassVar[list[migrations.CreateModel]] = [
        migrations.CreateModel(
            name="ValidationRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                *(
                    (column.rstrip("?"), models.TextField(null=column.endswith("?")))
                    for column in _COLUMNS.split()
                ),
                ("recorded_in", _revision()),
                ("retired_in", _revision(null=True)),
            ],
            options={
                "db_table": "registry_validations",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("validation_id"),
                        condition=models.Q(retired_in__isnull=True),
                        name="validations_current_key",
                    )
                ],
            },
        )
    ]
