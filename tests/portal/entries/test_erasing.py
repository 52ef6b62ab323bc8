"""What entries keep of a row that is removed by law is gone too."""

from __future__ import annotations

import pytest

from haidang.base.errors import UseError
from haidang.portal.audit.models import AuditRow
from haidang.portal.audit.recording import SYSTEM
from haidang.portal.entries.actions import move, save
from haidang.portal.entries.models import Entry, State, Step
from haidang.portal.registry.removing import remove
from tests.make.entries import EDITOR, FIGURE, NOW, figure, handed
from tests.make.withheld import BASIS

KEY = {
    **{name: FIGURE[name] for name in ("indicator_id", "area_id", "period", "producer_id")},
    "public_by": "2026-11-25",
}


def everything():
    rows = (model.objects.values_list() for model in (Entry, Step, AuditRow))
    return str([list(each) for each in rows])


def removed():
    remove("observations", KEY, basis=BASIS, by=SYSTEM, now=NOW)


def test_of_a_published_entry_the_steps_stay_and_the_words_go(go):
    entry = go(row=figure(value="987654", remark="lời riêng"), reason="vì thế")
    assert "987654" in everything()
    removed()
    assert "987654" not in everything()
    assert "lời riêng" not in everything()
    assert not Step.objects.exclude(reason="").exists()
    entry.refresh_from_db()
    assert (entry.state, entry.version) == (State.PUBLISHED, 4)
    assert list(entry.steps.order_by("version").values_list("move", "by_key")) == [
        ("save", "an"), ("submit", "an"), ("check", "binh"), ("publish", "chi"),
    ]  # fmt: skip
    assert AuditRow.objects.get(act="entry.publish").commitment


def test_what_is_on_its_way_is_discarded(go):
    go()
    change = figure(act="change", replaces=KEY, value="987654", public_from="2026-11-25")
    entry = go("check", change)
    removed()
    entry.refresh_from_db()
    assert (entry.state, entry.version) == (State.DISCARDED, 4)
    assert "987654" not in everything()
    assert entry.steps.get(version=4).by_key == "system"
    assert AuditRow.objects.filter(act="entry.discard", key=str(entry.key)).exists()


def test_another_vintage_and_other_figures_stay(go):
    go()
    (other,) = save([figure(value="111", public_by="2026-12-24")], handed(), acting=EDITOR, now=NOW)
    (third,) = save([figure(value="222", period="2021")], handed(), acting=EDITOR, now=NOW)
    removed()
    for entry, value in ((other, "111"), (third, "222")):
        entry.refresh_from_db()
        assert (entry.state, value in entry.cells) == (State.DRAFT, True)


@pytest.mark.parametrize("state", [State.DISCARDED, State.DRAFT])
def test_a_draft_that_does_not_say_when_it_is_public_may_be_it(go, state):
    go()
    (draft,) = save([figure(value="987654")], handed(), acting=EDITOR, now=NOW)
    if state == State.DISCARDED:
        move("discard", {draft.key: 1}, acting=EDITOR, now=NOW)
    removed()
    draft.refresh_from_db()
    assert draft.state == State.DISCARDED
    assert "987654" not in everything()


def test_rows_of_other_tables_too(go):
    source = figure(table="sources", source_id="portal", title="KHONGDUOC", tier="1")
    go(row=source)
    remove("sources", {"source_id": "portal"}, basis=BASIS, by=SYSTEM, now=NOW)
    assert "KHONGDUOC" not in everything()


def test_what_was_removed_is_not_entered_again(go):
    go()
    removed()
    (entry,) = save([figure(public_by="2026-11-25")], handed(), acting=EDITOR, now=NOW)
    with pytest.raises(UseError, match="removed by law"):
        move("submit", {entry.key: 1}, acting=EDITOR, now=NOW)


def test_other_rows_about_the_same_thing_can_still_be_entered_and_published(go):
    go()
    removed()
    entry = go(row=figure(public_by="2026-11-24", value="451000"))
    assert entry.state == State.PUBLISHED
    change = figure(
        act="change", replaces={**KEY, "public_by": "2026-11-24"}, value="452000", public_from="2026-11-24"
    )
    assert go(row=change).state == State.PUBLISHED
    assert go(row=figure(period="2021")).state == State.PUBLISHED
