"""`haidang backtest`."""

from __future__ import annotations

from pathlib import Path

import click

from haidang.cli.options import (
    format_option,
    lang_option,
    out_option,
    paths_option,
    seed_option,
    show,
    today,
    write_outs,
)


@click.command("backtest")
@click.argument("data", metavar="DATA", type=click.Path(path_type=Path))
@click.option("--horizon", type=click.IntRange(1, 15), default=4, show_default=True, help="Years ahead.")
@click.option("--origins", type=click.IntRange(1, 50), default=5, show_default=True, help="Rolling origins.")
@click.option(
    "--where", multiple=True, metavar="COLUMN=VALUE", help="Read only rows with this value; may be repeated."
)
@paths_option
@seed_option
@out_option
@lang_option
@format_option
def command(
    data: Path,
    horizon: int,
    origins: int,
    where: tuple[str, ...],
    paths: int | None,
    seed: int | None,
    outs: tuple[Path, ...],
    lang: str,
    form: str,
) -> None:
    """
    Hold the method against the later values of any yearly series.

    DATA is a .csv or .parquet file, or a folder of them, with the columns series, t and value.

    \b
    haidang backtest ./series.parquet --horizon 6
    haidang backtest ./series --where period=YEARLY --format json
    """
    from haidang.files.series import read_series
    from haidang.flows import backtest as flow
    from haidang.flows.forecast import options_of
    from haidang.telling.backtest import tell_backtest
    from haidang.telling.teller import teller

    options = options_of(1000 if paths is None else paths, seed)
    result = flow.run(read_series(data, where), horizon=horizon, origins=origins, options=options)
    report = tell_backtest(result, options, today(), teller(lang))
    write_outs(report, outs)
    show(report, form)
