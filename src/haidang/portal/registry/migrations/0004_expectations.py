"""The table of expected figures."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

_COLUMNS = """
    expectation_id indicator_ids area_id frequency status? body_id rule_id? due_day? due_days? due_months? slides?
    document_id? basis? followed_from? valid_from? valid_to? source_id? confidence? note?
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

    dependencies: ClassVar[list[tuple[str, str]]] = [("registry", "0003_withheld")]
    operations: ClassVar[list[migrations.CreateModel]] = [
        migrations.CreateModel(
            name="ExpectationRow",
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
                "db_table": "registry_expectations",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("expectation_id"),
                        condition=models.Q(retired_in__isnull=True),
                        name="expectations_current_key",
                    )
                ],
            },
        )
    ]
