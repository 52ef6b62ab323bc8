"""
Who may do what: the one place that is asked.

A permission is held by roles (`roles`), over a body and all below it; the predicates are made from that table. That three hands must be three
persons is a rule of what they write, and stands in `entries`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import rules as untyped_rules
from django.conf import settings
from django.db.models import Q

from haidang.base.errors import HaidangError
from haidang.base.text import say
from haidang.core.bodies.tree import EVERY_BODY, BodyTree
from haidang.portal.accounts.models import Account, Delegation
from haidang.portal.accounts.models import Office as OfficeRow
from haidang.portal.accounts.queries import has_second_factor
from haidang.portal.accounts.roles import (
    BY_CODE,
    DELEGABLE,
    FACTOR_NOBODY,
    FACTOR_RESPONSIBLE,
    PERMISSIONS,
    ROLES,
    Permission,
)
from haidang.portal.audit.recording import Actor

_RULES: Any = untyped_rules  # it states no types


class ForbiddenError(HaidangError):
    """Something that this account may not do."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a permission is asked for: a body, in the tree as it stands on a day."""

    tree: BodyTree
    body_id: str
    day: date


@dataclass(frozen=True, slots=True)
class Office:
    """
    An office that an account holds today, its own or in somebody's stead.

    Attributes
    ----------
    role, body_id
        Which; an empty body is all.
    for_key
        Account in whose stead; empty for the own one.
    """

    role: str
    body_id: str
    for_key: str = ""

    def covers(self, scope: Scope | None) -> bool:
        """Return whether it reaches what is asked for; None asks for any body at all."""
        return (
            scope is None
            or self.body_id == EVERY_BODY
            or scope.tree.answers_for(self.body_id, scope.body_id, scope.day)
        )


@dataclass(frozen=True, slots=True)
class Holder:
    """
    An account with its offices of a day: what permissions are asked of.

    Attributes
    ----------
    account
        The account.
    offices
        What it holds, its own ones first.
    limited_to
        Permissions of the token it came with; None without a token.
    has_second_factor
        Whether it signs in with a second factor.
    behind_key
        Account of who made the token it came with; empty without a token.
    """

    account: Account
    offices: tuple[Office, ...]
    limited_to: frozenset[str] | None = field(default=None)
    has_second_factor: bool = False
    behind_key: str = ""


def holder_of(account: Account, day: date, *, limited_to: frozenset[str] | None = None) -> Holder:
    """Return an account with the offices that it holds on a day; one that is not active holds none."""
    if not account.is_active:
        return Holder(account, (), limited_to)
    own_ones = OfficeRow.objects.filter(_is_valid(day), account=account).order_by("valid_from", "key")
    offices = [Office(each.role, each.body_id) for each in own_ones]
    if account.is_machine:
        return Holder(account, tuple(offices), limited_to)
    lent = Delegation.objects.filter(
        _is_valid(day),
        _is_valid(day, "office__"),
        to=account,
        office__account__is_active=True,
        office__role__in=DELEGABLE,
    )
    offices += [
        Office(each.office.role, each.office.body_id, each.office.account.key)
        for each in lent.select_related("office__account").order_by("valid_from", "key")
    ]
    # asked only where it matters
    is_strong = settings.SECOND_FACTOR != FACTOR_NOBODY and has_second_factor(account)
    return Holder(account, tuple(offices), limited_to, is_strong)


def _is_valid(day: date, of: str = "") -> Q:
    is_open = Q(**{f"{of}valid_to": None}) | Q(**{f"{of}valid_to__gte": day})
    return is_open & Q(**{f"{of}valid_from__lte": day})


def may(holder: Holder, code: str, scope: Scope | None = None) -> bool:
    """Return whether an account has a permission over a body; without a scope, over any body at all."""
    return bool(_RULES.has_perm(BY_CODE[code].code, holder, scope))


def acting(holder: Holder, code: str, scope: Scope | None = None) -> Actor:
    """
    Return as whom an account does something: in the first of its offices that lets it.

    Raises
    ------
    ForbiddenError
        When none does.
    """
    if may(holder, code, scope):
        for office in holder.offices:
            if office.role in BY_CODE[code].roles and office.covers(scope):
                account = holder.account
                return Actor(
                    account.key,
                    office.role,
                    office.body_id,
                    bytes(account.digest_key),
                    office.for_key,
                    holder.behind_key,
                )
    raise forbidden(code, holder)


def own(account: Account) -> Actor:
    """Return an account as who writes of itself, in no office."""
    return Actor(account.key, "", digest_key=bytes(account.digest_key))


def forbidden(code: str, holder: Holder | None = None) -> ForbiddenError:
    """Return the error that a permission is lacking; it names what the holder lacks: the second factor, or the roles that have it."""
    if holder is not None and _lacks_factor(holder, BY_CODE[code]):
        return ForbiddenError(
            say("This is allowed only to accounts that sign in with a second factor."),
            say("Set one up under «My account»; it takes a telephone and a minute."),
        )
    return ForbiddenError(
        say("This account may not do that, or not for this body."),
        say(
            "It takes the role {roles}, over the body in question or the whole city; an administrator gives it.",
            roles=[ROLES[role] for role in BY_CODE[code].roles],
        ),
    )


def lacks_second_factor(holder: Holder) -> bool:
    """Return whether an account holds an office that it cannot use until it has set up a second factor."""
    return any(_lacks_factor(holder, each) for each in PERMISSIONS)


def bodies_of(holder: Holder, code: str, tree: BodyTree, day: date) -> frozenset[str]:
    """Return all bodies over which an account has a permission."""
    allowed = BY_CODE[code].roles
    if not may(holder, code):
        return frozenset()
    return frozenset().union(
        *(tree.below(office.body_id, day) for office in holder.offices if office.role in allowed)
    )


def _lacks_factor(holder: Holder, permission: Permission) -> bool:
    return _is_one_of(permission.roles)(holder, None) and not _has_needed_factor(permission)(holder)


def _is_one_of(roles: Iterable[str]) -> Callable[[Holder, Scope | None], bool]:
    allowed = frozenset(roles)

    def holds(holder: Holder, scope: Scope | None) -> bool:
        return any(office.role in allowed and office.covers(scope) for office in holder.offices)

    return holds


def _is_allowed_by_token(code: str) -> Callable[[Holder], bool]:
    def allows(holder: Holder) -> bool:
        return holder.limited_to is None or code in holder.limited_to

    return allows


def _has_needed_factor(permission: Permission) -> Callable[[Holder], bool]:
    """Return whether nothing stands against it: the desk itself opens without, so that a second factor can be set up."""

    def has(holder: Holder) -> bool:
        if holder.account.is_machine or holder.has_second_factor or permission.code == "desk.open":
            return True
        return settings.SECOND_FACTOR == FACTOR_NOBODY or (
            settings.SECOND_FACTOR == FACTOR_RESPONSIBLE and not permission.is_guarded
        )

    return has


for _each in PERMISSIONS:
    _RULES.add_perm(
        _each.code,
        _RULES.predicate(_is_one_of(_each.roles), name=f"has_role:{_each.code}")
        & _RULES.predicate(_is_allowed_by_token(_each.code), name=f"in_token:{_each.code}")
        & _RULES.predicate(_has_needed_factor(_each), name=f"has_factor:{_each.code}"),
    )
