"""Signing in and out: with a password, a second factor, the city's provider; what is refused, and how it is told."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest

from tests.make.accounts import NOW, PASSWORD, acting_as, administrator, person

LOGIN = "/accounts/login/"
OTHER = "quite another set of words"
STEP = 59_000_000


@pytest.fixture
def visitor(haiphong_loaded, undone):
    """A browser that nobody has signed in with."""
    from django.test import Client

    return Client(headers={"host": "localhost", "accept-language": "en"})


@pytest.fixture(autouse=True)
def steady(monkeypatch):
    """The half minute of a code lasts as long as a test."""
    from allauth.mfa.totp.internal import auth

    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter((STEP,)))


@pytest.fixture
def settings_of(monkeypatch):
    """Set settings for this test."""
    from django.conf import settings

    def set_all(**values):
        for name, value in values.items():
            monkeypatch.setattr(settings, name, value)

    return set_all


def sign_in(visitor, email="an@example.org", password=PASSWORD, **more):
    return visitor.post(LOGIN, {"login": email, "password": password, **more})


def is_in(visitor) -> bool:
    return visitor.get("/desk/en/account").status_code != 302


def acts() -> list[str]:
    from haidang.portal.audit.models import AuditRow

    return list(
        AuditRow.objects.filter(act__startswith="account.").order_by("pk").values_list("act", flat=True)
    )


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def code_of(secret: str) -> str:
    """The code that the app shows now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, STEP))


