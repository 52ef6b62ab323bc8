"""`haidang calendar`."""

from __future__ import annotations

from datetime import date

import click

from haidang.base.days import parse_day
from haidang.cli.options import (
    as_of_option,
    format_option,
    lang_option,
    open_evidence,
    pack_option,
    show,
    today,
)

_STATES = ("late", "due", "received", "not_followed", "unknown")


def _day(_ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    return None if value is None else parse_day(value, f"--{param.name}")


@click.command("calendar")
@pack_option
@as_of_option
@click.option(
    "--from", "first", metavar="DATE", callback=_day, help="First due day; else a year before the day."
)
@click.option("--to", "last", metavar="DATE", callback=_day, help="Last due day; else a year after it.")
@click.option(
    "--body",
    "body_ids",
    multiple=True,
    metavar="ID",
    help="Only what this body owes; may be repeated.",
)
@click.option("--indicator", "indicator_id", default="", metavar="ID", help="Only figures of this indicator.")
@click.option(
    "--state",
    default="",
    type=click.Choice(("", *_STATES)),
    metavar="STATE",
    help=", ".join(_STATES) + "; else all.",
)
@lang_option
@format_option
def command(
    pack: str,
    as_of: date | None,
    first: date | None,
    last: date | None,
    body_ids: tuple[str, ...],
    indicator_id: str,
    state: str,
    lang: str,
    form: str,
) -> None:
    """
    Tell which figures are due, which are late, and who owes them.

    Due by law or agreement, as far as the pack says so; what nobody follows is never late.

    \b
    haidang calendar
    haidang calendar --from 2024-09-01 --to 2024-12-31 --indicator grdp_growth
    haidang calendar --state due --lang vi
    """
    from haidang.flows import calendar as flow
    from haidang.telling.calendar import tell_calendar
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    wanted = flow.Wanted(first, last, body_ids, indicator_id, state)
    view = flow.run(evidence, wanted, today=today(), as_of=as_of)
    show(tell_calendar(view, evidence, teller(lang)), form)
