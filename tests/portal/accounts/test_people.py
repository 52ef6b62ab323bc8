"""Accounts of persons, and what of them is left."""

from __future__ import annotations

import pytest

from tests.make.accounts import NOW, PASSWORD, acting_as, administrator, person


def test_an_account_begins_without_password_and_office(by, acts):
    from haidang.portal.accounts.people import Person, add_person

    made = add_person(Person(" An@Example.ORG ", " Nguyễn Thị An ", "fr"), by=by, now=NOW)
    assert (made.email, made.name, made.language) == ("an@example.org", "Nguyễn Thị An", "fr")
    assert not made.has_usable_password()
    assert not made.offices.exists()
    assert acts() == [("account.add", by.account_key, made.key)]


def test_sent_twice_it_is_made_once(by, acts):
    from uuid import uuid4

    from haidang.portal.accounts.people import Person, add_person

    once = uuid4()
    made = [add_person(Person("an@example.org", "An"), by=by, now=NOW, once=once) for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert len(acts()) == 1


@pytest.mark.parametrize(
    ("email", "name", "where"),
    [
        ("no address", "An", "email"),
        ("", "An", "email"),
        ("an@example.org", "  ", "name"),
        ("ADMIN@example.org", "An", "email"),
    ],
)
def test_what_is_no_account_is_refused(by, acts, email, name, where):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.people import Person, add_person

    with pytest.raises(UseError) as refused:
        add_person(Person(email, name), by=by, now=NOW)
    assert refused.value.where == where
    assert acts() == []


def test_the_audit_holds_no_personal_text(by):
    from haidang.portal.accounts.people import Person, add_person, change_person, erase
    from haidang.portal.audit.models import AuditRow

    made = add_person(Person("canary@example.org", "Canary Bird"), by=by, now=NOW)
    change_person(made, "Canary Wing", "en", by=by, now=NOW)
    erase(made, by=by, now=NOW)
    told = str(list(AuditRow.objects.values_list()))
    assert "anary" not in told
    assert '"name"' in told


def test_a_digest_is_under_the_key_of_whom_it_is_about(by):
    """So that it ends with the account, and not with the one of whoever made it."""
    from haidang.portal.accounts.people import Person, add_person
    from haidang.portal.audit.models import AuditRow
    from haidang.portal.audit.recording import is_recorded

    made = add_person(Person("an@example.org", "An"), by=by, now=NOW)
    row = AuditRow.objects.get()
    assert is_recorded(row, "email", "an@example.org", bytes(made.digest_key))
    assert not is_recorded(row, "email", "an@example.org", by.digest_key)


def test_a_disabled_account_has_no_password_and_no_link(by):
    from haidang.portal.accounts.links import make_link
    from haidang.portal.accounts.people import disable, enable

    made = person("an@example.org", ("editor", "finance"))
    before = made.get_session_auth_hash()
    make_link(made, by=by, now=NOW)
    disable(made, by=by, now=NOW)
    made.refresh_from_db()
    assert (made.is_active, made.check_password(PASSWORD), made.link_sha256) == (False, False, None)
    assert made.get_session_auth_hash() != before
    enable(made, by=by, now=NOW)
    made.refresh_from_db()
    assert made.is_active
    assert not made.check_password(PASSWORD)
    assert made.offices.count() == 1


@pytest.mark.parametrize("what", ["disable", "erase"])
def test_nobody_ends_the_own_account(boss, by, what):
    from haidang.portal.accounts import people
    from haidang.portal.accounts.permissions import ForbiddenError

    administrator("other@example.org")
    with pytest.raises(ForbiddenError):
        getattr(people, what)(boss, by=by, now=NOW)


@pytest.mark.parametrize("what", ["disable", "erase"])
def test_the_last_administrator_is_kept(boss, what):
    from haidang.base.errors import UseError
    from haidang.portal.accounts import people
    from haidang.portal.accounts.models import Account

    person("temporary@example.org")
    with pytest.raises(UseError, match="last administrator"):
        getattr(people, what)(boss, by=people.OPERATOR, now=NOW)
    assert Account.objects.get(pk=boss.pk).is_active
    administrator("other@example.org")
    getattr(people, what)(boss, by=people.OPERATOR, now=NOW)


def test_an_erased_account_leaves_a_key_alone(by, acts):
    from haidang.portal.accounts.models import Account, Office
    from haidang.portal.accounts.people import erase
    from haidang.portal.accounts.queries import names_of

    made = person("an@example.org", ("editor", "finance"))
    key = made.key
    erase(made, by=by, now=NOW)
    assert not Account.objects.filter(email="an@example.org").exists()
    assert not Office.objects.filter(body_id="finance").exists()
    assert names_of([key, by.account_key]) == {by.account_key: "Admin"}
    assert acts() == [("account.erase", by.account_key, key)]


def test_a_name_is_changed_and_never_emptied(by):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.people import change_person

    made = person()
    change_person(made, " Bình ", "vi", by=acting_as(made, ""), now=NOW)
    made.refresh_from_db()
    assert (made.name, made.language) == ("Bình", "vi")
    with pytest.raises(UseError):
        change_person(made, " ", "vi", by=by, now=NOW)


@pytest.mark.parametrize("more", [{"name": "n" * 121}, {"email": f"{'q' * 60}@{'b.' * 100}org"}])
def test_what_is_longer_than_its_column_is_refused(by, more):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.people import Person, add_person

    with pytest.raises(UseError) as refused:
        add_person(Person(**{"email": "an@example.org", "name": "An", **more}), by=by, now=NOW)
    assert refused.value.where == next(iter(more))
