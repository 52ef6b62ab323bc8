"""Options that several commands share, and opening what they name."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from haidang.base.days import parse_day
from haidang.base.text import LANGUAGES

if TYPE_CHECKING:
    from haidang.files.evidence import PackEvidence
    from haidang.telling.report import Report

BUNDLED = "haiphong"
_FORMS = ("table", "json", "csv", "md", "html")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def environment_language() -> str:
    """Return the language of the environment when it is one of ours, else English."""
    for name in ("HAIDANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(name, "")[:2].lower()
        if language:
            return language if language in LANGUAGES else "en"
    return "en"


def chosen_language(arguments: Sequence[str]) -> str:
    """Return the language asked for on a command line that failed, else that of the environment."""
    for place, word in enumerate(arguments):
        if word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        elif word == "--lang" and place + 1 < len(arguments):
            asked = arguments[place + 1]
        else:
            continue
        return asked if asked in LANGUAGES else "en"
    return environment_language()


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    return None if value is None else parse_day(value, "--as-of")


pack_option: Decorator = click.option(
    "--pack",
    "pack",
    default=BUNDLED,
    show_default=True,
    metavar="PACK",
    help="Folder of a pack, or the name of a bundled one.",
)
as_of_option: Decorator = click.option(
    "--as-of",
    metavar="DATE",
    callback=_day,
    help="Answer with what was public on this day, for example 2022-06-30.",
)
lang_option: Decorator = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=environment_language,
    show_default="that of the environment",
    help="Language of the words.",
)
format_option: Decorator = click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="table",
    show_default=True,
    help="Form of the output.",
)
derived_option: Decorator = click.option(
    "--without-derived",
    is_flag=True,
    help="Leave out numbers that the collector computed from published ones.",
)

paths_option: Decorator = click.option(
    "--paths", type=int, metavar="N", help="Number of paths; else that of the method."
)
seed_option: Decorator = click.option(
    "--seed", type=int, metavar="N", help="Seed of the paths; the same one gives the same bits."
)

out_option: Decorator = click.option(
    "--out",
    "outs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the table as .csv or .parquet, the chart as .svg or .png, all of it as .xlsx; may be repeated.",
)


def today() -> date:
    """Return the current day: the one place where the command line reads the clock."""
    return date.today()  # noqa: DTZ011  the day where the user sits


def open_evidence(pack: str) -> PackEvidence:
    """Open a pack by folder or bundled name."""
    from haidang.files.evidence import open_pack
    from haidang.files.packs import find_folder

    return open_pack(find_folder(pack))


def show(report: Report, form: str) -> None:
    """Write a report to standard output."""
    from haidang.files.reports.forms import draw

    click.echo(draw(report, form), nl=False)


def write_outs(report: Report, outs: Sequence[Path]) -> None:
    """Write a report to each of the files named, in the form that its name says."""
    from haidang.files.exports import write_export

    for out in outs:
        write_export(out, report)
