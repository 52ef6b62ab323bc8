"""Whatever persons do in whatever order: three hands, no version lost, a step and a row of the audit for each."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haidang.base.errors import HaidangError
from haidang.portal.accounts.roles import BY_CODE
from haidang.portal.audit.models import AuditRow
from haidang.portal.entries.actions import move, save
from haidang.portal.entries.errors import ConflictError
from haidang.portal.entries.life import MOVES, STATES
from haidang.portal.entries.models import OPEN, Batch, Entry, State, Step
from haidang.portal.registry.models import Revision, current_rows
from tests.make.entries import NOW, acting_as, figure, handed

PERSONS = ("an", "binh", "chi", "dung")
acts = st.lists(
    st.tuples(
        st.sampled_from(["new", *MOVES]),
        st.sampled_from(PERSONS),
        st.sampled_from(["", *PERSONS]),  # in whose stead
        st.integers(0, 2),  # which entry
        st.booleans(),  # whether the version that was seen is the last one
    ),
    max_size=25,
)
WAY = ("new", "submit", "check", "publish")


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def do(code, acting, entries, number, seen):
    """Do one thing; return the entry, or the error."""
    if code == "new":
        (entry,) = save([figure(period=str(1990 + len(entries)))], handed(), acting=acting, now=NOW)
        entries.append(entry.key)
        return
    if not entries:
        return
    entry = Entry.objects.get(key=entries[number % len(entries)])
    before, hands = entry.state, {*json.loads(entry.enterers), *json.loads(entry.checkers)}
    version = entry.version if seen else entry.version - 1
    wanted, by = MOVES[code], acting("", "")
    is_allowed = seen and before in wanted.sources
    is_allowed = is_allowed and not (wanted.is_of_others and hands & set(by.hands))
    if code == "save":
        row = figure(
            entry.key, period=json.loads(entry.cells)["period"], value=str(entry.version), version=version
        )
    refused = None
    try:
        if code == "save":
            (moved,) = save([row], handed(), acting=acting, now=NOW)
        else:
            found = move(code, {entry.key: version}, acting=acting, now=NOW, reason="vì")
            moved = found[0] if found else None
    except HaidangError as error:
        refused = error
    if refused is not None:
        assert not is_allowed, (code, before)
        assert isinstance(refused, ConflictError) or (seen and wanted.is_of_others)
        entry.refresh_from_db()
        assert (entry.state, entry.version) == (before, version + (not seen))
        return
    if moved is None:  # the same person had done it before
        assert not seen
        assert before == wanted.target
        return
    assert is_allowed
    assert (moved.state, moved.version) == (wanted.target, version + 1)


def check_all(entries):
    for entry in Entry.objects.filter(key__in=entries):
        steps = list(entry.steps.order_by("version"))
        assert [each.version for each in steps] == list(range(1, entry.version + 1))
        assert Counter(each.move for each in steps) == Counter(
            each.removeprefix("entry.")
            for each in AuditRow.objects.filter(table="entries", key=str(entry.key)).values_list(
                "act", flat=True
            )
        )
        is_published = entry.state == State.PUBLISHED
        assert is_published == (entry.revision is not None)
        period = json.loads(entry.cells)["period"]
        assert current_rows("observations").filter(period=period).exists() == is_published
        if is_published:
            last = {each.move: {each.by_key, each.for_key} - {""} for each in steps}
            every = {
                hand
                for each in steps
                if each.move in ("save", "submit")
                for hand in (each.by_key, each.for_key)
            }
            assert not last["check"] & every
            assert not last["publish"] & (every | last["check"])
    assert Revision.objects.count() == 1 + Entry.objects.filter(state=State.PUBLISHED).count()


@given(acts)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_whatever_is_done(tiny_loaded, given_acts):
    with undone():
        entries = []
        for code, name, for_key, number, seen in given_acts:
            do(code, acting_as(name, for_key=for_key if for_key != name else ""), entries, number, seen)
        check_all(entries)


@given(st.permutations(PERSONS), st.lists(st.sampled_from(["send_back", "take_back"]), max_size=3))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_the_way_leads_to_the_public_for_any_three(tiny_loaded, persons, detours):
    first, second, third, _ = persons
    with undone():
        entries = []
        do("new", acting_as(first), entries, 0, True)
        do("submit", acting_as(first), entries, 0, True)
        for detour in detours:
            do(detour, acting_as(second), entries, 0, True)
            do("submit", acting_as(first), entries, 0, True)
        do("check", acting_as(second), entries, 0, True)
        do("publish", acting_as(third), entries, 0, True)
        assert Entry.objects.get().state == State.PUBLISHED
        check_all(entries)


def test_the_table_of_moves_is_whole():
    assert set(STATES) == set(State)
    reached = {each.target for each in MOVES.values()}
    assert reached == set(State)
    for each in MOVES.values():
        assert each.permission in BY_CODE
        assert each.sources
        assert set(each.sources) <= set(OPEN)
    assert {each.code for each in MOVES.values() if each.is_of_others} == {"check", "publish"}


def test_an_entry_is_never_deleted(tiny_loaded):
    from django.db.models import ProtectedError

    (entry,) = save([figure()], handed(), acting=acting_as("an"), now=NOW)
    for each in (entry, Batch.objects.get()):
        with pytest.raises(ProtectedError):
            each.delete()
    assert Step.objects.count() == 1
