"""`haidang portal`: fill the portal's database from a city pack, empty it into one, and do its jobs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from haidang.base.text import say
from haidang.cli import portal_accounts, portal_audit, portal_backup, portal_check, portal_jobs
from haidang.cli.options import BUNDLED, lang_option


@click.group("portal")
def command() -> None:
    """Fill, empty and check the portal's database, and do its jobs."""


@command.command("load")
@click.argument("pack", metavar="PACK", default=BUNDLED)
@lang_option
def load(pack: str, lang: str) -> None:
    """
    Load a pack into the portal's database as a new revision; earlier ones stay as they were.

    The database is SQLite in the folder HAIDANG_DATA, or the one that DATABASE_URL names; its tables are made or
    brought up to date first. A pack with errors, or of another city than the one loaded, is refused. Odds that it lacks
    are computed later, by `haidang serve` or `haidang portal worker`.

    \b
    haidang portal load haiphong
    HAIDANG_DATA=./portal haidang portal load ./my-city
    """
    from haidang.files.packs import find_folder, open_content
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.teller import teller

    content = open_content(find_folder(pack))
    open_portal(with_tables=True)
    from haidang.portal.registry.actions import load as load_content

    with told_errors():
        loaded = load_content(content, now=datetime.now(UTC))
    said = (
        say(
            "«{name}» is loaded as revision {number}; rows added: {added}, retired: {retired}.",
            name=loaded.revision.name,
            number=loaded.revision.number,
            added=loaded.added,
            retired=loaded.retired,
        )
        if loaded.is_new
        else say(
            "Revision {number} of «{name}» holds this very content already; nothing was written.",
            name=loaded.revision.name,
            number=loaded.revision.number,
        )
    )
    t = teller(lang)
    click.echo(t(said), err=True)
    if loaded.kept:
        kept = say(
            "Rows published at the desk that stay, though the pack lacks them or has them in another form: {count}.",
            count=loaded.kept,
        )
        click.echo(t(kept), err=True)
    if loaded.asked:
        told = say(
            "The odds of {count} days are to be computed: `haidang serve` and `haidang portal worker` do it.",
            count=loaded.asked,
        )
        click.echo(t(told), err=True)


@command.command("dump")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--revision",
    type=click.IntRange(min=1),
    metavar="N",
    help="An earlier revision; else the current one.",
)
@lang_option
def dump(folder: Path, revision: int | None, lang: str) -> None:
    """
    Write what is public into a new folder: the pack that was loaded, in canonical form, with the odds recorded since.

    \b
    haidang portal dump ./haiphong-dump
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.teller import teller

    open_portal()
    from haidang.portal.registry.dumping import dump as dump_content

    with told_errors():
        dump_content(folder, revision)
    click.echo(teller(lang)(say("Written: {folder}", folder=str(folder))), err=True)


command.add_command(portal_check.command)
command.add_command(portal_backup.backup)
command.add_command(portal_backup.restore)
command.add_command(portal_jobs.worker)
command.add_command(portal_jobs.jobs)
command.add_command(portal_audit.verify_audit)
command.add_command(portal_accounts.account)
