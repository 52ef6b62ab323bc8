"""`haidang portal account`: how the first administrator is made."""

from __future__ import annotations

import json
import re

import pytest

from tests.make.accounts import PASSWORD, administrator, person


@pytest.fixture
def account(command, undone, monkeypatch):
    """Run the command on the database of the tests."""
    from haidang.portal.registry import opening

    monkeypatch.setattr(opening, "call_command", lambda *_, **__: None)  # the tables are there
    monkeypatch.setattr(opening, "_is_missing", lambda: False)
    return lambda *words: command("portal", "account", *words, "--lang", "en")


def secret_of(outcome) -> str:
    return re.fullmatch(r"http://127\.0\.0\.1:8000/accounts/link/([\w-]+)/\n", outcome.out)[1]


def test_the_first_administrator_needs_no_pack(account, database):
    from django.utils import timezone

    from haidang.portal.accounts.links import use_link
    from haidang.portal.accounts.permissions import holder_of, may
    from haidang.portal.audit.models import AuditRow

    outcome = account("add", "An@Example.org", "--name", "Nguyễn Thị An", "--role", "administrator")
    assert outcome.code == 0
    assert "counts once, until" in outcome.err
    made = use_link(secret_of(outcome), PASSWORD, now=timezone.now())
    assert (made.email, made.name) == ("an@example.org", "Nguyễn Thị An")
    assert may(holder_of(made, timezone.localdate()), "people.manage")
    assert set(
        AuditRow.objects.filter(act__in=("account.add", "office.give")).values_list("role", flat=True)
    ) == {"operator"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("no address", "--name", "An"), "is no e-mail address"),
        (("admin@example.org", "--name", "An"), "There is an account with the e-mail address"),
        (("an@example.org", "--name", "An", "--role", "auditor", "--body", "vcci"), "of the whole city"),
        (("an@example.org", "--name", "An", "--role", "editor", "--body", "nobody"), "There is no body"),
        (("an@example.org", "--name", "An", "--role", "editor"), "none is named"),
    ],
)
def test_what_does_not_fit_makes_nothing(account, haiphong_loaded, words, told):
    from haidang.portal.accounts.models import Account

    administrator()
    outcome = account("add", *words)
    assert outcome.code == 2
    assert told in outcome.err
    assert "Traceback" not in outcome.err
    assert Account.objects.count() == 1


def test_an_editor_of_a_body(account, haiphong_loaded):
    from haidang.portal.accounts.models import Account

    assert account("add", "an@example.org", "--name", "An", "--role", "editor", "--body", "vcci").code == 0
    assert str(Account.objects.get().offices.get()) == "editor vcci"


def test_the_list(account):
    administrator()
    person("binh@example.org", ("editor", "vcci"), is_active=False)
    shown = account("list").out
    assert "admin@example.org" in shown
    assert "disabled" in shown
    listed = json.loads(account("list", "--format", "json").out)["accounts"]
    assert [each["email"] for each in listed] == ["admin@example.org", "binh@example.org"]
    assert listed[0]["offices"] == [{"role": "Administrator", "body": None}]


def test_an_empty_list_says_so(account, database):
    from haidang.portal.accounts.models import Account

    Account.objects.all().delete()
    assert "There is no account yet." in account("list").out


def test_a_lost_telephone(account):
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    from haidang.portal.accounts.links import find_by_link

    made = person()
    Authenticator.objects.create(user=made, type="totp", data={})
    secret = secret_of(account("link", "an@example.org"))
    assert Authenticator.objects.exists()
    again = secret_of(account("link", " AN@example.org", "--reset-second-factor"))
    assert not Authenticator.objects.exists()
    assert find_by_link(secret, timezone.now()) is None
    assert find_by_link(again, timezone.now()) == made


def test_the_last_administrator_is_not_disabled(account):
    administrator()
    outcome = account("disable", "admin@example.org")
    assert outcome.code == 2
    assert "last administrator" in outcome.err
    administrator("other@example.org")
    assert account("disable", "admin@example.org").code == 0


@pytest.mark.parametrize("what", ["link", "disable"])
def test_an_unknown_account(account, what):
    outcome = account(what, "nobody@example.org")
    assert outcome.code == 2
    assert "haidang portal account list" in outcome.err
