"""What is handed in as a file or as pasted text, and the rows that were read of it."""

from __future__ import annotations

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables."""

    initial = True

    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("by_key", models.CharField(max_length=40)),
                ("body_id", models.TextField()),
                ("enterers", models.TextField(default="[]")),
                ("language", models.CharField(max_length=2)),
                ("is_pasted", models.BooleanField(default=False)),
                ("file_name", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("checked", "Checked"), ("decided", "Decided")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("troubles", models.TextField(default="[]")),
                ("run", models.CharField(blank=True, max_length=64)),
                ("places", models.TextField(default="{}")),
                ("taken", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "made_at"], name="upload_state")],
            },
        ),
        migrations.CreateModel(
            name="UploadRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("cells", models.TextField()),
                ("unread", models.TextField(default="[]")),
                ("troubles", models.TextField(default="[]")),
                ("remark", models.TextField(blank=True)),
                ("is_wrong", models.BooleanField(default=False)),
                ("is_asked", models.BooleanField(default=False)),
                ("is_sure", models.BooleanField(default=False)),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="desk.upload"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("upload", "number"), name="upload_row_once")],
            },
        ),
    ]
