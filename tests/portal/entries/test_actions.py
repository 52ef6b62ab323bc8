"""Entering and moving: what is written at each step, what is refused, what is done once however often it is asked for."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest

from haidang.base.errors import UseError
from haidang.portal.accounts.permissions import ForbiddenError, forbidden
from haidang.portal.audit.models import AuditRow
from haidang.portal.entries.actions import move, save
from haidang.portal.entries.errors import ConflictError, DefectsError
from haidang.portal.entries.life import MOVES
from haidang.portal.entries.models import Batch, Entry, State, Step
from haidang.portal.registry.models import Withheld
from haidang.portal.registry.queries import get_revision
from haidang.portal.registry.withholding import withhold
from haidang.telling.teller import teller
from tests.make.entries import CHECKER, EDITOR, NOW, PUBLISHER, acting_as, figure, handed

LATER = NOW + timedelta(hours=1)


def steps(entry):
    return list(entry.steps.order_by("version").values_list("version", "move", "by_key"))


def audited():
    return list(AuditRow.objects.filter(table="entries").order_by("pk").values_list("act", "by_key"))


# ---------------------------------------------------------------- the way of an entry


def test_three_persons_bring_a_figure_to_the_public(go):
    entry = go()
    entry.refresh_from_db()
    assert (entry.state, entry.version, entry.revision) == (State.PUBLISHED, 4, 2)
    assert steps(entry) == [
        (1, "save", "an"),
        (2, "submit", "an"),
        (3, "check", "binh"),
        (4, "publish", "chi"),
    ]
    assert audited() == [
        ("entry.save", "an"), ("entry.submit", "an"), ("entry.check", "binh"), ("entry.publish", "chi"),
    ]  # fmt: skip
    assert json.loads(entry.cells)["public_by"] == "2026-11-25"
    assert (json.loads(entry.enterers), json.loads(entry.checkers)) == (["an"], ["binh"])


def test_a_value_is_in_the_audit_once_it_is_public_and_not_before(go):
    entry = go("check")
    assert "450000" not in str(list(AuditRow.objects.values_list()))
    move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW)
    (row,) = AuditRow.objects.filter(act="entry.publish")
    assert json.loads(row.values)["value"] == "450000"


def test_a_value_of_a_row_that_is_withheld_never_is(go):
    withhold("indicators", {"indicator_id": "grdp"}, Withheld.State.INTERNAL, now=NOW)
    go()
    assert "450000" not in str(list(AuditRow.objects.values_list()))
    (row,) = AuditRow.objects.filter(act="entry.publish")
    assert "value" in json.loads(row.fields)


def test_of_a_row_that_is_withdrawn_nothing_else_is_kept(go):
    key = {
        "indicator_id": "grdp",
        "area_id": "city",
        "period": "2023",
        "producer_id": "statistics",
        "public_by": "2024-01-05",
    }
    withhold("observations", key, Withheld.State.INTERNAL, now=NOW)
    row = figure()
    entry = go(row=type(row)(row.key, "observations", {}, "withdraw", key, "nhầm"))
    assert "415800" not in str(
        [list(each) for model in (AuditRow, Entry, Step) for each in model.objects.values_list()]
    )
    assert json.loads(entry.cells) == {"withdrawn_on": "2026-11-25"}


def test_own_words_are_in_the_audit_as_digests_alone(go):
    entry = go("submit", figure(remark="theo báo cáo"))
    move("send_back", {entry.key: 2}, acting=CHECKER, now=NOW, reason="thiếu nguồn")
    text = str(list(AuditRow.objects.values_list()))
    assert "theo báo cáo" not in text
    assert "thiếu nguồn" not in text
    assert AuditRow.objects.exclude(digests="{}").count() == 2
    assert Step.objects.get(move="send_back").reason == "thiếu nguồn"


def test_many_rows_are_one_batch_in_their_order(tiny_loaded):
    rows = [figure(period=str(year)) for year in range(2010, 2016)]
    batch = handed(way=Batch.Way.GRID)
    entries = save(rows, batch, acting=EDITOR, now=NOW)
    assert [each.key for each in entries] == [each.key for each in rows]
    held = Entry.objects.filter(batch=batch.key).order_by("number").values_list("key", flat=True)
    assert list(held) == [each.key for each in rows]


def test_save_and_submit_in_one(tiny_loaded):
    (entry,) = save([figure()], handed(), acting=EDITOR, now=NOW, submit=True)
    assert (entry.state, entry.version) == (State.ENTERED, 2)
    assert steps(entry) == [(1, "save", "an"), (2, "submit", "an")]


def test_a_draft_may_have_defects_and_goes_no_further(tiny_loaded):
    (entry,) = save([figure(value="12,5")], handed(), acting=EDITOR, now=NOW)
    with pytest.raises(DefectsError) as caught:
        move("submit", {entry.key: 1}, acting=EDITOR, now=NOW)
    assert [each.column for each in caught.value.findings[entry.key]] == ["value"]
    entry.refresh_from_db()
    assert (entry.state, entry.version) == (State.DRAFT, 1)


def test_with_defects_nothing_of_a_batch_is_stored(tiny_loaded):
    with pytest.raises(DefectsError):
        save([figure(), figure(period="nie")], handed(), acting=EDITOR, now=NOW, submit=True)
    assert not Entry.objects.exists()
    assert not Batch.objects.exists()
    assert audited() == []


def test_what_is_sent_back_is_mended_and_checked_anew_by_whomever(go):
    entry = go("check")
    move("send_back", {entry.key: 3}, acting=PUBLISHER, now=NOW, reason="sai đơn vị")
    (entry,) = save(
        [figure(entry.key, value="451000", version=4)], handed(), acting=acting_as("dung"), now=NOW
    )
    assert (entry.state, entry.version, entry.checkers) == (State.DRAFT, 5, "[]")
    assert json.loads(entry.enterers) == ["an", "dung"]
    move("submit", {entry.key: 5}, acting=EDITOR, now=NOW)
    move("check", {entry.key: 6}, acting=CHECKER, now=NOW)
    (entry,) = move("publish", {entry.key: 7}, acting=PUBLISHER, now=NOW)
    assert entry.state == State.PUBLISHED


def test_the_steps_keep_every_form(go):
    entry = go("save")
    save([figure(entry.key, value="2", version=1)], handed(), acting=EDITOR, now=NOW)
    values = [
        json.loads(cells)["value"]
        for cells in entry.steps.order_by("version").values_list("cells", flat=True)
    ]
    assert values == ["450000", "2"]


def test_what_is_taken_back_is_a_draft_and_may_be_discarded(go):
    entry = go("submit")
    move("take_back", {entry.key: 2}, acting=EDITOR, now=NOW)
    (entry,) = move("discard", {entry.key: 3}, acting=EDITOR, now=NOW)
    assert entry.state == State.DISCARDED
    assert go("save").state == State.DRAFT  # about the same thing


# ---------------------------------------------------------------- three hands


@pytest.mark.parametrize(
    ("code", "state", "acting"),
    [
        ("check", "submit", acting_as("an", "approver")),
        ("check", "submit", acting_as("dung", "approver", for_key="an")),
        ("publish", "check", acting_as("an", "approver")),
        ("publish", "check", acting_as("binh", "approver")),
        ("publish", "check", acting_as("dung", "approver", for_key="binh")),
    ],
)
def test_nobody_has_two_hands_in_one_entry(go, code, state, acting):
    entry = go(state)
    with pytest.raises(UseError, match="had a hand in it"):
        move(code, {entry.key: entry.version}, acting=acting, now=NOW)
    entry.refresh_from_db()
    assert entry.state == MOVES[state].target


def test_who_stands_in_leaves_both_hands(tiny_loaded):
    (entry,) = save([figure()], handed(), acting=acting_as("dung", for_key="an"), now=NOW, submit=True)
    for name in ("dung", "an"):
        with pytest.raises(UseError, match="had a hand in it"):
            move("check", {entry.key: 2}, acting=acting_as(name, "approver"), now=NOW)
    step = entry.steps.get(move="submit")
    assert (step.by_key, step.for_key) == ("dung", "an")


# ---------------------------------------------------------------- once


def test_a_batch_is_done_once(tiny_loaded):
    rows, batch = [figure(), figure(period="2022", definition="khác")], handed()
    first = save(rows, batch, acting=EDITOR, now=NOW, submit=True)
    again = save(rows, batch, acting=EDITOR, now=LATER, submit=True)
    assert [(each.key, each.version) for each in again] == [(each.key, each.version) for each in first]
    assert Entry.objects.count() == 2
    assert len(audited()) == 4


def test_a_batch_of_changes_alone_is_done_once_too(go):
    entry = go("save")
    row, batch = figure(entry.key, value="9", version=1), handed()
    for _ in range(2):
        (found,) = save([row], batch, acting=EDITOR, now=LATER)
        assert (found.key, found.version, json.loads(found.cells)["value"]) == (entry.key, 2, "9")


def test_nothing_is_written_where_nothing_changed(go):
    entry = go("save")
    before = Batch.objects.count(), AuditRow.objects.count()
    (found,) = save([figure(entry.key, version=1)], handed(), acting=EDITOR, now=LATER)
    assert found.version == 1
    assert (Batch.objects.count(), AuditRow.objects.count()) == before


def test_the_same_entry_under_another_batch_is_the_same_entry(tiny_loaded):
    row = figure()
    save([row], handed(), acting=EDITOR, now=NOW)
    (again,) = save([row], handed(), acting=EDITOR, now=LATER)
    assert (again.version, Entry.objects.count()) == (1, 1)


@pytest.mark.parametrize("acting", [acting_as("dung"), EDITOR])
def test_a_batch_is_of_one_person_and_of_the_same_rows(tiny_loaded, acting):
    batch = handed()
    save([figure()], batch, acting=EDITOR, now=NOW)
    with pytest.raises(ConflictError, match="under this very key"):
        save([figure(period="2021")], batch, acting=acting, now=NOW)


@pytest.mark.parametrize("code", ["submit", "check", "publish"])
def test_a_move_is_made_once(go, code):
    entry = go(code)
    acting = {"submit": EDITOR, "check": CHECKER, "publish": PUBLISHER}[code]
    count = AuditRow.objects.count()
    assert move(code, {entry.key: entry.version - 1}, acting=acting, now=LATER) == []
    assert (AuditRow.objects.count(), get_revision().number) == (count, 2 if code == "publish" else 1)


def test_of_some_that_were_moved_before_the_others_are_moved(tiny_loaded):
    entries = save(
        [figure(), figure(period="2022", definition="x")], handed(), acting=EDITOR, now=NOW, submit=True
    )
    first, second = (each.key for each in entries)
    move("check", {first: 2}, acting=CHECKER, now=NOW)
    moved = move("check", {first: 2, second: 2}, acting=CHECKER, now=LATER)
    assert [each.key for each in moved] == [second]


# ---------------------------------------------------------------- conflicts


def test_a_conflict_says_what_the_other_did(go):
    entry = go("submit")
    move("send_back", {entry.key: 2}, acting=CHECKER, now=NOW, reason="xem lại")
    with pytest.raises(ConflictError) as caught:
        move("check", {entry.key: 2}, acting=PUBLISHER, now=LATER)
    assert caught.value.key == entry.key
    told = teller("en")(caught.value.problem)
    assert told == (
        "It has changed in the meantime: Sent back, by the role Approver of Statistics office, 25 November 2026, 13:05."
    )


def test_two_who_check_at_once(go):
    entry = go("submit")
    move("check", {entry.key: 2}, acting=CHECKER, now=NOW)
    with pytest.raises(ConflictError, match="changed in the meantime: Checked"):
        move("check", {entry.key: 2}, acting=PUBLISHER, now=NOW)


def test_a_move_from_where_it_does_not_lead(go):
    entry = go("submit")
    with pytest.raises(ConflictError, match="«Publish» is not possible"):
        move("publish", {entry.key: 2}, acting=PUBLISHER, now=NOW)


def test_two_editors_of_one_entry(go):
    entry = go("save")
    save([figure(entry.key, value="1", version=1)], handed(), acting=EDITOR, now=NOW)
    with pytest.raises(ConflictError, match="changed in the meantime: Draft"):
        save([figure(entry.key, value="2", version=1)], handed(), acting=acting_as("dung"), now=NOW)


def test_two_entries_about_one_thing(go):
    entry = go("check")
    with pytest.raises(ConflictError, match="An entry about the same thing is on its way: Checked") as caught:
        save([figure(value="2")], handed(), acting=acting_as("dung"), now=NOW)
    assert caught.value.key == entry.key


def test_two_rows_about_one_thing(tiny_loaded):
    with pytest.raises(UseError, match="Two of the rows"):
        save([figure(), figure(public_by="2026-11-01")], handed(), acting=EDITOR, now=NOW)


def test_all_or_none(tiny_loaded):
    rows = [figure(), figure(period="2022", definition="x")]
    entries = save(rows, handed(), acting=EDITOR, now=NOW, submit=True)
    move("take_back", {entries[1].key: 2}, acting=EDITOR, now=NOW)
    with pytest.raises(ConflictError):
        move("check", {each.key: 2 for each in entries}, acting=CHECKER, now=NOW)
    assert Entry.objects.get(key=entries[0].key).state == State.ENTERED


# ---------------------------------------------------------------- what cannot be


def test_nothing_moves_without_permission(go):
    entry = go("submit")

    def nobody(code, _body_id):
        raise forbidden(code)

    with pytest.raises(ForbiddenError):
        move("check", {entry.key: 2}, acting=nobody, now=NOW)
    with pytest.raises(ForbiddenError):
        save([figure(period="2020")], handed(), acting=nobody, now=NOW)


def test_the_body_of_the_entry_is_the_one_that_is_asked(go):
    entry = go("submit")
    asked = []

    def note(code, body_id):
        asked.append((code, body_id))
        return CHECKER(code, body_id)

    move("check", {entry.key: 2}, acting=note, now=NOW)
    assert set(asked) == {("entries.check", "statistics")}


def test_an_entry_keeps_its_body_and_its_row(go):
    entry = go("save")
    with pytest.raises(UseError, match="keeps its body"):
        save([figure(entry.key, value="1", version=1)], handed(body_id="committee"), acting=EDITOR, now=NOW)
    row = figure(entry.key, table="sources", source_id="x", title="x", tier="1", version=1)
    with pytest.raises(UseError, match="keeps the row"):
        save([row], handed(), acting=EDITOR, now=NOW)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_sending_back_needs_a_reason(go, reason):
    entry = go("submit")
    with pytest.raises(UseError, match="A reason is needed"):
        move("send_back", {entry.key: 2}, acting=CHECKER, now=NOW, reason=reason)


@pytest.mark.parametrize("code", ["save", "leap"])
def test_an_unknown_move(go, code):
    with pytest.raises(UseError, match="is no move"):
        move(code, {}, acting=EDITOR, now=NOW)


def test_an_unknown_entry(tiny_loaded):
    with pytest.raises(UseError, match="no such entry"):
        move("submit", {uuid.uuid4(): 1}, acting=EDITOR, now=NOW)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"table": "nothing"}, "«nothing» is not one of"),
        ({"table": "forecasts"}, "«forecasts» is not one of"),
        ({"colour": "red"}, "«colour» is not one of"),
        ({"act": "erase"}, "«erase» is not one of"),
        ({"act": "change"}, "names the row"),
        ({"replaces": {"period": "2023"}}, "names the row"),
        (
            {"table": "sources", "source_id": "news", "act": "withdraw", "replaces": {"source_id": "news"}},
            "«withdraw»",
        ),
    ],
)
def test_a_row_that_cannot_be_one(tiny_loaded, change, problem):
    with pytest.raises(UseError, match=problem):
        save([figure(**change)], handed(), acting=EDITOR, now=NOW)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("take_back", "check"),
        ("discard", "submit"),
        ("submit", "publish"),
        ("send_back", "publish"),
        ("check", "save"),
    ],
)
def test_what_no_move_leads_to_stays(go, code, state):
    entry = go(state)
    with pytest.raises(ConflictError, match="not possible any more"):
        move(code, {entry.key: entry.version}, acting=acting_as("giang"), now=NOW, reason="x")


# ---------------------------------------------------------------- few statements


def test_the_number_of_statements_does_not_grow_with_the_rows(tiny_loaded, django_statements):
    def count(number, start):
        rows = [figure(period=str(start + each)) for each in range(number)]
        with django_statements() as saved:
            entries = save(rows, handed(), acting=EDITOR, now=NOW)
        with django_statements() as submitted:
            move("submit", {each.key: 1 for each in entries}, acting=EDITOR, now=NOW)
        return len(saved), len(submitted)

    count(1, 1990)
    assert count(2, 1900) == count(60, 1910)
