"""
What is done with accounts from the command line of the machine, and with no office: whoever has that has everything.

It is how the first administrator is made, and how one comes in who has lost everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.bodies.tree import BodyTree
from haidang.portal.accounts.links import GOOD_FOR, make_link
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.offices import Given, give_office
from haidang.portal.accounts.people import OPERATOR, Person, add_person, disable, reset_second_factor
from haidang.portal.accounts.permissions import Holder, holder_of
from haidang.portal.accounts.queries import list_people


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was made: for whom, where it leads, and its last day."""

    email: str
    address: str
    until: date


def add(person: Person, role: str, body_id: str, *, make_tree: Callable[[], BodyTree], now: datetime) -> Link:
    """
    Make an account with an office from today on, if a role is named, and the link to it; all or nothing.

    Parameters
    ----------
    person
        Whose.
    role, body_id
        Of the office; an empty role gives none.
    make_tree
        Finds the bodies that there are.
    now
        The moment, with its time zone.

    Raises
    ------
    UseError
        For what cannot be an account or an office.
    """
    with transaction.atomic():
        account = add_person(person, by=OPERATOR, now=now)
        if role:
            given = Given(role, body_id, timezone.localdate(now))
            give_office(account, given, tree=make_tree(), by=OPERATOR, now=now)
        return _link(account, now)


def link(email: str, *, now: datetime, with_new_factor: bool = False) -> Link:
    """
    Make a new link for an account, and take its second factor away if that is asked for.

    Raises
    ------
    UseError
        Where there is no such account, or it is disabled.
    """
    with transaction.atomic():
        account = _find(email)
        if with_new_factor:
            reset_second_factor(account, by=OPERATOR, now=now)
        return _link(account, now)


def end(email: str, *, now: datetime) -> None:
    """
    Disable an account.

    Raises
    ------
    UseError
        Where there is no such account, or it is the last administrator's.
    """
    disable(_find(email), by=OPERATOR, now=now)


def list_holders(now: datetime) -> list[Holder]:
    """Return all persons with the offices of today."""
    return [holder_of(each, timezone.localdate(now)) for each in list_people()]


def _link(account: Account, now: datetime) -> Link:
    path = reverse("account_link", args=[make_link(account, by=OPERATOR, now=now)])
    return Link(account.email, settings.ENVIRONMENT.address + path, timezone.localdate(now + GOOD_FOR))


def _find(email: str) -> Account:
    found = Account.objects.filter(email=email.strip().lower(), is_machine=False).first()
    if found is None:
        raise UseError(
            say("There is no account with the e-mail address «{email}».", email=email),
            say("`haidang portal account list` shows all."),
            "EMAIL",
        )
    return found
