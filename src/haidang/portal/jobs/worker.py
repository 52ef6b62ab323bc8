"""Doing jobs, one after another; as often as is wanted in parallel, each worker in a process of its own."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from haidang.base.errors import HaidangError
from haidang.portal.jobs import queue, regular
from haidang.portal.jobs.kinds import JobRow, call, what_of
from haidang.telling.teller import teller

IDLE_S = 1.0
_log = logging.getLogger("haidang.jobs")
_REFUSED = (DatabaseError, InterfaceError)


def make_token() -> str:
    """Return what tells a worker from all others: of two containers the machine and the process may be called the same."""
    return secrets.token_hex(4)


def name_of(pid: int, token: str) -> str:
    """Return the name of the worker that is a process of this machine and has a token."""
    return f"{socket.gethostname()[:40]}:{pid}:{token}"


def work_off(token: str = "") -> None:
    """
    Do jobs until none is due; one that is to be tried again later is not waited for.

    Parameters
    ----------
    token
        Given by the process that began this one, which thus knows its name; empty makes one.
    """
    me = name_of(os.getpid(), token or make_token())
    while _step(me):
        pass


def work() -> None:
    """Do jobs until this process is told to stop; while the database refuses, wait for it."""
    me, is_refused = name_of(os.getpid(), make_token()), False
    while True:
        try:
            while _step(me):
                close_old_connections()
            is_refused = False
        except _REFUSED as error:
            if not is_refused:
                _log.warning("The database refuses: %s", str(error).strip().partition("\n")[0])
            is_refused = True
        close_old_connections()
        time.sleep(IDLE_S)


def _step(me: str) -> bool:
    """Do one job; return False when none is due. When the process is told to stop meanwhile, the job is put back."""
    queue.take_up(by=me, now=timezone.now())
    regular.ask(timezone.now())
    row = queue.take(by=me, now=timezone.now())
    if row is None:
        return False
    try:
        with _beating(me):
            _do(row)
    except (SystemExit, KeyboardInterrupt):
        with suppress(*_REFUSED):
            queue.let_go(by=me)
        raise
    queue.rest(by=me)
    return True


def _do(row: JobRow) -> None:
    t = teller("en")  # the log is the administrator's
    what = t(what_of(row))
    try:
        done = call(row)
    except HaidangError as error:
        is_again = queue.fail(row, error, now=timezone.now())
        _log.error("%s: %s %s%s", what, t(error.problem), t(error.remedy), _outlook(is_again))
    except Exception as error:  # noqa: BLE001  whatever a job does, the next one is done
        is_again = queue.fail(row, error, now=timezone.now())
        _log.exception("%s: a defect of the program.%s", what, _outlook(is_again))
    else:
        queue.finish(row, done, now=timezone.now())
        _log.info("%s: %s", what, t(done))


def _outlook(is_again: bool) -> str:
    return " It will be tried again." if is_again else " It will not be tried again."


@contextmanager
def _beating(me: str) -> Iterator[None]:
    """Inside it a thread notes every few seconds that the worker lives."""
    done = Event()

    def run() -> None:
        while not done.wait(queue.BEAT_S):
            with suppress(
                *_REFUSED
            ):  # then others may take the job up, and of two that finish it one is heard
                queue.beat(by=me, now=timezone.now())
        connections.close_all()

    thread = Thread(target=run, name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
