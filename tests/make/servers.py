"""A portal's real server as processes, killed and started again; and a machine that enters figures at it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from tests.make.hands import BODY
from tests.make.portals import Portal
from tests.make.postgresql import free_port

_SERVE = "import sys; sys.argv[0] = 'haidang'; from haidang.cli.main import run; run()"
_START_S = 40.0
TOKEN = """
from datetime import timedelta
from django.utils import timezone
from haidang.portal.accounts.tokens import Machine, add_machine, make_token
from haidang.portal.registry.bodies import tree_of
from haidang.portal.registry.evidence import DatabaseEvidence
from tests.make.accounts import acting_as, administrator
by, now = acting_as(administrator()), timezone.now()
machine = add_machine(Machine("Gauge", "{body}"), tree=tree_of(DatabaseEvidence()), by=by, now=now)
print(make_token(machine, "tests", timezone.localdate(now) + timedelta(days=30), by=by, now=now))
"""


class Server:
    """The server of a portal: waitress in one process, or gunicorn with several."""

    def __init__(self, portal: Portal, workers: int = 0, pack: str = "haiphong") -> None:
        self.port = free_port()
        if workers:
            self._words = [
                sys.executable, "-m", "gunicorn", "haidang.portal.config.wsgi", "--bind", f"127.0.0.1:{self.port}",
                "--workers", str(workers), "--threads", "4", "--no-control-socket", "--log-level", "error",
            ]  # fmt: skip
        else:
            self._words = [sys.executable, "-c", _SERVE, "serve", "--pack", pack, "--port", str(self.port)]
        self._portal = portal
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            self._words, env=self._portal.environment, cwd=self._portal.folder, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + _START_S
        while time.monotonic() < until:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            assert self._process.poll() is None, "the server ended"
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    @property
    def pid(self) -> int:
        """Of its first process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """Kill all its processes, without a word."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def ask(
        self, method: str, path: str, body: bytes | None = None, timeout_s: float = 30, **headers: str
    ) -> Answer:
        """Ask it over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return Answer(response.status, response.read(), dict(response.getheaders()))
        finally:
            connection.close()


class Answer:
    """What a server answered."""

    def __init__(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.status, self.content, self.headers = status, content, headers

    @property
    def data(self) -> Any:
        """What it says as JSON."""
        return json.loads(self.content)


@contextmanager
def running(portal: Portal, workers: int = 0, pack: str = "haiphong") -> Iterator[Server]:
    """A server that runs."""
    server = Server(portal, workers, pack)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def make_token(portal: Portal) -> str:
    """The token of a machine that enters for the body of the hands."""
    return portal.run(TOKEN.replace("{body}", BODY)).strip()


def enter(
    server: Server, token: str, cells: dict[str, str], key: str = "", *, timeout_s: float = 30
) -> Answer:
    """Enter one figure as a machine."""
    message = {"body_id": BODY, "submit": True, "rows": [{"table": "observations", "cells": cells}]}
    return server.ask(
        "POST", "/api/v1/entries", json.dumps(message).encode(), timeout_s,
        **{"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())},
    )  # fmt: skip
