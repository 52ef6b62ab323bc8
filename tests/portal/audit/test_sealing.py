"""Sealing: one chain, whoever seals and whenever; nobody waits; whole seals only."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from haidang.portal.audit import sealing
from haidang.portal.audit.models import AuditRow, Seal
from haidang.portal.audit.queries import head_of, is_as_sealed, list_heads
from haidang.portal.audit.sealing import is_due, seal
from haidang.portal.audit.verifying import verify
from haidang.portal.jobs import regular
from haidang.portal.jobs.worker import work_off
from tests.portal.conftest import NOW

DAY = timedelta(days=1)
SEAL_AUDIT = "haidang.portal.audit.sealing.seal_audit"


def test_what_is_written_is_sealed_once(written):
    written(3)
    assert is_due(NOW)
    assert seal(now=NOW) == 1
    assert not is_due(NOW)
    assert seal(now=NOW) == 0
    (only,) = Seal.objects.all()
    assert (only.number, only.count, only.before, only.day) == (1, 3, "", date(2026, 11, 24))
    assert not AuditRow.objects.filter(seal=None).exists()
    assert all(map(is_as_sealed, AuditRow.objects.select_related("seal")))


def test_each_seal_follows_the_one_before(written, monkeypatch):
    monkeypatch.setattr(sealing, "ROWS_AT_ONCE", 2)
    written(5)
    assert seal(now=NOW) == 3
    first, second, third = Seal.objects.order_by("number")
    assert (second.before, third.before) == (first.sha256, second.sha256)
    assert [each.count for each in (first, second, third)] == [2, 2, 1]
    assert [each.day for each in (first, second, third)] == [date(2026, 11, 24), None, None]


def test_where_nothing_was_ever_written_nothing_is_sealed(database):
    assert not is_due(NOW)
    assert seal(now=NOW) == 0
    assert list_heads(date(2026, 11, 24)) == []


def test_each_day_has_a_head_whatever_was_written(written):
    written()
    seal(now=NOW)
    assert is_due(NOW + DAY)
    assert seal(now=NOW + DAY) == 1
    assert not is_due(NOW + DAY)
    newest, first = list_heads(date(2026, 12, 1))
    assert (newest.day, first.day) == (date(2026, 11, 25), date(2026, 11, 24))
    assert newest.sha256 != first.sha256
    assert list_heads(date(2026, 11, 24)) == [first]
    assert verify(newest.sha256).flaw is None


def test_a_clock_that_went_wrong_and_back_hinders_no_head(written):
    written()
    seal(now=NOW + 400 * DAY)
    written()
    seal(now=NOW)
    assert [each.day for each in Seal.objects.order_by("number")] == [date(2027, 12, 29), date(2026, 11, 24)]
    assert verify().flaw is None


def test_the_head_that_stands_for_a_seal(written):
    written()
    seal(now=NOW)
    written()
    seal(now=NOW)
    second = Seal.objects.get(number=2)
    assert head_of(second) is None
    seal(now=NOW + DAY)
    assert head_of(second).number == 3
    assert head_of(Seal.objects.get(number=1)).number == 1


def test_a_row_with_a_lower_id_that_was_committed_later_is_sealed_later(written):
    low, _ = written(2)
    cells = AuditRow.objects.filter(pk=low.pk).values().get()
    AuditRow.objects.filter(pk=low.pk).delete()  # as if its transaction were open still
    seal(now=NOW)
    AuditRow.objects.create(**cells)
    seal(now=NOW)
    assert [each.seal_id for each in AuditRow.objects.order_by("pk")] == [2, 1]
    found = verify()
    assert (found.flaw, found.rows, found.seals) == (None, 2, 2)


def test_a_seal_that_is_cut_off_leaves_nothing(written, monkeypatch):
    written(2)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "hash_seal", killed)
        with pytest.raises(KeyboardInterrupt):
            seal(now=NOW)
    assert not Seal.objects.exists()
    assert AuditRow.objects.filter(seal=None).count() == 2
    assert seal(now=NOW) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("_tables")
def test_sealers_and_writers_at_once_make_one_chain():
    from haidang.portal.audit.recording import SYSTEM, Write, record

    start = Barrier(6)
    failed = []

    def write():
        start.wait()
        for number in range(20):
            with transaction.atomic():
                record([Write("pack.load", "revisions", str(number))], by=SYSTEM, now=timezone.now())
        connections.close_all()

    def keep_sealing():
        start.wait()
        try:
            for _ in range(15):
                seal(now=timezone.now())
        except DatabaseError as error:
            failed.append(error)
        connections.close_all()

    threads = [
        Thread(target=each) for each in (write, write, write, keep_sealing, keep_sealing, keep_sealing)
    ]
    try:
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        seal(now=timezone.now())
        found = verify()
        assert (failed, found.flaw, found.rows, found.unsealed) == ([], None, 60, 0)
    finally:
        AuditRow.objects.all().delete()
        Seal.objects.all().delete()


def test_a_worker_seals_by_itself_and_keeps_one_job_of_it(written):
    def jobs():
        return DBTaskResult.objects.filter(task_path=SEAL_AUDIT)

    written()
    work_off()
    assert Seal.objects.count() == 1
    assert [each.status for each in jobs()] == ["SUCCESSFUL"]
    written()
    work_off()  # it has just been done
    assert Seal.objects.count() == 1
    jobs().update(enqueued_at=timezone.now() - timedelta(minutes=6))
    work_off()
    assert Seal.objects.count() == 2
    assert jobs().count() == 1
    assert jobs().get().return_value["en"] == "Seals made: 1."


def test_a_regular_job_that_waits_is_not_asked_for_again(written):
    written()
    for _ in range(2):
        regular.ask(timezone.now())
    regular.ask(timezone.now() + DAY)
    assert DBTaskResult.objects.count() == 1


def test_one_that_failed_for_good_is_asked_for_again_later(written):
    written()
    regular.ask(timezone.now())
    DBTaskResult.objects.update(status="FAILED")
    regular.ask(timezone.now())
    assert DBTaskResult.objects.count() == 1
    regular.ask(timezone.now() + timedelta(minutes=6))
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY"]


def test_it_does_not_wait_behind_odds(written):
    from haidang.portal.registry.forecasting import compute_odds

    compute_odds.enqueue(day="2026-11-24", data_sha256="x")
    written()
    regular.ask(timezone.now())
    assert DBTaskResult.objects.ready().first().task_path == SEAL_AUDIT


def test_a_table_of_postgresql_is_locked_for_other_sealers_alone(written):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    written()
    seal(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT mode FROM pg_locks JOIN pg_class ON oid = relation WHERE relname = 'audit_seal'"
        )
        assert ("ShareRowExclusiveLock",) in cursor.fetchall()
