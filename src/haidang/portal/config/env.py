"""
What the portal takes from the environment, and nothing from anywhere else.

Each variable is named once, with what it allows; a bad value is refused with a sentence that says how to mend it, and
all of them at once. The list in docs/portal.md is made from here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import dj_database_url

from haidang.base.errors import SettingsError
from haidang.base.text import say
from haidang.portal.accounts.roles import FACTOR_ALL, FACTOR_NOBODY, FACTOR_RESPONSIBLE

T = TypeVar("T")

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_SECRET_LENGTH = 32
_SECRET_SIGNS = 5
_API_RATE = 600
_RATE_DIGITS = 6
_CONNECT_S = 5
_PORT = 8000
_ISSUER = re.compile(r"(https://|http://(?:localhost|127\.0\.0\.1)(?=[:/]|$))[^\s?#]+")
_HOST = re.compile(r"\.?[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\]|\*")
_ENGINES = {"django.db.backends.sqlite3": "sqlite", "django.db.backends.postgresql": "postgresql"}
_FACTORS = (FACTOR_RESPONSIBLE, FACTOR_ALL, FACTOR_NOBODY)
_YES, _NO = ("1", "true", "yes"), ("", "0", "false", "no")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment: its name, what it is for, what it allows."""

    name: str
    doc: str
    allowed: str
    default: str


