"""
Accounts of persons: made, changed, disabled, enabled and erased.

Nobody disables or erases their own account, and an administrator without end is always left. Where an account is erased its key stays behind,
in what it wrote and in the audit, and names nobody any more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from haidang.base.errors import UseError
from haidang.base.text import LANGUAGES, say
from haidang.portal.accounts.models import LONGEST_EMAIL, LONGEST_NAME, Account, Office, make_key
from haidang.portal.accounts.permissions import ForbiddenError
from haidang.portal.accounts.roles import ADMINISTRATOR
from haidang.portal.audit.recording import Actor, Write, record

TABLE = "accounts"
OPERATOR = Actor("operator", "operator")
"""Whoever has the command line of the machine, and thereby everything."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is said of a person: an e-mail address, a name, the language of their pages."""

    email: str
    name: str
    language: str = LANGUAGES[0]


def add_person(person: Person, *, by: Actor, now: datetime, once: UUID | None = None) -> Account:
    """
    Make an account without a password and without an office.

    Parameters
    ----------
    person
        Whose.
    by
        Who makes it.
    now
        The moment, with its time zone.
    once
        Made when the form was drawn: the same one twice is the same account.

    Raises
    ------
    UseError
        For what is no address, an empty name, or an address that another account has.
    """
    email, name = person.email.strip().lower(), person.name.strip()
    _check(email, name)
    with transaction.atomic():
        key = make_key(once)
        same = Account.objects.filter(key=key).first()
        if same is not None:
            return same
        if Account.objects.filter(email=email).exists():
            raise UseError(
                say("There is an account with the e-mail address «{email}» already.", email=email),
                say("Open that one in the list of people."),
                "email",
            )
        account = Account(key=key, email=email, name=name, language=person.language, made_at=now)
        account.set_unusable_password()
        account.save(force_insert=True)
        note("account.add", account, by=by, now=now, fields={"language": account.language}, email=email, name=name)  # fmt: skip
    return account


def change_person(account: Account, name: str, language: str, *, by: Actor, now: datetime) -> None:
    """
    Change name and language of an account.

    Raises
    ------
    UseError
        For an empty name.
    """
    _check(account.email, name.strip())
    with transaction.atomic():
        account.name, account.language = name.strip(), language
        account.save(update_fields=["name", "language"])
        note("account.change", account, by=by, now=now, fields={"language": language}, name=account.name)


def disable(account: Account, *, by: Actor, now: datetime) -> None:
    """
    Disable an account: its sessions end at once, its password and its link are gone, its tokens are worth nothing; its offices stay written.

    Raises
    ------
    ForbiddenError
        For the own one.
    UseError
        For the last administrator.
    """
    refuse_own(account, by)
    with transaction.atomic():
        _keep_one_administrator(without=account)
        account.is_active = False
        account.set_unusable_password()  # a session is tied to it
        account.link_sha256 = account.link_ends_at = None
        account.save()
        note("account.disable", account, by=by, now=now)


def enable(account: Account, *, by: Actor, now: datetime) -> None:
    """Let an account that was disabled be used again; a person needs a new link."""
    with transaction.atomic():
        account.is_active = True
        account.save(update_fields=["is_active"])
        note("account.enable", account, by=by, now=now)


def erase(account: Account, *, by: Actor, now: datetime) -> None:
    """
    Erase an account with all that is personal, its offices and the key of its digests; not what was written with it.

    Raises
    ------
    ForbiddenError
        For the own one.
    UseError
        For the last administrator.
    """
    refuse_own(account, by)
    with transaction.atomic():
        _keep_one_administrator(without=account)
        note("account.erase", account, by=by, now=now)
        account.delete()


def reset_second_factor(account: Account, *, by: Actor, now: datetime) -> None:
    """Take the second factor of an account away, when the telephone is lost: it is to be set up anew."""
    with transaction.atomic():
        Authenticator.objects.filter(user=account).delete()
        note("account.reset_second_factor", account, by=by, now=now)


def note(
    act: str,
    account: Account,
    *,
    by: Actor,
    now: datetime,
    fields: dict[str, str | None] | None = None,
    **personal: str,
) -> None:
    """Record a write to an account; what is personal as digests under the account's own key, so that they end with it."""
    write = Write(act, TABLE, account.key, fields or {}, personal)
    record([write], by=replace(by, digest_key=bytes(account.digest_key)), now=now)


def keeps_administrator(office: Office | None = None, *, without: Account | None = None) -> bool:
    """Return whether an administrator without end is left besides an office or an account; inside a transaction, which holds it so."""
    held = Office.objects.select_for_update().filter(role=ADMINISTRATOR)
    now_in_office = [
        each.account_id
        for each in held
        if each.valid_to is None and each.valid_from <= timezone.localdate() and each != office
    ]
    left = Account.objects.filter(pk__in=now_in_office, is_active=True)
    return (left.exclude(pk=without.pk) if without is not None else left).exists()


def refuse_last() -> UseError:
    """Return the error that nobody would be left to administrate."""
    return UseError(
        say("This is the last administrator: nobody could give offices any more."),
        say("Make another person administrator first, without a last day."),
    )


def _keep_one_administrator(*, without: Account) -> None:
    is_one = without.offices.filter(role=ADMINISTRATOR).exists()
    if is_one and not keeps_administrator(without=without):
        raise refuse_last()


def refuse_own(account: Account, by: Actor) -> None:
    """
    Refuse what somebody would decide over themselves, or over whom they stand in for.

    Raises
    ------
    ForbiddenError
        For an account that has a hand in it.
    """
    if account.key in by.hands:
        raise ForbiddenError(
            say("Nobody disables or erases their own account, or changes their own offices."),
            say("Ask another administrator."),
        )


def _check(email: str, name: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise UseError(
            say("«{seen}» is no e-mail address.", seen=email),
            say("Write one like name@example.org."),
            "email",
        ) from None
    if not name:
        raise UseError(say("The name is empty."), say("Write how colleagues call the person."), "name")
    refuse_long(email, LONGEST_EMAIL, "email")
    refuse_long(name, LONGEST_NAME, "name")


def refuse_long(text: str, most: int, where: str) -> None:
    """
    Refuse a text that is longer than its column: not every database does.

    Raises
    ------
    UseError
        When it is.
    """
    if len(text) > most:
        raise UseError(say("The text has more than {count} letters.", count=most), say("Shorten it."), where)
