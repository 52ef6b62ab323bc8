"""A private PostgreSQL server on this machine alone, made from Debian's files and gone at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def url_of(port: int) -> str:
    return f"postgresql://postgres@127.0.0.1:{port}/postgres"


def _binaries() -> Path:
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or ([Path(found).parent] if found else [])
    if not folders:
        raise RuntimeError("there is no initdb: apt-get install postgresql")
    return folders[-1]


@contextmanager
def serve_postgresql(port: int) -> Iterator[None]:
    """A server with an empty database; PostgreSQL refuses to run as root."""
    place = Path(tempfile.mkdtemp(prefix="haidang-pg-"))
    start: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
        start = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "env"]
    binaries, data = _binaries(), place / "data"

    def run(program: str, *arguments: str) -> None:
        words = [*start, str(binaries / program), *arguments]
        subprocess.run(
            words, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=60
        )

    control = ("-D", str(data), "-w", "-t", "20")
    options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    try:
        # the order of Vietnamese, not that of Python: an order made by the database would show
        order = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi")
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", *order, "--no-sync")
        run("pg_ctl", *control, "-l", str(place / "log"), "-o", options, "start")
        try:
            yield
        finally:
            run("pg_ctl", *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)
