"""What is withheld from the public."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables."""

    dependencies: ClassVar = [
        ("registry", "0002_resting"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Withheld",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.TextField()),
                ("key", models.TextField()),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("internal", "Internal"),
                            ("embargoed", "Embargoed"),
                            ("removed", "Removed"),
                            ("released", "Released"),
                        ]
                    ),
                ),
                ("until", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table", "key"), name="withheld_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "embargoed"), ("until__isnull", False)),
                            models.Q(
                                models.Q(("state", "embargoed"), _negated=True), ("until__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="withheld_until",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WithheldRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.TextField()),
                ("row_id", models.BigIntegerField()),
                (
                    "withheld",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="registry.withheld",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["table", "row_id"], name="withheld_row")],
            },
        ),
    ]
