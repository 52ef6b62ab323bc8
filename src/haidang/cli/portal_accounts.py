"""`haidang portal account`: the accounts of the desk, the first administrator among them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from haidang.base.text import say
from haidang.cli.options import format_option, lang_option, show

if TYPE_CHECKING:
    from haidang.core.bodies.tree import BodyTree
    from haidang.portal.accounts.operating import Link

_ROLES = ("editor", "approver", "leader", "auditor", "administrator")


@click.group("account")
def account() -> None:
    """Make, list and disable accounts of the desk; make the link with which a person sets a password."""


@account.command("add")
@click.argument("email", metavar="EMAIL")
@click.option("--name", required=True, metavar="NAME", help="What colleagues call the person.")
@click.option("--role", type=click.Choice(_ROLES), help="An office from today on; else none is given.")
@click.option(
    "--body",
    default="",
    metavar="BODY",
    help="The body of the office, or * for the whole city; none for auditor and administrator.",
)
@lang_option
def add(email: str, name: str, role: str | None, body: str, lang: str) -> None:
    """
    Make an account, and a link with which its person sets a password; hand it over yourself, nothing is sent.

    The tables of the database are made or brought up to date first, so that the first administrator can be made before a
    pack is loaded. The pages of the account are in the language of --lang.

    \b
    haidang portal account add an@example.org --name "Nguyễn Thị An" --role administrator
    haidang portal account add binh@example.org --name "Trần Văn Bình" --role editor --body city_statistics
    haidang portal account add chi@example.org --name "Lê Thị Chi" --role approver --body "*"
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal

    open_portal(with_tables=True)
    from haidang.portal.accounts import operating
    from haidang.portal.accounts.people import Person

    with told_errors():
        made = operating.add(
            Person(email, name, lang), role or "", body, make_tree=lambda: _tree(body), now=datetime.now(UTC)
        )
    _show_link(made, lang)


@account.command("list")
@lang_option
@format_option
def list_(lang: str, form: str) -> None:
    """
    List the accounts of persons with the offices that are in force.

    \b
    haidang portal account list
    haidang portal account list --format json
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.people import Listed, tell_people
    from haidang.telling.teller import teller

    open_portal()
    from haidang.portal.accounts.operating import list_holders
    from haidang.portal.accounts.queries import has_second_factor
    from haidang.portal.accounts.roles import ROLES

    with told_errors():
        people = [
            Listed(
                each.account.email,
                each.account.name,
                [(ROLES[office.role], office.body_id) for office in each.offices if not office.for_key],
                each.account.is_active,
                has_second_factor(each.account),
            )
            for each in list_holders(datetime.now(UTC))
        ]
    show(tell_people(people, teller(lang)), form)


@account.command("link")
@click.argument("email", metavar="EMAIL")
@click.option(
    "--reset-second-factor", is_flag=True, help="Take the second factor away too, when the telephone is lost."
)
@lang_option
def link(email: str, reset_second_factor: bool, lang: str) -> None:
    """
    Make a new link with which the person of an account sets a password; an earlier one counts no more.

    \b
    haidang portal account link an@example.org
    haidang portal account link an@example.org --reset-second-factor
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal

    open_portal()
    from haidang.portal.accounts import operating

    with told_errors():
        made = operating.link(email, now=datetime.now(UTC), with_new_factor=reset_second_factor)
    _show_link(made, lang)


@account.command("disable")
@click.argument("email", metavar="EMAIL")
@lang_option
def disable(email: str, lang: str) -> None:
    """
    Disable an account: its sessions end at once. The last administrator is kept.

    \b
    haidang portal account disable binh@example.org
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.teller import teller

    open_portal()
    from haidang.portal.accounts import operating

    with told_errors():
        operating.end(email, now=datetime.now(UTC))
    click.echo(teller(lang)(say("The account is disabled, and its sessions have ended.")), err=True)


def _tree(body: str) -> BodyTree:
    """Return the bodies; none where no body is asked for, so that it works before a pack is loaded."""
    from haidang.core.bodies.tree import make_tree
    from haidang.portal.registry.bodies import tree_of
    from haidang.portal.registry.evidence import DatabaseEvidence

    return tree_of(DatabaseEvidence()) if body.strip("*") else make_tree({})


def _show_link(made: Link, lang: str) -> None:
    """Print a new link, alone on standard output; what is said of it goes to standard error."""
    from haidang.telling.teller import teller

    told = say(
        "The link for {email} counts once, until {day}. Hand it over yourself:",
        email=made.email,
        day=made.until,
    )
    click.echo(teller(lang)(told), err=True)
    click.echo(made.address)
