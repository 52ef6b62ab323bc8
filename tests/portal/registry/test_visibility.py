"""What is withheld: gone from the evidence, the dump and the count, on every day, in every revision; and given back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from haidang.base.errors import UseError
from haidang.core.indicators.indicator import SeriesKey
from haidang.files.packs import open_content, render
from haidang.portal.registry.actions import load
from haidang.portal.registry.dumping import dump
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.models import Withheld, WithheldRow
from haidang.portal.registry.visibility import public_sight
from haidang.portal.registry.withholding import release, withhold
from tests.make.hidden import HELD, with_hidden
from tests.make.pack import make_pack
from tests.make.withheld import put_away
from tests.portal.conftest import NOW

pytestmark = pytest.mark.usefixtures("database")
STATES = (Withheld.State.INTERNAL, Withheld.State.REMOVED)
LATER = NOW + timedelta(days=1)


def tiny(folder, **changes):
    return open_content(make_pack(folder, **changes))


def hide(state=Withheld.State.INTERNAL, until=None):
    for table, key in HELD:
        put_away(table, key, state, now=NOW, until=until)


def seen(revision=None, now=LATER):
    """All that the evidence gives out."""
    evidence = DatabaseEvidence(revision, public_sight(now))
    every = {
        name: getattr(evidence, name)()
        for name in (
            "areas", "bodies", "successions", "indicators", "documents", "sources", "targets", "assessments",
            "commitments", "events", "rules", "expectations", "breaks", "forecasts", "series", "first_public_day",
        )
    }  # fmt: skip
    return {**every, "observations": evidence.observations(evidence.series())}


@pytest.fixture
def plain(tmp_path):
    """What the tiny city itself gives out, read from a database of its own making and undone."""
    from django.db import transaction

    with transaction.atomic():
        load(tiny(tmp_path / "plain"), now=NOW)
        found = seen()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("state", STATES)
def test_with_what_is_withheld_goes_what_refers_to_it(plain, tmp_path, state):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    assert seen() != plain
    hide(state)
    assert seen() == plain


def test_a_dump_has_only_what_is_public(tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    hide()
    dump(tmp_path / "out")
    expected = render(tiny(tmp_path / "plain"))
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == expected


def test_an_embargo_ends_by_itself(plain, tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    whole = seen()
    hide(Withheld.State.EMBARGOED, until=LATER)
    assert seen(now=LATER - timedelta(seconds=1)) == plain
    assert seen(now=LATER) == whole


def test_it_is_withheld_in_earlier_revisions_too(plain, tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    load(tiny(tmp_path / "plain"), now=NOW)
    hide()
    assert seen(1) == plain


def test_what_is_loaded_again_stays_withheld(plain, tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    hide()
    load(tiny(tmp_path / "plain"), now=NOW)
    changed = with_hidden()
    changed["documents"] = [{**row, "title_en": "Renamed"} for row in changed["documents"]]
    load(tiny(tmp_path / "again", **changed), now=LATER)
    kept = seen()
    assert {name: kept[name] for name in kept if name != "documents"} == {
        name: plain[name] for name in plain if name != "documents"
    }
    assert set(kept["documents"]) == set(plain["documents"])


def test_what_newly_refers_to_it_is_withheld(tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    hide()
    changed = with_hidden()
    changed["targets"] += [{**changed["targets"][-1], "target_id": "T-new"}]
    load(tiny(tmp_path / "again", **changed), now=LATER)
    assert "T-new" not in {each.target_id for each in seen()["targets"]}


def test_what_is_released_is_seen_again(tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    whole = seen()
    hide()
    assert all(release(table, key, now=LATER) for table, key in HELD)
    assert seen() == whole
    assert not WithheldRow.objects.exists()
    assert not release(*HELD[0], now=LATER)


def test_hashes_tell_what_is_seen_and_are_those_of_the_pack_when_all_is(tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    before = DatabaseEvidence()
    assert before.data_hash() == before.revision.data_sha256
    hide()
    after = DatabaseEvidence()
    assert after.data_hash() != before.data_hash()
    release(*HELD[0], now=LATER)
    assert DatabaseEvidence().data_hash() not in (before.data_hash(), after.data_hash())


def test_a_part_of_a_composite_takes_the_composite_with_it(tmp_path):
    load(tiny(tmp_path), now=NOW)
    withhold("targets", {"target_id": "T-1"}, Withheld.State.INTERNAL, now=NOW)
    assert {each.target_id for each in seen()["targets"]} == {"T-2", "T-3", "T-5", "T-6"}


def test_one_vintage_alone_can_be_withheld(tmp_path):
    load(tiny(tmp_path), now=NOW)
    key = {
        "indicator_id": "grdp",
        "area_id": "city",
        "period": "2023",
        "producer_id": "statistics",
        "public_by": "2024-01-05",
    }
    put_away("observations", key, Withheld.State.REMOVED, now=NOW)
    figures = seen()["observations"][SeriesKey("grdp", "city")]
    assert [each.period.text for each in figures] == ["2022"]


def test_forecasts_that_knew_a_withheld_figure_are_withheld_too(tmp_path):
    load(tiny(tmp_path), now=NOW)
    known, later = {"public_by": "2024-01-05", "producer_id": "statistics"}, DatabaseEvidence().forecasts()
    assert len(later) == 2
    withhold(
        "observations",
        {"indicator_id": "grdp", "area_id": "city", "period": "2023", **known},
        Withheld.State.INTERNAL,
        now=NOW,
    )
    assert DatabaseEvidence().forecasts() == []
    release("observations", {"indicator_id": "grdp", "area_id": "city", "period": "2023", **known}, now=LATER)
    assert DatabaseEvidence().forecasts() == later


def test_a_changed_closure_is_another_sight(tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    hide()
    before = public_sight(LATER)
    changed = with_hidden()
    changed["targets"] += [{**changed["targets"][-1], "target_id": "T-new"}]
    load(tiny(tmp_path / "again", **changed), now=LATER)
    assert public_sight(LATER) != before


def test_when_it_changed_last_is_known(tmp_path):
    load(tiny(tmp_path), now=NOW)
    assert public_sight(NOW).changed_at is None
    key = {"document_id": "plan-2024"}
    withhold("documents", key, Withheld.State.EMBARGOED, now=NOW, until=LATER)
    assert public_sight(NOW).changed_at == NOW
    assert public_sight(LATER).changed_at == LATER
    release("documents", key, now=LATER + timedelta(days=1))
    assert public_sight(LATER + timedelta(days=2)).changed_at == LATER + timedelta(days=1)


def test_a_clock_that_is_behind_sees_no_more(tmp_path):
    load(tiny(tmp_path), now=NOW)
    withhold("documents", {"document_id": "plan-2024"}, Withheld.State.INTERNAL, now=LATER)
    assert "plan-2024" not in seen(now=NOW)["documents"]


def test_the_pack_does_not_name_what_is_withheld(tmp_path):
    load(tiny(tmp_path), now=NOW)
    withhold("documents", {"document_id": "resolution"}, Withheld.State.INTERNAL, now=NOW)
    assert DatabaseEvidence().description().document_id == ""
    assert DatabaseEvidence().description().area_id == "city"


def test_odds_are_asked_for_anew(tmp_path):
    from django_tasks_db.models import DBTaskResult

    load(tiny(tmp_path), now=NOW)
    DBTaskResult.objects.all().delete()
    withhold("documents", {"document_id": "plan-2024"}, Withheld.State.INTERNAL, now=NOW)
    assert DBTaskResult.objects.exists()


@pytest.mark.parametrize("state", Withheld.State.values[:3])
def test_a_row_that_is_not_held_is_told_and_nothing_is_written(tmp_path, state):
    load(tiny(tmp_path), now=NOW)
    until = LATER if state == Withheld.State.EMBARGOED else None
    with pytest.raises(UseError, match="holds no row"):
        put_away("documents", {"document_id": "nowhere"}, state, now=NOW, until=until)
    assert not Withheld.objects.exists()


@pytest.mark.parametrize(
    ("state", "until"),
    [(Withheld.State.EMBARGOED, None), (Withheld.State.INTERNAL, LATER)],
)
def test_only_an_embargo_ends_at_a_moment(tmp_path, state, until):
    load(tiny(tmp_path), now=NOW)
    with pytest.raises(UseError, match="embargo"):
        withhold("documents", {"document_id": "resolution"}, state, now=NOW, until=until)


@pytest.mark.parametrize("state", [Withheld.State.REMOVED, Withheld.State.RELEASED])
def test_nothing_is_withheld_as_removed_or_released(tmp_path, state):
    load(tiny(tmp_path), now=NOW)
    with pytest.raises(UseError, match="name the law"):
        withhold("documents", {"document_id": "resolution"}, state, now=NOW)


def test_an_embargo_that_is_over_closes_nothing_new(tmp_path):
    load(tiny(tmp_path / "more", **with_hidden()), now=NOW)
    hide(Withheld.State.EMBARGOED, until=LATER)
    closed = WithheldRow.objects.count()
    changed = with_hidden()
    changed["targets"] += [{**changed["targets"][-1], "target_id": "T-new"}]
    load(tiny(tmp_path / "again", **changed), now=LATER)
    assert WithheldRow.objects.count() == closed


def test_what_is_named_in_criteria_takes_the_target_with_it(tmp_path):
    load(tiny(tmp_path), now=NOW)
    withhold("indicators", {"indicator_id": "clean_water"}, Withheld.State.INTERNAL, now=NOW)
    assert "T-3" not in {each.target_id for each in seen()["targets"]}
