"""`haidang indicator`."""

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


@click.group("indicator")
def command() -> None:
    """Show or list what is measured."""


@command.command("show")
@click.argument("indicator_id")
@pack_option
@as_of_option
@click.option("--area", "area_id", default="", metavar="ID", help="Area; else the one the pack names.")
@click.option("--vintages", is_flag=True, help="List every vintage of every producer.")
@click.option("--rebase", is_flag=True, help="Carry the figures of predecessors onto the area, with bounds.")
@lang_option
@format_option
@derived_option
def show_one(
    indicator_id: str,
    pack: str,
    as_of: date | None,
    area_id: str,
    vintages: bool,
    rebase: bool,
    lang: str,
    form: str,
    without_derived: bool,
) -> None:
    """
    Show an indicator: its figures as of a day, rivals, legal metadata.

    \b
    haidang indicator show iip_growth --vintages
    haidang indicator show budget_revenue_total --as-of 2024-07-02
    """
    from haidang.flows import indicator as flow
    from haidang.telling.indicator import tell_indicator
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = flow.run(
        evidence,
        indicator_id,
        today=today(),
        as_of=as_of,
        area_id=area_id,
        rebase=rebase,
        with_derived=not without_derived,
    )
    show(tell_indicator(view, evidence, teller(lang), with_vintages=vintages), form)


@command.command("list")
@pack_option
@as_of_option
@lang_option
@format_option
def list_all(pack: str, as_of: date | None, lang: str, form: str) -> None:
    """
    List all indicators by topic, with the last figure of the pack's area as of a day.

    \b
    haidang indicator list --lang vi
    """
    from haidang.flows.register import list_indicators
    from haidang.telling.indicators import tell_indicators
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = list_indicators(evidence, today=today(), as_of=as_of)
    show(tell_indicators(view, evidence, teller(lang)), form)
