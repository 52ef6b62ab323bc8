"""
Odds that the portal records by itself: which days lack them, the job that computes those of one day, their revision.

A revision never changes, so forecasts make one of their own. They are kept by the hash of the data they were made
from; once the data have changed nobody wants them any more, and the job says so instead.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime

import polars as pl
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from haidang.base.text import Said, say
from haidang.core.forecast.options import METHOD
from haidang.core.forecast.recorded import Recorded
from haidang.core.pack.content import Content
from haidang.core.pack.rows import recorded_row
from haidang.core.pack.tables import FORECASTS
from haidang.files.csv_tables import canonical
from haidang.files.packs import hash_content
from haidang.flows.recording import days_of_review, forecasts_on
from haidang.portal.audit.recording import SYSTEM, Write, record
from haidang.portal.jobs.kinds import job
from haidang.portal.registry.closing import close_again
from haidang.portal.registry.errors import told_errors
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.models import Revision, current_rows, rows_at
from haidang.portal.registry.queries import find_revision, read_content, read_table
from haidang.portal.registry.revising import lock_current, record_rows, write_revision

_KEY = list(FORECASTS.key)
_DAY = ("as_of",)
_PENDING = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
_NOT_WANTED = say("The data have changed in the meantime: nobody wants these odds any more.")


def ask_for_odds(revision: Revision, before: Revision | None, *, now: datetime) -> int:
    """
    Put a job into the queue for each day that ought to have odds at a revision and has none, and return how many.

    That is what a review on the day of the pack shows, and each day that had odds, or waited for them, at the revision
    before. The newest day is the first.
    """
    today = timezone.localdate(now)
    evidence = DatabaseEvidence(revision.number)
    wanted = days_of_review(evidence, today=today)
    if before is not None:
        wanted |= _days(before.number, data_sha256=DatabaseEvidence(before.number).data_hash()) | _days_asked(
            before.data_sha256, pending=False
        )
    hash_now = revision.data_sha256
    held = _days(revision.number, data_sha256=evidence.data_hash(), method=METHOD)
    lacking = wanted - held - days_coming(hash_now)
    for day in sorted(lacking, reverse=True):
        compute_odds.enqueue(day=day.isoformat(), data_sha256=hash_now)
    return len(lacking)


def ask_later(moment: datetime) -> None:
    """Have it looked at a moment which odds are lacking: an embargo ends then, and more is seen than before."""
    look_for_lacking.using(run_after=moment).enqueue()


@job(lambda: say("Odds after the end of an embargo"))
def look_for_lacking() -> Said:
    """Ask for the odds that are lacking now."""
    with told_errors():
        revision, now = find_revision(), timezone.now()
        count = ask_for_odds(revision, revision, now=now) if revision is not None else 0
        return say("The odds of {count} days are asked for.", count=count)


def days_coming(data_sha256: str) -> frozenset[date]:
    """Return the days whose odds from these data are being computed or wait for it."""
    return _days_asked(data_sha256, pending=True)


def _days_asked(data_sha256: str, *, pending: bool) -> frozenset[date]:
    asked = DBTaskResult.objects.filter(task_path=compute_odds.module_path)
    if pending:
        asked = asked.filter(status__in=_PENDING)
    given = (each["kwargs"] for each in asked.values_list("args_kwargs", flat=True))
    return frozenset(date.fromisoformat(each["day"]) for each in given if each["data_sha256"] == data_sha256)


def _days(number: int, **cells: str) -> set[date]:
    """Return the days as of which forecasts with these cells stand at a revision."""
    rows = rows_at(FORECASTS.name, number).filter(**cells)
    return {date.fromisoformat(day) for (day,) in rows.values_list(*_DAY).distinct()}


def _what(day: str, data_sha256: str) -> Said:  # noqa: ARG001  takes what the job takes
    return say("Odds as of {day}", day=date.fromisoformat(day))


@job(_what)
def compute_odds(day: str, data_sha256: str) -> Said:
    """Compute the odds of a day from the data of this hash, and record them; no transaction is held meanwhile."""
    with told_errors():
        moment, now = date.fromisoformat(day), timezone.now()
        revision = find_revision()
        if revision is None or revision.data_sha256 != data_sha256:
            return _NOT_WANTED
        evidence = DatabaseEvidence(revision.number)
        if moment in _days(revision.number, data_sha256=evidence.data_hash(), method=METHOD):
            return say("They are recorded already.")
        found = forecasts_on(evidence, moment, today=timezone.localdate(now))
        made = record_forecasts(found, data_sha256=data_sha256, now=timezone.now())
        if made is None:
            return _NOT_WANTED
        return say(
            "{count} forecasts are recorded as revision {number}.", count=len(found), number=made.number
        )


def record_forecasts(found: Sequence[Recorded], *, data_sha256: str, now: datetime) -> Revision | None:
    """
    Record forecasts as a new revision of the same data; those that are held already are passed over.

    Parameters
    ----------
    found
        The forecasts.
    data_sha256
        Hash of the data they were made from.
    now
        The moment of recording, with its time zone.

    Returns
    -------
    revision
        The one that holds them, the current one when it holds them all; None when the data have changed.

    Raises
    ------
    UseError
        When another process makes a revision at the same time.
    """
    cells = [recorded_row(each) for each in found]
    rows = pl.DataFrame(
        {name: [row.get(name) or None for row in cells] for name in FORECASTS.names},
        schema=dict.fromkeys(FORECASTS.names, pl.String),
    )
    while True:
        current = find_revision()
        if current is None or current.data_sha256 != data_sha256:
            return None
        # reading and hashing a large pack takes seconds: nobody is kept waiting for them
        held = read_content(current.number)
        fresh = rows.join(_texts(held), on=_KEY, how="anti", nulls_equal=True)
        if not fresh.height:
            return current
        content = _joined(held, _texts(held), fresh)
        content_hash = hash_content(content)
        with transaction.atomic():
            if lock_current() == current:
                revision = write_revision(
                    content,
                    current,
                    now=now,
                    hashes=(content_hash, data_sha256),
                    pack_hash=current.pack_sha256,
                    is_loaded=False,
                )
                record_rows(FORECASTS.name, fresh, revision)
                close_again(now)
                record([_write(revision, fresh)], by=SYSTEM, now=now)
                return revision


def _write(revision: Revision, fresh: pl.DataFrame) -> Write:
    days = " ".join(fresh["as_of"].unique().sort().to_list())
    return Write(
        "odds.record", "revisions", str(revision.number), {"as_of": days, "added": str(fresh.height)}
    )


def with_own_forecasts(pack: Content) -> Content:
    """
    Return the content of a pack with the forecasts that the portal recorded and holds.

    Where the pack has the same forecast, the one that was recorded here, and may be cited, stays. One of an indicator, an area or a target
    that the pack has no more goes with it.
    """
    own = read_table(current_rows(FORECASTS.name).filter(recorded_in__is_loaded=False), FORECASTS.name)
    for column in FORECASTS.columns:
        if column.to:
            there = pack.frame(column.to)[column.name].cast(pl.String)
            own = own.filter(pl.col(column.name).is_null() | pl.col(column.name).is_in(there.to_list()))
    if not own.height:
        return pack
    return _joined(pack, _texts(pack).join(own, on=_KEY, how="anti", nulls_equal=True), own)


def _texts(content: Content) -> pl.DataFrame:
    """Return the forecasts of a pack as the database holds them."""
    return canonical(content.frame(FORECASTS.name), FORECASTS)


def _joined(content: Content, *parts: pl.DataFrame) -> Content:
    """Return the content with these forecasts."""
    return dataclasses.replace(content, frames={**content.frames, FORECASTS.name: pl.concat(parts)})
