"""The tables as they were at first."""

from __future__ import annotations

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Batches, entries and steps."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[migrations.CreateModel]] = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("form", "Form"),
                            ("grid", "Grid"),
                            ("file", "File"),
                            ("paste", "Paste"),
                            ("api", "Api"),
                        ],
                        max_length=10,
                    ),
                ),
                ("body_id", models.TextField()),
                ("by_key", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("file_name", models.TextField(blank=True)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(default=1)),
                ("table", models.CharField(max_length=40)),
                (
                    "act",
                    models.CharField(
                        choices=[("add", "Add"), ("change", "Change"), ("withdraw", "Withdraw")],
                        default="add",
                        max_length=10,
                    ),
                ),
                ("cells", models.TextField()),
                ("subject", models.TextField()),
                ("replaces", models.TextField(blank=True)),
                ("seen", models.PositiveIntegerField()),
                ("body_id", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("entered", "Entered"),
                            ("checked", "Checked"),
                            ("published", "Published"),
                            ("sent_back", "Sent Back"),
                            ("discarded", "Discarded"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("remark", models.TextField(blank=True)),
                ("enterers", models.TextField(default="[]")),
                ("checkers", models.TextField(default="[]")),
                ("made_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                ("public_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="entries.batch",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "entered", "checked", "sent_back"])),
                        fields=("table", "subject"),
                        name="entry_open_once",
                    )
                ],
                "indexes": [
                    models.Index(fields=["state", "body_id", "moved_at"], name="entry_waiting"),
                    models.Index(fields=["subject"], name="entry_subject"),
                    models.Index(fields=["batch", "number"], name="entry_batch"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("move", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("by_key", models.CharField(max_length=40)),
                ("for_key", models.CharField(blank=True, max_length=40)),
                ("role", models.CharField(max_length=20)),
                ("office_body_id", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("cells", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="entries.entry"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry", "version"), name="step_once")],
            },
        ),
    ]
