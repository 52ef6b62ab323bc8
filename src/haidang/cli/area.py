"""`haidang area`."""

from __future__ import annotations

from datetime import date

import click

from haidang.cli.options import (
    as_of_option,
    format_option,
    lang_option,
    open_evidence,
    pack_option,
    show,
    today,
)


@click.group("area")
def command() -> None:
    """Show or list areas and what became of them."""


@command.command("show")
@click.argument("area_id")
@pack_option
@as_of_option
@lang_option
@format_option
def show_one(area_id: str, pack: str, as_of: date | None, lang: str, form: str) -> None:
    """
    Show an area as of today or another day: what it lies in, came from and became.

    \b
    haidang area show haiphong
    haidang area show haiphong_merged --as-of 2025-07-01
    """
    from haidang.flows.register import show_area
    from haidang.telling.area import tell_area
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    show(tell_area(show_area(evidence, area_id, today=today(), as_of=as_of), evidence, teller(lang)), form)


@command.command("list")
@pack_option
@as_of_option
@lang_option
@format_option
def list_all(pack: str, as_of: date | None, lang: str, form: str) -> None:
    """
    List the areas that exist on a day (today when none is given): one version of the territory.

    \b
    haidang area list --as-of 2024-11-14
    """
    from haidang.flows.register import list_areas
    from haidang.telling.area import tell_areas
    from haidang.telling.teller import teller

    evidence = open_evidence(pack)
    show(tell_areas(list_areas(evidence, today=today(), as_of=as_of), evidence, teller(lang)), form)
