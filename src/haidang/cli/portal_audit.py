"""`haidang portal verify-audit`."""

from __future__ import annotations

import sys

import click

from haidang.base.text import say
from haidang.cli.options import format_option, lang_option, show


@click.command("verify-audit")
@click.option(
    "--head",
    default="",
    metavar="HASH",
    help="A head that was published; else the chain is held against itself alone.",
)
@lang_option
@format_option
def verify_audit(head: str, lang: str, form: str) -> None:
    """
    Compute the chain of the audit anew; leave with 1 when a row or a seal is not what it was.

    It says what this shows, from which day on, and what it cannot show; of what does not fit it names the first row or
    seal. Heads stand on the page «Seals of the audit», in its feed, and in each dump.

    \b
    haidang portal verify-audit
    haidang portal verify-audit --head 0fd4c2...
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.audit import tell_verified
    from haidang.telling.teller import teller

    t = teller(lang)
    open_portal()
    from haidang.portal.audit.verifying import count_sealed, read_head, verify

    asked = read_head(head)
    with (
        told_errors(),
        click.progressbar(
            length=count_sealed(),
            label=t(say("Computing anew")),
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        ) as bar,
    ):
        found = verify(asked, on_rows=bar.update)
    show(tell_verified(found, t), form)
    if found.flaw is not None:
        sys.exit(1)
