"""`haidang review`."""

from __future__ import annotations

from datetime import date

import click

from haidang.cli.options import (
    BUNDLED,
    as_of_option,
    derived_option,
    format_option,
    lang_option,
    open_evidence,
    show,
    today,
)


@click.command("review")
@click.argument("pack", default=BUNDLED)
@as_of_option
@click.option(
    "--document",
    "document_id",
    default="",
    metavar="ID",
    help="Document to review; else the one the pack names.",
)
@click.option(
    "--area", "area_id", default="", metavar="ID", help="Area to review it for; else that of its targets."
)
@lang_option
@format_option
@derived_option
@click.option("--without-odds", is_flag=True, help="Leave out how likely each target is to be met.")
def command(
    pack: str,
    as_of: date | None,
    document_id: str,
    area_id: str,
    lang: str,
    form: str,
    without_derived: bool,
    without_odds: bool,
) -> None:
    """
    Review the targets of a document as of a day.

    PACK is a folder, or the name of a bundled pack; alone it is Hai Phong on the day of its review.

    \b
    haidang review
    haidang review --as-of 2022-06-30 --lang vi
    haidang review --document nq-45-2019
    haidang review --format html > review.html
    """
    from haidang.flows import review as flow
    from haidang.telling.review import tell_review
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    result = flow.run(
        evidence,
        today=today(),
        as_of=as_of,
        document_id=document_id,
        area_id=area_id,
        with_derived=not without_derived,
        with_odds=not without_odds,
    )
    show(tell_review(result, evidence, teller(lang), with_hash=form != "table"), form)
