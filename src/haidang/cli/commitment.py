"""`haidang commitment`."""

from __future__ import annotations

from datetime import date

import click

from haidang.cli.options import (
    as_of_option,
    format_option,
    lang_option,
    open_evidence,
    pack_option,
    show,
    today,
)


@click.group("commitment")
def command() -> None:
    """List what was asked, ordered or promised, and what became public of it."""


@command.command("list")
@pack_option
@as_of_option
@click.option(
    "--kind",
    default="",
    type=click.Choice(("proposal", "directive", "task", "")),
    metavar="KIND",
    help="proposal, directive or task; else all.",
)
@lang_option
@format_option
def list_all(pack: str, as_of: date | None, kind: str, lang: str, form: str) -> None:
    """
    List commitments as of a day.

    \b
    haidang commitment list --kind proposal
    haidang commitment list --kind proposal --as-of 2025-12-31
    """
    from haidang.flows import commitments as flow
    from haidang.telling.commitments import tell_commitments
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = flow.run(evidence, today=today(), as_of=as_of, kind=kind)
    show(tell_commitments(view, evidence, teller(lang)), form)
