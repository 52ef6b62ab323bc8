"""`haidang odds`: value and odds, and several targets together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from haidang.cli.options import (
    as_of_option,
    format_option,
    lang_option,
    open_evidence,
    out_option,
    pack_option,
    paths_option,
    seed_option,
    show,
    today,
    write_outs,
)


@click.group("odds")
def command() -> None:
    """Say which values can be reached with which odds, and how likely targets are together."""


@command.command("curve")
@click.argument("indicator_id", metavar="INDICATOR")
@click.option("--by", type=int, required=True, metavar="YEAR", help="By the end of which year.")
@pack_option
@as_of_option
@click.option("--area", "area_id", default="", metavar="ID", help="Area; else the one the pack names.")
@paths_option
@seed_option
@out_option
@lang_option
@format_option
def curve(
    indicator_id: str,
    by: int,
    pack: str,
    as_of: date | None,
    area_id: str,
    paths: int | None,
    seed: int | None,
    outs: tuple[Path, ...],
    lang: str,
    form: str,
) -> None:
    """
    Show what value of an indicator is reached by a year with which odds.

    \b
    haidang odds curve exports --by 2025
    haidang odds curve budget_revenue_total --by 2030 --out curve.svg
    """
    from haidang.flows import odds as flow
    from haidang.flows.forecast import options_of
    from haidang.telling.odds import tell_curve
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = flow.curve(
        evidence,
        indicator_id,
        by=by,
        today=today(),
        as_of=as_of,
        area_id=area_id,
        options=options_of(paths, seed),
    )
    report = tell_curve(view, evidence, teller(lang))
    write_outs(report, outs)
    show(report, form)


@command.command("together")
@click.argument("target_ids", metavar="TARGET...", nargs=-1, required=True)
@click.option(
    "--correlation",
    type=float,
    default=0.3,
    show_default=True,
    help="Prior correlation of the targets, between 0 and 1.",
)
@pack_option
@as_of_option
@lang_option
@format_option
def together(
    target_ids: tuple[str, ...], correlation: float, pack: str, as_of: date | None, lang: str, form: str
) -> None:
    """
    Say how likely several targets are to be met together, as a range.

    \b
    haidang odds together PLAN-2024-grdp PLAN-2024-iip PLAN-2024-exports
    """
    from haidang.flows import odds as flow
    from haidang.telling.odds import tell_together
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = flow.all_of(evidence, target_ids, today=today(), as_of=as_of, correlation=correlation)
    show(tell_together(view, evidence, teller(lang)), form)
