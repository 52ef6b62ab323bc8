"""The queue: one worker has a job, failures are tried again a bounded number of times, killed workers are noticed."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from haidang.base.errors import UseError
from haidang.base.text import say
from haidang.portal.jobs import queue
from haidang.portal.jobs.models import Beat

DONE = say("Done.")
REFUSED = UseError(say("There is no room."), say("Make some."))


def state(row):
    row.refresh_from_db()
    return row.status


def later(**span):
    return timezone.now() + timedelta(**span)


def take(by="a"):
    return queue.take(by=by, now=timezone.now())


def due(row):
    """Let the time until the next attempt pass."""
    DBTaskResult.objects.filter(pk=row.pk).update(run_after=timezone.now())


def test_the_migrations_are_those_of_the_models(database):
    call_command("makemigrations", "jobs", check=True, dry_run=True, verbosity=0)


def test_an_empty_queue_has_nothing(database, django_statements):
    with django_statements() as sent:
        assert take() is None
    assert len(sent) == 1


def test_the_first_put_in_is_the_first_taken_and_by_one_worker(queued):
    one, two = queued("one", "two")
    assert take("a") == one
    assert take("b") == two
    assert take("a") is None
    assert (state(one), one.worker_ids) == ("RUNNING", ["a"])
    assert set(Beat.objects.values_list("worker_id", flat=True)) == {"a", "b"}


def test_what_a_job_did_is_kept_in_each_language(queued):
    (row,) = queued("one")
    queue.finish(take(), DONE, now=timezone.now())
    assert state(row) == "SUCCESSFUL"
    assert set(row.return_value) == {"vi", "en", "fr"}
    assert row.return_value["en"] == "Done."


def test_a_failure_is_tried_again_later_and_later_and_then_no_more(queued):
    (row,) = queued("one")
    delays = []
    for attempt in range(1, queue.ATTEMPTS + 1):
        due(row)
        now = timezone.now()
        is_again = queue.fail(take(), REFUSED, now=now)
        assert is_again is (attempt < queue.ATTEMPTS)
        assert state(row) == ("READY" if is_again else "FAILED")
        assert take() is None  # not yet, or never
        delays.append(row.run_after - now)
    assert delays[:-1] == [timedelta(minutes=minutes) for minutes in (1, 4, 16)]
    assert row.return_value["en"] == "There is no room. Make some."
    assert row.traceback == ""


def test_a_defect_keeps_its_traceback_and_success_clears_it(queued):
    (row,) = queued("one")
    queue.fail(take(), ZeroDivisionError("x"), now=timezone.now())
    row.refresh_from_db()
    assert row.exception_class_path == "builtins.ZeroDivisionError"
    assert "ZeroDivisionError: x" in row.traceback
    assert row.return_value["en"] == "A defect of the program: ZeroDivisionError: x."
    due(row)
    queue.finish(take(), DONE, now=timezone.now())
    assert (state(row), row.traceback, row.exception_class_path) == ("SUCCESSFUL", "", "")


def test_a_killed_worker_loses_its_job_after_a_minute(queued):
    (row,) = queued("one")
    take("killed")
    queue.take_up(by="b", now=later(seconds=50))
    assert state(row) == "RUNNING"
    queue.take_up(by="b", now=later(seconds=70))
    assert state(row) == "READY"
    assert take("b").worker_ids == ["killed", "b"]
    assert set(Beat.objects.values_list("worker_id", flat=True)) == {"b"}


def test_a_worker_that_shows_life_keeps_its_job(queued):
    (row,) = queued("one")
    take("a")
    queue.beat(by="a", now=later(seconds=60))
    queue.take_up(by="b", now=later(seconds=100))
    assert state(row) == "RUNNING"


def test_a_worker_at_leisure_does_no_job(queued):
    (row,) = queued("one")
    take("a")
    queue.take_up(by="a", now=timezone.now())
    assert state(row) == "READY"


def test_a_job_that_kills_its_workers_is_given_up(queued):
    (row,) = queued("one")
    for _ in range(queue.ATTEMPTS):
        assert take("a") is not None
        queue.take_up(by="a", now=timezone.now())
    assert state(row) == "FAILED"
    assert "ended without a word, 4 times" in row.return_value["en"]


def test_a_job_let_go_is_due_at_once_and_was_no_attempt(queued):
    one, two = queued("one", "two")
    take("a"), take("b")
    queue.let_go(by="a")
    assert (state(one), one.worker_ids) == ("READY", [])
    assert state(two) == "RUNNING"
    assert take("c") == one


def test_a_worker_that_lost_its_job_is_not_heard(queued):
    (row,) = queued("one")
    late = take("late")
    queue.take_up(by="b", now=later(seconds=70))
    taken = take("b")
    queue.fail(late, REFUSED, now=timezone.now())
    queue.finish(late, DONE, now=timezone.now())
    assert (state(row), row.return_value) == ("RUNNING", None)
    queue.finish(taken, DONE, now=timezone.now())
    assert state(row) == "SUCCESSFUL"


@pytest.mark.slow
def test_workers_at_the_same_time_take_each_job_once(shared):
    rows = shared(*map(str, range(12)))
    taken: list[object] = []
    begin = Barrier(4)

    def work(name: str) -> None:
        begin.wait()
        while (row := take(name)) is not None:
            taken.append(row.pk)
        connections.close_all()

    threads = [Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(row.pk for row in rows)
    assert all(len(row.worker_ids) == 1 for row in DBTaskResult.objects.all())
