"""`haidang portal backup` and `haidang portal restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from haidang.base.text import say
from haidang.cli.options import lang_option


@click.command("backup")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@lang_option
def backup(file: Path, lang: str) -> None:
    """
    Write the whole database into a new file, while the portal runs.

    It holds accounts, entries and the audit: keep it where nobody reads it. The secret of HAIDANG_SECRET_KEY is not in it. What a city publishes is
    written by `haidang portal dump`.

    \b
    haidang portal backup /srv/backups/haidang-2026-11-25.zip
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.teller import teller

    open_portal()
    from haidang.portal.config.backups import back_up

    with told_errors():
        about = back_up(file, now=datetime.now(UTC))
    told = say(
        "Written: {file}, the database up to revision {number}.", file=str(file), number=about.revision
    )
    click.echo(teller(lang)(told), err=True)


@click.command("restore")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of what the database holds now.")
@lang_option
def restore(file: Path, replace: bool, lang: str) -> None:
    """
    Put the database back as a backup holds it, whole or not at all.

    Passwords, offices and tokens are those of the backup; everybody is signed out. What was removed by law since is removed again. A backup of a
    newer version of the program, or of the other kind of database, is refused.

    \b
    haidang portal restore /srv/backups/haidang-2026-11-25.zip
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.teller import teller

    open_portal(with_tables=True)
    from haidang.portal.config.backups import restore as put_back

    with told_errors():
        about = put_back(file, replace=replace)
    told = say(
        "The database stands as on {day}, with revision {number}. Tokens that were revoked since are valid again: look through them.",
        day=datetime.fromisoformat(about.made_at).astimezone().date(),
        number=about.revision,
    )
    click.echo(teller(lang)(told), err=True)
