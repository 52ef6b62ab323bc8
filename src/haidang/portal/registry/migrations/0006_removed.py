"""What is removed by law names its law."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The column, and what must hold of it."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("registry", "0005_validations")]
    operations: ClassVar = [
        migrations.AddField(
            "withheld", "basis", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.RunSQL(
            "UPDATE registry_withheld SET basis = '-' WHERE state = 'removed'", migrations.RunSQL.noop
        ),
        migrations.AddConstraint(
            "withheld",
            models.CheckConstraint(
                condition=models.Q(("state", "removed")) ^ models.Q(("basis", "")), name="withheld_basis"
            ),
        ),
    ]
