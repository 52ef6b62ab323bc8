"""`haidang pack`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from haidang.base.text import say
from haidang.cli.options import BUNDLED, format_option, lang_option, show


@click.group("pack")
def command() -> None:
    """Check, describe, make or convert a city pack."""


@command.command("check")
@click.argument("folder", metavar="PACK", default=BUNDLED)
@lang_option
@format_option
def check(folder: str, lang: str, form: str) -> None:
    """
    Find every defect of a pack in one run; leave with 2 when there are errors.

    \b
    haidang pack check ./my-city
    """
    from haidang.files.packs import check_folder, find_folder
    from haidang.telling.findings import tell_findings
    from haidang.telling.teller import teller

    _, findings = check_folder(find_folder(folder))
    show(tell_findings(findings, folder, teller(lang)), form)
    if findings.count("error"):
        sys.exit(2)


@command.command("info")
@click.argument("folder", metavar="PACK", default=BUNDLED)
@lang_option
@format_option
def info(folder: str, lang: str, form: str) -> None:
    """
    Say what a pack holds, until when it was followed, and its content hash.

    \b
    haidang pack info
    """
    from haidang.core.pack.tables import TABLES
    from haidang.files.packs import find_folder, hash_content, open_content
    from haidang.telling.findings import tell_info
    from haidang.telling.teller import teller

    content = open_content(find_folder(folder))
    counts = {
        table.name: content.frames[table.name].height for table in TABLES if table.name in content.frames
    }
    show(tell_info(content.description, counts, hash_content(content), teller(lang)), form)


@command.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@lang_option
def new(folder: Path, lang: str) -> None:
    """
    Make a small pack that passes the check, its rows to be replaced by yours.

    \b
    haidang pack new ./my-city
    """
    from haidang.files.packs import refuse_filled, write_folder
    from haidang.files.starter import starter

    refuse_filled(folder)
    write_folder(starter(folder.resolve().name), folder)
    _done(folder, lang)


@command.command("format")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--to",
    "target",
    default=None,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write a copy instead of the pack itself.",
)
@lang_option
def format_(folder: Path, target: Path | None, lang: str) -> None:
    """
    Write a pack in its canonical form; a pack with errors is left alone.

    \b
    haidang pack format ./my-city
    """
    _rewrite(folder, target, "csv", lang)


@command.command("convert")
@click.argument("folder", metavar="PACK")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "form",
    type=click.Choice(("csv", "parquet")),
    default="parquet",
    show_default=True,
    help="Form of the tables.",
)
@lang_option
def convert(folder: str, target: Path, form: str, lang: str) -> None:
    """
    Write a copy of a pack with its tables in another form; the content hash stays.

    \b
    haidang pack convert haiphong ./haiphong-parquet --to parquet
    """
    from haidang.files.packs import find_folder

    _rewrite(find_folder(folder), target, form, lang)


def _rewrite(folder: Path, target: Path | None, form: str, lang: str) -> None:
    from haidang.files.packs import open_content, refuse_filled, render, write_folder

    if target is not None:
        refuse_filled(target)
    content = open_content(folder)
    files = render(content, form)
    old = [path for path in content.files.values() if path not in files] if target is None else []
    write_folder(files, target or folder, replace=old)
    _done(target or folder, lang)


def _done(folder: Path, lang: str) -> None:
    from haidang.telling.teller import teller

    click.echo(teller(lang)(say("Written: {folder}", folder=str(folder))), err=True)
