"""
Delegation: somebody lends an office to a colleague while away. It ends by itself, and is never lent on.

Whoever stands in acts in that office with the key of whom they stand in for, and both count as hands in what is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.accounts.models import Account, Delegation, Office
from haidang.portal.accounts.permissions import ForbiddenError
from haidang.portal.accounts.roles import DELEGABLE
from haidang.portal.audit.recording import Actor, Write, record

LONGEST_DAYS = 92
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """Who stands in, and between which days."""

    to: Account
    valid_from: date
    valid_to: date


def lend(
    office: Office, absence: Absence, *, today: date, by: Actor, now: datetime, once: UUID | None = None
) -> Delegation:
    """
    Let somebody stand in for oneself in an own office.

    Parameters
    ----------
    office
        Which.
    absence
        Who stands in, and when.
    today
        The day where the city lies.
    by
        Who lends it: whose office it is.
    now
        The moment, with its time zone.
    once
        Made when the form was drawn: the same one twice is the same delegation.

    Raises
    ------
    ForbiddenError
        For an office of somebody else, or of a role that is not lent.
    UseError
        For a person or days that do not fit.
    """
    if office.account.key != by.account_key or by.for_key or office.role not in DELEGABLE:
        raise ForbiddenError(
            say(
                "Only an own office as editor, approver or leader can be lent, and none that is lent already."
            ),
            say("Let whoever holds it lend it, or ask an administrator for an office of their own."),
        )
    _check(office, absence, today)
    with transaction.atomic():
        delegation, is_new = Delegation.objects.get_or_create(
            key=once or uuid4(),
            defaults={
                "office": office,
                "to": absence.to,
                "valid_from": absence.valid_from,
                "valid_to": absence.valid_to,
            },
        )
        if is_new:
            _note("delegation.give", delegation, by=by, now=now)
    return delegation


def take_back(delegation: Delegation, *, today: date, by: Actor, now: datetime) -> None:
    """
    End a delegation at once; it is for whoever lent it, and for whoever stands in.

    Raises
    ------
    ForbiddenError
        For anybody else.
    """
    if by.account_key not in (delegation.office.account.key, delegation.to.key):
        raise ForbiddenError(
            say("Only whoever lent an office, or stands in, ends it before its day."), say("Ask one of them.")
        )
    with transaction.atomic():
        _end(delegation, today - _DAY, by=by, now=now)


def end_with(office: Office, last_day: date, *, by: Actor, now: datetime) -> None:
    """End all that is lent of an office with its last day, inside the transaction that ends it."""
    for each in office.delegations.select_related("to").filter(valid_to__gt=last_day):
        _end(each, last_day, by=by, now=now)


def _end(delegation: Delegation, last_day: date, *, by: Actor, now: datetime) -> None:
    """End a delegation with a day; one that was never in force is taken away."""
    delegation.valid_to = last_day
    _note("delegation.end", delegation, by=by, now=now)
    if last_day < delegation.valid_from:
        delegation.delete()
    else:
        delegation.save(update_fields=["valid_to"])


def _check(office: Office, absence: Absence, today: date) -> None:
    to, first, last = absence.to, absence.valid_from, absence.valid_to
    if to.is_machine or not to.is_active or to.pk == office.account_id:
        raise UseError(
            say("This account cannot stand in."),
            say("Choose another person whose account is in use."),
            "to",
        )
    if last < first or first < today or (last - first).days >= LONGEST_DAYS:
        raise UseError(
            say("From {first} to {last} cannot be lent.", first=first, last=last),
            say(
                "Choose days from {today} on, the last one not before the first, at most {count} days.",
                today=today,
                count=LONGEST_DAYS,
            ),
            "valid_to",
        )
    if first < office.valid_from or (office.valid_to is not None and last > office.valid_to):
        raise UseError(
            say("The office itself is not held on all of these days."),
            say("Choose days within those of the office."),
            "valid_to",
        )
    if office.delegations.filter(to=to, valid_from__lte=last, valid_to__gte=first).exists():
        raise UseError(
            say("This person stands in for you on some of these days already."),
            say("End that one first, or choose other days."),
            "to",
        )


def _note(act: str, delegation: Delegation, *, by: Actor, now: datetime) -> None:
    office = delegation.office
    fields: dict[str, str | None] = {
        "office": str(office.key),
        "role": office.role,
        "body_id": office.body_id,
        "to": delegation.to.key,
        "valid_from": delegation.valid_from.isoformat(),
        "valid_to": delegation.valid_to.isoformat(),
    }
    record([Write(act, "delegations", str(delegation.key), fields)], by=by, now=now)
