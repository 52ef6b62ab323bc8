"""An empty database with an administrator, and the bodies of a small city."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.fixture
def boss(undone):
    """An administrator."""
    from tests.make.accounts import administrator

    return administrator()


@pytest.fixture
def by(boss):
    """The administrator, as who writes."""
    from tests.make.accounts import acting_as

    return acting_as(boss)


@pytest.fixture(scope="session")
def city_tree():
    """A city with two offices, one of which has ended."""
    from haidang.base.text import Name
    from haidang.core.bodies.body import Body
    from haidang.core.bodies.tree import make_tree

    bodies = (
        Body("city", Name("city"), "state"),
        Body("finance", Name("finance"), "office", "city"),
        Body("old", Name("old"), "office", "city", valid_to=date(2025, 6, 30)),
    )
    return make_tree({each.body_id: each for each in bodies}, [("old", "finance")])


@pytest.fixture
def city(city_tree):
    """The bodies of the city."""
    return city_tree


@pytest.fixture
def settings_of(monkeypatch):
    """Set settings for this test."""
    from django.conf import settings

    def set_all(**values):
        for name, value in values.items():
            monkeypatch.setattr(settings, name, value)

    return set_all


@pytest.fixture
def acts(undone):
    """What was written into the audit: what was done, by whom, to what."""
    from haidang.portal.audit.models import AuditRow

    return lambda: list(AuditRow.objects.order_by("pk").values_list("act", "by_key", "key"))
