"""
Doing jobs beside a server: a thread of it looks for what is due, and a process of its own does it.

A process, since the loops of a model would take the pages' turn in the server's own, could not be stopped at once, and
would leave its compiler in memory.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from haidang.portal.jobs import queue, regular
from haidang.portal.jobs.worker import IDLE_S, make_token, name_of

COMMAND = (sys.executable, "-P", "-m", "haidang", "portal", "worker", "--until-empty")
_AFTER_FAILURE_S = 60.0
_LOOK_S = 0.1
_PATIENCE_S = 1.0


@contextmanager
def working() -> Iterator[None]:
    """Inside it jobs are done; at the end the one under way is put back, and its process is gone."""
    stopping = Event()
    thread = Thread(target=_watch, args=(stopping,), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(_PATIENCE_S)


def _watch(stopping: Event) -> None:
    while not stopping.is_set():
        wait_s = IDLE_S
        with suppress(DatabaseError, InterfaceError, OSError):  # who reads pages is told; it is looked again
            queue.take_up(by=None, now=timezone.now())
            regular.ask(timezone.now())
            if DBTaskResult.objects.ready().exists() and not _work_off(stopping):
                wait_s = _AFTER_FAILURE_S
        close_old_connections()
        stopping.wait(wait_s)
    connections.close_all()


def _work_off(stopping: Event) -> bool:
    """Do in a process what is due, and return whether it ended well."""
    token = make_token()
    with _begin(token) as process:
        while process.poll() is None and not stopping.wait(_LOOK_S):
            pass
        process.kill()  # when it runs: what it wrote is whole, and what it computes is computed again
    if stopping.is_set():
        queue.let_go(by=name_of(process.pid, token))
    else:  # what it may have left behind is not waited for
        queue.take_up(by=name_of(process.pid, token), now=timezone.now())
    return process.returncode == 0


def _begin(token: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen((*COMMAND, "--token", token), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
