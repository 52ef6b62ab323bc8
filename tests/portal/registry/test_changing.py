"""Single rows changed: as a revision, whole or not at all; what was before stays as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from haidang.base.errors import UseError
from haidang.core.indicators.indicator import SeriesKey
from haidang.files.packs import hash_content, open_content
from haidang.flows import indicator as indicator_flow
from haidang.portal.registry import changing
from haidang.portal.registry.actions import load
from haidang.portal.registry.changing import (
    Change,
    StaleError,
    find_row,
    prepare_changes,
    prepare_following,
    record_prepared,
)
from haidang.portal.registry.dumping import dump
from haidang.portal.registry.evidence import DatabaseEvidence
from haidang.portal.registry.mapping import Followed
from haidang.portal.registry.models import ROWS, Revision, current_rows
from haidang.portal.registry.queries import get_revision, read_content
from tests.make.entries import change_rows
from tests.make.pack import make_pack, rows, with_cells, with_row
from tests.portal.conftest import NOW

pytestmark = pytest.mark.usefixtures("database")
LATER, TODAY = NOW + timedelta(days=1), date(2026, 11, 25)
GRDP = SeriesKey("grdp", "city")
HELD = {
    "indicator_id": "grdp",
    "area_id": "city",
    "period": "2023",
    "producer_id": "statistics",
    "public_by": "2024-01-05",
}
FIGURE = {
    **HELD,
    "value": "420000",
    "unit": "VND bn",
    "status": "A",
    "public_from": "2024-06-28",
    "public_by": "2024-06-30",
    "source_id": "news",
}


def tiny(folder, **changes):
    return open_content(make_pack(folder, **changes))


@pytest.fixture
def loaded(tmp_path):
    return load(tiny(tmp_path / "first"), now=NOW).revision


def held(**changes):
    """The figure of 2023 as it is held, changed."""
    row = find_row("observations", HELD)
    return {name: getattr(row, name) for name in FIGURE} | {"status": "P", **changes}


def figures(rev=None, as_of="2026-11-25"):
    """What the page of the indicator shows of 2023, and the vintages below it."""
    view = indicator_flow.run(DatabaseEvidence(rev), "grdp", today=TODAY, as_of=date.fromisoformat(as_of))
    return {each.period.text: each.observation.text for each in view.figures}.get("2023"), len(view.known)


def test_a_new_vintage_is_a_row_more(loaded):
    made = change_rows([Change("observations", FIGURE)], now=LATER)
    assert (made.number, made.is_loaded, made.pack_sha256) == (2, False, loaded.pack_sha256)
    assert figures() == ("420000", 3)
    assert figures(as_of="2024-06-29") == ("415800", 2)
    assert figures(rev=1) == ("415800", 2)


def test_a_correction_takes_the_place_of_the_row(loaded):
    change_rows([Change("observations", held(value="415801"), 1)], now=LATER)
    assert figures() == ("415801", 2)
    assert figures(as_of="2024-01-05") == ("415801", 2)
    assert figures(rev=1, as_of="2024-01-05") == ("415800", 2)


def test_a_withdrawal_is_seen_from_its_day_on(loaded):
    change_rows([Change("observations", held(withdrawn_on="2026-11-20"), 1)], now=LATER)
    assert figures() == (None, 1)
    assert figures(as_of="2026-11-19") == ("415800", 2)
    assert figures(rev=1) == ("415800", 2)


def test_the_content_is_what_a_pack_with_these_rows_would_hold(loaded, tmp_path):
    made = change_rows(
        [
            Change("observations", FIGURE),
            Change("observations", held(value="415801"), 1),
            Change("sources", {"source_id": "new", "title": "Niên giám", "tier": "1"}),
        ],
        now=LATER,
    )
    observations = with_cells("observations", 5, value="415801")
    same = tiny(
        tmp_path / "same",
        observations=[*observations, FIGURE],
        sources=[*rows("sources"), {"source_id": "new", "title": "Niên giám", "tier": "1"}],
    )
    assert made.content_sha256 == hash_content(same)
    assert made.data_sha256 == hash_content(same, without=("forecasts",))
    assert hash_content(read_content(1)) == loaded.content_sha256


def test_a_row_changed_since_it_was_looked_at_is_told_and_nothing_is_written(loaded):
    change_rows([Change("observations", held(value="1"), 1)], now=NOW)
    changes = [Change("observations", FIGURE), Change("observations", held(value="2"), 1)]
    with pytest.raises(StaleError, match="has changed since") as caught:
        change_rows(changes, now=LATER)
    assert caught.value.change is changes[1]
    assert get_revision().number == 2
    assert change_rows([Change("observations", held(value="2"), 2)], now=LATER).number == 3


def test_a_row_that_is_not_there_cannot_be_changed(loaded):
    with pytest.raises(StaleError, match="has changed since"):
        change_rows([Change("observations", FIGURE, 1)], now=LATER)


def test_a_row_that_is_there_cannot_be_added(loaded):
    with pytest.raises(StaleError, match="is there already"):
        change_rows([Change("observations", held())], now=LATER)


def test_what_was_prepared_does_not_count_after_another_revision(loaded):
    prepared = prepare_changes([Change("observations", FIGURE)])
    change_rows([Change("sources", {"source_id": "new", "title": "x", "tier": "1"})], now=NOW)
    assert record_prepared(prepared, now=LATER) is None
    assert Revision.objects.count() == 2
    assert change_rows([Change("observations", FIGURE)], now=LATER).number == 3


def test_nothing_is_half_written(loaded, monkeypatch):
    def broken(*_):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(changing, "close_again", broken)
    with pytest.raises(RuntimeError):
        change_rows([Change("observations", held(value="9"), 1)], now=LATER)
    assert Revision.objects.count() == 1
    assert find_row("observations", HELD).value == "415800"
    assert not ROWS["observations"].objects.filter(retired_in__isnull=False).exists()


def test_without_a_pack_nothing_is_changed():
    with pytest.raises(UseError, match="No pack is loaded"):
        change_rows([Change("observations", FIGURE)], now=NOW)


# ---------------------------------------------------------------- how far the data go


def test_how_far_a_table_was_followed_is_a_revision(loaded):
    before = DatabaseEvidence().horizon("observations")
    made = record_prepared(
        prepare_following(Followed({"observations": date(2026, 11, 1)}, date(2026, 11, 2))), now=LATER
    )
    assert DatabaseEvidence().horizon("observations") == date(2026, 11, 1)
    assert DatabaseEvidence().description().review_day == date(2026, 11, 2)
    assert DatabaseEvidence(1).horizon("observations") == before
    assert made.content_sha256 != loaded.content_sha256


def test_what_was_said_is_kept_by_later_revisions_and_later_packs(loaded, tmp_path):
    record_prepared(prepare_following(Followed({"observations": date(2026, 11, 1)})), now=NOW)
    record_prepared(prepare_following(Followed({"events": date(2026, 11, 3)})), now=NOW)
    change_rows([Change("observations", FIGURE)], now=LATER)
    load(tiny(tmp_path / "other", areas=with_row("areas", area_id="new")), now=LATER)
    load(tiny(tmp_path / "third", areas=with_row("areas", area_id="newer")), now=LATER)
    found = DatabaseEvidence()
    assert (found.horizon("observations"), found.horizon("events")) == (date(2026, 11, 1), date(2026, 11, 3))


# ---------------------------------------------------------------- a pack loaded over them


def test_rows_that_were_published_here_stay_when_a_pack_is_loaded(loaded, tmp_path):
    change_rows([Change("observations", FIGURE), Change("observations", held(value="415801"), 1)], now=NOW)
    for number in range(2):
        pack = tiny(tmp_path / str(number), areas=with_row("areas", area_id=f"new_{number}"))
        done = load(pack, now=LATER)
        assert (done.is_new, done.kept) == (True, 2)
        assert figures() == ("420000", 3)
        assert figures(as_of="2024-06-29") == ("415801", 2)
        assert done.revision.content_sha256 == hash_content(read_content(done.revision.number))


def test_the_pack_that_was_loaded_last_is_not_loaded_again(loaded, tmp_path):
    change_rows([Change("observations", FIGURE)], now=NOW)
    again = load(tiny(tmp_path / "again"), now=LATER)
    assert (again.is_new, again.revision.number) == (False, 2)


def test_a_dump_loads_again_and_changes_nothing(loaded, tmp_path):
    change_rows([Change("observations", FIGURE)], now=NOW)
    dump(tmp_path / "out")
    assert not load(open_content(tmp_path / "out"), now=LATER).is_new


def test_rows_with_what_they_rest_on_stay_together(loaded, tmp_path):
    source = {"source_id": "new", "title": "Niên giám", "tier": "1"}
    change_rows([Change("sources", source), Change("observations", {**FIGURE, "source_id": "new"})], now=NOW)
    load(tiny(tmp_path / "other", areas=with_row("areas", area_id="new")), now=LATER)
    assert DatabaseEvidence().sources()["new"].title == "Niên giám"
    assert figures() == ("420000", 3)


def test_a_pack_in_which_something_is_missing_is_refused_with_all_rows(loaded, tmp_path):
    more = with_row("indicators", **{**rows("indicators")[0], "indicator_id": "extra", "formula": ""})
    first = load(tiny(tmp_path / "more", indicators=more), now=NOW).revision
    unit = more[-1]["unit"]
    extra = {**FIGURE, "indicator_id": "extra", "unit": unit, "value": "1"}
    change_rows([Change("observations", {**extra, "period": each}) for each in ("2021", "2022")], now=NOW)
    with pytest.raises(UseError, match=r"extra.*2021.*extra.*2022") as caught:
        load(tiny(tmp_path / "less"), now=LATER)
    assert "at the desk" in str(caught.value)
    assert get_revision().number == first.number + 1


def test_a_row_that_the_pack_has_too_is_no_row_of_the_desk_alone(loaded, tmp_path):
    change_rows([Change("observations", FIGURE)], now=NOW)
    same = tiny(tmp_path / "same", observations=[*rows("observations"), FIGURE], events=None)
    done = load(same, now=LATER)
    assert done.kept == 0
    assert current_rows("events").count() == 0
    assert figures() == ("420000", 3)
