"""Standing in for somebody, during absence."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.make.accounts import NOW, TODAY, acting_as, person

DAY = timedelta(days=1)


@pytest.fixture
def pair(undone):
    """An approver of the finance office, and a colleague without an office."""
    return person("an@example.org", ("approver", "finance")), person("binh@example.org")


def lend(pair, first=TODAY, last=TODAY + 6 * DAY, by=None, **more):
    from haidang.portal.accounts import delegating

    absence = delegating.Absence(pair[1], first, last)
    return delegating.lend(
        pair[0].offices.get(), absence, today=TODAY, by=by or acting_as(pair[0], ""), now=NOW, **more
    )


def test_whoever_stands_in_acts_with_both_keys_until_the_last_day(pair, city, acts):
    from haidang.portal.accounts.permissions import Scope, acting, holder_of, may

    made = lend(pair)
    for day, is_in in (
        (TODAY - DAY, False),
        (TODAY, True),
        (TODAY + 6 * DAY, True),
        (TODAY + 7 * DAY, False),
    ):
        assert may(holder_of(pair[1], day), "entries.check", Scope(city, "finance", day)) is is_in
    by = acting(holder_of(pair[1], TODAY), "entries.check", Scope(city, "finance", TODAY))
    assert (by.account_key, by.for_key, by.role) == (pair[1].key, pair[0].key, "approver")
    assert set(by.hands) == {pair[0].key, pair[1].key}
    assert may(holder_of(pair[0], TODAY), "entries.check")  # it stays with who has it
    assert acts() == [("delegation.give", pair[0].key, str(made.key))]


def test_the_own_office_comes_first(pair, city):
    from haidang.portal.accounts.models import Office
    from haidang.portal.accounts.permissions import Scope, acting, holder_of

    lend(pair)
    Office.objects.create(account=pair[1], role="approver", body_id="city", valid_from=TODAY)
    by = acting(holder_of(pair[1], TODAY), "entries.check", Scope(city, "finance", TODAY))
    assert (by.body_id, by.for_key) == ("city", "")


def test_it_is_never_lent_on(pair):
    from haidang.portal.accounts import delegating
    from haidang.portal.accounts.permissions import ForbiddenError, acting, holder_of

    lend(pair)
    third = person("chi@example.org")
    absence = delegating.Absence(third, TODAY, TODAY)
    standing_in = acting(holder_of(pair[1], TODAY), "offices.delegate")
    for by in (standing_in, acting_as(pair[1], "")):
        with pytest.raises(ForbiddenError):
            delegating.lend(pair[0].offices.get(), absence, today=TODAY, by=by, now=NOW)


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_some_offices_are_not_lent(pair, role):
    from haidang.portal.accounts.permissions import ForbiddenError

    with pytest.raises(ForbiddenError):
        lend((person("chief@example.org", (role, "")), pair[1]))


@pytest.mark.parametrize(
    ("first", "last"),
    [(-1, 5), (5, 4), (0, 92)],
)
def test_days_that_do_not_fit(pair, first, last):
    from haidang.base.errors import UseError

    with pytest.raises(UseError) as refused:
        lend(pair, TODAY + first * DAY, TODAY + last * DAY)
    assert refused.value.where == "valid_to"


def test_days_outside_those_of_the_office(pair):
    from haidang.base.errors import UseError

    pair[0].offices.update(valid_to=TODAY + 2 * DAY)
    with pytest.raises(UseError, match="not held"):
        lend(pair)
    lend(pair, last=TODAY + 2 * DAY)


@pytest.mark.parametrize("more", [{"is_active": False}, {"is_machine": True}])
def test_persons_who_cannot_stand_in(pair, more):
    from haidang.base.errors import UseError

    with pytest.raises(UseError):
        lend((pair[0], person("x@example.org", **more)))
    with pytest.raises(UseError):
        lend((pair[0], pair[0]))


def test_not_twice_at_once_and_sent_twice_once(pair, acts):
    from haidang.base.errors import UseError

    lend(pair)
    with pytest.raises(UseError, match="already"):
        lend(pair, TODAY + 6 * DAY, TODAY + 9 * DAY)
    once = uuid4()
    lend(pair, TODAY + 7 * DAY, TODAY + 9 * DAY, once=once)
    assert len(acts()) == 2


@pytest.mark.parametrize("who", [0, 1])
def test_either_of_both_ends_it_at_once(pair, who, acts):
    from haidang.portal.accounts.delegating import take_back
    from haidang.portal.accounts.permissions import holder_of

    take_back(lend(pair), today=TODAY, by=acting_as(pair[who], ""), now=NOW)
    assert holder_of(pair[1], TODAY).offices == ()
    assert [act for act, _, _ in acts()] == ["delegation.give", "delegation.end"]


def test_nobody_else_ends_it(pair):
    from haidang.portal.accounts.delegating import take_back
    from haidang.portal.accounts.permissions import ForbiddenError

    with pytest.raises(ForbiddenError):
        take_back(lend(pair), today=TODAY, by=acting_as(person("x@example.org"), ""), now=NOW)


@pytest.mark.parametrize("what", ["office", "account", "delegate"])
def test_it_ends_with_what_it_hangs_on(pair, what):
    from haidang.portal.accounts.permissions import holder_of

    lend(pair)
    if what == "office":
        pair[0].offices.update(valid_to=TODAY - DAY)
    else:
        gone = pair[0] if what == "account" else pair[1]
        gone.is_active = False
        gone.save()
    assert holder_of(pair[1], TODAY).offices == ()
