"""Reading the queue: the jobs as people see them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from haidang.portal.jobs.kinds import JobRow, what_of
from haidang.telling.jobs import Job


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
    # one that was never put off stands far in the future
    since: datetime = row.run_after if row.run_after <= now else row.enqueued_at
    return since


def _read(row: JobRow) -> Job:
    state, since = _state(row)
    return Job(what_of(row), state, timezone.localtime(since), len(row.worker_ids), row.return_value or {})


def _state(row: JobRow) -> tuple[str, datetime]:
    if row.status == TaskResultStatus.RUNNING:
        return "running", row.started_at or row.enqueued_at
    if row.status == TaskResultStatus.READY:
        return ("again", row.run_after) if row.worker_ids else ("waiting", row.enqueued_at)
    state = "done" if row.status == TaskResultStatus.SUCCESSFUL else "failed"
    return state, row.finished_at or row.enqueued_at
