"""Who may do what, over which body, on which day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make.accounts import TODAY, person


def held(*offices, account=None, **more):
    from haidang.portal.accounts.models import Account
    from haidang.portal.accounts.permissions import Holder, Office

    return Holder(account or Account(email="x@example.org"), tuple(Office(*each) for each in offices), **more)


def test_a_permission_reaches_the_body_and_what_is_below(city):
    from haidang.portal.accounts.permissions import Scope, bodies_of, may

    editor = held(("editor", "finance"))
    assert may(editor, "entries.enter")
    assert may(editor, "entries.enter", Scope(city, "finance", TODAY))
    assert may(editor, "entries.enter", Scope(city, "old", TODAY))  # what it followed
    assert not may(editor, "entries.enter", Scope(city, "city", TODAY))
    assert not may(editor, "entries.check", Scope(city, "finance", TODAY))
    assert bodies_of(editor, "entries.enter", city, TODAY) == {"finance", "old"}
    assert bodies_of(editor, "entries.check", city, TODAY) == frozenset()
    assert bodies_of(held(("editor", "old")), "entries.enter", city, TODAY) == frozenset()


def test_offices_hold_between_their_days(boss):
    from haidang.portal.accounts.models import Office
    from haidang.portal.accounts.permissions import holder_of

    made = person()
    Office.objects.create(
        account=made, role="editor", body_id="x", valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 31)
    )
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)]
    assert [len(holder_of(made, day).offices) for day in days] == [0, 1, 1, 0]


def test_a_disabled_account_holds_nothing(boss):
    from haidang.portal.accounts.permissions import ForbiddenError, acting, holder_of

    made = person("an@example.org", ("editor", "finance"), is_active=False)
    with pytest.raises(ForbiddenError):
        acting(holder_of(made, TODAY), "entries.enter")


def test_what_is_lacking_is_said(city):
    from haidang.portal.accounts.permissions import ForbiddenError, acting

    with pytest.raises(ForbiddenError, match="Approver"):
        acting(held(("editor", "finance")), "entries.publish")


def test_a_permission_that_does_not_exist_is_a_defect():
    from haidang.portal.accounts.permissions import may

    with pytest.raises(KeyError):
        may(held(("administrator", "")), "people.mange")


@pytest.mark.parametrize(
    ("setting", "allowed"),
    [
        ("nobody", {"desk.open", "entries.see", "entries.check", "entries.publish", "offices.delegate"}),
        ("responsible", {"desk.open", "entries.see", "offices.delegate"}),
        ("all", {"desk.open"}),
    ],
)
def test_who_lacks_a_second_factor_is_told_so(settings_of, setting, allowed):
    from haidang.portal.accounts.permissions import forbidden, lacks_second_factor, may
    from haidang.portal.accounts.roles import PERMISSIONS

    settings_of(SECOND_FACTOR=setting)
    weak, strong = (held(("approver", ""), has_second_factor=each) for each in (False, True))
    assert {each.code for each in PERMISSIONS if may(weak, each.code)} == allowed
    assert may(strong, "entries.publish")
    assert not lacks_second_factor(strong)
    assert lacks_second_factor(weak) is (setting != "nobody")
    assert ("second factor" in str(forbidden("entries.publish", weak))) is (setting != "nobody")
    assert "second factor" not in str(forbidden("people.manage", weak))


def test_a_machine_has_no_telephone(settings_of, boss):
    from haidang.portal.accounts.permissions import lacks_second_factor, may

    settings_of(SECOND_FACTOR="all")
    machine = held(
        ("machine", ""), account=person("m", is_machine=True), limited_to=frozenset({"entries.enter"})
    )
    assert may(machine, "entries.enter")
    assert not lacks_second_factor(machine)


def test_the_second_factor_is_found(settings_of, boss):
    from allauth.mfa.models import Authenticator

    from haidang.portal.accounts.permissions import holder_of, may

    settings_of(SECOND_FACTOR="responsible")
    assert not may(holder_of(boss, TODAY), "people.manage")
    Authenticator.objects.create(user=boss, type="recovery_codes", data={})
    assert not may(holder_of(boss, TODAY), "people.manage")
    Authenticator.objects.create(user=boss, type="totp", data={})
    assert may(holder_of(boss, TODAY), "people.manage")


CODES = ["desk.open", "entries.enter", "entries.publish", "people.manage", "audit.read"]
ROLES = ["editor", "approver", "leader", "auditor", "administrator", "machine"]
offices = st.lists(
    st.tuples(st.sampled_from(ROLES), st.sampled_from(["", "city", "finance", "old"])), max_size=4
)


@given(offices, st.sampled_from(CODES), st.sampled_from(["city", "finance", "old", "nobody"]), offices)
def test_more_offices_never_let_less_and_all_answers_agree(city_tree, some, code, body_id, more):
    from haidang.portal.accounts.permissions import ForbiddenError, Scope, acting, bodies_of, may

    scope = Scope(city_tree, body_id, TODAY)
    holder = held(*some)
    allowed = may(holder, code, scope)
    assert not allowed or may(holder, code)
    assert not allowed or may(held(*some, *more), code, scope)
    if body_id in city_tree.bodies:
        assert allowed is (body_id in bodies_of(holder, code, city_tree, TODAY))
    if allowed:
        by = acting(holder, code, scope)
        assert (by.role, by.body_id) in some
    else:
        with pytest.raises(ForbiddenError):
            acting(holder, code, scope)
