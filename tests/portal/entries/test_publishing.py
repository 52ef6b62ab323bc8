"""Publishing: what the public sees at once, what later, what is told when it cannot be; odds follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from haidang.base.errors import UseError
from haidang.core.indicators.indicator import SeriesKey
from haidang.flows import indicator as indicator_flow
from haidang.portal.audit.recording import SYSTEM
from haidang.portal.entries import publishing
from haidang.portal.entries.actions import move, save
from haidang.portal.entries.errors import ConflictError, DefectsError
from haidang.portal.entries.models import Entry, State
from haidang.portal.jobs import worker
from haidang.portal.registry.changing import Change, find_row
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.forecasting import compute_odds, days_coming, look_for_lacking
from haidang.portal.registry.models import Revision, Withheld, WithheldRow
from haidang.portal.registry.queries import get_revision
from haidang.portal.registry.visibility import public_sight
from haidang.portal.registry.withholding import embargo, withhold
from tests.make.entries import CHECKER, EDITOR, FIGURE, NOW, PUBLISHER, change_rows, figure, handed

TODAY = date(2026, 11, 25)
SOON = NOW + timedelta(days=3)
HELD = {
    "indicator_id": "grdp",
    "area_id": "city",
    "period": "2023",
    "producer_id": "statistics",
    "public_by": "2024-01-05",
}


def shown(rev=None, as_of=TODAY, period="2023", now=None):
    """What the page of the indicator shows of a period."""
    evidence = DatabaseEvidence(rev, public_sight(now or timezone.now()))
    view = indicator_flow.run(evidence, "grdp", today=max(TODAY, as_of), as_of=as_of)
    return {each.period.text: each.observation.text for each in view.figures}.get(period)


def through(*rows, public_at=None, now=NOW):
    """Bring rows together through the life."""
    entries = save(list(rows), handed(), acting=EDITOR, now=now, submit=True)
    move("check", {each.key: each.version for each in entries}, acting=CHECKER, now=now)
    chosen = {each.key: each.version + 1 for each in entries}
    return move("publish", chosen, acting=PUBLISHER, now=now, public_at=public_at)


# ---------------------------------------------------------------- the three kinds


def test_a_figure_is_public_from_the_day_of_its_publication(go):
    go()
    assert shown(period="2024") == "450000"
    assert shown(period="2024", as_of=date(2026, 11, 24)) is None
    assert shown(rev=1, period="2024") is None


def test_the_day_is_that_of_the_city(go):
    go(now=datetime(2026, 11, 24, 18, 0, tzinfo=UTC))  # one in the morning of the 25th
    assert find_row("observations", {**FIGURE, "public_by": "2026-11-25"}) is not None


def test_a_new_vintage_stands_beside_the_old_one(tiny_loaded):
    through(figure(period="2023", value="416000"))
    assert shown() == "416000"
    assert shown(as_of=date(2026, 11, 24)) == "415800"
    assert shown(rev=1) == "415800"


def test_a_correction_changes_the_row_and_no_earlier_revision(tiny_loaded):
    cells = {"period": "2023", "value": "415801", "status": "P", "public_from": "2023-12-29"}
    through(figure(act="change", replaces=HELD, **cells))
    assert shown() == "415801"
    assert shown(as_of=date(2024, 1, 5)) == "415801"
    assert shown(rev=1, as_of=date(2024, 1, 5)) == "415800"


def test_a_withdrawn_figure_is_replayed(tiny_loaded):
    row = figure()
    (entry,) = through(type(row)(row.key, "observations", {}, act="withdraw", replaces=HELD, remark="nhầm"))
    assert shown() is None
    assert shown(as_of=date(2026, 11, 24)) == "415800"
    assert shown(rev=1) == "415800"
    assert '"withdrawn_on": "2026-11-25"' in entry.cells


def test_rows_that_need_each_other_are_one_revision(tiny_loaded):
    document = {
        "document_id": "plan-2027",
        "type": "plan",
        "issuer_id": "committee",
        "issued": "2026-11-20",
        "title_vi": "Kế hoạch 2027",
        "source_id": "portal-2026",
    }
    target = {
        "target_id": "T-27",
        "document_id": "plan-2027",
        "name_vi": "GRDP",
        "indicator_id": "grdp",
        "area_id": "city",
        "kind": "at_least",
        "low": "500000",
        "unit": "VND bn",
        "period": "2027",
        "value_status": "held",
        "public_by": "2026-11-20",
        "source_id": "portal-2026",
    }
    source = {"source_id": "portal-2026", "title": "Cổng thông tin", "tier": "1"}
    through(
        figure(table="targets", **target),
        figure(table="documents", **document),
        figure(table="sources", **source),
        figure(source_id="portal-2026"),
    )
    evidence = DatabaseEvidence()
    assert evidence.revision.number == 2
    assert {"T-27"} < {each.target_id for each in evidence.targets()}
    assert "plan-2027" in evidence.documents()


def test_a_row_may_lean_upon_one_that_is_on_its_way_and_is_published_with_it(tiny_loaded):
    source = figure(table="sources", source_id="portal-2026", title="Cổng", tier="1")
    (first,) = save([source], handed(), acting=EDITOR, now=NOW, submit=True)
    (second,) = save([figure(source_id="portal-2026")], handed(), acting=EDITOR, now=NOW, submit=True)
    move("check", {first.key: 2, second.key: 2}, acting=CHECKER, now=NOW)
    with pytest.raises(DefectsError) as caught:
        move("publish", {second.key: 3}, acting=PUBLISHER, now=NOW)
    assert [each.column for each in caught.value.findings[second.key]] == ["source_id"]
    assert len(move("publish", {first.key: 3, second.key: 3}, acting=PUBLISHER, now=NOW)) == 2


# ---------------------------------------------------------------- conflicts


def test_a_row_that_changed_since_it_was_looked_at_is_a_conflict(tiny_loaded):
    row = figure(act="change", replaces=HELD, period="2023", value="415801", public_from="2023-12-29")
    (entry,) = save([row], handed(), acting=EDITOR, now=NOW, submit=True)
    move("check", {entry.key: 2}, acting=CHECKER, now=NOW)
    held = find_row("observations", HELD)
    other = {name: getattr(held, name) for name in (*FIGURE, "public_from")} | HELD | {"value": "415900"}
    change_rows([Change("observations", other, 1)], now=NOW)
    with pytest.raises(ConflictError, match="has changed since it was looked at") as caught:
        move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW)
    assert caught.value.key == entry.key
    assert shown() == "415900"
    # looked at again, and entered anew
    move("send_back", {entry.key: 3}, acting=PUBLISHER, now=NOW, reason="đã đổi")
    again = figure(
        entry.key,
        act="change",
        replaces=HELD,
        period="2023",
        value="415902",
        public_from="2023-12-29",
        version=4,
    )
    (entry,) = save([again], handed(), acting=EDITOR, now=NOW, submit=True)
    move("check", {entry.key: entry.version}, acting=CHECKER, now=NOW)
    move("publish", {entry.key: entry.version + 1}, acting=PUBLISHER, now=NOW)
    assert shown() == "415902"


def test_a_change_knows_the_revision_that_was_looked_at(tiny_loaded):
    change_rows([Change("sources", {"source_id": "new", "title": "x", "tier": "1"})], now=NOW)
    (entry,) = save(
        [figure(act="change", replaces=HELD, period="2023", seen=1)], handed(), acting=EDITOR, now=NOW
    )
    assert entry.seen == 1
    (entry,) = save([figure(period="2020")], handed(), acting=EDITOR, now=NOW)
    assert entry.seen == 2


def test_what_was_planned_is_planned_anew_when_another_revision_came_in_between(go, monkeypatch):
    entry, whole, names = go("check"), publishing.prepare_changes, iter(["one", "two"])

    def overtaken(changes):
        prepared = whole(changes)
        for name in names:
            change_rows([Change("sources", {"source_id": name, "title": "x", "tier": "1"})], now=NOW)
            break
        return prepared

    monkeypatch.setattr(publishing, "prepare_changes", overtaken)
    (moved,) = move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW)
    assert (moved.revision, shown(period="2024")) == (4, "450000")


def test_a_row_that_came_in_meanwhile_is_a_defect(go):
    entry = go("check")
    made = {**FIGURE, "value": "1", "public_from": "2026-11-25", "public_by": "2026-11-25"}
    change_rows([Change("observations", made)], now=NOW)
    with pytest.raises(DefectsError):
        move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW)
    assert Entry.objects.get().state == State.CHECKED


# ---------------------------------------------------------------- later


def test_a_timed_figure_is_seen_from_its_moment_on(go):
    entry = go("check")
    move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW, public_at=SOON)
    later = date(2026, 11, 28)
    assert shown(period="2024", as_of=later, now=SOON - timedelta(seconds=1)) is None
    assert shown(period="2024", as_of=later, now=SOON) == "450000"
    assert shown(period="2024", as_of=later - timedelta(days=1), now=SOON) is None
    assert Withheld.objects.get().until == SOON
    (job,) = DBTaskResult.objects.filter(task_path=look_for_lacking.module_path)
    assert job.run_after == SOON


def test_many_timed_rows_take_no_more_statements_each(tiny_loaded, django_statements):
    def publish(start, count):
        rows = [figure(period=str(start + each)) for each in range(count)]
        entries = save(rows, handed(), acting=EDITOR, now=NOW, submit=True)
        move("check", {each.key: 2 for each in entries}, acting=CHECKER, now=NOW)
        with django_statements() as sent:
            move("publish", {each.key: 3 for each in entries}, acting=PUBLISHER, now=NOW, public_at=SOON)
        return len(sent)

    publish(1900, 1)
    few = publish(1905, 2)
    assert publish(1910, 40) <= few
    assert WithheldRow.objects.count() == 43


@pytest.mark.parametrize("public_at", [NOW, NOW - timedelta(minutes=1)])
def test_a_moment_that_is_past(go, public_at):
    entry = go("check")
    with pytest.raises(UseError, match="is past"):
        move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW, public_at=public_at)


def test_a_change_cannot_be_timed(tiny_loaded):
    row = figure(act="change", replaces=HELD, period="2023", public_from="2023-12-29")
    with pytest.raises(UseError, match="cannot be timed"):
        through(row, public_at=SOON)
    assert get_revision().number == 1


def test_a_figure_that_says_that_it_is_public_later_needs_the_moment(go):
    entry = go("check", figure(public_by="2026-11-28"))
    with pytest.raises(UseError, match="public by 2026-11-28, after 2026-11-25"):
        move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW)
    move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW, public_at=SOON)
    assert shown(period="2024", as_of=date(2026, 11, 28), now=SOON) == "450000"


def test_what_is_withheld_already_is_not_timed(go):
    go()
    key = {**{name: FIGURE.get(name) for name in ("indicator_id", "area_id", "period", "producer_id")}}
    withhold("observations", {**key, "public_by": "2026-11-25"}, Withheld.State.INTERNAL, now=NOW)
    made = {"public_by": "2026-11-25", "public_from": "2026-11-25", "value": "1"}
    with pytest.raises(UseError, match="withheld already"):
        embargo([("observations", {**FIGURE, **made})], SOON, now=NOW, by=SYSTEM)


# ---------------------------------------------------------------- odds


def due():
    return DBTaskResult.objects.filter(task_path=compute_odds.module_path)


def test_odds_are_computed_after_a_publication_and_pages_do_not_wait(go):
    from django.test import Client

    worker.work_off()
    before = DatabaseEvidence().forecasts()
    go()
    address = "/en/indicators/grdp?as_of=2026-11-25"
    client = Client(headers={"host": "localhost"})
    page = client.get(address).content.decode()
    assert "450,000" in page
    day = date(2024, 11, 14)
    assert day in days_coming(get_revision().data_sha256)
    told = client.get("/en/targets/T-1?as_of=2024-11-14").content.decode()
    assert "are being computed" in told
    worker.work_off()
    assert days_coming(get_revision().data_sha256) == frozenset()
    found = DatabaseEvidence()
    fresh = [each for each in found.forecasts() if each.data_sha256 == found.data_hash()]
    assert fresh
    assert fresh != before
    told = client.get("/en/targets/T-1?as_of=2024-11-14").content.decode()
    assert "are being computed" not in told


def test_of_two_publications_in_quick_succession_the_newest_is_computed(go):
    worker.work_off()
    go()
    go(row=figure(period="2021"))
    newest = get_revision().data_sha256
    worker.work_off()
    done = {each.args_kwargs["kwargs"]["data_sha256"]: each.return_value["en"] for each in due()}
    assert "is recorded" in done[newest] or "are recorded" in done[newest]
    assert [text for key, text in done.items() if key != newest and "wants these odds" in text]
    made = {each.data_sha256 for each in DatabaseEvidence().forecasts()}
    assert newest in made


def test_odds_after_the_end_of_an_embargo(go):
    entry = go("check")
    move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW, public_at=SOON)
    worker.work_off()
    hidden = DatabaseEvidence(sight=public_sight(NOW)).data_hash()
    Withheld.objects.update(until=NOW)  # it is over
    assert DatabaseEvidence().data_hash() != hidden
    look_for_lacking.func()
    assert date(2024, 11, 14) in days_coming(get_revision().data_sha256)


def test_everything_is_undone_together(go, monkeypatch):
    entry = go("check")

    def broken(*_, **__):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr("haidang.portal.entries.actions.note", broken)
    with pytest.raises(RuntimeError):
        move("publish", {entry.key: 3}, acting=PUBLISHER, now=NOW, public_at=SOON)
    assert Revision.objects.count() == 1
    assert not Withheld.objects.exists()
    assert Entry.objects.get().state == State.CHECKED
    assert SeriesKey("grdp", "city") in DatabaseEvidence().series()
