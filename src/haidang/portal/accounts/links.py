"""
Links that set a password: the way into a new account, and back into one whose password is forgotten.

An administrator hands one over, so that no mail server is needed. Of an account the newest link alone counts, once, and for some days; what is
kept of it is a hash.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.accounts.models import Account
from haidang.portal.accounts.people import note
from haidang.portal.accounts.permissions import own
from haidang.portal.audit.recording import Actor

GOOD_FOR = timedelta(days=3)
_BYTES = 32


def hash_of(secret: str) -> str:
    """Return what is kept of a secret of chance."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_link(account: Account, *, by: Actor, now: datetime) -> str:
    """
    Return the secret of a new link, shown this once; an earlier one counts no more. The password of now stays until it is used.

    Raises
    ------
    UseError
        For a machine, or an account that is disabled.
    """
    if account.is_machine or not account.is_active:
        raise UseError(
            say("Only an account of a person that is not disabled signs in with a password."),
            say("Enable the account first; for a machine make a token."),
        )
    secret = secrets.token_urlsafe(_BYTES)
    with transaction.atomic():
        account.link_sha256, account.link_ends_at = hash_of(secret), now + GOOD_FOR
        account.save(update_fields=["link_sha256", "link_ends_at"])
        note("account.link", account, by=by, now=now)
    return secret


def find_by_link(secret: str, now: datetime) -> Account | None:
    """Return the account whose password a link sets; None when it counts no more."""
    return Account.objects.filter(
        link_sha256=hash_of(secret), link_ends_at__gt=now, is_active=True, is_machine=False
    ).first()


def use_link(secret: str, password: str, *, now: datetime) -> Account | None:
    """Set the password and end the link; None when it was used or replaced in the meantime."""
    with transaction.atomic():
        account = find_by_link(secret, now)
        if account is None:
            return None
        # of two at once, one finds the link
        is_mine = Account.objects.filter(pk=account.pk, link_sha256=account.link_sha256).update(link_sha256=None, link_ends_at=None)  # fmt: skip
        if not is_mine:
            return None
        account.link_sha256 = account.link_ends_at = None
        account.set_password(password)
        account.save()
        note("account.set_password", account, by=own(account), now=now)
    return account
