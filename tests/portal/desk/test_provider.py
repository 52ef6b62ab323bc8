"""Signing in through the city's identity provider: a real one, on this machine."""

from __future__ import annotations

import json
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
import requests

from tests.make.accounts import person

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider's own
SIGN_IN = "/accounts/oidc/login/"


@pytest.fixture(scope="module")
def server():
    """The provider."""
    from oidc_provider_mock import run_server_in_thread

    with run_server_in_thread() as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture
def visitor(haiphong_loaded, undone):
    """A browser that nobody has signed in with."""
    from django.test import Client

    return Client(headers={"host": "localhost", "accept-language": "en"})


@pytest.fixture
def through(server, visitor, monkeypatch):
    """Sign in as somebody whom the provider knows by some claims."""
    _use(monkeypatch, server)

    def go(path: str = SIGN_IN, **claims):
        body = json.dumps({"sub": "someone", **claims}).encode()
        asked = Request(f"{server}/users/someone", body, {"Content-Type": "application/json"}, method="PUT")
        urlopen(asked).close()
        away = visitor.get(path).headers["Location"]
        assert away.startswith(server)
        back = requests.post(away, data={"sub": "someone"}, allow_redirects=False, timeout=5).headers[
            "Location"
        ]
        place = urlsplit(back)
        assert place.path == "/accounts/oidc/login/callback/"
        return visitor.get(f"{place.path}?{place.query}")

    return go


def _use(monkeypatch, server: str) -> None:
    from django.conf import settings

    app = {
        "provider_id": "city", "name": "Haiphong ID", "client_id": "haidang", "secret": "s3cret",
        "settings": {"server_url": server},
    }  # fmt: skip
    providers = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    monkeypatch.setattr(settings, "SOCIALACCOUNT_PROVIDERS", providers)


def is_in(visitor) -> bool:
    return visitor.get("/desk/en/account").status_code == 200


def test_an_account_that_exists_is_signed_in_and_keeps_its_password(through, visitor):
    from tests.make.accounts import PASSWORD

    made = person("an@example.org", ("editor", "city_statistics"))
    assert "Haiphong ID" in visitor.get("/accounts/login/").content.decode()
    done = through(f"{SIGN_IN}?next=/desk/en/account", email="An@Example.org", email_verified=True)
    assert done.headers["Location"] == "/desk/en/account"
    assert is_in(visitor)
    made.refresh_from_db()
    assert made.check_password(PASSWORD)


def test_nothing_of_the_provider_is_kept(through):
    from allauth.account.models import EmailAddress
    from allauth.socialaccount.models import SocialAccount

    person("an@example.org", ("editor", "city_statistics"))
    through(email="an@example.org", email_verified=True, name="Canary Bird")
    through(f"{SIGN_IN}?process=connect", email="an@example.org", email_verified=True)
    assert not SocialAccount.objects.exists()
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "an@example.org", "email_verified": False},
        {"email": "an@example.org"},
        {"email": "an@example.org", "email_verified": "false"},
        {"email": "stranger@example.org", "email_verified": True},
        {},
    ],
)
def test_nobody_else_is_and_no_account_is_made(through, visitor, claims):
    from haidang.portal.accounts.models import Account

    person("an@example.org", ("editor", "city_statistics"))
    refused = through(**claims)
    assert "There is no account for you here" in refused.content.decode()
    assert not is_in(visitor)
    assert Account.objects.count() == 1


def test_neither_a_disabled_account_nor_a_machine(through, visitor):
    person("an@example.org", is_active=False)
    person("machine@example.org", is_machine=True)
    assert through(email="an@example.org", email_verified=True).status_code == 403
    through(email="machine@example.org", email_verified=True)
    assert not is_in(visitor)


def test_the_second_factor_is_asked_for_here_too(through, visitor):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(person("an@example.org", ("editor", "city_statistics")), generate_totp_secret())
    done = through(email="an@example.org", email_verified=True)
    assert done.headers["Location"] == "/accounts/second-factor/sign-in/"
    assert not is_in(visitor)


def test_an_answer_that_was_not_asked_for_is_refused(visitor, server, monkeypatch):
    _use(monkeypatch, server)
    for query in ("", "?code=x&state=y", "?error=server_error&state=y"):
        refused = visitor.get(f"/accounts/oidc/login/callback/{query}")
        assert refused.status_code == 401
        assert "Signing in did not work" in refused.content.decode()


def test_a_provider_that_is_down_is_told(visitor, monkeypatch):
    from tests.make.postgresql import free_port

    _use(monkeypatch, f"http://localhost:{free_port()}")
    refused = visitor.get(SIGN_IN)
    assert refused.status_code == 502
    assert "The provider did not answer" in refused.content.decode()


def test_without_a_provider_there_is_no_way_to_one(visitor):
    assert visitor.get(SIGN_IN).status_code == 404
    assert "oidc" not in visitor.get("/accounts/login/").content.decode()
