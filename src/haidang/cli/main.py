"""The command `haidang`, its groups, and what happens to errors: 2 for bad input or use, 1 for a defect of ours."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from haidang import __version__
from haidang.base.errors import HaidangError

_COMMANDS = {
    "review": "haidang.cli.review",
    "brief": "haidang.cli.brief",
    "compare": "haidang.cli.compare",
    "explain": "haidang.cli.explain",
    "forecast": "haidang.cli.forecast",
    "odds": "haidang.cli.odds",
    "score": "haidang.cli.score",
    "backtest": "haidang.cli.backtest",
    "target": "haidang.cli.target",
    "indicator": "haidang.cli.indicator",
    "area": "haidang.cli.area",
    "document": "haidang.cli.document",
    "commitment": "haidang.cli.commitment",
    "calendar": "haidang.cli.calendar",
    "pack": "haidang.cli.pack",
    "serve": "haidang.cli.serve",
    "portal": "haidang.cli.portal",
    "completion": "haidang.cli.completion",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are named."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the commands in the order of use."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Import and return a command."""
        if name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[name]).command
        return command


@click.group(cls=LazyGroup, context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="haidang", message="%(prog)s %(version)s")
def main() -> None:
    """
    Review what a city promised: what the figures show, how likely it is to be kept, what is missing, who owes it.

    Without further words a command uses the bundled pack of Hai Phong.

    \b
    haidang review
    haidang review --as-of 2022-06-30 --lang vi
    haidang forecast PLAN-2024-grdp
    haidang explain PLAN-2024-grdp
    """


def run() -> None:
    """Run the command line and leave with its exit code."""
    try:
        main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(2)
    except HaidangError as error:
        _tell(error)
        sys.exit(2)
    except BrokenPipeError:  # the reader, a pager for instance, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        click.echo(f"haidang: {name}{error.strerror or error}", err=True)
        sys.exit(2)
    except Exception as error:
        if os.environ.get("HAIDANG_DEBUG"):
            raise
        click.echo(
            f"haidang: a defect of the program, not of your data: {type(error).__name__}: {error}", err=True
        )
        click.echo("Set HAIDANG_DEBUG=1, run it again and report what is printed.", err=True)
        sys.exit(1)


def _tell(error: HaidangError) -> None:
    from haidang.cli.options import chosen_language
    from haidang.telling.teller import teller

    t = teller(chosen_language(sys.argv[1:]))
    place = f"{error.where}: " if error.where else ""
    click.echo(f"haidang: {place}{t(error.problem)}", err=True)
    click.echo(t(error.remedy), err=True)
