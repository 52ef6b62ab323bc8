"""`haidang forecast`: what an indicator may become, and recording it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from haidang.base.text import say
from haidang.cli.options import (
    BUNDLED,
    as_of_option,
    format_option,
    lang_option,
    open_evidence,
    pack_option,
    paths_option,
    seed_option,
    show,
    today,
)

if TYPE_CHECKING:
    from haidang.core.review.views import ForecastView
    from haidang.telling.report import Report


class _Default(click.Group):
    """A group whose first word may be a name in place of a command: then `show` is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `show` before anything that is neither a command nor an option of the group."""
        if args and args[0] not in self.commands and args[0] not in ("--help",):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("forecast", cls=_Default)
def command() -> None:
    """
    Forecast an indicator, or that of a target; record what was forecast.

    `haidang forecast NAME` is short for `haidang forecast show NAME`.

    \b
    haidang forecast grdp_growth
    """


@command.command("show")
@click.argument("name", metavar="INDICATOR|TARGET")
@pack_option
@as_of_option
@click.option(
    "--area", "area_id", default="", metavar="ID", help="Area of an indicator; else the one the pack names."
)
@click.option(
    "--horizon",
    type=int,
    metavar="YEARS",
    help="Years beyond the running one; else up to the target, or five.",
)
@paths_option
@seed_option
@click.option("--crossing", is_flag=True, help="Replay when the odds of a target last crossed one half.")
@click.option(
    "--out",
    "outs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the fan as .csv, .parquet, .svg or .png, all of it as .xlsx, or the paths as .paths.csv, .paths.parquet; may be repeated.",
)
@lang_option
@format_option
def show_one(
    name: str,
    pack: str,
    as_of: date | None,
    area_id: str,
    horizon: int | None,
    paths: int | None,
    seed: int | None,
    crossing: bool,
    outs: tuple[Path, ...],
    lang: str,
    form: str,
) -> None:
    """
    Show the fan of an indicator, the odds of a target, and what the next figure must be.

    \b
    haidang forecast show PLAN-2024-grdp
    haidang forecast show budget_revenue_total --horizon 6 --out fan.svg --out fan.csv
    haidang forecast show NQ45-2025-budget --as-of 2023-07-01 --lang vi
    """
    from haidang.flows import forecast as flow
    from haidang.telling.forecast import tell_forecast
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    view = flow.run(
        evidence,
        flow.Question(name, area_id, horizon, crossing),
        today=today(),
        as_of=as_of,
        options=flow.options_of(paths, seed),
    )
    report = tell_forecast(view, evidence, teller(lang))
    _write(view, report, outs)
    show(report, form)


def _write(view: ForecastView, report: Report, outs: tuple[Path, ...]) -> None:
    from haidang.files.exports import write_export
    from haidang.telling.forecast import fan_rows, paths_rows

    for out in outs:
        make = paths_rows if out.suffixes[-2:-1] == [".paths"] else fan_rows
        write_export(out, replace(report, make_rows=partial(make, view)))


@command.command("record")
@click.argument("pack", metavar="PACK", default=BUNDLED)
@click.option(
    "--as-of", "days", multiple=True, metavar="DATE", help="Day as of which; may be repeated. Else today."
)
@paths_option
@seed_option
@click.option("--in-place", is_flag=True, help="Store them in the pack itself rather than in a copy.")
@click.option(
    "--to",
    "copy",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of the copy; else the pack's name with «-recorded».",
)
@lang_option
def record(
    pack: str,
    days: tuple[str, ...],
    paths: int | None,
    seed: int | None,
    in_place: bool,
    copy: Path | None,
    lang: str,
) -> None:
    """
    Store forecasts of all open targets and all indicators in a pack; what is stored is never changed.

    \b
    haidang forecast record ./my-city --in-place
    haidang forecast record haiphong --as-of 2024-11-14 --to ./haiphong-recorded
    """
    from haidang.base.days import parse_day
    from haidang.cli.recording import store
    from haidang.flows.forecast import options_of
    from haidang.telling.teller import teller

    wanted = [parse_day(each, "--as-of") for each in days] or [today()]
    added, target = store(pack, wanted, options_of(paths, seed), copy, in_place=in_place)
    t = teller(lang)
    click.echo(t(say("{count} forecasts added in {folder}.", count=str(added), folder=str(target))), err=True)
