"""Machines and their tokens."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.make.accounts import NOW, TODAY, person

DAY = timedelta(days=1)


@pytest.fixture
def machine(by, city):
    """A machine of the finance office."""
    from haidang.portal.accounts.tokens import Machine, add_machine

    return add_machine(Machine("Gateway", "finance"), tree=city, by=by, now=NOW)


def make(machine, by, ends_on=TODAY + 9 * DAY, label="figures", **more):
    from haidang.portal.accounts.tokens import make_token

    return make_token(machine, label, ends_on, by=by, now=NOW, **more)


def test_a_token_lets_enter_and_nothing_else(machine, by, city):
    from haidang.portal.accounts.permissions import Scope, acting, may
    from haidang.portal.accounts.roles import PERMISSIONS
    from haidang.portal.accounts.tokens import holder_by_token

    holder = holder_by_token(make(machine, by), NOW)
    assert [each.code for each in PERMISSIONS if may(holder, each.code)] == ["entries.enter"]
    assert acting(holder, "entries.enter", Scope(city, "finance", TODAY)).role == "machine"
    assert not may(holder, "entries.enter", Scope(city, "city", TODAY))


def test_a_token_never_lets_more_than_a_scope_even_with_another_role(machine, by):
    """However an office came to a machine: no token approves."""
    from haidang.portal.accounts.models import Office, Token
    from haidang.portal.accounts.permissions import may
    from haidang.portal.accounts.tokens import holder_by_token

    secret = make(machine, by)
    Office.objects.create(account=machine, role="approver", body_id="finance", valid_from=TODAY)
    Token.objects.update(scopes="entries.enter entries.publish people.manage")
    holder = holder_by_token(secret, NOW)
    assert not any(
        may(holder, code) for code in ("entries.publish", "entries.check", "people.manage", "desk.open")
    )


def test_it_is_kept_as_a_hash(machine, by):
    from haidang.portal.accounts.models import Token
    from haidang.portal.audit.models import AuditRow

    secret = make(machine, by)
    kept = str(list(Token.objects.values_list())) + str(list(AuditRow.objects.values_list()))
    assert len(secret) > 40
    assert secret not in kept
    assert secret.removeprefix("haidang_") not in kept


def test_it_ends_by_itself_is_taken_back_and_falls_with_the_machine(machine, by, acts):
    from haidang.portal.accounts.models import Token
    from haidang.portal.accounts.people import disable, enable
    from haidang.portal.accounts.tokens import holder_by_token, revoke_token

    secret = make(machine, by)
    assert holder_by_token(secret, NOW + 9 * DAY) is not None
    assert holder_by_token(secret, NOW + 10 * DAY) is None
    disable(machine, by=by, now=NOW)
    assert holder_by_token(secret, NOW) is None
    enable(machine, by=by, now=NOW)
    assert holder_by_token(secret, NOW) is not None
    for _ in range(2):
        revoke_token(Token.objects.get(), by=by, now=NOW)
    assert holder_by_token(secret, NOW) is None
    assert [act for act, _, _ in acts()].count("token.revoke") == 1


@pytest.mark.parametrize("guess", ["", "haidang_", "haidang_" + "x" * 43, "\x00", "é" * 9999])
def test_a_guess_is_nobody(machine, by, guess):
    from haidang.portal.accounts.tokens import holder_by_token

    make(machine, by)
    assert holder_by_token(guess, NOW) is None


def test_use_is_noted_and_not_every_time(machine, by, django_statements):
    from haidang.portal.accounts.models import Token
    from haidang.portal.accounts.tokens import holder_by_token

    secret = make(machine, by)
    holder_by_token(secret, NOW)
    holder_by_token(secret, NOW + timedelta(seconds=30))
    assert Token.objects.get().used_at == NOW
    holder_by_token(secret, NOW + timedelta(minutes=6))
    assert Token.objects.get().used_at == NOW + timedelta(minutes=6)


def test_sent_twice_it_is_made_once(machine, by, city):
    from haidang.portal.accounts.models import Token
    from haidang.portal.accounts.tokens import Machine, add_machine

    once = uuid4()
    assert make(machine, by, once=once)
    assert make(machine, by, once=once) == ""
    assert Token.objects.count() == 1
    same = [add_machine(Machine("B", "finance"), tree=city, by=by, now=NOW, once=once) for _ in range(2)]
    assert same[0].pk == same[1].pk


@pytest.mark.parametrize(
    ("ends_on", "label", "where"),
    [(TODAY - DAY, "x", "ends_on"), (TODAY + 366 * DAY, "x", "ends_on"), (TODAY, " ", "label")],
)
def test_what_does_not_fit_is_refused(machine, by, ends_on, label, where):
    from haidang.base.errors import UseError

    with pytest.raises(UseError) as refused:
        make(machine, by, ends_on, label)
    assert refused.value.where == where


def test_persons_have_no_tokens_and_machines_a_body(by, city):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.models import Account
    from haidang.portal.accounts.tokens import Machine, add_machine

    with pytest.raises(UseError):
        make(person(), by)
    for wanted in (Machine(" ", "finance"), Machine("A", "old"), Machine("A", "")):
        with pytest.raises(UseError):
            add_machine(wanted, tree=city, by=by, now=NOW)
    assert not Account.objects.filter(is_machine=True).exists()
