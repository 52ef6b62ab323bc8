"""
Serving the portal from one process: its address taken first, its data made ready, then pages until told to stop.

Whatever keeps it from starting is told in one sentence with a remedy. It needs no network but its own address.
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from waitress.server import create_server  # type: ignore[import-untyped]

from haidang.base.errors import UseError
from haidang.base.text import Said, say
from haidang.portal.config.env import LOOPBACK, Environment, read_environment

THREADS = 8
_BUSY_MS = 2000
_ANY = ("0.0.0.0", "::")
_PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the portal is served: the open socket, its address for people, and whether others can reach it."""

    socket: socket.socket
    address: str
    is_public: bool


def take(host: str, port: int) -> Place:
    """
    Take an address before anything else is done.

    Raises
    ------
    UseError
        When it is taken, not allowed or none of this machine.
    """
    bare = host.strip("[]")
    try:
        family, _, _, _, where = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)[0]
        taken = socket.create_server(where[:2], family=family, backlog=128)
    except (socket.gaierror, UnicodeError):
        raise UseError(
            say("«{host}» is no host that is known here.", host=host),
            say("Use 127.0.0.1 for this machine alone, or an address of this machine."),
            "--host",
        ) from None
    except OSError as error:
        raise _refused(error, host, port) from None
    known = socket.gethostname() if bare in _ANY else bare
    shown = f"[{known}]" if ":" in known else known
    return Place(taken, f"http://{shown}:{taken.getsockname()[1]}/", not _is_loopback(bare))


def _refused(error: OSError, host: str, port: int) -> UseError:
    if error.errno == errno.EADDRINUSE:
        free = port + 1 if port + 1 in _PORTS else port - 1
        return UseError(
            say("Port {port} of {host} is taken by another program.", port=str(port), host=host),
            say("Stop that one, or take another port, for example --port {free}.", free=str(free)),
            "--port",
        )
    if error.errno == errno.EACCES:
        return UseError(
            say("Port {port} may not be taken by this user.", port=str(port)),
            say("Take one from 1024 up, for example --port 8000, and let a proxy answer on 80 and 443."),
            "--port",
        )
    return UseError(
        say(
            "«{host}» is no address of this machine: {reason}.",
            host=host,
            reason=os.strerror(error.errno or 0),
        ),
        say("Use 127.0.0.1 for this machine alone, or 0.0.0.0 for all its addresses."),
        "--host",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def allow(place: Place, host: str) -> None:
    """Add the names under which a public place is reached to those that are allowed."""
    if not place.is_public:
        return
    bare = host.strip("[]")
    own = {socket.gethostname(), socket.getfqdn(), *_addresses()} if bare in _ANY else {host}
    names = os.environ.get("HAIDANG_HOSTS", "") or ",".join(LOOPBACK)
    bracketed = {f"[{name}]" if ":" in name and not name.startswith("[") else name for name in own}
    os.environ["HAIDANG_HOSTS"] = ",".join(dict.fromkeys([*names.split(","), *sorted(bracketed - {""})]))


def _addresses() -> Iterator[str]:
    try:
        found = socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        return
    for each in found:
        yield str(each[4][0]).partition("%")[0]


def warning() -> Said:
    """Return what a reader of a public place must know."""
    return say(
        "Others can reach this address, and it speaks plain HTTP: put a proxy with HTTPS in front of it (docs/portal.md)."
    )


def make_ready(environment: Environment | None = None) -> None:
    """
    Make the folder of the data, and see that the database lets itself be written.

    Raises
    ------
    UseError
        When it does not.
    """
    found = environment or read_environment()
    try:
        found.data.mkdir(parents=True, exist_ok=True)
        probe = found.data / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UseError(
            say(
                "The folder {folder} cannot be written: {reason}.",
                folder=str(found.data),
                reason=error.strerror or "?",
            ),
            say("Name another one with HAIDANG_DATA, or use --temporary."),
            "HAIDANG_DATA",
        ) from None
    if found.database["ENGINE"].endswith("sqlite3"):
        _probe(Path(str(found.database["NAME"])))


def _probe(file: Path) -> None:
    if not file.exists():
        return
    try:
        connection = sqlite3.connect(file, timeout=_BUSY_MS / 1000, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        name = error.sqlite_errorname
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise UseError(
                say("The database {file} is held by another process.", file=str(file)),
                say("Wait until that one has finished or stop it, or use --temporary."),
            ) from None
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            raise UseError(
                say("The file {file} is no database, or it is damaged.", file=str(file)),
                say("Put back a copy of it, or name another one with DATABASE_URL."),
            ) from None
        raise UseError(
            say("The database {file} cannot be written: {reason}.", file=str(file), reason=str(error)),
            say("Give yourself the right to write it, or name another one with DATABASE_URL."),
        ) from None


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Inside it SIGTERM and Ctrl-C end the program with code 0, whatever it does at the moment."""

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(0)

    old = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, handler in old.items():
            signal.signal(each, handler)


def run(place: Place, application: Callable[..., Any], threads: int = THREADS) -> None:
    """Serve an application from this process until a signal comes; requests under way are finished first."""
    server = create_server(application, sockets=[place.socket], threads=threads, ident="haidang")
    try:
        server.run()
    finally:
        server.close()
