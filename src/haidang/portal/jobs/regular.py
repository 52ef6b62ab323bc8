"""
Jobs that nobody asks for: they are due when something is to be done.

Every worker looks before it takes a job, so that none is forgotten, whatever was killed when. Of such a job the last one that went well is
kept, else the list of jobs would tell of little else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from haidang.base.text import Said
from haidang.portal.jobs.kinds import FIRST

_PENDING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class Regular:
    """
    A regular job.

    Attributes
    ----------
    job
        The job; it takes nothing.
    is_due
        Whether there is something to do, at a moment.
    every
        The least time from one to the next.
    """

    job: Task[[], Said]
    is_due: Callable[[datetime], bool]
    every: timedelta


REGULAR: dict[str, Regular] = {}


def regular(
    is_due: Callable[[datetime], bool], every: timedelta
) -> Callable[[Task[[], Said]], Task[[], Said]]:
    """Make a job a regular one; its parameters are those of `Regular`."""

    def make(job: Task[[], Said]) -> Task[[], Said]:
        REGULAR[job.module_path] = Regular(job, is_due, every)
        return job

    return make


def ask(now: datetime) -> None:
    """Put those regular jobs into the queue that are due, and neither wait there nor were put there just before."""
    for path, each in REGULAR.items():
        if not each.is_due(now):
            continue
        known = DBTaskResult.objects.filter(task_path=path)
        if known.filter(
            Q(status__in=_PENDING) | Q(enqueued_at__gt=now - each.every, enqueued_at__lte=now)
        ).exists():
            continue
        with transaction.atomic():
            known.filter(status=TaskResultStatus.SUCCESSFUL).delete()
            each.job.using(priority=FIRST).enqueue()
