"""`haidang brief`."""

from __future__ import annotations

from datetime import date

import click

from haidang.cli.options import (
    BUNDLED,
    as_of_option,
    format_option,
    lang_option,
    open_evidence,
    show,
    today,
)


@click.command("brief")
@click.argument("pack", default=BUNDLED)
@as_of_option
@click.option(
    "--document",
    "document_id",
    default="",
    metavar="ID",
    help="Document reviewed; else the one the pack names.",
)
@click.option("--all", "whole", is_flag=True, help="Show every row, not only those that fit one sheet.")
@lang_option
@format_option
def command(pack: str, as_of: date | None, document_id: str, whole: bool, lang: str, form: str) -> None:
    """
    Tell the leader's page: what is off course, what it would take, what is overdue, what changed, whom to ask.

    No model is run: odds stand in it where they are recorded for the day.

    \b
    haidang brief
    haidang brief --as-of 2025-04-30 --lang vi
    haidang brief --all --format html > brief.html
    """
    from haidang.flows import brief as flow
    from haidang.telling.brief import tell_brief
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = flow.run(evidence, today=today(), as_of=as_of, document_id=document_id)
    show(tell_brief(view, evidence, teller(lang), whole=whole), form)
