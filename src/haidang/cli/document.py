"""`haidang document`."""

from __future__ import annotations

from datetime import date

import click

from haidang.base.text import say
from haidang.cli.options import (
    as_of_option,
    format_option,
    lang_option,
    open_evidence,
    pack_option,
    show,
    today,
)


@click.group("document")
def command() -> None:
    """Show or list documents."""


@command.command("show")
@click.argument("document_id")
@pack_option
@as_of_option
@lang_option
@format_option
def show_one(document_id: str, pack: str, as_of: date | None, lang: str, form: str) -> None:
    """
    Show a document: its targets, what was officially said of it, the commitments that rest on it.

    \b
    haidang document show nq-45-2019
    """
    from haidang.flows.register import show_document
    from haidang.telling.document import tell_document
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = show_document(evidence, document_id, today=today(), as_of=as_of)
    show(tell_document(view, evidence, teller(lang)), form)


@command.command("list")
@pack_option
@lang_option
@format_option
def list_all(pack: str, lang: str, form: str) -> None:
    """
    List all documents.

    \b
    haidang document list
    """
    from haidang.telling.shows import listing
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    items = [
        (
            each.document_id,
            each.title,
            {"number": each.number, "issued": each.issued.isoformat() if each.issued else "–"},
        )
        for each in evidence.documents().values()
    ]
    columns = (("number", say("Number")), ("issued", say("Issued on")))
    show(listing(evidence, teller(lang), say("Documents"), items, columns), form)