def with_factor(account):
    """Set up a second factor; the code of now, and those for an emergency."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return code_of(secret), RecoveryCodes.activate(account).generate_codes()


def test_in_and_out_again_with_another_session(visitor):
    person("an@example.org", ("editor", "city_statistics"))
    visitor.get("/desk/en/")
    visitor.session["planted"] = 1
    before = visitor.session.session_key
    assert sign_in(visitor, " AN@Example.org ").headers["Location"] == "/desk/"
    cookie = visitor.cookies["sessionid"]
    assert cookie.value != before
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert is_in(visitor)
    visitor.post("/accounts/logout/")
    assert not is_in(visitor)
    assert acts() == ["account.sign_in", "account.sign_out"]


def test_unknown_and_wrong_are_answered_alike(visitor):
    person()
    answers = []
    for email in ("an@example.org", "nobody@example.org"):
        answer = sign_in(visitor, email, "wrong words of nobody")
        answers.append((answer.status_code, text(answer).replace(email, "…")))
    first, second = (re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", told) for _, told in answers)
    assert first == second
    assert "There is no account with this e-mail and this password." in first
    assert acts() == ["account.sign_in_refused"]  # an address that no account has is not kept


def test_what_is_typed_for_an_unknown_address_takes_as_much_hashing(visitor, monkeypatch):
    from django.contrib.auth import hashers

    made: list[str] = []
    real = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", lambda *args: made.append("") or real(*args))
    counts = []
    person()
    person("new@example.org").set_unusable_password()
    for email in ("an@example.org", "nobody@example.org", "new@example.org"):
        made.clear()
        sign_in(visitor, email, "wrong words of nobody")
        counts.append(len(made))
    assert counts == [1, 1, 1]


@pytest.mark.parametrize("email", ["an@example.org", "nobody@example.org"])
def test_after_five_failures_it_is_locked_and_says_for_how_long(visitor, email):
    person()
    for _ in range(5):
        assert "There is no account" in text(sign_in(visitor, email, "wrong words of nobody"))
    locked = text(sign_in(visitor, email))
    assert "Too many attempts failed." in locked
    assert "Wait 15 minutes" in locked
    assert not is_in(visitor)


def test_one_address_that_tries_many_accounts_is_locked_too(visitor, settings_of):
    from django.conf import settings

    settings_of(ACCOUNT_RATE_LIMITS={**settings.ACCOUNT_RATE_LIMITS, "login": None})  # thirty a minute, else
    person()
    for number in range(50):
        sign_in(visitor, f"{number}@example.org", "wrong words of nobody")
    assert "Too many attempts failed." in text(sign_in(visitor))


def test_a_flood_of_attempts_is_answered_in_words(visitor):
    answers = [visitor.post(LOGIN, {}) for _ in range(31)]
    assert [each.status_code for each in answers] == [200] * 30 + [429]
    assert "Wait a minute" in text(answers[-1])


def test_a_new_password_by_link_unlocks(visitor):
    from haidang.portal.accounts.links import make_link

    made = person("an@example.org", ("editor", "city_statistics"))
    for _ in range(6):
        sign_in(visitor, password="wrong words of nobody")
    from django.utils import timezone

    secret = make_link(made, by=acting_as(administrator()), now=timezone.now())
    page = visitor.get(f"/accounts/link/{secret}/")
    assert "an@example.org" in text(page)
    assert "no-store" in page.headers["Cache-Control"]
    done = visitor.post(f"/accounts/link/{secret}/", {"password1": OTHER, "password2": OTHER})
    assert done.headers["Location"] == LOGIN
    assert "The password is set." in text(visitor.get(LOGIN))
    assert sign_in(visitor, password=OTHER).status_code == 302
    assert visitor.get(f"/accounts/link/{secret}/").status_code == 404


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("short", "short", "too short"),
        ("password1234", "password1234", "tried first"),
        ("an@example.org", "an@example.org", "resembles"),
        ("193847561029", "193847561029", "digits alone"),
        (OTHER, "other", "not the same"),
        ("", "", "too short"),
    ],
)
def test_a_password_that_is_not_good_is_told(visitor, first, second, told):
    from django.utils import timezone

    from haidang.portal.accounts.links import make_link

    made = person()
    secret = make_link(made, by=acting_as(administrator()), now=timezone.now())
    answer = visitor.post(f"/accounts/link/{secret}/", {"password1": first, "password2": second})
    assert told in text(answer)
    assert first == "" or f'value="{first}"' not in text(answer)
    made.refresh_from_db()
    assert made.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("asked", "leads"),
    [
        ("/desk/vi/account", "/desk/vi/account"),
        ("https://evil.example.com/", "/desk/"),
        ("//evil.example.com/desk/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_it_leads_on_to_own_addresses_alone(visitor, asked, leads):
    person("an@example.org", ("editor", "city_statistics"))
    assert sign_in(visitor, next=asked).headers["Location"] == leads


def test_the_desk_leads_to_signing_in_and_back(visitor):
    assert visitor.get("/desk/en/account?x=1").headers["Location"] == f"{LOGIN}?next=/desk/en/account%3Fx%3D1"


@pytest.mark.parametrize("ending", ["password", "disabled", "erased", "old", "idle"])
def test_sessions_end(visitor, ending, monkeypatch):
    from haidang.portal.accounts import people, sessions

    made = person("an@example.org", ("editor", "city_statistics"))
    by = acting_as(administrator())
    sign_in(visitor)
    assert is_in(visitor)
    if ending == "password":
        made.set_password(OTHER)
        made.save()
    elif ending == "disabled":
        people.disable(made, by=by, now=NOW)
    elif ending == "erased":
        people.erase(made, by=by, now=NOW)
    else:
        hours = {"old": 13, "idle": 3}[ending]
        from django.contrib.sessions.models import Session

        if ending == "idle":
            Session.objects.update(expire_date=Session.objects.get().expire_date - timedelta(hours=hours))
        else:
            now = time.time() + hours * 3600
            monkeypatch.setattr(sessions.time, "time", lambda: now)
    assert not is_in(visitor)


def test_another_password_ends_the_other_sessions(visitor):
    from django.test import Client

    person("an@example.org", ("editor", "city_statistics"), language="en")
    other = Client(headers={"host": "localhost"})
    sign_in(visitor)
    sign_in(other)
    wrong = {"oldpassword": "x", "password1": OTHER, "password2": OTHER}
    assert "This is not your password." in text(visitor.post("/accounts/password/", wrong))
    done = visitor.post("/accounts/password/", {**wrong, "oldpassword": PASSWORD})
    assert done.headers["Location"] == "/desk/en/account"
    assert is_in(visitor)
    assert not is_in(other)
    assert acts()[-1] == "account.set_password"


def test_with_a_second_factor_the_password_is_half_the_way(visitor):
    made = person("an@example.org", ("editor", "city_statistics"))
    code, recovery = with_factor(made)
    assert sign_in(visitor).headers["Location"] == "/accounts/second-factor/sign-in/"
    assert not is_in(visitor)
    assert "This code is not right" in text(
        visitor.post("/accounts/second-factor/sign-in/", {"code": "000000"})
    )
    done = visitor.post("/accounts/second-factor/sign-in/", {"code": code})
    assert done.headers["Location"] == "/desk/"
    assert is_in(visitor)
    assert acts() == ["account.code_refused", "account.sign_in"]
    visitor.post("/accounts/logout/")
    for expected in (302, 200):  # a recovery code counts once
        sign_in(visitor)
        assert visitor.post("/accounts/second-factor/sign-in/", {"code": recovery[0]}).status_code == expected
        visitor.post("/accounts/logout/")


def test_a_code_counts_once(visitor):
    made = person("an@example.org", ("editor", "city_statistics"))
    code, _ = with_factor(made)
    for expected in (302, 200):
        sign_in(visitor)
        assert visitor.post("/accounts/second-factor/sign-in/", {"code": code}).status_code == expected
        visitor.post("/accounts/logout/")


def test_codes_are_not_guessed(visitor):
    with_factor(person("an@example.org", ("editor", "city_statistics")))
    sign_in(visitor)
    for _ in range(5):
        visitor.post("/accounts/second-factor/sign-in/", {"code": "000000"})
    assert "Wait 15 minutes" in text(visitor.post("/accounts/second-factor/sign-in/", {"code": "000000"}))


def test_setting_one_up_asks_for_the_password_and_shows_codes_once(visitor):
    from allauth.mfa.models import Authenticator

    made = person("an@example.org", ("editor", "city_statistics"), language="en")
    sign_in(visitor)
    asked = visitor.get("/accounts/second-factor/activate/")
    assert asked.headers["Location"].startswith("/accounts/again/")
    assert "This is not your password." in text(visitor.post(asked.headers["Location"], {"password": "x"}))
    assert visitor.post(asked.headers["Location"], {"password": PASSWORD}).status_code == 302
    page = visitor.get("/accounts/second-factor/activate/")
    assert "no-store" in page.headers["Cache-Control"]
    assert "<svg" in text(page)
    assert "data:" not in text(page)
    assert "style=" not in text(page)
    secret = visitor.session["mfa.totp.secret"]
    assert secret in text(page)
    assert "This code is not right" in text(
        visitor.post("/accounts/second-factor/activate/", {"code": "000000"})
    )
    code = code_of(visitor.session["mfa.totp.secret"])
    done = visitor.post("/accounts/second-factor/activate/", {"code": code})
    assert done.headers["Location"] == "/accounts/recovery-codes/"
    codes = Authenticator.objects.get(user=made, type="recovery_codes").wrap().generate_codes()
    first, second = (text(visitor.get("/accounts/recovery-codes/")) for _ in range(2))
    assert all(each in first for each in codes)
    assert not any(each in second for each in codes)
    assert "Codes that are left: 10 of 10." in second
    renewed = visitor.post("/accounts/recovery-codes/renew/")
    assert renewed.headers["Location"] == "/accounts/recovery-codes/"
    third = text(visitor.get("/accounts/recovery-codes/"))
    assert not any(each in third for each in codes)
    visitor.post("/accounts/second-factor/deactivate/")
    assert not Authenticator.objects.filter(user=made).exists()


def test_who_is_responsible_is_led_to_a_second_factor(visitor, settings_of):
    settings_of(SECOND_FACTOR="responsible")
    person("an@example.org", ("approver", "hai_phong_city"))
    assert sign_in(visitor).headers["Location"] == "/accounts/second-factor/activate/"
    assert "counts only with a second factor" in text(visitor.get("/desk/en/account"))
    administrator()
    visitor.post("/accounts/logout/")
    sign_in(visitor, "admin@example.org")
    refused = visitor.get("/desk/en/people")
    assert refused.status_code == 403
    assert "second factor" in text(refused)


@pytest.mark.parametrize(
    ("language", "title"), [("vi", "Đăng nhập"), ("en", "Sign in"), ("fr", "Se connecter")]
)
def test_these_pages_speak_the_language_that_is_chosen(visitor, language, title):
    chosen = visitor.get(f"/accounts/language/{language}/?next=/accounts/login/%3Fnext%3D/desk/")
    assert chosen.headers["Location"] == "/accounts/login/?next=/desk/"
    page = text(visitor.get(LOGIN))
    assert f'<html lang="{language}"' in page
    if language == "en":
        assert f"<h1>{title}</h1>" in page
    assert (
        visitor.get(f"/accounts/language/{language}/?next=https://evil.example.com").headers["Location"]
        == LOGIN
    )


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "password/reset/",
        "password/set/",
        "3rdparty/",
        "2fa/webauthn/",
        "login/code/",
    ],
)
def test_what_is_not_used_is_not_there(visitor, address):
    assert visitor.get(f"/accounts/{address}").status_code == 404


def test_a_form_from_elsewhere_is_refused_in_words(haiphong_loaded, undone):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost", "accept-language": "en"})
    refused = strict.post(LOGIN, {"login": "an@example.org", "password": PASSWORD})
    assert refused.status_code == 403
    assert "not sent from a page of the desk" in text(refused)
    public = strict.post("/en/targets", {"x": "1"})
    assert public.status_code == 405
    assert public.headers["Allow"] == "GET, HEAD"


def test_no_name_stands_in_the_log(visitor, caplog):
    person("canary@example.org", ("editor", "city_statistics"), name="Canary Bird")
    for password in ("wrong words of nobody", PASSWORD):
        sign_in(visitor, "canary@example.org", password)
    visitor.get("/desk/en/people")
    assert "anary" not in caplog.text
