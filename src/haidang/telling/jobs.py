"""Jobs, told: what is done in the background, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from haidang.base.text import Said, say
from haidang.telling.phrases import DASH
from haidang.telling.report import Column, Report, Section, Table
from haidang.telling.teller import Teller

STATE: Mapping[str, Said] = {
    "waiting": say("waiting"),
    "again": say("to be tried again"),
    "running": say("under way"),
    "done": say("finished"),
    "failed": say("failed"),
}


@dataclass(frozen=True, slots=True)
class Job:
    """
    A job.

    Attributes
    ----------
    what
        What it is.
    state
        One of `STATE`.
    since
        When it came into this state, on the clock of the city; of one to be tried again, when that will be.
    attempts
        How often it was begun.
    outcome
        What came of it, told by language; empty where nothing did.
    key
        Its key in the queue; None for one that is in none.
    """

    what: Said
    state: str
    since: datetime
    attempts: int
    outcome: Mapping[str, str]
    key: UUID | None = None


def tell_jobs(jobs: Sequence[Job], t: Teller) -> Report:
    """Tell jobs, in the order given."""
    columns = (
        Column("what", t.say("What")),
        Column("state", t.say("State")),
        Column("since", t.say("When")),
        Column("attempts", t.say("Attempts"), "right"),
        Column("outcome", t.say("Outcome")),
    )
    rows = tuple(
        (
            t(job.what),
            t(STATE[job.state]),
            t.say("{day}, {time}", day=job.since.date(), time=f"{job.since:%H:%M}"),
            t.number(job.attempts),
            job.outcome.get(t.language) or DASH,
        )
        for job in jobs
    )
    table = Table(t.say("Jobs, the newest first"), columns, rows)
    return Report(
        language=t.language,
        title=t.say("Jobs of the portal"),
        lead="" if rows else t.say("There was no job yet."),
        notices=(),
        sections=(Section("jobs", t.say("Jobs"), (), (table,)),) if rows else (),
        footer=(),
        make_data=lambda: {"format": "haidang-jobs/1", "jobs": [_data(job, t) for job in jobs]},
        make_rows=lambda: table,
    )


def _data(job: Job, t: Teller) -> dict[str, object]:
    return {
        "what": t(job.what),
        "state": job.state,
        "since": job.since.isoformat(),
        "attempts": job.attempts,
        "outcome": job.outcome.get(t.language) or None,
    }
