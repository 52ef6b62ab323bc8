"""Rows of the audit, and somebody who writes them."""

from __future__ import annotations

import pytest

from tests.portal.conftest import NOW


@pytest.fixture
def written(database):
    """Record so many writes of an editor, with a value and a reason each; returns the rows."""
    from haidang.portal.audit.models import AuditRow
    from haidang.portal.audit.recording import Actor, Write, record

    editor = Actor("a-1", "editor", "city_statistics", b"k" * 32)

    def write(count=1, *, now=NOW, by=editor):
        begin = AuditRow.objects.count()
        record(
            [
                Write(
                    "entry.save",
                    "entries",
                    f"e-{begin + number}",
                    {"state": "draft", "note": None},
                    {"reason": "vì sao"},
                )
                for number in range(count)
            ],
            by=by,
            now=now,
        )
        return list(AuditRow.objects.order_by("pk"))[begin:]

    return write
