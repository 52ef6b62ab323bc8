"""The fields of forms for people, offices, delegations and tokens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from haidang.base.text import say
from haidang.portal.accounts.models import Account, Office
from haidang.portal.accounts.roles import PERSONS, ROLES
from haidang.portal.desk.forms.choosing import offer
from haidang.portal.desk.forms.fields import Field, Form, Option, form_of
from haidang.portal.desk.naming import Bodies

_NAME = {"maxlength": "120", "autocomplete": "off"}


def name_field(value: str = "") -> Field:
    """Return the field for a name."""
    hint = say("As colleagues see it.")
    return Field("name", say("Name"), value, hint=hint, is_required=True, more=_NAME)


def language_field(value: str) -> Field:
    """Return the field for the language of the pages."""
    options = [Option(code, str(name)) for code, name in settings.LANGUAGES]
    return Field("language", say("Language"), value, "select", options=options)


def new_person_form(language: str) -> Form:
    """Return the form for a new account."""
    email = Field(
        "email",
        say("E-mail"),
        kind="email",
        hint=say("What the person signs in with; nothing is sent there."),
        is_required=True,
        more={"maxlength": "254"},
    )
    return form_of(email, name_field(), language_field(language))


def profile_form(account: Account) -> Form:
    """Return the form for what one says of oneself."""
    return form_of(name_field(account.name), language_field(account.language))


def office_form(bodies: Bodies, today: date) -> Form:
    """Return the form for an office."""
    return form_of(
        Field("role", say("Role"), PERSONS[0], "select", options=[Option(each, ROLES[each]) for each in PERSONS]),
        Field(
            "body_id",
            say("Body"),
            kind="search",
            hint=say("With all below it, or the whole city; an auditor and an administrator are always of the whole city."),
            options=offer(bodies.for_offices),
        ),
        Field("valid_from", say("First day"), today.isoformat(), "date", is_required=True),
        Field("valid_to", say("Last day"), kind="date", hint=say("Empty when none is known.")),
    )  # fmt: skip


def ending_form(office: Office, today: date) -> Form:
    """Return the form for the last day of an office; its field has a name of its own on a page with several."""
    hint = say("Yesterday ends it at once.")
    return form_of(
        Field(f"last_day-{office.key}", say("Last day"), today.isoformat(), "date", hint, is_required=True)
    )


def lending_form(offices: Iterable[tuple[Office, str]], people: Iterable[Account], today: date) -> Form:
    """Return the form for lending an own office to a colleague; offices come with what they are called."""
    return form_of(
        Field("office", say("Office"), "", "select", options=[Option(str(each.key), name) for each, name in offices]),
        Field("to", say("Who stands in"), "", "select", options=[Option(each.key, each.name) for each in people]),
        Field("valid_from", say("First day"), today.isoformat(), "date", is_required=True),
        Field("valid_to", say("Last day"), "", "date", say("It ends by itself after this day."), is_required=True),
    )  # fmt: skip


def machine_form(bodies: Bodies) -> Form:
    """Return the form for a new machine."""
    return form_of(
        Field("name", say("Name"), hint=say("What sends the figures."), is_required=True, more=_NAME),
        Field(
            "body_id",
            say("Body"),
            kind="search",
            hint=say("For which it enters figures, and for all below it."),
            options=offer(bodies.present),
            is_required=True,
        ),
    )


def token_form(last: date) -> Form:
    """Return the form for a token."""
    return form_of(
        Field("label", say("Label"), hint=say("What the token is for."), is_required=True, more=_NAME),
        Field("ends_on", say("Last day"), last.isoformat(), "date", say("A year from now at most."), is_required=True),
    )  # fmt: skip
