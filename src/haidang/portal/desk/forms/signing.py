"""
The forms of signing in, drawn as all forms of the desk are.

What they check is Django's and allauth's, which tell it in English at most: here, and nowhere else, stand our words for each of their codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.forms.boundfield import BoundField

from haidang.base.text import Said, say
from haidang.portal.accounts.adapters import LOCKED_MINUTES
from haidang.portal.desk.forms.fields import Field, Form, Trouble

LEAST_PASSWORD = 12
LABELS: Mapping[str, Said] = {
    "login": say("E-mail"),
    "password": say("Password"),
    "oldpassword": say("Current password"),
    "password1": say("New password"),
    "password2": say("New password once more"),
    "code": say("Code"),
}
HINTS: Mapping[str, Said] = {
    "password1": say(
        "At least {count} characters; no common word, not your name, not digits alone.", count=LEAST_PASSWORD
    ),
}
_LOCKED = Trouble(
    say("Too many attempts failed."),
    say("Wait {count} minutes, then try again; an administrator can give you a new link.", count=LOCKED_MINUTES),
)  # fmt: skip
_TROUBLES: Mapping[str, Trouble] = {
    "required": Trouble(say("This is empty."), say("Fill it.")),
    "invalid": Trouble(say("This is no e-mail address."), say("Write one like name@example.org.")),
    "email_password_mismatch": Trouble(
        say("There is no account with this e-mail and this password."),
        say("Type both again; an administrator can give you a new link."),
    ),
    "too_many_login_attempts": _LOCKED,
    "rate_limited": _LOCKED,
    "incorrect_code": Trouble(
        say("This code is not right, or was used already."), say("Wait for the next one and type it.")
    ),
    "incorrect_password": Trouble(say("This is not your password."), say("Type it again.")),
    "enter_current_password": Trouble(say("This is not your password."), say("Type it again.")),
    "password_too_short": Trouble(
        say("The password is too short."), say("Take at least {count} characters.", count=LEAST_PASSWORD)
    ),
    "password_too_common": Trouble(
        say("The password is one of those that are tried first."), say("Take several words that only you join.")
    ),
    "password_too_similar": Trouble(
        say("The password resembles your name or your e-mail."), say("Take several words that only you join.")
    ),
    "password_entirely_numeric": Trouble(
        say("The password is of digits alone."), say("Take several words that only you join.")
    ),
    "password_twice": Trouble(say("The two new passwords are not the same."), say("Type both again.")),
}  # fmt: skip
_OTHER = Trouble(say("This cannot be taken."), say("Type it again."))


def told_form(form: BaseForm) -> Form:
    """Return a form of Django as one of the desk's."""
    told = Form({bound.html_name: _field(bound) for bound in form})
    for name, errors in form.errors.as_data().items():
        for trouble in troubles_of_codes(errors, name):
            told.note(trouble, "" if name == NON_FIELD_ERRORS else name)
    return told


def troubles_of_codes(errors: Iterable[ValidationError], name: str = "") -> list[Trouble]:
    """Return what is wrong in our words; the one complaint without a code is that a password was typed in two ways."""
    codes = [str(each.code or ("password_twice" if name == "password2" else "")) for each in errors]
    return [_TROUBLES.get(code, _OTHER) for code in codes]


def password_field(name: str, autocomplete: str) -> Field:
    """Return a field for a password: what was typed is never sent back."""
    more = {"autocomplete": autocomplete}
    return Field(name, LABELS[name], kind="password", hint=HINTS.get(name, ""), is_required=True, more=more)


def _field(bound: BoundField) -> Field:
    autocomplete = str(bound.field.widget.attrs.get("autocomplete", "off"))
    kind = str(getattr(bound.field.widget, "input_type", "text"))
    if kind == "password":
        return password_field(bound.html_name, autocomplete)
    is_code = bound.html_name == "code"
    more = {"autocomplete": autocomplete, **({"inputmode": "numeric"} if is_code else {})}
    value = "" if is_code else str(bound.value() or "")
    return Field(bound.html_name, LABELS[bound.html_name], value, kind, is_required=True, more=more)
