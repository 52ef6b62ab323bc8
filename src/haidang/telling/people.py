"""People with accounts, told: who they are at the desk, and whether they can sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from haidang.base.text import Said
from haidang.telling.phrases import DASH
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.teller import Teller


@dataclass(frozen=True, slots=True)
class Listed:
    """
    An account.

    Attributes
    ----------
    email, name
        Whose.
    roles
        The offices in force: the role and the identifier of the body, empty for the whole city.
    is_active, has_second_factor
        Whether it can be used, and whether a second factor is set up.
    """

    email: str
    name: str
    roles: Sequence[tuple[Said, str]]
    is_active: bool
    has_second_factor: bool


def tell_people(people: Sequence[Listed], t: Teller) -> Report:
    """Tell accounts, in the order given."""
    columns = (
        Column("email", t.say("E-mail")),
        Column("name", t.say("Name")),
        Column("offices", t.say("Offices")),
        Column("state", t.say("State")),
        Column("second_factor", t.say("Second factor")),
    )
    rows = tuple(
        (
            each.email,
            each.name,
            ", ".join(f"{t(role)} {body}".strip() for role, body in each.roles) or DASH,
            t.say("in use") if each.is_active else t.say("disabled"),
            t.say("set up") if each.has_second_factor else t.say("not set up"),
        )
        for each in people
    )
    table = Table(t.say("Accounts"), columns, rows)
    return Report(
        language=t.language,
        title=t.say("Accounts of the portal"),
        lead="" if rows else t.say("There is no account yet."),
        notices=(),
        sections=(Section("accounts", t.say("Accounts"), (), (table,)),) if rows else (),
        footer=(),
        make_data=lambda: {"format": "haidang-accounts/1", "accounts": [_data(each) for each in people]},
        make_rows=lambda: table,
    )


def _data(each: Listed) -> dict[str, object]:
    return {
        "email": each.email,
        "name": each.name,
        "offices": [{"role": str(role), "body": body or None} for role, body in each.roles],
        "is_active": each.is_active,
        "has_second_factor": each.has_second_factor,
    }
