"""The queue, empty; jobs whose doing a test chooses; and a queue that other threads see."""

from __future__ import annotations

import pytest


@pytest.fixture
def doing():
    """What the jobs of a test do, by name."""
    from tests.portal.jobs.doing import DOING

    DOING.clear()
    yield DOING
    DOING.clear()


@pytest.fixture
def queued(database, doing):
    """Put jobs into the empty queue and return their rows."""
    from tests.portal.jobs.doing import do

    return lambda *names: [do.enqueue(name=name).db_result for name in names]


@pytest.fixture
def shared(_tables, doing):
    """Put jobs into a queue that other threads and processes see; emptied at the end."""
    from django_tasks_db.models import DBTaskResult

    from haidang.portal.jobs.models import Beat
    from tests.portal.jobs.doing import do

    yield lambda *names: [do.enqueue(name=name).db_result for name in names]
    DBTaskResult.objects.all().delete()
    Beat.objects.all().delete()
