"""Jobs at the desk: what each did or why it failed, trying again once, how the queue is; and those that ended long ago are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.portal.desk.conftest import read
from tests.portal.site.conftest import LANGUAGES

pytestmark = pytest.mark.usefixtures("haiphong_loaded", "undone")
ROOT = "/desk/en/jobs"


@pytest.fixture
def boss(hand):
    return hand("administrator").client


@pytest.fixture(autouse=True)
def waiting():
    """Two jobs that wait, and no others."""
    from django_tasks_db.models import DBTaskResult

    from tests.portal.jobs.doing import do

    DBTaskResult.objects.all().delete()
    return [do.enqueue(name=name).db_result for name in ("one", "two")]


@pytest.fixture
def failed(waiting):
    """One of them, failed for good."""
    row = waiting[1]
    row.status, row.finished_at, row.worker_ids = "FAILED", timezone.now(), ["a"] * 4
    row.return_value = {"vi": "Hỏng.", "en": "There is no room.", "fr": "Pas de place."}
    row.save()
    return row


def retried() -> int:
    from haidang.portal.audit.models import AuditRow

    return AuditRow.objects.filter(act="job.retry").count()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_each_did_is_told(boss, failed, language):
    page = read(boss.get(f"/desk/{language}/jobs")).text
    assert failed.return_value[language] in page


def test_a_failed_job_is_tried_again_once(boss, failed):
    address = f"{ROOT}/{failed.pk}/again"
    assert f'action="{address}"' in boss.get(ROOT).content.decode()
    done = boss.post(address, follow=True)
    assert "It is tried again." in read(done).text
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids, failed.finished_at) == ("READY", [], None)
    assert failed.run_after <= timezone.now()
    again = boss.post(address, follow=True)
    assert "nothing was done" in read(again).text
    assert retried() == 1


def test_it_is_done_by_a_worker_afterwards(boss, failed, monkeypatch):
    from haidang.base.text import say
    from haidang.portal.jobs import worker

    boss.post(f"{ROOT}/{failed.pk}/again")
    monkeypatch.setattr(worker, "call", lambda row: say("Done at last."))
    worker.work_off()
    failed.refresh_from_db()
    assert (failed.status, failed.return_value["en"], len(failed.worker_ids)) == (
        "SUCCESSFUL",
        "Done at last.",
        1,
    )


def test_a_job_that_did_not_fail_is_left_alone(boss, waiting):
    (row, _) = waiting
    boss.post(f"{ROOT}/{row.pk}/again")
    row.refresh_from_db()
    assert row.status == "READY"
    assert retried() == 0
    assert boss.post(f"{ROOT}/00000000-0000-4000-8000-000000000000/again").status_code == 404
    assert boss.get(f"{ROOT}/{row.pk}/again").status_code == 405


def test_how_the_queue_is(boss, failed):
    from django_tasks_db.models import DBTaskResult

    from haidang.portal.jobs import queue

    DBTaskResult.objects.ready().update(enqueued_at=timezone.now() - timedelta(hours=2))
    page = read(boss.get(ROOT)).text
    assert "no worker takes it" in page
    assert "Failed, and not tried again by itself: 1." in page
    assert "Due and not begun" in page
    queue.take(by="me", now=timezone.now())
    assert "A worker is at work." in read(boss.get(ROOT)).text
    DBTaskResult.objects.all().delete()
    queue.rest(by="me")
    page = read(boss.get(ROOT)).text
    assert "Nothing waits to be done." in page
    assert "There was no job yet." in page


@pytest.mark.parametrize("name", ["editor", "publisher", "leader", "auditor"])
def test_others_see_none(hand, failed, name):
    client = hand(name).client
    assert client.get(ROOT).status_code == 403
    assert client.post(f"{ROOT}/{failed.pk}/again").status_code == 403
    assert retried() == 0


def test_what_ended_long_ago_is_forgotten_when_a_job_ends(failed):
    from django_tasks_db.models import DBTaskResult

    from haidang.base.text import say
    from haidang.portal.jobs import queue

    now = timezone.now()
    failed.finished_at = now - queue.KEPT - timedelta(minutes=1)
    failed.save()
    row = queue.take(by="me", now=now)
    queue.finish(row, say("Done."), now=now)
    assert not DBTaskResult.objects.filter(pk=failed.pk).exists()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
