"""`haidang serve` does jobs beside the pages; as processes, on a database of their own."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import replace
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from haidang.files.packs import render, write_folder
from haidang.portal.jobs import beside, queue
from tests.make.core import haiphong
from tests.make.postgresql import free_port

PATIENCE_S = 60


@pytest.fixture
def settings(tmp_path):
    """The environment of the processes: nothing of this one's database."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "HOME")}
    return kept | {"HAIDANG_DATA": str(tmp_path / "data"), "LANG": "C.UTF-8"}


@pytest.fixture
def bare(tmp_path):
    """The bundled pack without its odds."""
    content = haiphong().content
    frames = {name: frame for name, frame in content.frames.items() if name != "forecasts"}
    write_folder(render(replace(content, frames=frames)), tmp_path / "bare")
    return tmp_path / "bare"


@contextmanager
def started(settings, *arguments):
    command = [sys.executable, "-m", "haidang", *arguments]
    with subprocess.Popen(
        command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(ask):
    """Ask again and again until the answer is true, and return it."""
    end = monotonic() + PATIENCE_S
    while not (found := ask()):
        assert monotonic() < end, "nothing came"
        sleep(0.05)
    return found


def page(port, name="targets/PLAN-2024-grdp"):
    try:
        with urlopen(f"http://127.0.0.1:{port}/en/{name}", timeout=20) as answer:
            return answer.read().decode()
    except URLError:
        return ""


def jobs(tmp_path, status):
    """The worker of each job of odds in a state."""
    place = tmp_path / "data/haidang.sqlite3"
    if not place.exists():
        return []
    with closing(sqlite3.connect(place, timeout=20)) as base:
        asked = "SELECT worker_ids FROM django_tasks_database_dbtaskresult WHERE status = ? AND task_path LIKE '%odds'"
        try:
            return [row[0] for row in base.execute(asked, [status])]
        except sqlite3.OperationalError:  # the tables are being made
            return []


@pytest.mark.slow
def test_pages_say_that_odds_are_computed_and_then_show_them(tmp_path, settings, bare):
    port = free_port()
    with started(settings, "serve", "--pack", str(bare), "--port", str(port)) as process:
        assert "The odds as of 14 November 2024 are being computed" in until(lambda: page(port))
        text = until(lambda: (text := page(port)) and "Odds: 6% (very unlikely)" in text and text)
        assert "are being computed" not in text
        # where a revision is named nothing changes any more
        assert "are being computed" not in page(port, "targets/PLAN-2024-grdp?rev=1")
        until(lambda: len(jobs(tmp_path, "SUCCESSFUL")) == 8)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert "Traceback" not in err
    assert (
        len(re.findall(r"INFO haidang.jobs: Odds as of .* forecasts are recorded as revision \d\.", err)) == 8
    )


@pytest.mark.slow
def test_told_to_stop_while_it_computes_it_ends_at_once_and_puts_the_job_back(tmp_path, settings, bare):
    port = free_port()
    with started(settings, "serve", "--pack", str(bare), "--port", str(port)) as process:
        (worker,) = until(lambda: jobs(tmp_path, "RUNNING"))
        begin = monotonic()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE_S)
        assert monotonic() - begin < 2
    assert (process.returncode, "Traceback" in err) == (0, False)
    assert jobs(tmp_path, "RUNNING") == []
    assert set(jobs(tmp_path, "READY")) == {"[]"}
    with pytest.raises(ProcessLookupError):
        os.kill(int(re.search(r":(\d+)", worker)[1]), 0)


@pytest.mark.slow
def test_a_worker_ends_at_once_and_a_killed_one_leaves_its_job_to_others(tmp_path, settings, bare):
    subprocess.run([sys.executable, "-m", "haidang", "portal", "load", str(bare)], env=settings, check=True)
    with started(settings, "portal", "worker") as process:
        until(lambda: jobs(tmp_path, "RUNNING"))
        begin = monotonic()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE_S)
        assert monotonic() - begin < 2
    assert (process.returncode, "Traceback" in err) == (0, False)
    assert jobs(tmp_path, "RUNNING") == []
    with started(settings, "portal", "worker") as process:
        until(lambda: jobs(tmp_path, "RUNNING"))
        process.kill()
    with closing(sqlite3.connect(tmp_path / "data/haidang.sqlite3", timeout=20)) as base, base:
        base.execute("UPDATE jobs_beat SET seen_at = '2020-01-01 00:00:00'")  # a minute later
    done = subprocess.run(
        [sys.executable, "-m", "haidang", "portal", "worker", "--until-empty"],
        env=settings,
        capture_output=True,
        check=True,
    )
    assert b"Traceback" not in done.stderr
    assert len(jobs(tmp_path, "SUCCESSFUL")) == 8


def test_a_process_that_ends_badly_is_not_begun_again_at_once(shared, monkeypatch):
    from threading import Event

    (row,) = shared("one")
    waits = []

    class Stopping(Event):
        def wait(self, seconds):
            if seconds > beside._LOOK_S:
                waits.append(seconds)
                self.set()
            return super().wait(seconds)

    monkeypatch.setattr(beside, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    beside._watch(Stopping())
    assert waits == [beside._AFTER_FAILURE_S]
    row.refresh_from_db()
    assert row.status == "READY"


def test_what_a_dead_process_left_behind_is_put_back(shared, monkeypatch):
    from threading import Event

    (row,) = shared("one")
    begun = []

    class Stopping(Event):
        def wait(self, seconds):
            if seconds > beside._LOOK_S:
                self.set()
            return super().wait(seconds)

    def begin(token):
        process = subprocess.Popen((sys.executable, "-c", "raise SystemExit(3)"))
        begun.append(beside.name_of(process.pid, token))
        from django.utils import timezone

        queue.take(by=begun[0], now=timezone.now())
        return process

    monkeypatch.setattr(beside, "_begin", begin)
    beside._watch(Stopping())
    row.refresh_from_db()
    assert (row.status, row.worker_ids) == ("READY", begun)


def test_the_parent_knows_the_name_of_its_child_and_no_other_has_it(monkeypatch):
    told = "import sys; print(*sys.argv[1:])"
    monkeypatch.setattr(beside, "COMMAND", (sys.executable, "-c", told))
    begun = []
    monkeypatch.setattr(beside.subprocess, "Popen", lambda command, **_: begun.append(command))
    for token in (beside.make_token(), beside.make_token()):
        beside._begin(token)
        assert begun[-1][-2:] == ("--token", token)
    assert begun[0] != begun[1]