VARIABLES = (
    Variable("HAIDANG_DATA", "Folder of the database and of the secret.", "a folder that can be written", "~/.local/share/haidang"),
    Variable("DATABASE_URL", "Database.", "sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME", "SQLite in HAIDANG_DATA"),
    Variable("HAIDANG_SECRET_KEY", "Secret that signs what is sent to readers.", "32 characters or more, the same for all processes", "made once and kept in HAIDANG_DATA"),
    Variable("HAIDANG_HOSTS", "Names under which the portal is reached.", "names separated by commas, without http:// and without a port; a point in front takes all names below", "localhost,127.0.0.1,[::1]"),
    Variable("HAIDANG_HTTPS", "Whether readers come by HTTPS: then http:// is sent on to https://, and browsers are told to keep to it.", "1 or 0", "0"),
    Variable("HAIDANG_PROXY", "Whether a reverse proxy in front sets X-Forwarded-Proto and X-Forwarded-For.", "1 or 0", "0"),
    Variable("HAIDANG_API_RATE", "How many requests a minute the API answers to one address, in each process.", "a whole number; 0 sets no limit", "600"),
    Variable("HAIDANG_SECOND_FACTOR", "Of whom the desk asks a second factor before it lets them act: of those who check, publish or administrate, of all, of nobody.", "responsible, all or nobody", "responsible; nobody where HAIDANG_HOSTS names this machine alone"),
    Variable("HAIDANG_OIDC_SERVER", "A city's own identity provider (OpenID Connect) with which accounts that exist can sign in too.", "its address (issuer), beginning with https://", "none"),
    Variable("HAIDANG_OIDC_CLIENT", "Name of this portal at that provider; it leads back to /accounts/oidc/login/callback/.", "as the provider gave it", "none"),
    Variable("HAIDANG_OIDC_SECRET", "Secret of this portal at that provider.", "as the provider gave it", "none"),
    Variable("HAIDANG_OIDC_NAME", "What that provider is called on the page for signing in.", "a few words", "the name of its host"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider: its address, this portal's name and secret there, what people call it."""

    server: str
    client: str
    secret: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class Environment:
    """
    The settings of a portal.

    Attributes
    ----------
    data
        Folder of the database and of the secret.
    database
        Django's description of the database.
    secret_key
        Empty: one is made and kept in `data`.
    hosts
        Names under which it is reached.
    is_https, is_behind_proxy
        How readers come.
    api_rate
        Requests a minute that the API answers to one address; 0 for no limit.
    second_factor
        Of whom a second factor is asked: `responsible`, `all` or `nobody`.
    provider
        The identity provider, if there is one.
    """

    data: Path
    database: Mapping[str, Any]
    secret_key: str
    hosts: tuple[str, ...]
    is_https: bool
    is_behind_proxy: bool
    api_rate: int
    second_factor: str
    provider: Provider | None

    @property
    def is_public(self) -> bool:
        """Whether it is reached under another name than those of this machine alone."""
        return _is_public(self.hosts)

    @property
    def address(self) -> str:
        """Where readers find it, for what is told outside a request; this machine where no host is named whole."""
        named = [host for host in self.hosts if host not in LOOPBACK and host[0] not in "*."]
        return (
            f"{'https' if self.is_https else 'http'}://{named[0]}" if named else f"http://127.0.0.1:{_PORT}"
        )


def read_environment(values: Mapping[str, str] | None = None) -> Environment:
    """
    Return the settings of the environment.

    Raises
    ------
    SettingsError
        Names the variable, the value seen, what is allowed and what to do; of several it names all, and the command
        that tells of each.
    """
    found, problems = check_environment(values)
    if found is not None:
        return found
    if len(problems) == 1:
        raise problems[0]
    raise SettingsError(
        say(
            "{count} settings cannot be used: {names}.",
            count=len(problems),
            names=[each.where for each in problems],
        ),
        say("`haidang portal check` says of each what is wrong and how to mend it."),
    )


def check_environment(
    values: Mapping[str, str] | None = None,
) -> tuple[Environment | None, tuple[SettingsError, ...]]:
    """Return the settings of the environment, None when one cannot be used, and every one that cannot."""
    given = os.environ if values is None else values
    problems: list[SettingsError] = []

    def read(how: Callable[[str], T], name: str) -> T | None:
        try:
            return how(given.get(name, "").strip())
        except SettingsError as problem:
            problems.append(problem)
            return None

    data = read(_data, "HAIDANG_DATA") or Path()
    database = read(lambda url: _database(url, data), "DATABASE_URL")
    secret = read(_secret, "HAIDANG_SECRET_KEY")
    hosts = read(_hosts, "HAIDANG_HOSTS")
    is_https = read(lambda text: _flag(text, "HAIDANG_HTTPS"), "HAIDANG_HTTPS")
    is_behind_proxy = read(lambda text: _flag(text, "HAIDANG_PROXY"), "HAIDANG_PROXY")
    api_rate = read(_api_rate, "HAIDANG_API_RATE")
    factor = read(lambda text: _second_factor(text, hosts or LOOPBACK), "HAIDANG_SECOND_FACTOR")
    provider = read(lambda server: _provider(server, given), "HAIDANG_OIDC_SERVER")
    if problems or database is None or secret is None or hosts is None or api_rate is None or factor is None:
        return None, tuple(problems)
    flags = bool(is_https), bool(is_behind_proxy)
    return Environment(data, database, secret, hosts, *flags, api_rate, factor, provider), ()


def _is_public(hosts: Iterable[str]) -> bool:
    return any(host not in LOOPBACK for host in hosts)


def _data(text: str) -> Path:
    try:
        return Path(text or "~/.local/share/haidang").expanduser().absolute()
    except RuntimeError:
        raise SettingsError(
            say("HAIDANG_DATA is not set, and this user has no home folder."),
            say("Write a whole path, for example /var/lib/haidang."),
            "HAIDANG_DATA",
        ) from None


def _database(url: str, data: Path) -> Mapping[str, Any]:
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(data / "haidang.sqlite3")}
    try:
        found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except (ValueError, KeyError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        found = None
    # without a path SQLite would keep everything in memory, and the next command would find nothing
    if found is None or found.get("ENGINE") not in _ENGINES or found.get("NAME") in ("", None, ":memory:"):
        # the address may hold a password: only what comes before it is shown
        seen = url.partition("://")[0] if "://" in url else ""
        raise SettingsError(
            say("DATABASE_URL «{seen}…» names no database that can be used.", seen=seen),
            say("Write sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME, or leave it empty."),
            "DATABASE_URL",
        )
    if _ENGINES[found["ENGINE"]] == "postgresql":
        # a server that does not answer is told of in seconds, not after the minutes of the network
        found["OPTIONS"] = {"connect_timeout": _CONNECT_S, **found.get("OPTIONS", {})}
    return dict(found)


def _secret(secret: str) -> str:
    make = say("Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'")
    if secret and len(secret) < _SECRET_LENGTH:
        raise SettingsError(
            say(
                "HAIDANG_SECRET_KEY has {count} characters, {least} are needed.",
                count=str(len(secret)),
                least=str(_SECRET_LENGTH),
            ),
            make,
            "HAIDANG_SECRET_KEY",
        )
    if secret and len(set(secret)) < _SECRET_SIGNS:
        raise SettingsError(
            say("HAIDANG_SECRET_KEY repeats so few characters that it can be guessed."),
            make,
            "HAIDANG_SECRET_KEY",
        )
    return secret


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(each.strip() for each in text.split(",") if each.strip())
    wrong = [each for each in hosts if not _HOST.fullmatch(each)]
    if wrong:
        raise SettingsError(
            say("HAIDANG_HOSTS holds «{seen}», which is no name of a host.", seen=wrong[0]),
            say("Write bare names separated by commas, for example haidang.example.org,localhost."),
            "HAIDANG_HOSTS",
        )
    return hosts or LOOPBACK


def _api_rate(text: str) -> int:
    if not text:
        return _API_RATE
    if not (text.isascii() and text.isdecimal() and len(text) <= _RATE_DIGITS):
        raise SettingsError(
            say("HAIDANG_API_RATE is «{seen}», which is no number of requests.", seen=text),
            say("Write a whole number of requests a minute, for example 600, or 0 for no limit."),
            "HAIDANG_API_RATE",
        )
    return int(text)


def _second_factor(text: str, hosts: tuple[str, ...]) -> str:
    if text in _FACTORS:
        return text
    if not text:  # whoever tries the portal on their own machine needs no telephone
        return FACTOR_RESPONSIBLE if _is_public(hosts) else FACTOR_NOBODY
    raise SettingsError(
        say("HAIDANG_SECOND_FACTOR is «{seen}».", seen=text),
        say("Use one of {allowed}.", allowed=_FACTORS),
        "HAIDANG_SECOND_FACTOR",
    )


def _provider(server: str, given: Mapping[str, str]) -> Provider | None:
    client, secret, name = (
        given.get(f"HAIDANG_OIDC_{each}", "").strip() for each in ("CLIENT", "SECRET", "NAME")
    )
    if not (server or client or secret):
        return None
    if not (server and client and secret):
        raise SettingsError(
            say("Of HAIDANG_OIDC_SERVER, HAIDANG_OIDC_CLIENT and HAIDANG_OIDC_SECRET only some are set."),
            say("Set all three, or none to sign in with passwords alone."),
            "HAIDANG_OIDC_SERVER",
        )
    if not _ISSUER.fullmatch(server):
        raise SettingsError(
            say("HAIDANG_OIDC_SERVER is «{seen}», which is no address of an identity provider.", seen=server),
            say("Write its issuer, for example https://id.example.org/realms/city."),
            "HAIDANG_OIDC_SERVER",
        )
    return Provider(server.rstrip("/"), client, secret, name or str(urlsplit(server).hostname))


def _flag(seen: str, name: str) -> bool:
    if seen.lower() in _YES:
        return True
    if seen.lower() in _NO:
        return False
    raise SettingsError(
        say("{name} is «{seen}».", name=name, seen=seen), say("Write 1 for yes or 0 for no."), name
    )
