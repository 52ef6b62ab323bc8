"""The rows of the audit and the seals upon them, as they were at first."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables."""

    initial = True
    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("day", models.DateField(null=True, unique=True)),
                ("sealed_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
                ("leaves", models.BinaryField()),
                ("before", models.CharField(blank=True, max_length=64)),
                ("sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_key", models.CharField(max_length=40)),
                ("for_key", models.CharField(blank=True, max_length=40)),
                ("role", models.CharField(max_length=20)),
                ("body_id", models.TextField(blank=True)),
                ("act", models.CharField(max_length=40)),
                ("table", models.CharField(max_length=40)),
                ("key", models.TextField()),
                ("fields", models.TextField()),
                ("values", models.TextField(blank=True)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("commitment", models.CharField(blank=True, max_length=64)),
                ("digests", models.TextField()),
                (
                    "seal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="audit.seal",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["table", "key"], name="audit_of"),
                    models.Index(fields=["by_key"], name="audit_by"),
                    models.Index(fields=["at"], name="audit_at"),
                ],
            },
        ),
    ]
