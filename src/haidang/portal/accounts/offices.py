"""
Offices: given, and ended. Nobody changes their own.

A person's office is over a body that exists, or over the whole city, which is named: an empty field gives nobody everything. A machine has the
role of machines alone, over one body.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.core.bodies.tree import EVERY_BODY, BodyTree
from haidang.portal.accounts.delegating import end_with
from haidang.portal.accounts.models import Account, Office
from haidang.portal.accounts.people import keeps_administrator, refuse_last, refuse_own
from haidang.portal.accounts.roles import ADMINISTRATOR, MACHINE, OF_THE_WHOLE, PERSONS
from haidang.portal.audit.recording import Actor, Write, record

WHOLE = "*"
"""What is named in the place of a body for an office of the whole city."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Given:
    """An office to be given: the role, the body or `WHOLE` (empty where the role is always of the whole), first and last day (None: open)."""

    role: str
    body_id: str
    valid_from: date
    valid_to: date | None = None


def give_office(
    account: Account, given: Given, *, tree: BodyTree, by: Actor, now: datetime, once: UUID | None = None
) -> Office:
    """
    Give an office to an account.

    Parameters
    ----------
    account
        To whom.
    given
        Which.
    tree
        The bodies that there are.
    by
        Who gives it.
    now
        The moment, with its time zone.
    once
        Made when the form was drawn: the same one twice is the same office.

    Raises
    ------
    ForbiddenError
        For the own account.
    UseError
        For a role, a body or days that do not fit.
    """
    refuse_own(account, by)
    _check(account, given, tree)
    with transaction.atomic():
        office, is_new = Office.objects.get_or_create(
            key=once or uuid4(),
            defaults={
                "account": account,
                "role": given.role,
                "body_id": EVERY_BODY if given.body_id == WHOLE else given.body_id,
                "valid_from": given.valid_from,
                "valid_to": given.valid_to,
            },
        )
        if is_new:
            _note("office.give", office, by=by, now=now)
    return office


def end_office(office: Office, last_day: date, *, today: date, by: Actor, now: datetime) -> None:
    """
    End an office with a day; yesterday ends it at once. One that was never in force is taken away.

    Raises
    ------
    ForbiddenError
        For an own office.
    UseError
        For a day that is over for longer, and for the last administrator.
    """
    refuse_own(office.account, by)
    if last_day < today - _DAY:
        raise UseError(
            say("The last day, {day}, lies in the past.", day=last_day),
            say("Write {day} to end it at once, or a later day.", day=today - _DAY),
            "last_day",
        )
    with transaction.atomic():
        if office.role == ADMINISTRATOR and not keeps_administrator(office):
            raise refuse_last()
        office.valid_to = last_day
        _note("office.end", office, by=by, now=now)
        end_with(office, last_day, by=by, now=now)
        if last_day < office.valid_from:
            office.delete()
        else:
            office.save(update_fields=["valid_to"])


def _check(account: Account, given: Given, tree: BodyTree) -> None:
    allowed = (MACHINE,) if account.is_machine else PERSONS
    if given.role not in allowed:
        raise UseError(
            say("«{seen}» is no role that this account can have.", seen=given.role),
            say("Use one of {allowed}.", allowed=allowed),
            "role",
        )
    if given.valid_to is not None and given.valid_to < given.valid_from:
        raise UseError(
            say("The last day, {last}, comes before the first, {first}.", last=given.valid_to, first=given.valid_from),
            say("Leave the last day empty when none is known."),
            "valid_to",
        )  # fmt: skip
    if given.role in OF_THE_WHOLE:
        if given.body_id not in ("", WHOLE):
            raise UseError(
                say("This role is of the whole city, and not of one body."),
                say("Leave the body empty."),
                "body_id",
            )
    elif given.body_id == WHOLE and not account.is_machine:
        return
    elif not given.body_id:
        raise UseError(
            say("This role is over a body, and none is named."),
            say("Name a body, or «{whole}» for the whole city.", whole=WHOLE),
            "body_id",
        )
    elif not tree.is_there(given.body_id, given.valid_from):
        raise UseError(
            say("There is no body «{seen}» on {day}.", seen=given.body_id, day=given.valid_from),
            say("Choose one that exists on the first day of the office."),
            "body_id",
        )


def _note(act: str, office: Office, *, by: Actor, now: datetime) -> None:
    fields = {
        "account": office.account.key,
        "role": office.role,
        "body_id": office.body_id,
        "valid_from": office.valid_from.isoformat(),
        "valid_to": office.valid_to.isoformat() if office.valid_to else "",
    }
    record([Write(act, "offices", str(office.key), fields)], by=by, now=now)
