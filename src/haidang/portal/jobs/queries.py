"""Reading the queue: the jobs as people see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from haidang.portal.jobs.kinds import JobRow, what_of
from haidang.portal.jobs.models import Beat
from haidang.portal.jobs.queue import LEASE
from haidang.telling.jobs import Job


@dataclass(frozen=True, slots=True)
class Health:
    """
    How the queue is.

    Attributes
    ----------
    is_working
        Whether a worker that does a job gave a sign of life in the last minute.
    seen_at
        The last sign of life of one; None when none does a job.
    waiting_since
        Since when the oldest job has been due and nobody has taken any; None when none is, or one is done.
    waiting, failed
        How many jobs are due, and how many failed.
    """

    is_working: bool
    seen_at: datetime | None
    waiting_since: datetime | None
    waiting: int
    failed: int


def health(now: datetime) -> Health:
    """Return how the queue is at a moment."""
    seen_at = Beat.objects.aggregate(last=Max("seen_at"))["last"]
    return Health(
        is_working=seen_at is not None and seen_at > now - LEASE,
        seen_at=seen_at,
        waiting_since=waiting_since(now),
        waiting=DBTaskResult.objects.ready().count(),
        failed=DBTaskResult.objects.failed().count(),
    )


def find_job(key: UUID) -> Job | None:
    """Return a job by its key."""
    row = DBTaskResult.objects.filter(pk=key).first()
    return None if row is None else _read(row)


def list_jobs(limit: int) -> list[Job]:
    """Return jobs, those put into the queue last first."""
    return [_read(row) for row in DBTaskResult.objects.order_by("-enqueued_at")[:limit]]


def waiting_since(now: datetime) -> datetime | None:
    """Return since when the next job has been due and nobody has taken it; None when none is due, or one is done."""
    if DBTaskResult.objects.running().exists():
        return None
    row = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    if row is None:
        return None
    return _due_since(row, now)


def _due_since(row: JobRow, now: datetime) -> datetime:
    # one that was never put off stands far in the future
    since: datetime = row.run_after if row.run_after <= now else row.enqueued_at
    return since


def _read(row: JobRow) -> Job:
    state, since = _state(row)
    return Job(
        what_of(row), state, timezone.localtime(since), len(row.worker_ids), row.return_value or {}, row.pk
    )


def _state(row: JobRow) -> tuple[str, datetime]:
    if row.status == TaskResultStatus.RUNNING:
        return "running", row.started_at or row.enqueued_at
    if row.status == TaskResultStatus.READY:
        return ("again", row.run_after) if row.worker_ids else ("waiting", _due_since(row, timezone.now()))
    state = "done" if row.status == TaskResultStatus.SUCCESSFUL else "failed"
    return state, row.finished_at or row.enqueued_at
