"""Accounts for tests, with their offices."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haidang.portal.accounts.models import Account
    from haidang.portal.audit.recording import Actor

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LONG_AGO = date(2020, 1, 1)
PASSWORD = "four words that only we join"


def person(
    email: str = "an@example.org", *offices: tuple[str, str], name: str = "", **more: object
) -> Account:
    """An account with offices since long ago, each a role and a body (empty: of the whole city)."""
    from haidang.portal.accounts.models import Account, Office

    made = Account(email=email, name=name or email.partition("@")[0].title(), **more)
    made.set_password(PASSWORD) if not made.is_machine else made.set_unusable_password()
    made.save()
    for role, body_id in offices:
        Office.objects.create(account=made, role=role, body_id=body_id, valid_from=LONG_AGO)
    return made


def administrator(email: str = "admin@example.org") -> Account:
    """An administrator without end."""
    return person(email, ("administrator", ""))


def acting_as(account: Account, role: str = "administrator") -> Actor:
    """Who writes, in an office of the whole city."""
    from haidang.portal.audit.recording import Actor

    return Actor(account.key, role, digest_key=bytes(account.digest_key))
