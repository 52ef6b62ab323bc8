"""`haidang portal worker` and `haidang portal jobs`."""

from __future__ import annotations

import click

from haidang.base.text import say
from haidang.cli.options import format_option, lang_option, show


@click.command("worker")
@click.option("--until-empty", is_flag=True, help="End when no job is due; else wait for more.")
@click.option("--token", default="", hidden=True, help="Part of its name, given by the server that began it.")
@lang_option
def worker(until_empty: bool, token: str, lang: str) -> None:
    """
    Do what is slow and not done while a page is read: compute the odds that a loaded pack lacks.

    `haidang serve` does it by itself; where other servers show the pages, let this run beside them, or from time to time
    with --until-empty. It ends with Ctrl-C or SIGTERM, and the job under way is begun anew later.

    \b
    haidang portal worker
    haidang portal worker --until-empty
    """
    from haidang.portal.config.serve import stopping_cleanly
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.teller import teller

    with stopping_cleanly():
        open_portal()
        from haidang.portal.jobs.worker import work, work_off

        if until_empty:
            with told_errors():
                work_off(token)
        else:
            click.echo(teller(lang)(say("Waiting for jobs (stop with Ctrl-C).")), err=True)
            work()


@click.command("jobs")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="N",
    help="How many to show, the newest first.",
)
@lang_option
@format_option
def jobs(limit: int, lang: str, form: str) -> None:
    """
    Show the jobs: what, state, when, attempts, and what came of it.

    \b
    haidang portal jobs
    haidang portal jobs --limit 5 --format json
    """
    from haidang.portal.registry.errors import told_errors
    from haidang.portal.registry.opening import open_portal
    from haidang.telling.jobs import tell_jobs
    from haidang.telling.teller import teller

    open_portal()
    from haidang.portal.jobs.queries import list_jobs

    with told_errors():
        found = list_jobs(limit)
    show(tell_jobs(found, teller(lang)), form)
