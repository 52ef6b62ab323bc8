"""
Machines and their tokens.

A token is shown once and kept as a hash. It counts until its last day, a year at most, or until an administrator takes it back, and never for
more than a scope that is no decision: whoever checks, publishes or administrates is a person.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.bodies.tree import BodyTree
from haidang.portal.accounts.links import hash_of
from haidang.portal.accounts.models import LONGEST_NAME, Account, Token, make_key
from haidang.portal.accounts.offices import Given, give_office
from haidang.portal.accounts.people import note, refuse_long
from haidang.portal.accounts.permissions import Holder, holder_of
from haidang.portal.accounts.roles import MACHINE, SCOPES
from haidang.portal.audit.recording import Actor, Write, record

LONGEST = timedelta(days=365)
_PREFIX = "haidang_"
_BYTES = 32
_USE_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine to be: what it is called, and the body for which it enters."""

    name: str
    body_id: str


def add_machine(
    machine: Machine, *, tree: BodyTree, by: Actor, now: datetime, once: UUID | None = None
) -> Account:
    """
    Make the account of a machine with its one office.

    Parameters
    ----------
    machine
        Which.
    tree
        The bodies that there are.
    by
        Who makes it.
    now
        The moment, with its time zone.
    once
        Made when the form was drawn: the same one twice is the same machine.

    Raises
    ------
    UseError
        For an empty name or a body that does not exist.
    """
    if not machine.name.strip():
        raise UseError(say("The name is empty."), say("Write what the machine is called."), "name")
    refuse_long(machine.name.strip(), LONGEST_NAME, "name")
    with transaction.atomic():
        key = make_key(once)
        same = Account.objects.filter(key=key).first()
        if same is not None:
            return same
        # nobody signs in with it: it is no address, and there is no password
        account = Account(key=key, email=key, name=machine.name.strip(), is_machine=True, made_at=now)
        account.set_unusable_password()
        account.save(force_insert=True)
        note("account.add", account, by=by, now=now, fields={"is_machine": "true", "name": account.name})
        given = Given(MACHINE, machine.body_id, timezone.localdate(now))
        give_office(account, given, tree=tree, by=by, now=now)
    return account


def make_token(
    account: Account, label: str, ends_on: date, *, by: Actor, now: datetime, once: UUID | None = None
) -> str:
    """
    Make a token of a machine and return it; this is the one time that it is seen.

    Parameters
    ----------
    account
        The machine.
    label
        What it is for.
    ends_on
        Its last day.
    by
        Who makes it.
    now
        The moment, with its time zone.
    once
        Made when the form was drawn: with the same one twice none is made, and nothing returned.

    Raises
    ------
    UseError
        For a person, an empty label, or a last day that is over or too far.
    """
    today = timezone.localdate(now)
    if not account.is_machine or not account.is_active:
        raise UseError(say("Only a machine that is not disabled has tokens."), say("Make a machine first."))
    if not label.strip():
        raise UseError(say("The label is empty."), say("Write what the token is for."), "label")
    refuse_long(label.strip(), LONGEST_NAME, "label")
    if not today <= ends_on <= today + LONGEST:
        raise UseError(
            say("A token cannot end on {day}.", day=ends_on),
            say("Choose a day between {first} and {last}.", first=today, last=today + LONGEST),
            "ends_on",
        )  # fmt: skip
    text = _PREFIX + secrets.token_urlsafe(_BYTES)
    with transaction.atomic():
        token, is_new = Token.objects.get_or_create(
            key=once or uuid4(),
            defaults={
                "account": account,
                "label": label.strip(),
                "sha256": hash_of(text),
                "scopes": " ".join(SCOPES),
                "made_by_key": by.account_key,
                "made_at": now,
                "ends_on": ends_on,
            },
        )
        if is_new:
            _note("token.make", token, by=by, now=now)
    return text if is_new else ""


def revoke_token(token: Token, *, by: Actor, now: datetime) -> None:
    """Take a token back: from now on it counts no more. A second time changes nothing."""
    with transaction.atomic():
        if Token.objects.filter(key=token.key, revoked_at=None).update(revoked_at=now):
            token.revoked_at = now
            _note("token.revoke", token, by=by, now=now)


def holder_by_token(text: str, now: datetime) -> Holder | None:
    """
    Return the machine that shows a token, limited to what the token is for; None for one that counts no more, or never did.

    The token is looked up by its hash, so that the time it takes says nothing of how near a guess was.
    """
    today = timezone.localdate(now)
    token = Token.objects.select_related("account").filter(sha256=hash_of(text), revoked_at=None).first()
    if token is None or token.ends_on < today or not (token.account.is_active and token.account.is_machine):
        return None
    if token.used_at is None or now - token.used_at >= _USE_NOTED_EVERY:
        Token.objects.filter(key=token.key).update(used_at=now)
    found = holder_of(token.account, today, limited_to=frozenset(token.scopes.split()) & frozenset(SCOPES))
    return replace(found, behind_key=token.made_by_key)


def _note(act: str, token: Token, *, by: Actor, now: datetime) -> None:
    fields: dict[str, str | None] = {
        "account": token.account.key,
        "scopes": token.scopes,
        "ends_on": token.ends_on.isoformat(),
    }
    record([Write(act, "tokens", str(token.key), fields, {"label": token.label})], by=by, now=now)
