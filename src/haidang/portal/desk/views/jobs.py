"""Jobs: how the queue is, what each did or why it failed, and trying again."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from haidang.base.text import Said, say
from haidang.portal.audit.recording import Write, record
from haidang.portal.desk.paging import Desk, page
from haidang.portal.jobs import queue
from haidang.portal.jobs.queries import Health, find_job, health, list_jobs
from haidang.portal.reading.problems import AbsentError
from haidang.telling.jobs import STATE

SEE = "jobs.see"
_SHOWN = 100
_PATIENCE = queue.LEASE  # a job that is due for longer has found no worker


@page(SEE)
def jobs(desk: Desk) -> HttpResponse:
    """Show the queue and its jobs, the newest first."""
    found = list_jobs(_SHOWN)
    context = {
        "jobs": [
            (each, STATE[each.state], desk.t.moment(each.since), each.outcome.get(desk.language, ""))
            for each in found
        ],
        "health": list(_tell(health(desk.now), desk)),
        "is_all": len(found) < _SHOWN,
        "weeks": queue.KEPT.days // 7,
    }
    return desk.page("desk/jobs.html", context)


@page(SEE, methods=("POST",))
def try_again(desk: Desk, key: UUID) -> HttpResponse:
    """Have a failed job tried again."""
    if find_job(key) is None:
        raise AbsentError(
            say("There is no such job."), say("Open the list again: it may have been forgotten by now.")
        )
    with transaction.atomic():
        is_done = queue.try_again(key, now=desk.now)
        if is_done:
            record([Write("job.retry", "jobs", str(key))], by=desk.acting(SEE), now=desk.now)
    told = (
        say("It is tried again.")
        if is_done
        else say("It has not failed, or is tried again already: nothing was done.")
    )
    messages.success(desk.request, desk.t(told))
    return HttpResponseRedirect(reverse("desk:jobs", args=[desk.language]))


def _tell(found: Health, desk: Desk) -> Iterator[Said]:
    if found.is_working:
        yield say("A worker is at work.")
    elif found.waiting_since is None:
        yield say("Nothing waits to be done.")
    elif desk.now - found.waiting_since > _PATIENCE:
        yield say(
            "A job has waited since {moment}, and no worker takes it: look whether one is running.",
            moment=desk.t.moment(timezone.localtime(found.waiting_since)),
        )
    else:
        yield say("A job has just become due; a worker will take it.")
    if found.waiting:
        yield say("Due and not begun: {count}.", count=desk.t.number(found.waiting, 0))
    if found.failed:
        yield say("Failed, and not tried again by itself: {count}.", count=desk.t.number(found.failed, 0))
