"""`haidang serve`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from haidang.base.text import say
from haidang.cli.options import lang_option, pack_option

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from haidang.telling.teller import Teller


@click.command("serve")
@pack_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="HOST",
    help="Address to serve on; 0.0.0.0 for all.",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to serve on."
)
@click.option("--temporary", is_flag=True, help="Keep the database in a folder that is removed at the end.")
@lang_option
def command(pack: str, host: str, port: int, temporary: bool, lang: str) -> None:
    """
    Serve the portal: pages for everyone, from this process, until stopped with Ctrl-C.

    The pack is loaded into the database first; when nothing in it has changed, nothing is written.
    The settings come from the environment; see docs/portal.md.

    \b
    haidang serve
    haidang serve --pack ./my-city --port 8080
    haidang serve --temporary
    """
    from haidang.files.packs import find_folder
    from haidang.portal.config import serve
    from haidang.telling.teller import teller

    t = teller(lang)
    with ExitStack() as stack:
        stack.enter_context(serve.stopping_cleanly())
        folder = find_folder(pack)
        place = serve.take(host, port)
        stack.callback(place.socket.close)
        if temporary:
            _use_temporary(stack)
        serve.allow(place, host)
        if place.is_public:
            click.echo(t(serve.warning()), err=True)
        serve.make_ready()
        application = _application(folder, t)
        stack.enter_context(_working())
        click.echo(t(say("Haidang is served at {address} (stop with Ctrl-C).", address=place.address)))
        serve.run(place, application)


def _use_temporary(stack: ExitStack) -> None:
    import os
    import tempfile

    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="haidang-"))
    os.environ["HAIDANG_DATA"] = folder
    os.environ.pop("DATABASE_URL", None)


def _application(folder: Path, t: Teller) -> Callable[..., Any]:
    """Load the pack, and return the portal as an application."""
    from datetime import UTC, datetime

    from haidang.files.packs import open_content
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal

    content = open_content(folder)
    open_portal(with_tables=True)
    from haidang.portal.config.wsgi import application
    from haidang.portal.registry.actions import load

    with told_errors():
        loaded = load(content, now=datetime.now(UTC))
    if loaded.is_new:
        number, name = loaded.revision.number, loaded.revision.name
        click.echo(t(say("«{name}» is loaded as revision {number}.", name=name, number=number)), err=True)
    return application


def _working() -> AbstractContextManager[None]:
    """Return what does the jobs that were put into the queue while pages are served."""
    from haidang.portal.jobs.beside import working

    return working()
