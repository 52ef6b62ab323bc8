"""
The tables as they were at first.

Written out rather than taken from `core.pack.tables`: a migration says what was, whatever the definition says later.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models.functions import Coalesce


def _revision(*, null: bool = False) -> models.Field[Any, Any]:
    return models.ForeignKey("registry.revision", models.PROTECT, related_name="+", db_index=False, null=null)


def _table(model: str, name: str, columns: str, *, key: str, asked: str = "") -> migrations.CreateModel:
    """Return the making of a table of a pack: columns are texts, those with a question mark may be null."""
    texts = {column.rstrip("?"): column.endswith("?") for column in columns.split()}
    parts = [
        Coalesce(models.F(part), models.Value("")) if texts[part] else models.F(part) for part in key.split()
    ]
    is_current = models.Q(retired_in__isnull=True)
    unique = models.UniqueConstraint(*parts, condition=is_current, name=f"{name}_current_key")
    options: dict[str, object] = {"db_table": f"registry_{name}", "constraints": [unique]}
    if asked:
        options["indexes"] = [models.Index(fields=asked.split(), name=f"{name}_asked")]
    row_id = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", row_id),
        *((column, models.TextField(null=null)) for column, null in texts.items()),
        ("recorded_in", _revision()),
        ("retired_in", _revision(null=True)),
    ]
    return migrations.CreateModel(name=model, fields=fields, options=options)


class Migration(migrations.Migration):
    """Revisions, and the fourteen tables of a pack."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[migrations.CreateModel]] = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("name", models.TextField()),
                ("version", models.TextField(blank=True)),
                ("description", models.TextField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("data_sha256", models.CharField(max_length=64)),
                ("is_loaded", models.BooleanField(default=True)),
                ("pack_sha256", models.CharField(max_length=64)),
            ],
        ),
        _table(
            "AreaRow",
            "areas",
            """
            area_id level name_vi name_en? name_fr? kind? official_code? parent_id? valid_from?
            valid_to? area_km2? lon? lat? source_id? confidence? note?
            """,
            key="area_id",
        ),
        _table(
            "BodyRow",
            "bodies",
            """
            body_id name_vi name_en? name_fr? kind parent_id? valid_from? valid_to? source_id? note?
            """,
            key="body_id",
        ),
        _table(
            "SuccessionRow",
            "successions",
            """
            kind from_id? from_name from_level? to_id date basis? share? source_id? note?
            """,
            key="kind from_id from_name to_id date basis",
        ),
        _table(
            "IndicatorRow",
            "indicators",
            """
            indicator_id name_vi name_en? name_fr? unit measure direction lower? upper? over_time
            over_areas? weight_id? topic? preferred_producer_id? formula? is_published? is_lumpy?
            concept? method? disaggregation? publication_period? data_source? responsible_body_id? note?
            """,
            key="indicator_id",
        ),
        _table(
            "ObservationRow",
            "observations",
            """
            indicator_id area_id period value value_text? bound? unit status producer_id producer_basis?
            definition? derived? public_from public_by withdrawn_on? source_id? confidence? note?
            """,
            key="indicator_id area_id period producer_id definition public_by",
            asked="indicator_id area_id recorded_in retired_in",
        ),
        _table(
            "DocumentRow",
            "documents",
            """
            document_id number? type issuer_id issued? title_vi title_en? title_fr? parent_id?
            source_id? note?
            """,
            key="document_id",
        ),
        _table(
            "TargetRow",
            "targets",
            """
            target_id document_id target_no? part? clause? name_vi name_en? name_fr? indicator_id?
            area_id kind? low? high? ambition? tolerance_pct? unit? period reached_once? definition?
            of_area_id? unit_level? criteria? parts? body_id? value_status public_by? derived? quote?
            source_id? confidence? note?
            """,
            key="target_id",
            asked="document_id",
        ),
        _table(
            "AssessmentRow",
            "assessments",
            """
            assessment_id document_id target_no? target_id? verdict day assessor_id words? words_lang?
            source_id? note?
            """,
            key="assessment_id",
        ),
        _table(
            "CommitmentRow",
            "commitments",
            """
            commitment_id kind text_vi text_en? text_fr? asker_id? addressee_ids? basis_id? asked due?
            due_text? theme? is_measurable? indicator_ids? source_id? note?
            """,
            key="commitment_id",
        ),
        _table(
            "EventRow",
            "events",
            """
            event_id commitment_id kind day day_by what_vi what_en? what_fr? document_id? source_id?
            confidence? note?
            """,
            key="event_id",
        ),
        _table(
            "RuleRow",
            "rules",
            """
            rule_id kind indicator_ids? value unit valid_from? valid_to? citation confidence checked_by?
            url? note?
            """,
            key="rule_id",
        ),
        _table(
            "BreakRow",
            "breaks",
            """
            break_id name_vi name_en? name_fr? kind period indicator_ids? area_id? public_by source_id?
            confidence? note?
            """,
            key="break_id",
        ),
        _table(
            "ForecastRow",
            "forecasts",
            """
            as_of recorded_on data_sha256 method seed draws indicator_id? area_id period target_id?
            state probability? low? high? unit? q025? q10? q20? q25? q50? q75? q80? q90? q975? note?
            """,
            key="as_of data_sha256 method seed draws indicator_id area_id period target_id",
        ),
        _table(
            "SourceRow",
            "sources",
            """
            source_id title publisher? url? tier published_from? published_by? note?
            """,
            key="source_id",
        ),
    ]
