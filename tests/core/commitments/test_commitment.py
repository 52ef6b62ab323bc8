"""What was asked by a day, and what had become public of it by then."""

from dataclasses import replace

from haidang.base.text import Name
from haidang.core.commitments.commitment import Commitment, Event, events_known, list_known
from tests.make.core import day, haiphong

ASKED = Commitment("R1", "proposal", Name("Đề nghị"), "city", ("centre",), "", day("2024-11-14"), None)
EVENT = Event("E1", "R1", "step", day("2024-12-01"), day("2024-12-31"), Name("Bước"))


def test_a_commitment_is_known_from_the_day_it_was_asked():
    assert list_known([ASKED], day("2024-11-13")) == []
    assert list_known([ASKED], day("2024-11-14")) == [ASKED]


def test_an_event_is_known_when_it_had_surely_happened():
    assert events_known([EVENT], "R1", day("2024-12-30")) == []
    assert events_known([EVENT], "R1", day("2024-12-31")) == [EVENT]
    assert events_known([EVENT], "R2", day("2025-01-01")) == []


def test_events_are_told_in_order():
    early = replace(EVENT, event_id="E9", day=day("2024-11-20"), day_by=day("2024-11-20"))
    same_day = replace(EVENT, event_id="E0")
    found = events_known([EVENT, same_day, early], "R1", day("2025-01-01"))
    assert [each.event_id for each in found] == ["E9", "E0", "E1"]


def test_the_real_eight_proposals_had_no_reply_on_the_day_of_the_review():
    pack = haiphong()
    proposals = [
        each for each in list_known(pack.commitments(), day("2024-11-14")) if each.kind == "proposal"
    ]
    assert [each.commitment_id for each in proposals] == [f"R{number}" for number in range(1, 9)]
    assert not any(events_known(pack.events(), each.commitment_id, day("2024-11-14")) for each in proposals)
    later = {
        each.commitment_id
        for each in proposals
        if events_known(pack.events(), each.commitment_id, day("2025-12-31"))
    }
    assert "R8" not in later  # nothing found is not nothing done
    assert later
