"""Reading accounts: lists of people, names of colleagues, who stands in for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from haidang.portal.accounts.models import Account, Delegation, Office


def list_people() -> QuerySet[Account]:
    """Return all accounts of persons with their offices, by name."""
    return (
        Account.objects.filter(is_machine=False).prefetch_related("offices").order_by("-is_active", "name", "key")
    )  # fmt: skip


def list_machines() -> QuerySet[Account]:
    """Return all accounts of machines with offices and tokens, by name."""
    found = Account.objects.filter(is_machine=True).prefetch_related("offices", "tokens")
    return found.order_by("-is_active", "name", "key")


def has_second_factor(account: Account) -> bool:
    """Return whether an account signs in with a second factor."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def names_of(keys: Iterable[str]) -> Mapping[str, str]:
    """Return what accounts are called, for colleagues at the desk; one that was erased has no name any more."""
    return dict(Account.objects.filter(key__in=set(keys)).values_list("key", "name"))


def offices_of(account: Account) -> QuerySet[Office]:
    """Return all offices of an account, also past and coming ones."""
    return account.offices.order_by("-valid_from", "key")


def lent_by(account: Account, day: date) -> QuerySet[Delegation]:
    """Return who stands in for an account on a day or later."""
    found = Delegation.objects.filter(office__account=account, valid_to__gte=day)
    return found.select_related("office__account", "to").order_by("valid_from", "key")


def lent_to(account: Account, day: date) -> QuerySet[Delegation]:
    """Return for whom an account stands in on a day or later; offices that have ended and accounts that are disabled lend nothing."""
    is_held = Q(office__valid_to=None) | Q(office__valid_to__gte=day)
    found = Delegation.objects.filter(is_held, to=account, valid_to__gte=day, office__account__is_active=True)
    return found.select_related("office__account", "to").order_by("valid_from", "key")
