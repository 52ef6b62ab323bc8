"""
What is wrong with a portal: its settings, all at once; what Django's own checks say; whether its database is ready.

Whatever must be mended before the public may come is grave; the rest is worth knowing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.checks import CheckMessage, run_checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from haidang.base.errors import HaidangError
from haidang.base.text import Said, say
from haidang.portal.config.env import Environment, check_environment
from haidang.portal.config.serve import make_ready
from haidang.portal.registry.errors import nothing_loaded, told_errors
from haidang.portal.registry.opening import open_portal

_PATIENCE = timedelta(minutes=10)  # that long a job may wait for its turn
_HTTPS = (
    say("Readers come by plain HTTP: what they read can be seen and changed on the way."),
    say("Put a proxy with HTTPS in front and set HAIDANG_HTTPS=1 and HAIDANG_PROXY=1 (docs/portal.md)."),
)
_HTTPS_CHECKS = ("security.W004", "security.W008", "security.W012", "security.W016")
_TRUSTED = say(
    "HAIDANG_HTTPS is 1 and HAIDANG_PROXY is 0: behind a proxy every page would lead to itself for ever."
)
_TRUSTED_REMEDY = say(
    "Set HAIDANG_PROXY=1 when a proxy takes the HTTPS; leave it only where this server does."
)
_ANY_HOST = (
    say("HAIDANG_HOSTS takes every name: addresses in citations are then whatever a stranger says."),
    say("Name the hosts under which the portal is reached."),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, what to do, and whether it must be done."""

    problem: Said
    remedy: Said
    where: str = ""
    is_grave: bool = True


def list_findings() -> Iterator[Finding]:
    """Return everything that is found, without making anything but the folder of the data."""
    environment, problems = check_environment()
    yield from map(_told, problems)
    if environment is None:  # without settings there is nothing to check further
        return
    yield from _of_environment(environment)
    yield from _of_portal(environment)


def _told(error: HaidangError) -> Finding:
    return Finding(error.problem, error.remedy, error.where)


def _of_environment(environment: Environment) -> Iterator[Finding]:
    if "*" in environment.hosts:
        yield Finding(*_ANY_HOST, "HAIDANG_HOSTS")
    if environment.is_https and not environment.is_behind_proxy:
        yield Finding(_TRUSTED, _TRUSTED_REMEDY, "HAIDANG_PROXY", is_grave=False)
    if not environment.is_https:
        yield Finding(*_HTTPS, "HAIDANG_HTTPS", is_grave=environment.is_public)


def _of_portal(environment: Environment) -> Iterator[Finding]:
    try:
        make_ready(environment)
        open_portal()
        with told_errors():
            messages = run_checks(include_deployment_checks=True)
        yield from (
            _of_django(each) for each in messages if not each.is_silenced() and each.id not in _HTTPS_CHECKS
        )
        yield from _of_database()
    except HaidangError as error:
        yield _told(error)


def _of_django(message: CheckMessage) -> Finding:
    said = say("{message} ({id})", message=" ".join(str(message.msg).split()), id=message.id or "-")
    hint = " ".join(str(message.hint or "").split())
    remedy = say("{hint}", hint=hint) if hint else say("See the documentation of Django under this number.")
    return Finding(said, remedy, is_grave=True)


def _of_database() -> Iterator[Finding]:
    from haidang.portal.registry.queries import find_revision  # noqa: PLC0415  its models need a ready Django

    with told_errors():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield Finding(
                say("The database has not the tables of this version of the program."),
                say("Run `haidang portal load PACK`: it makes them and brings them up to date."),
            )
        elif find_revision() is None:
            yield _told(nothing_loaded())
        else:
            yield from _of_jobs()


def _of_jobs() -> Iterator[Finding]:
    from haidang.portal.jobs.queries import waiting_since  # noqa: PLC0415  its models need a ready Django

    since = waiting_since(timezone.now())
    if since is not None and timezone.now() - since > _PATIENCE:
        yield Finding(
            say("Jobs have been waiting since {day}: nobody does them.", day=timezone.localdate(since)),
            say("Let `haidang portal worker` run beside the server (docs/portal.md)."),
            is_grave=False,
        )
