"""Signing in and out, and setting a password by a link; what is not ours to add is allauth's."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from allauth.socialaccount.adapter import get_adapter as get_provider_adapter
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from requests import RequestException

from haidang.base.text import say
from haidang.portal.accounts.adapters import AccountAdapter
from haidang.portal.accounts.links import find_by_link, use_link
from haidang.portal.accounts.models import Account
from haidang.portal.desk.forms.fields import Form, form_of
from haidang.portal.desk.forms.signing import password_field, troubles_of_codes
from haidang.portal.desk.frame import LANGUAGE_COOKIE, language_of
from haidang.telling.teller import teller

_LANGUAGE_KEPT_S = 365 * 24 * 60 * 60


class SignIn(LoginView):  # type: ignore[misc] # allauth states no types
    """The page for signing in, with the way through the city's provider where there is one."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the provider."""
        apps = get_provider_adapter(self.request).list_apps(self.request)
        return {**super().get_context_data(**kwargs), "provider": apps[0].name if apps else ""}


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    """The page for another password; whoever signs in through the provider alone has none to change."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """Lead back where there is no password."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return HttpResponseRedirect(_own_account(request))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_default_success_url(self) -> str:
        """Lead back to the own account."""
        return _own_account(self.request)


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view()
change_password = ChangePassword.as_view()


def choose_language(request: HttpRequest, chosen: str) -> HttpResponse:
    """Keep the language of the pages that have one address for all, and lead back."""
    back = request.GET.get("next", "")
    is_own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if is_own else reverse(settings.LOGIN_URL))
    response.set_cookie(
        LANGUAGE_COOKIE,
        chosen,
        max_age=_LANGUAGE_KEPT_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@sensitive_post_parameters()
def set_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Set the first password, or a new one, by a link that an administrator handed over."""
    account = find_by_link(secret, timezone.now())
    form = form_of(*(password_field(each, "new-password") for each in ("password1", "password2")))
    if account is None:
        return render(request, "account/link_ended.html", status=HTTPStatus.NOT_FOUND)
    if request.method == "POST" and _is_good(form, request, account):
        # used by somebody else in this very moment, it leads to a password that this one does not know
        if use_link(secret, request.POST["password1"], now=timezone.now()) is None:
            return render(request, "account/link_ended.html", status=HTTPStatus.NOT_FOUND)
        adapter = get_adapter(request)
        if isinstance(adapter, AccountAdapter):
            adapter.unlock(request, account)
        logout(request)
        done = say("The password is set. Sign in with it now.")
        messages.success(request, teller(language_of(request))(done))
        return HttpResponseRedirect(reverse("account_login"))
    return render(request, "account/link.html", {"told": form, "email": account.email})


def _is_good(form: Form, request: HttpRequest, account: Account) -> bool:
    first, second = (request.POST.get(each, "") for each in ("password1", "password2"))
    try:
        validate_password(first, account)
    except ValidationError as error:
        for trouble in troubles_of_codes(error.error_list):
            form.note(trouble, "password1")
    if first != second:
        for trouble in troubles_of_codes([ValidationError("", code="password_twice")]):
            form.note(trouble, "password2")
    return not form.is_wrong


def second_factor(request: HttpRequest) -> HttpResponse:
    """Lead to the own account, where the second factor stands."""
    return HttpResponseRedirect(_own_account(request))


def provider_sign_in(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the city's provider."""
    return _through_provider(openid_connect.login, request, provider_id)


def provider_callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take what the city's provider says of who came back."""
    return _through_provider(openid_connect.callback, request, provider_id)


def _through_provider(
    view: Callable[..., HttpResponseBase], request: HttpRequest, provider_id: str
) -> HttpResponseBase:
    try:
        response: HttpResponseBase = view(request, provider_id=provider_id)
    except (RequestException, ValueError, KeyError):  # it does not answer, or not as a provider does
        response = render(request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY)
    return response


def _own_account(request: HttpRequest) -> str:
    return reverse("desk:account", args=[language_of(request)])
