"""`haidang portal check`."""

from __future__ import annotations

import sys

import click

from haidang.base.text import say
from haidang.cli.options import lang_option


@click.command("check")
@lang_option
def command(lang: str) -> None:
    """
    Check the settings and the database of the portal; leave with 2 when something must be mended.

    Every setting of the environment that cannot be used is named, with how to mend it; then the checks of Django,
    those for a public server too, and whether the database answers and holds a pack.

    \b
    haidang portal check
    HAIDANG_HOSTS=haidang.example.org HAIDANG_HTTPS=1 HAIDANG_PROXY=1 haidang portal check
    """
    from haidang.portal.config.checking import list_findings
    from haidang.telling.teller import teller

    t = teller(lang)
    found = list(list_findings())
    for each in found:
        problem = t(each.problem)
        place = f"{each.where}: " if each.where and each.where not in problem else ""
        click.echo(f"{'✗' if each.is_grave else '!'} {place}{problem}")
        click.echo(f"  {t(each.remedy)}")
    grave = sum(each.is_grave for each in found)
    if grave:
        click.echo(t(say("To be mended: {count}.", count=grave)), err=True)
        sys.exit(2)
    click.echo(t(say("Nothing must be mended.")), err=True)
