"""Jobs, told: a row each, on the clock of the city, with what came of it in the reader's language."""

from datetime import datetime, timedelta, timezone

import pytest

from haidang.base.text import LANGUAGES, say
from haidang.telling.jobs import STATE, Job, tell_jobs
from haidang.telling.teller import teller

SINCE = datetime(2026, 11, 25, 6, 5, tzinfo=timezone(timedelta(hours=7)))


def make_job(state="done", **outcome):
    return Job(say("Odds as of {day}", day=SINCE.date()), state, SINCE, 2, outcome)


def test_a_job_is_a_row():
    report = tell_jobs([make_job(en="Done.", vi="Xong."), make_job("waiting")], teller("en"))
    assert report.rows.rows == (
        ("Odds as of 25 November 2026", "finished", "25 November 2026, 06:05", "2", "Done."),
        ("Odds as of 25 November 2026", "waiting", "25 November 2026, 06:05", "2", "–"),
    )
    assert report.data["jobs"][0] == {
        "what": "Odds as of 25 November 2026",
        "state": "done",
        "since": "2026-11-25T06:05:00+07:00",
        "attempts": 2,
        "outcome": "Done.",
    }
    assert report.data["jobs"][1]["outcome"] is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATE)
def test_every_state_in_every_language(state, language):
    (row,) = tell_jobs([make_job(state, **{language: "x"})], teller(language)).rows.rows
    assert all(row)
    assert row[-1] == "x"


def test_without_a_job_there_is_no_table():
    report = tell_jobs([], teller("en"))
    assert (report.lead, report.sections) == ("There was no job yet.", ())
