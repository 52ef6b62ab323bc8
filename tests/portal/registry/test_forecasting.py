"""Odds that the portal records: asked for when a pack is loaded, computed by a job, kept whatever is loaded next."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from haidang.core.forecast.recorded import Recorded
from haidang.core.review.recorded_odds import RecordedOdds
from haidang.files.packs import check_folder, open_content
from haidang.portal.jobs.worker import work_off
from haidang.portal.registry import forecasting
from haidang.portal.registry.actions import load
from haidang.portal.registry.dumping import dump
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.forecasting import days_coming, record_forecasts
from haidang.portal.registry.models import Revision, current_rows, rows_at
from haidang.portal.registry.queries import find_revision, get_revision, read_content
from tests.make.core import haiphong
from tests.make.pack import change_json, make_pack, rows, with_cells, with_row
from tests.portal.conftest import NOW

pytestmark = pytest.mark.usefixtures("database", "no_regular_jobs")
LATER = NOW + timedelta(days=1)
REVIEW = date(2024, 11, 14)


def tiny(folder, **changes):
    return open_content(make_pack(folder, **changes))


def changed(folder, **changes):
    """The tiny pack with another figure, so that the odds of the first are none of it."""
    return tiny(folder, observations=with_cells("observations", 4, value="365501"), **changes)


def asked():
    """Days in the queue, in the order in which they come."""
    due = DBTaskResult.objects.filter(status="READY")
    return [row.args_kwargs["kwargs"]["day"] for row in due]


def outcomes():
    return [row.return_value["en"] for row in DBTaskResult.objects.order_by("finished_at")]


def odds_days():
    return RecordedOdds(DatabaseEvidence()).days


def forecast(**cells):
    one = Recorded(
        REVIEW, NOW.date(), find_revision().data_sha256, "growth-mixture/1", 1, 100, "throughput", "city",
        DatabaseEvidence().targets()[1].period, "T-2", "ok", 0.4, 0.4, 0.4,
    )  # fmt: skip
    return dataclasses.replace(one, **cells)


def recorded(*found):
    return record_forecasts(found, data_sha256=find_revision().data_sha256, now=LATER)


def test_a_pack_that_has_its_odds_asks_for_nothing():
    load(haiphong().content, now=NOW)
    assert asked() == []
    work_off()
    assert Revision.objects.count() == 1


def test_a_pack_without_odds_asks_for_the_days_of_its_review_the_newest_first():
    bare = dataclasses.replace(
        haiphong().content,
        frames={name: frame for name, frame in haiphong().content.frames.items() if name != "forecasts"},
    )
    load(bare, now=NOW)
    assert asked() == ["2024-11-14", *(f"{year}-07-01" for year in range(2023, 2016, -1))]
    assert days_coming(find_revision().data_sha256) == {date.fromisoformat(day) for day in asked()}


@pytest.mark.slow
def test_load_job_odds(tmp_path):
    load(tiny(tmp_path), now=NOW)
    assert asked() == ["2024-11-14"]
    work_off()
    assert asked() == []
    assert odds_days() == (REVIEW,)
    first, second = find_revision(), get_revision(1)
    assert (first.number, first.is_loaded, second.is_loaded) == (2, False, True)
    assert (first.data_sha256, first.pack_sha256) == (second.data_sha256, second.pack_sha256)
    assert first.content_sha256 != second.content_sha256
    assert rows_at("forecasts", 1).count() == len(rows("forecasts"))
    (outcome,) = outcomes()
    assert outcome.endswith("forecasts are recorded as revision 2.")


@pytest.mark.slow
def test_what_is_computed_is_what_the_command_records(tmp_path, command):
    make_pack(tmp_path / "in", forecasts=None)
    load(open_content(tmp_path / "in"), now=NOW)
    work_off()
    dump(tmp_path / "out")
    done = command(
        "forecast", "record", str(tmp_path / "in"), "--as-of", "2024-11-14", "--to", str(tmp_path / "by-hand")
    )
    assert done.code == 0

    def lines(folder):
        table = (tmp_path / folder / "forecasts.csv").read_text(encoding="utf-8").splitlines()
        return [(line.split(",")[0], *line.split(",")[2:]) for line in table]  # but the day of recording

    assert lines("out") == lines("by-hand")


def test_the_same_pack_again_writes_nothing_and_asks_for_nothing_twice(tmp_path):
    content = tiny(tmp_path)
    load(content, now=NOW)
    recorded(forecast())
    again = load(content, now=LATER)
    assert (again.is_new, again.revision.number) == (False, 2)
    assert len(DBTaskResult.objects.all()) == 1


def test_loading_again_asks_again_for_what_failed(tmp_path):
    content = tiny(tmp_path)
    load(content, now=NOW)
    DBTaskResult.objects.update(status="FAILED")
    load(content, now=LATER)
    assert asked() == ["2024-11-14"]


def test_a_changed_pack_asks_for_every_day_that_had_odds(tmp_path):
    load(tiny(tmp_path / "one"), now=NOW)
    recorded(forecast(), forecast(as_of=date(2023, 7, 1)))
    load(changed(tmp_path / "two"), now=LATER)
    assert odds_days() == ()
    assert asked() == ["2024-11-14", "2024-11-14", "2023-07-01"]  # the first one is of the first pack
    # and again when nothing was computed in between
    load(tiny(tmp_path / "three", areas=with_cells("areas", 2, note="mới")), now=LATER)
    assert asked()[3:] == ["2024-11-14", "2023-07-01"]


def test_odds_of_data_that_are_gone_are_not_computed(tmp_path, monkeypatch):
    monkeypatch.setattr(forecasting, "forecasts_on", lambda *_, **__: pytest.fail("computed"))
    load(tiny(tmp_path / "one"), now=NOW)
    load(changed(tmp_path / "two"), now=LATER)
    DBTaskResult.objects.latest("enqueued_at").delete()
    work_off()
    assert outcomes() == ["The data have changed in the meantime: nobody wants these odds any more."]


def test_data_that_change_while_a_job_computes(tmp_path, monkeypatch):
    load(tiny(tmp_path / "one"), now=NOW)

    def compute(_evidence, day, *, today):
        found = [forecast(as_of=day, recorded_on=today)]
        load(changed(tmp_path / "two"), now=LATER)
        DBTaskResult.objects.filter(status="READY").delete()
        return found

    monkeypatch.setattr(forecasting, "forecasts_on", compute)
    work_off()
    assert outcomes() == ["The data have changed in the meantime: nobody wants these odds any more."]
    assert find_revision().number == 2
    assert current_rows("forecasts").count() == len(rows("forecasts"))


def test_odds_recorded_in_the_meantime_are_not_computed_again(tmp_path, monkeypatch):
    load(tiny(tmp_path), now=NOW)
    recorded(forecast())
    monkeypatch.setattr(forecasting, "forecasts_on", lambda *_, **__: pytest.fail("computed"))
    work_off()
    assert outcomes() == ["They are recorded already."]


def test_another_revision_of_the_same_data_is_followed(tmp_path, monkeypatch):
    load(tiny(tmp_path), now=NOW)
    held = forecasting.read_content
    others = [forecast(as_of=date(2023, 7, 1))]

    def read(number):
        if others:  # another worker records while this one reads
            recorded(others.pop())
        return held(number)

    monkeypatch.setattr(forecasting, "read_content", read)
    assert recorded(forecast()).number == 3
    assert odds_days() == (date(2023, 7, 1), REVIEW)


def test_the_same_forecasts_again_make_no_revision(tmp_path):
    load(tiny(tmp_path), now=NOW)
    recorded(forecast())
    assert recorded(forecast(probability=0.9)).number == 2
    assert recorded().number == 2
    assert DatabaseEvidence().forecasts()[-1].probability == 0.4


def test_forecasts_of_other_data_are_refused(tmp_path):
    load(tiny(tmp_path), now=NOW)
    assert record_forecasts([forecast()], data_sha256="0" * 64, now=LATER) is None
    assert find_revision().number == 1


def test_a_pack_without_that_table_gets_it(tmp_path):
    load(tiny(tmp_path / "in", forecasts=None), now=NOW)
    recorded(forecast())
    dump(tmp_path / "out")
    content, findings = check_folder(tmp_path / "out")
    assert findings.count("error") == 0
    assert content.frame("forecasts").height == 1
    assert not load(content, now=LATER).is_new


@pytest.mark.parametrize("theirs", [None, ()])
def test_a_changed_pack_keeps_what_the_portal_recorded(tmp_path, theirs):
    """Its own forecasts may go; those recorded here may be cited."""
    changes = {} if theirs == () else {"forecasts": None}
    load(tiny(tmp_path / "one"), now=NOW)
    recorded(forecast())
    loaded = load(changed(tmp_path / "two", **changes), now=LATER)
    gone = 0 if theirs == () else len(rows("forecasts"))
    assert (loaded.is_new, loaded.added, loaded.retired) == (True, 1, 1 + gone)
    (own,) = current_rows("forecasts").filter(recorded_in=2)
    assert own.target_id == "T-2"
    assert loaded.revision.pack_sha256 != loaded.revision.content_sha256
    assert not load(changed(tmp_path / "again", **changes), now=LATER).is_new


def test_a_pack_that_brings_the_same_forecast_does_not_replace_it(tmp_path):
    load(tiny(tmp_path / "one"), now=NOW)
    recorded(forecast())
    dump(tmp_path / "out")
    change_json(tmp_path / "out", lambda about: about.update(version="2"))
    table = tmp_path / "out/forecasts.csv"
    mended = table.read_text(encoding="utf-8").replace(f",{NOW.date()},", ",2030-01-01,")
    table.write_text(mended, encoding="utf-8")
    loaded = load(open_content(tmp_path / "out"), now=LATER)
    assert (loaded.is_new, loaded.added, loaded.retired) == (True, 0, 0)
    assert [each.recorded_on for each in DatabaseEvidence().forecasts()][-1] == NOW.date()


def test_a_dump_loaded_back_is_the_same_content(tmp_path):
    load(tiny(tmp_path / "in"), now=NOW)
    recorded(forecast())
    dump(tmp_path / "out")
    assert not load(open_content(tmp_path / "out"), now=LATER).is_new
    assert not load(open_content(tmp_path / "in"), now=LATER).is_new
    assert read_content().frame("forecasts").height == len(rows("forecasts")) + 1


def test_forecasts_of_what_a_pack_has_no_more_go_with_it(tmp_path):
    load(
        tiny(
            tmp_path / "one", targets=with_row("targets", 3, target_id="T-9", target_no="9"), forecasts=None
        ),
        now=NOW,
    )
    recorded(forecast(target_id="T-9"), forecast())
    load(tiny(tmp_path / "two", forecasts=None), now=LATER)
    assert [each.target_id for each in DatabaseEvidence().forecasts()] == ["T-2"]
    assert len(DatabaseEvidence(2).forecasts()) == 2
    dump(tmp_path / "out")
    assert check_folder(tmp_path / "out")[1].count("error") == 0


def test_a_review_day_to_come_is_asked_for_as_of_today(tmp_path):
    make_pack(tmp_path, targets=rows("targets")[:2])
    change_json(tmp_path, lambda about: about["haidang"].update(review_day="2026-12-31"))
    load(open_content(tmp_path), now=NOW)
    assert asked()[0] == "2026-11-24"
