"""
The addresses of signing in and of the own second factor, at /accounts/.

Their names are those by which allauth finds them; what it has beyond these is not reachable.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.decorators.cache import never_cache

import haidang.portal.reading.converters  # noqa: F401  registers what stands in the addresses
from haidang.portal.desk.paging import READ, WRITE
from haidang.portal.desk.views import signing as own
from haidang.portal.reading.methods import View, takes

_PROVIDER = {"provider_id": "city"}


def _read(view: View) -> View:
    return never_cache(takes(*READ)(view))


def _write(view: View) -> View:
    return never_cache(takes(*WRITE)(view))


urlpatterns = [
    path("login/", _write(own.sign_in), name="account_login"),
    path("logout/", _write(own.sign_out), name="account_logout"),
    path("language/<language:chosen>/", _read(own.choose_language), name="account_language"),
    path("link/<str:secret>/", _write(own.set_password), name="account_link"),
    path("password/", _write(own.change_password), name="account_change_password"),
    path("again/", _write(account.reauthenticate), name="account_reauthenticate"),
    path("second-factor/", _read(own.second_factor), name="mfa_index"),
    path("second-factor/sign-in/", _write(mfa.authenticate), name="mfa_authenticate"),
    path("second-factor/again/", _write(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("second-factor/activate/", _write(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/deactivate/", _write(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", _read(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/renew/", _write(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("oidc/login/", _read(own.provider_sign_in), _PROVIDER, name="openid_connect_login"),
    path("oidc/login/callback/", _read(own.provider_callback), _PROVIDER, name="openid_connect_callback"),
]
