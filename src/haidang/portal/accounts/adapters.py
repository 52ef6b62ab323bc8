"""
What allauth asks of us: who may sign in, and where to afterwards.

Nobody makes an account for themselves, neither with a password nor through a provider: an administrator does.
"""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from haidang.portal.accounts.models import Account
from haidang.portal.accounts.permissions import holder_of, lacks_second_factor

LOCKED_MINUTES = 15
"""After that long without an attempt an account, or an address, that was locked out may try again."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth states no types
    """Signing in with a password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth hands it in
        """Nobody signs up."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: object) -> HttpResponse:  # noqa: ARG002
        """Say to the holder of an account that is disabled that it is."""
        return render(request, "account/account_inactive.html", status=HTTPStatus.FORBIDDEN)

    def post_login(self, request: HttpRequest, user: Account, **kwargs: object) -> HttpResponse:
        """Lead on; first to a second factor where an office waits for one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if lacks_second_factor(holder_of(user, timezone.localdate())):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return response

    def unlock(self, request: HttpRequest, account: Account) -> None:
        """Forget the failed attempts of an account that has got a new password."""
        self._delete_login_attempts_cached_email(request, email=account.email)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in through the city's identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Nobody signs up."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:  # noqa: ARG002
        """Find the account by an e-mail address that the provider has verified; of it nothing else is taken or kept."""
        sociallogin.state["process"] = AuthProcess.LOGIN  # never to tie one more identity to an account
        emails = [each.email.strip().lower() for each in sociallogin.email_addresses if each.verified is True]
        account = Account.objects.filter(email__in=emails, is_machine=False).first()
        if account is not None:
            sociallogin.user = account

    def on_authentication_error(
        self, request: HttpRequest, provider: object, error: object = None, **kwargs: object
    ) -> None:
        """Lead who turned back at the provider to where they came from."""
        super().on_authentication_error(request, provider, error=error, **kwargs)
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
