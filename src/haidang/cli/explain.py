"""`haidang explain`."""

from __future__ import annotations

from datetime import date

import click

from haidang.cli.options import (
    as_of_option,
    derived_option,
    format_option,
    lang_option,
    open_evidence,
    pack_option,
    show,
    today,
)


@click.command("explain")
@click.argument("target_id", metavar="TARGET")
@pack_option
@as_of_option
@lang_option
@format_option
@derived_option
def command(
    target_id: str, pack: str, as_of: date | None, lang: str, form: str, without_derived: bool
) -> None:
    """
    Print the chain of a target, from the clause to the addresses of the sources.

    \b
    haidang explain PLAN-2024-grdp
    haidang explain XVI-20 --lang fr
    """
    from haidang.flows import target as flow
    from haidang.telling.target import explain_target
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = flow.run(evidence, target_id, today=today(), as_of=as_of, with_derived=not without_derived)
    show(explain_target(view, evidence, teller(lang)), form)
