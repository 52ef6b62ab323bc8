"""`haidang score`."""

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
    seed_option,
    show,
    today,
    write_outs,
)


@click.command("score")
@pack_option
@as_of_option
@click.option(
    "--replay",
    type=click.Choice(("monthly", "quarterly", "yearly")),
    help="Score forecasts made anew as of past days, in place of recorded ones.",
)
@seed_option
@out_option
@lang_option
@format_option
def command(
    pack: str,
    as_of: date | None,
    replay: str | None,
    seed: int | None,
    outs: tuple[Path, ...],
    lang: str,
    form: str,
) -> None:
    """
    Score recorded or replayed forecasts against what became public later.

    \b
    haidang score
    haidang score --replay quarterly --format html > score.html
    """
    from haidang.flows import score as flow
    from haidang.flows.forecast import options_of
    from haidang.telling.score import tell_score
    from haidang.telling.teller import teller

    def tell(day: date) -> None:
        click.echo(f"\r{day.isoformat()}", nl=False, err=True)

    evidence = open_evidence(pack)
    view = flow.run(
        evidence,
        today=today(),
        as_of=as_of,
        replay=replay or "",
        options=options_of(None, seed),
        tell=tell,
    )
    if replay:
        click.echo("", err=True)
    report = tell_score(view, evidence, teller(lang))
    write_outs(report, outs)
    show(report, form)
