"""Offices, given and ended."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.make.accounts import LONG_AGO, NOW, TODAY, acting_as, administrator, person


def given(role="editor", body_id="finance", first=TODAY, last=None):
    from haidang.portal.accounts.offices import Given

    return Given(role, body_id, first, last)


@pytest.mark.parametrize(
    "wanted",
    [
        ("editor", "finance"),
        ("approver", "city"),
        ("leader", "finance"),
        ("approver", "*"),
        ("editor", "*"),
        ("auditor", ""),
        ("administrator", ""),
    ],
)
def test_an_office_over_a_body_that_exists_or_over_the_whole(by, city, acts, wanted):
    from haidang.portal.accounts.offices import give_office

    office = give_office(person(), given(*wanted), tree=city, by=by, now=NOW)
    assert (office.role, office.body_id) == (wanted[0], wanted[1].strip("*"))
    assert acts() == [("office.give", by.account_key, str(office.key))]


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        (("editor", ""), "body_id"),
        (("editor", "nobody"), "body_id"),
        (("editor", "old"), "body_id"),
        (("auditor", "finance"), "body_id"),
        (("machine", "finance"), "role"),
        (("king", "finance"), "role"),
        (("editor", "finance", TODAY, TODAY - timedelta(days=1)), "valid_to"),
    ],
)
def test_what_does_not_fit_is_refused(by, city, acts, wanted, where):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.offices import give_office

    with pytest.raises(UseError) as refused:
        give_office(person(), given(*wanted), tree=city, by=by, now=NOW)
    assert refused.value.where == where
    assert acts() == []


def test_a_machine_has_the_role_of_machines_alone(by, city):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.offices import give_office

    machine = person("m", is_machine=True)
    assert give_office(machine, given("machine"), tree=city, by=by, now=NOW).role == "machine"
    with pytest.raises(UseError):
        give_office(machine, given("approver"), tree=city, by=by, now=NOW)


def test_sent_twice_it_is_given_once(by, city, acts):
    from haidang.portal.accounts.offices import give_office

    made, once = person(), uuid4()
    for _ in range(2):
        give_office(made, given(), tree=city, by=by, now=NOW, once=once)
    assert made.offices.count() == 1
    assert len(acts()) == 1


def test_nobody_changes_the_own_offices(boss, by, city):
    from haidang.portal.accounts.offices import end_office, give_office
    from haidang.portal.accounts.permissions import ForbiddenError

    administrator("other@example.org")
    with pytest.raises(ForbiddenError):
        give_office(boss, given(), tree=city, by=by, now=NOW)
    with pytest.raises(ForbiddenError):
        end_office(boss.offices.get(), TODAY, today=TODAY, by=by, now=NOW)


def test_an_office_ends_with_a_day_and_what_is_lent_of_it_too(by, acts):
    from haidang.portal.accounts.models import Delegation
    from haidang.portal.accounts.offices import end_office

    office = person("an@example.org", ("editor", "finance")).offices.get()
    for first in (0, 20):
        lent = {"valid_from": TODAY + timedelta(days=first), "valid_to": TODAY + timedelta(days=first + 9)}
        Delegation.objects.create(office=office, to=person(f"{first}@example.org"), **lent)
    last = TODAY + timedelta(days=3)
    end_office(office, last, today=TODAY, by=by, now=NOW)
    office.refresh_from_db()
    assert office.valid_to == last
    assert [each.valid_to for each in office.delegations.all()] == [last]
    assert [act for act, _, _ in acts()] == ["office.end", "delegation.end", "delegation.end"]


def test_an_office_that_was_never_in_force_is_taken_away(by, city, acts):
    from haidang.portal.accounts.offices import end_office, give_office

    made = person()
    office = give_office(made, given(), tree=city, by=by, now=NOW)
    end_office(office, TODAY - timedelta(days=1), today=TODAY, by=by, now=NOW)
    assert not made.offices.exists()
    assert [act for act, _, _ in acts()] == ["office.give", "office.end"]


def test_the_past_is_not_rewritten(by):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.offices import end_office

    office = person("an@example.org", ("editor", "finance")).offices.get()
    with pytest.raises(UseError):
        end_office(office, TODAY - timedelta(days=2), today=TODAY, by=by, now=NOW)


def test_an_administrator_without_end_is_left(boss, by):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.models import Office
    from haidang.portal.accounts.offices import end_office
    from haidang.portal.accounts.people import OPERATOR

    mine = boss.offices.get()
    other = person("other@example.org")
    Office.objects.create(account=other, role="administrator", valid_from=LONG_AGO, valid_to=date(2030, 1, 1))
    with pytest.raises(UseError, match="last administrator"):
        end_office(mine, TODAY, today=TODAY, by=acting_as(other), now=NOW)
    end_office(other.offices.get(), TODAY, today=TODAY, by=by, now=NOW)
    administrator("third@example.org")
    end_office(mine, TODAY, today=TODAY, by=OPERATOR, now=NOW)
