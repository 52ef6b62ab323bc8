"""An index of figures by their source: how many rest on each is counted from it alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The index."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("registry", "0001_tables")]
    operations: ClassVar[list[migrations.AddIndex]] = [
        migrations.AddIndex(
            "observationrow",
            models.Index(
                fields=["source_id", "public_by", "withdrawn_on", "recorded_in", "retired_in"],
                name="observations_resting",
            ),
        )
    ]
