"""How far the data go, said by whoever answers for the whole."""

from __future__ import annotations

import json
from datetime import date

import pytest

from haidang.base.errors import UseError
from haidang.portal.accounts.permissions import ForbiddenError, forbidden
from haidang.portal.audit.models import AuditRow
from haidang.portal.entries.following import follow
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.queries import get_revision
from tests.make.entries import NOW, PUBLISHER

pytestmark = pytest.mark.usefixtures("tiny_loaded")
DAY = date(2026, 11, 24)


def test_a_table_was_followed_until_a_day():
    made = follow({"observations": DAY, "events": DAY}, acting=PUBLISHER, now=NOW)
    evidence = DatabaseEvidence()
    assert (made.number, evidence.horizon("observations"), evidence.horizon("events")) == (2, DAY, DAY)
    assert DatabaseEvidence(1).horizon("observations") != DAY
    row = AuditRow.objects.get(act="data.follow")
    assert json.loads(row.values) == {"observations": "2026-11-24", "events": "2026-11-24"}
    assert row.by_key == "chi"


def test_a_mistake_can_be_mended():
    follow({"observations": DAY}, acting=PUBLISHER, now=NOW)
    follow({"observations": date(2026, 10, 1)}, acting=PUBLISHER, now=NOW)
    assert DatabaseEvidence().horizon("observations") == date(2026, 10, 1)


def test_the_day_of_the_review_moves_and_odds_are_asked_for():
    from haidang.portal.registry.forecasting import days_coming

    follow({}, DAY, acting=PUBLISHER, now=NOW)
    assert DatabaseEvidence().description().review_day == DAY
    assert DAY in days_coming(get_revision().data_sha256)


@pytest.mark.parametrize(
    ("horizon", "review_day", "problem"),
    [
        ({"observations": date(2026, 11, 26)}, None, "lies in the future"),
        ({}, date(2026, 11, 26), "lies in the future"),
        ({"nothing": DAY}, None, "«nothing» is not one of"),
        ({}, None, "is not one of"),
    ],
)
def test_what_cannot_be_said(horizon, review_day, problem):
    with pytest.raises(UseError, match=problem):
        follow(horizon, review_day, acting=PUBLISHER, now=NOW)
    assert get_revision().number == 1


def test_it_takes_the_permission_over_every_body():
    asked = []

    def nobody(code, body_id):
        asked.append((code, body_id))
        raise forbidden(code)

    with pytest.raises(ForbiddenError):
        follow({"observations": DAY}, acting=nobody, now=NOW)
    assert asked == [("entries.publish", "")]
