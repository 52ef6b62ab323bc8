"""Links that set a password."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.make.accounts import NOW, PASSWORD, person

OTHER = "quite another set of words"


def test_a_link_sets_the_password_once(by, acts):
    from haidang.portal.accounts.links import find_by_link, make_link, use_link

    made = person()
    secret = make_link(made, by=by, now=NOW)
    made.refresh_from_db()
    assert made.check_password(PASSWORD)
    assert secret not in str(made.__dict__)
    assert find_by_link(secret, NOW).pk == made.pk
    assert use_link(secret, OTHER, now=NOW).check_password(OTHER)
    assert find_by_link(secret, NOW) is None
    assert use_link(secret, PASSWORD, now=NOW) is None
    assert [act for act, _, _ in acts()] == ["account.link", "account.set_password"]
    assert acts()[1][1] == made.key


def test_the_newest_link_alone_counts(by):
    from haidang.portal.accounts.links import find_by_link, make_link

    made = person()
    first, second = (make_link(made, by=by, now=NOW) for _ in range(2))
    assert find_by_link(first, NOW) is None
    assert find_by_link(second, NOW) is not None


def test_a_link_ends_after_three_days(by):
    from haidang.portal.accounts.links import find_by_link, make_link

    secret = make_link(person(), by=by, now=NOW)
    assert find_by_link(secret, NOW + timedelta(days=3) - timedelta(seconds=1)) is not None
    assert find_by_link(secret, NOW + timedelta(days=3)) is None


@pytest.mark.parametrize("more", [{"is_machine": True}, {"is_active": False}])
def test_who_cannot_sign_in_gets_no_link(by, more):
    from haidang.base.errors import UseError
    from haidang.portal.accounts.links import make_link

    with pytest.raises(UseError):
        make_link(person(**more), by=by, now=NOW)
    assert more


@pytest.mark.parametrize("guess", ["", "x", "Ω" * 5000])
def test_a_guess_finds_nobody(by, guess):
    from haidang.portal.accounts.links import find_by_link

    person()
    assert find_by_link(guess, NOW) is None
