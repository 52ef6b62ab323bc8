"""
The states of a job: waiting, taken by one worker, done, failed, put back.

Each change is one statement, and it only holds while the job is still the worker's own: of two workers that believe they
do the same job, one is heard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from traceback import format_exception
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from haidang.base.errors import HaidangError
from haidang.base.text import LANGUAGES, Said, say
from haidang.portal.jobs.kinds import JobRow
from haidang.portal.jobs.models import Beat
from haidang.telling.teller import teller

ATTEMPTS = 4
_FIRST_DELAY = timedelta(minutes=1)
_DELAY_FACTOR = 4
LEASE = timedelta(seconds=60)
"""A worker that gave no sign of life for so long is taken for dead."""
KEPT = timedelta(weeks=8)
"""For so long a job that has ended stays in the list."""
BEAT_S = 10.0
_LOST = say("The process that did this job ended without a word, {count} times.", count=ATTEMPTS)


def take(*, by: str, now: datetime) -> JobRow | None:
    """Return the next job that is due, now the worker's own; None when there is none."""
    due = DBTaskResult.objects.ready()
    if not due.exists():  # a reader waits for nobody; only then the lock of a writer
        return None
    with transaction.atomic():
        row = due.get_locked()
        if row is not None:
            row.claim(by)
            beat(by=by, now=now)
    return row


def beat(*, by: str, now: datetime) -> None:
    """Note that a worker lives."""
    Beat.objects.update_or_create(worker_id=by, defaults={"seen_at": now})


def rest(*, by: str) -> None:
    """Note that a worker does nothing."""
    Beat.objects.filter(worker_id=by).delete()


def finish(row: JobRow, done: Said, *, now: datetime) -> None:
    """Note that a job is done, and what it did; those that ended long ago are forgotten."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    _own(row).update(
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=now,
        return_value=_in_all_languages([done]),
        exception_class_path="",
        traceback="",
    )


def fail(row: JobRow, error: Exception, *, now: datetime) -> bool:
    """
    Note that a job failed, and return whether it will be tried again: after 1, 4 and 16 minutes, then never.

    Why is kept as a sentence, and with a defect of the program its traceback.
    """
    if isinstance(error, HaidangError):
        told, traceback = [error.problem, error.remedy], ""
    else:
        told, traceback = [_defect(error)], "".join(format_exception(error))
    is_last = len(row.worker_ids) >= ATTEMPTS
    ended = {"status": TaskResultStatus.FAILED, "finished_at": now}
    again = {
        "status": TaskResultStatus.READY,
        "run_after": now + _FIRST_DELAY * _DELAY_FACTOR ** (len(row.worker_ids) - 1),
    }
    _own(row).update(
        **(ended if is_last else again),
        return_value=_in_all_languages(told),
        exception_class_path=f"{type(error).__module__}.{type(error).__qualname__}",
        traceback=traceback,
    )
    return not is_last


def try_again(key: UUID, *, now: datetime) -> bool:
    """Put a failed job back as if it had never been tried; return False when it has not failed, or is tried again already."""
    begun = {"status": TaskResultStatus.READY, "run_after": now, "worker_ids": [], "finished_at": None}
    return bool(DBTaskResult.objects.failed().filter(pk=key).update(**begun))


def let_go(*, by: str) -> None:
    """Put back the job of a worker that was told to stop; it does not count as an attempt."""
    for row in _running():
        if row.worker_ids[-1:] == [by]:
            _own(row).update(status=TaskResultStatus.READY, worker_ids=row.worker_ids[:-1])
    rest(by=by)


def take_up(*, by: str | None, now: datetime) -> None:
    """
    Put back what is marked as running and nobody does, since its process was killed; it counts as an attempt.

    Nobody does a job when its worker was not seen for a minute, or is `by`, of whom it is known.
    """
    running = _running()
    if not running:
        return
    alive = set(Beat.objects.filter(seen_at__gt=now - LEASE).values_list("worker_id", flat=True)) - {by}
    for row in running:
        if row.worker_ids[-1] in alive:
            continue
        if len(row.worker_ids) < ATTEMPTS:
            _own(row).update(status=TaskResultStatus.READY)
        else:
            _own(row).update(
                status=TaskResultStatus.FAILED, finished_at=now, return_value=_in_all_languages([_LOST])
            )
    Beat.objects.exclude(worker_id__in=alive).delete()


def _defect(error: Exception) -> Said:
    first, _, _ = str(error).partition("\n")
    return say("A defect of the program: {detail}.", detail=f"{type(error).__name__}: {first}".rstrip(": ."))


def _running() -> list[JobRow]:
    return list(DBTaskResult.objects.running())


def _own(row: JobRow) -> QuerySet[JobRow]:
    """Return a job as long as it is the one that its worker took."""
    return DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)


def _in_all_languages(said: Iterable[Said]) -> Mapping[str, str]:
    """Return sentences as texts by language: who will read them is not known, and a row holds texts."""
    sentences = list(said)
    return {language: " ".join(map(teller(language), sentences)) for language in LANGUAGES}
