"""Accounts, offices, delegations and tokens, as they were at first."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import haidang.portal.accounts.models


def _key() -> models.UUIDField[Any, Any]:
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def _account(related_name: str) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name=related_name,
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    """The tables."""

    initial = True
    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "key",
                    models.CharField(
                        default=haidang.portal.accounts.models.make_key, max_length=40, unique=True
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "vi"), ("en", "en"), ("fr", "fr")], default="vi", max_length=2
                    ),
                ),
                (
                    "digest_key",
                    models.BinaryField(default=haidang.portal.accounts.models.make_digest_key),
                ),
                ("is_machine", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("link_sha256", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("link_ends_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("key", _key()),
                ("role", models.CharField(max_length=20)),
                ("body_id", models.TextField(blank=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("account", _account("offices")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="office_days",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("key", _key()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delegations",
                        to="accounts.office",
                    ),
                ),
                ("to", _account("standing_in")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="delegation_days"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("key", _key()),
                ("label", models.CharField(max_length=120)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("scopes", models.CharField(max_length=120)),
                ("made_by_key", models.CharField(blank=True, max_length=40)),
                ("made_at", models.DateTimeField()),
                ("ends_on", models.DateField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("account", _account("tokens")),
            ],
        ),
    ]
