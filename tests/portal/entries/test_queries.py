"""What somebody sees of entries, what waits for them, and what is held beside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from haidang.base.text import Name
from haidang.core.bodies.body import Body
from haidang.core.bodies.tree import make_tree
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.permissions import Holder, Office
from haidang.portal.accounts.roles import ADMINISTRATOR, APPROVER, AUDITOR, EDITOR
from haidang.portal.audit.recording import SYSTEM
from haidang.portal.entries.actions import move, save
from haidang.portal.entries.queries import rows_beside, seen_by, waiting_for
from haidang.portal.registry.removing import remove
from tests.make.entries import CHECKER, NOW, acting_as, figure, handed
from tests.make.withheld import BASIS, put_away

pytestmark = pytest.mark.usefixtures("tiny_loaded")
DAY = date(2026, 11, 25)
AN, BINH = acting_as("an"), acting_as("binh", "approver")


def body(body_id, parent_id="", valid_to=None):
    return Body(body_id, Name(body_id), "state", parent_id=parent_id, valid_to=valid_to)


TREE = make_tree(
    {
        each.body_id: each
        for each in (
            body("city"),
            body("old", "city", date(2025, 6, 30)),
            body("new", "city"),
            body("statistics"),
        )
    },
    [("old", "new")],
)


def holder(key, *offices):
    return Holder(Account(key=key), tuple(Office(*each) for each in offices))


def entered(body_id, period, acting=AN, submit=True, now=NOW):
    (entry,) = save([figure(period=period)], handed(body_id=body_id), acting=acting, now=now, submit=submit)
    return entry


def test_a_body_and_all_below_it_are_seen_and_no_other():
    keys = {
        name: entered(name, period).key
        for name, period in (("old", "2010"), ("new", "2011"), ("city", "2012"))
    }
    for offices, seen in (
        ([(EDITOR, "new")], {"old", "new"}),  # what became of a body answers for what it left
        ([(EDITOR, "old")], set()),
        ([(APPROVER, "city")], {"old", "new", "city"}),
        ([(EDITOR, "statistics")], set()),
        ([(AUDITOR, "")], {"old", "new", "city"}),
        ([(ADMINISTRATOR, "")], set()),
        ([], set()),
    ):
        found = set(seen_by(holder("x", *offices), TREE, DAY).values_list("key", flat=True))
        assert found == {keys[name] for name in seen}, offices


def test_who_answers_for_all_sees_those_of_bodies_that_are_not_known_any_more():
    entered("vanished", "2010")
    assert seen_by(holder("x", (APPROVER, "")), TREE, DAY).count() == 1
    assert seen_by(holder("x", (APPROVER, "city")), TREE, DAY).count() == 0


def test_what_waits_for_whom(django_statements):
    entered("statistics", "2010", submit=False)
    first = entered("statistics", "2011", now=NOW - timedelta(days=2))
    second = entered("statistics", "2012")
    third = entered("statistics", "2013")
    entered("city", "2014")
    move("check", {second.key: 2}, acting=CHECKER, now=NOW)
    move("send_back", {third.key: 2}, acting=CHECKER, now=NOW, reason="x")
    with django_statements() as sent:
        own = waiting_for(holder("an", (EDITOR, "statistics")), TREE, DAY)
    assert len(sent) == 1
    assert {name: each.count for name, each in own.items()} == {
        "sent_back": 1, "drafts": 1, "to_check": 0, "to_publish": 0,
    }  # fmt: skip
    checker = waiting_for(holder("binh", (APPROVER, "statistics")), TREE, DAY)
    assert {name: each.count for name, each in checker.items()} == {
        "sent_back": 0, "drafts": 0, "to_check": 1, "to_publish": 0,
    }  # fmt: skip
    assert checker["to_check"].since == first.moved_at
    third_person = waiting_for(holder("chi", (APPROVER, "")), TREE, DAY)
    assert (third_person["to_check"].count, third_person["to_publish"].count) == (2, 1)
    nobody = waiting_for(holder("x"), TREE, DAY)
    assert {each.count for each in nobody.values()} == {0}
    assert {each.since for each in nobody.values()} == {None}


def test_beside_a_figure_stand_all_its_vintages(go):
    entry = go(row=figure(period="2023", value="416000"))
    found = rows_beside(entry)
    assert [(each["value"], each["public_by"]) for each in found] == [
        ("416000", "2026-11-25"),
        ("415800", "2024-01-05"),
    ]


def test_beside_it_nothing_stands_that_was_removed(go):
    entry = go("save", figure(period="2023", value="416000"))
    key = {"indicator_id": "grdp", "area_id": "city", "period": "2023", "producer_id": "statistics"}
    remove("observations", {**key, "public_by": "2024-01-05"}, basis=BASIS, by=SYSTEM, now=NOW)
    assert rows_beside(entry) == []


def test_beside_it_nothing_stands_that_is_withheld(go):
    entry = go("save", figure(period="2023", value="416000"))
    key = {"indicator_id": "grdp", "area_id": "city", "period": "2023", "producer_id": "statistics"}
    put_away("observations", {**key, "public_by": "2024-01-05"}, "internal", now=NOW)
    assert rows_beside(entry) == []


def test_beside_another_row_stands_the_one_that_is_held(go):
    cells = {"source_id": "news", "title": "Báo mới", "tier": "2"}
    entry = go("save", figure(table="sources", act="change", replaces={"source_id": "news"}, **cells))
    (found,) = rows_beside(entry)
    assert found["source_id"] == "news"
    assert found["title"] != "Báo mới"
