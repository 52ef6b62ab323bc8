"""
What pages keep of a row that is removed by law, and its end: charts in the folder of the data.

Bodies in the memory of each process are forgotten as soon as it hears of it (`caching`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import caches
from django.db import transaction
from django.dispatch import receiver

from haidang.base.text import Said, say
from haidang.portal.jobs.kinds import job
from haidang.portal.registry.removing import row_removed
from haidang.portal.site.pictures import CHARTS

_AFTER = timedelta(minutes=1)  # by then no process draws any more from what it read before


@receiver(row_removed, dispatch_uid="charts")
def forget_charts(now: datetime, **_more: object) -> None:
    """Empty the folder of charts, and once more when whoever was just drawing is done."""
    transaction.on_commit(caches[CHARTS].clear, robust=True)
    empty_charts.using(run_after=now + _AFTER).enqueue()


@job(lambda: say("Empty the folder of charts after a removal by law"))
def empty_charts() -> Said:
    """Empty the folder of charts; they are drawn again when they are asked for."""
    caches[CHARTS].clear()
    return say("The folder is empty.")
