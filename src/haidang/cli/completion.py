"""`haidang completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(shell: str) -> None:
    """
    Print the completion script of a shell.

    \b
    haidang completion bash > ~/.local/share/bash-completion/completions/haidang
    """
    from haidang.cli.main import main

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    click.echo(kind(main, {}, "haidang", "_HAIDANG_COMPLETE").source())
