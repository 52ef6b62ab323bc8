"""What was removed by law: told of its series, from the day on which it was public."""

from __future__ import annotations

from dataclasses import replace

from haidang.base.text import Name
from haidang.core.evidence import Description, Removal
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.review.removals import list_removals, removal_notices
from haidang.flows import removals as flow
from haidang.telling.removals import tell_removals
from haidang.telling.teller import teller
from tests.make.core import Memory, day

KEY = SeriesKey("revenue", "city")
FIRST = Removal("observations", day("2026-01-02"), "Luật 1.", "revenue", "city", day("2024-03-01"))
SECOND = Removal("documents", day("2026-05-02"), "Luật 2")
TODAY = day("2026-11-25")


def evidence(*removals):
    return replace(Memory(), about=Description("x", Name("x"), removals=removals))


def test_it_is_told_from_the_day_on_which_it_was_public():
    held = evidence(FIRST, SECOND)
    assert list_removals(held, day("2024-02-29")) == [SECOND]
    assert list_removals(held, day("2024-03-01")) == [SECOND, FIRST]


def test_a_series_tells_of_its_own_and_each_law_once():
    held = evidence(FIRST, FIRST, replace(FIRST, since=day("2025-01-01")), replace(FIRST, area_id="ward"))
    (told,) = removal_notices(held, KEY, TODAY)
    assert teller("en")(told) == "A figure of this series was removed by law on 2 January 2026: Luật 1."
    assert removal_notices(held, SeriesKey("other", "city"), TODAY) == []
    assert removal_notices(held, None, TODAY) == []
    assert removal_notices(evidence(), KEY, TODAY) == []


def test_the_list_is_told_whole_and_says_when_it_is_empty():
    t = teller("en")
    held = evidence(FIRST, SECOND)
    report = tell_removals(flow.run(held, today=TODAY), held, t)
    assert [each["table"] for each in report.data["removals"]] == ["documents", "observations"]
    assert report.rows.rows[0] == ("2026-05-02", "documents", "", "", "Luật 2", "")
    assert report.sections[0].tables[0].rows[0][1:] == ("Document", "–", "Luật 2")
    none = tell_removals(flow.run(evidence(), today=TODAY), evidence(), t)
    assert none.data["removals"] == []
    assert none.sections[0].tables == ()
    future = flow.run(held, today=TODAY, as_of=day("2027-01-01"))
    assert tell_removals(future, held, t).notices
