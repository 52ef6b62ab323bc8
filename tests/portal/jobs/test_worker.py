"""A worker: whatever a job does, it is noted, and the next one is done."""

from __future__ import annotations

import logging
import os

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from haidang.portal.jobs import queue, worker
from haidang.portal.jobs.models import Beat
from tests.portal.jobs.said import said


def states():
    return {row.args_kwargs["kwargs"]["name"]: row.status for row in DBTaskResult.objects.all()}


def test_jobs_are_done_until_none_is_due(queued, doing, caplog):
    order = []
    for name in ("one", "two"):
        doing[name] = lambda name=name: order.append(name)
    queued("one", "two")
    with caplog.at_level(logging.INFO, "haidang.jobs"):
        worker.work_off()
    assert order == ["one", "two"]
    assert states() == {"one": "SUCCESSFUL", "two": "SUCCESSFUL"}
    assert said(caplog) == ["Test «one»: «one» is done.", "Test «two»: «two» is done."]
    assert not Beat.objects.exists()


def test_a_failure_stops_nothing(queued, doing, caplog):
    from tests.portal.jobs.doing import break_down, refuse

    doing.update(refused=refuse, broken=break_down)
    rows = queued("refused", "broken", "fine")
    worker.work_off()
    assert states() == {"refused": "READY", "broken": "READY", "fine": "SUCCESSFUL"}
    refused, broken, fine = said(caplog)
    assert refused == "Test «refused»: There is no room. Make some. It will be tried again."
    assert broken == "Test «broken»: a defect of the program. It will be tried again."
    assert fine == "Test «fine»: «fine» is done."
    assert caplog.records[0].exc_info is None
    assert caplog.records[1].exc_info is not None
    rows[1].refresh_from_db()
    assert "break_down" in rows[1].traceback


def test_the_last_failure_says_that_it_was_the_last(queued, doing, caplog, monkeypatch):
    from tests.portal.jobs.doing import refuse

    monkeypatch.setattr(queue, "ATTEMPTS", 1)
    doing["one"] = refuse
    queued("one")
    worker.work_off()
    assert said(caplog)[0].endswith("It will not be tried again.")


def test_a_job_that_this_version_has_no_more(queued, caplog):
    (row,) = queued("one")
    DBTaskResult.objects.update(task_path="haidang.nowhere.at_all")
    worker.work_off()
    row.refresh_from_db()
    assert row.status == "READY"
    assert "ModuleNotFoundError" in row.traceback
    assert said(caplog)[0].startswith("haidang.nowhere.at_all: ")


def test_told_to_stop_it_puts_its_job_back(queued, doing):
    from tests.portal.jobs.doing import stop

    doing["one"] = stop
    (row,) = queued("one")
    with pytest.raises(SystemExit):
        worker.work_off()
    row.refresh_from_db()
    assert (row.status, row.worker_ids) == ("READY", [])
    assert not Beat.objects.exists()


def test_no_transaction_is_held_while_a_job_is_done(shared, doing):
    from django.db import connection

    seen = []
    doing["one"] = lambda: seen.append(connection.in_atomic_block)
    shared("one")
    worker.work_off()
    assert seen == [False]


def test_while_the_database_refuses_it_waits_and_says_so_once(monkeypatch, caplog):
    slept = []

    def refuse(_me):
        raise OperationalError("the server closed the connection\nand more")

    def sleep(_seconds):
        slept.append(1)
        if len(slept) == 3:
            raise SystemExit(0)

    monkeypatch.setattr(worker, "_step", refuse)
    monkeypatch.setattr(worker.time, "sleep", sleep)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    with pytest.raises(SystemExit):
        worker.work()
    assert said(caplog) == ["The database refuses: the server closed the connection"]


def test_it_shows_life_while_it_works(shared, doing, monkeypatch):
    from time import sleep

    monkeypatch.setattr(queue, "BEAT_S", 0.05)
    seen = []

    def watch():
        first = Beat.objects.get().seen_at
        for _ in range(100):
            sleep(0.05)
            if Beat.objects.get().seen_at > first:
                seen.append(True)
                return

    doing["one"] = watch
    shared("one")
    worker.work_off()
    assert seen == [True]


def test_a_worker_is_named_by_machine_and_process(monkeypatch):
    assert worker.name_of(os.getpid(), "token").endswith(f":{os.getpid()}:token")
    monkeypatch.setattr(worker.socket, "gethostname", lambda: "h" * 64)
    assert len(worker.name_of(2**22, worker.make_token())) <= Beat._meta.get_field("worker_id").max_length


def test_workers_of_the_same_machine_and_process_number_have_other_names(shared, doing):
    names = []

    doing["one"] = lambda: names.append(Beat.objects.get().worker_id)
    for _ in range(2):  # as in two containers
        shared("one")
        worker.work_off()
    shared("one")
    worker.work_off("given")
    assert len(set(names)) == 3
    assert names[2] == worker.name_of(os.getpid(), "given")
