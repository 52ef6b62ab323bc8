"""`haidang portal jobs` and `haidang portal worker`, in this process."""

from __future__ import annotations

import csv
import json

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from haidang.portal.jobs import queue
from haidang.portal.jobs.queries import waiting_since
from haidang.portal.jobs.worker import work_off


def listed(command, *arguments):
    done = command("portal", "jobs", "--format", "json", *arguments)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)["jobs"]


def test_nothing_to_show(database, command):
    done = command("portal", "jobs")
    assert done.code == 0
    assert "There was no job yet." in done.out
    assert listed(command) == []


def test_each_state_is_told(queued, doing, command, monkeypatch):
    from tests.portal.jobs.doing import break_down, refuse

    doing.update(refused=refuse, broken=break_down)
    queued("refused", "fine", "broken")
    work_off()
    monkeypatch.setattr(queue, "ATTEMPTS", 1)
    DBTaskResult.objects.exclude(traceback="").update(run_after=timezone.now())
    work_off()
    queued("waits", "runs")
    queue.take(by="a", now=timezone.now())
    found = listed(command)
    assert [(each["what"], each["state"], each["attempts"], each["outcome"]) for each in found] == [
        ("Test «runs»", "waiting", 0, None),
        ("Test «waits»", "running", 1, None),
        ("Test «broken»", "failed", 2, "A defect of the program: ZeroDivisionError: a defect."),
        ("Test «fine»", "done", 1, "«fine» is done."),
        ("Test «refused»", "again", 1, "There is no room. Make some."),
    ]
    assert all(each["since"].endswith("+07:00") for each in found)
    assert len(listed(command, "--limit", "2")) == 2


def test_the_table_in_three_languages_and_forms(queued, command):
    queued("one")
    for lang in ("vi", "en", "fr"):
        assert "«one»" in command("portal", "jobs", "--lang", lang).out
    (row,) = csv.DictReader(command("portal", "jobs", "--format", "csv").out.splitlines())
    assert row["attempts"] == "0"


def test_a_job_of_another_version_is_shown_by_its_name(queued, command):
    queued("one")
    DBTaskResult.objects.update(task_path="haidang.nowhere.at_all")
    assert listed(command)[0]["what"] == "haidang.nowhere.at_all"


def test_the_worker_ends_when_the_queue_is_empty(queued, command):
    (row,) = queued("one")
    done = command("portal", "worker", "--until-empty")
    assert (done.code, done.out) == (0, "")
    row.refresh_from_db()
    assert row.status == "SUCCESSFUL"
    assert command("portal", "worker", "--until-empty").code == 0


def test_since_when_nobody_does_what_is_due(queued):
    now = timezone.now()
    assert waiting_since(now) is None
    one, two = queued("one", "two")
    assert waiting_since(timezone.now()) == one.enqueued_at
    taken = queue.take(by="a", now=now)
    assert waiting_since(timezone.now()) is None
    queue.fail(taken, ValueError(), now=now)  # due again in a minute
    assert waiting_since(timezone.now()) == two.enqueued_at
    two.delete()
    assert waiting_since(timezone.now()) is None


@pytest.mark.parametrize("limit", ["0", "many"])
def test_a_limit_that_is_none(database, command, limit):
    done = command("portal", "jobs", "--limit", limit)
    assert done.code == 2
    assert "--limit" in done.err
