"""`haidang target`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from haidang.base.text import say
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


class PlainNumber(click.ParamType[str]):
    """A number with a decimal point, kept as it was written."""

    name = "number"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text when it is a plain number."""
        import re

        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            self.fail(
                f"«{value}» is not a plain number; write it with a decimal point and without grouping, such as 1234.5.",
                param,
                ctx,
            )
        return value


@click.group("target")
def command() -> None:
    """Show, list or fill in targets."""


@command.command("show")
@click.argument("target_id")
@pack_option
@as_of_option
@click.option("--vintages", is_flag=True, help="List earlier vintages of each figure.")
@lang_option
@format_option
@derived_option
def show_one(
    target_id: str, pack: str, as_of: date | None, vintages: bool, lang: str, form: str, without_derived: bool
) -> None:
    """
    Show a target: the promise, its three statuses, the course of its indicator, other documents' values.

    \b
    haidang target show XVI-20
    haidang target show PLAN-2024-grdp --as-of 2024-08-01
    """
    from haidang.flows import target as flow
    from haidang.telling.target import tell_target
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = flow.run(evidence, target_id, today=today(), as_of=as_of, with_derived=not without_derived)
    show(tell_target(view, evidence, teller(lang), with_vintages=vintages), form)


@command.command("list")
@pack_option
@click.option("--document", "document_id", default="", metavar="ID", help="Only those of one document.")
@lang_option
@format_option
def list_all(pack: str, document_id: str, lang: str, form: str) -> None:
    """
    List all targets.

    \b
    haidang target list --document nq-xvi-2020
    """
    from haidang.flows.finding import find
    from haidang.telling.phrases import Phrases
    from haidang.telling.shows import listing
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    if document_id:
        find(say("document"), document_id, evidence.documents())
    t = teller(lang)
    phrases = Phrases(t, evidence.bodies())
    items = [
        (
            each.target_id,
            each.name,
            {"document": each.document_id, "promise": phrases.promise(each), "period": t.period(each.period)},
        )
        for each in evidence.targets()
        if document_id in ("", each.document_id)
    ]
    columns = (("document", say("Document")), ("promise", say("Promise")), ("period", say("For")))
    show(listing(evidence, t, say("Targets"), items, columns), form)


@command.command("set")
@click.argument("target_id")
@click.option(
    "--value",
    "low",
    required=True,
    type=PlainNumber(),
    help="The promise; for a range the end that is easier to reach.",
)
@click.option(
    "--high",
    default=None,
    type=PlainNumber(),
    help="The other end: wished for, or the top of a corridor (--kind within).",
)
@click.option(
    "--source",
    required=True,
    metavar="SOURCE",
    help="Identifier of a source of the pack, or title or address of a new one.",
)
@click.option(
    "--tier",
    default=1,
    type=click.IntRange(1, 4),
    show_default=True,
    help="Tier of a new source: 1 official to 4 forum.",
)
@click.option(
    "--kind",
    default="",
    metavar="KIND",
    help="Kind of target; else the one held, or at_least (at_most where less is better).",
)
@click.option(
    "--period",
    default="",
    metavar="PERIOD",
    help="When it is to be reached; else the last year of the term held.",
)
@click.option("--unit", default="", metavar="UNIT", help="Unit of the value; else the one held.")
@click.option(
    "--tolerance",
    "tolerance_pct",
    default=None,
    type=PlainNumber(),
    help="For --kind about: per cent of the value.",
)
@pack_option
@click.option(
    "--to", "copy", default="", metavar="DIR", help="Folder of the copy; else the pack's name with -filled."
)
@click.option("--in-place", is_flag=True, help="Change the pack itself instead of a copy.")
@as_of_option
@lang_option
@format_option
def set_value(
    target_id: str,
    low: str,
    high: str | None,
    source: str,
    tier: int,
    kind: str,
    period: str,
    unit: str,
    tolerance_pct: str | None,
    pack: str,
    copy: str,
    in_place: bool,
    as_of: date | None,
    lang: str,
    form: str,
) -> None:
    """
    Fill in the value of a target in a copy of the pack, and print its line before and after.

    \b
    haidang target set XVI-20 --value 20 --source "Resolution 09-NQ/DH, part II"
    haidang target set XVI-16 --value 11000 --source https://haiphong.gov.vn/ --pack ./haiphong-filled --in-place
    """
    from haidang.cli.setting import fill
    from haidang.flows.setting import Setting

    setting = Setting(target_id, low, high or "", source, tier, kind, period, unit, tolerance_pct or "")
    report, folder = fill(
        setting, pack, Path(copy) if copy else None, in_place=in_place, as_of=as_of, lang=lang
    )
    show(report, form)
    from haidang.telling.teller import teller

    click.echo(teller(lang)(say("Written: {folder}", folder=str(folder))), err=True)
