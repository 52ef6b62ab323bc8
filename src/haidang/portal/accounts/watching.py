"""
What the audit keeps of signing in: by which account and how it went; never what was typed, nor an address that no account has.

Attempts are few by the limits upon them, and so are the rows.
"""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.signals import password_changed
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from haidang.portal.accounts.models import Account
from haidang.portal.accounts.people import note
from haidang.portal.accounts.permissions import own
from haidang.portal.accounts.sessions import begin
from haidang.portal.audit.recording import Actor

NOBODY = Actor("", "")
"""Who tries to sign in, and is not known yet."""


def listen() -> None:
    """Connect all that is listened to."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_refused)
    mfa.authentication_failed.connect(_refused_code)
    password_changed.connect(_changed_password)
    mfa.authenticator_added.connect(_added_factor)
    mfa.authenticator_removed.connect(_removed_factor)
    mfa.authenticator_reset.connect(_renewed_codes)


def _note(act: str, account: object, by: Actor | None = None) -> None:
    if isinstance(account, Account):
        with transaction.atomic():
            note(act, account, by=by or own(account), now=timezone.now())


def _signed_in(*, request: HttpRequest, user: Account, **_: object) -> None:
    begin(request)
    SessionStore.clear_expired()  # nobody else does
    _note("account.sign_in", user)


def _signed_out(*, user: Account | None, **_: object) -> None:
    _note("account.sign_out", user)


def _refused(*, credentials: Mapping[str, object], **_: object) -> None:
    email = str(credentials.get("email", "")).strip().lower()
    _note("account.sign_in_refused", Account.objects.filter(email=email).first(), NOBODY)


def _refused_code(*, user: Account, **_: object) -> None:
    _note("account.code_refused", user, NOBODY)


def _changed_password(*, user: Account, **_: object) -> None:
    _note("account.set_password", user)


def _added_factor(*, user: Account, authenticator: Authenticator, **_: object) -> None:
    _note(f"account.add_{authenticator.type}", user)


def _removed_factor(*, user: Account, authenticator: Authenticator, **_: object) -> None:
    _note(f"account.remove_{authenticator.type}", user)


def _renewed_codes(*, user: Account, **_: object) -> None:
    _note("account.renew_recovery_codes", user)
