"""Figures of one territory shown on another: by shares, with bounds, or refused."""

from __future__ import annotations

from datetime import date

import pytest

from haidang.base.errors import UseError
from haidang.base.intervals import Interval
from haidang.core.review.territories import MOST_BESIDE, MOST_READ
from haidang.core.review.views import IndicatorView
from haidang.files.reports.forms import draw
from haidang.flows import indicator as flow
from haidang.telling.indicator import tell_indicator
from haidang.telling.teller import teller
from tests.make.core import Memory, make_area, make_indicator, make_observation, make_stock, make_succession

TODAY = date(2026, 1, 1)
AREAS = (
    make_area("north", valid_to="2025-06-30"),
    make_area("south", valid_to="2025-06-30"),
    make_area("new", valid_from="2025-07-01"),
    make_area("rest", valid_from="2025-07-01"),
)
PEOPLE = make_indicator("people", unit="thousand people", measure="count", over_time="last", over_areas="sum")


def figure(
    area_id: str, period: str, value: float, indicator_id: str = "people", unit: str = "thousand people"
):
    return make_observation(period, value, area_id=area_id, indicator_id=indicator_id, unit=unit)


def shown(
    *figures, shares=(1.0, 0.25), indicators=(PEOPLE,), asked: str = "people", area_id: str = "new"
) -> IndicatorView:
    north, south = shares
    known = make_succession("south", "rest", None if south is None else 1 - south)
    source = Memory(
        area_rows=AREAS,
        succession_rows=(
            make_succession("north", "new", north),
            make_succession("south", "new", south),
            known,
        ),
        indicator_rows=indicators,
        figures=figures,
    )
    return flow.run(source, asked, today=TODAY, area_id=area_id, rebase=True)


def test_known_shares_give_a_number():
    view = shown(figure("north", "2023", 100), figure("south", "2023", 40))
    assert [(period.text, one.interval) for period, one in view.rebased] == [("2023", Interval.exact(110.0))]
    assert view.notices == ()


def test_unknown_shares_give_bounds():
    view = shown(figure("north", "2023", 100), figure("south", "2023", 40), shares=(1.0, None))
    assert view.rebased[0][1].interval == Interval(100.0, 140.0)
    drawn = draw(tell_indicator(view, Memory(), teller("en")), "table", 110)
    assert "100 to 140 thousand people" in drawn


def test_a_period_that_lacks_a_predecessor_is_left_out_and_named():
    view = shown(figure("north", "2022", 90), figure("north", "2023", 100), figure("south", "2023", 40))
    assert [period.text for period, _ in view.rebased] == ["2023"]
    assert "2022 is left out" in str(view.notices[0])
    assert "south" in str(view.notices[0])


def test_nothing_to_carry_over_is_refused():
    with pytest.raises(UseError, match="south"):
        shown(figure("north", "2023", 100))
    with pytest.raises(UseError, match="north"):
        shown()


def test_a_rate_moves_with_its_denominator():
    insured = make_stock("insured", over_areas="weighted", weight_id="people")
    view = shown(
        figure("north", "2023", 100),
        figure("south", "2023", 40),
        figure("north", "2023", 90, "insured", "%"),
        figure("south", "2023", 50, "insured", "%"),
        indicators=(PEOPLE, insured),
        asked="insured",
    )
    # 90 % of 100 and 50 % of 10 thousand people, over 110 thousand
    assert view.rebased[0][1].interval.middle == pytest.approx((0.9 * 100 + 0.5 * 10) / 110 * 100)


def test_a_rate_without_denominator_is_refused():
    rate = make_stock("insured", over_areas="weighted", weight_id="people")
    with pytest.raises(UseError, match="denominator"):
        shown(
            figure("north", "2023", 90, "insured", "%"),
            figure("south", "2023", 50, "insured", "%"),
            indicators=(PEOPLE, rate),
            asked="insured",
        )


def test_what_does_not_add_up_over_areas_is_refused():
    rank = make_indicator("rank", unit="rank", measure="rank", over_time="none")
    with pytest.raises(UseError, match="cannot be added up over areas"):
        shown(figure("north", "2023", 3, "rank", "rank"), indicators=(PEOPLE, rank), asked="rank")


def test_without_asking_nothing_is_carried_over():
    source = Memory(
        area_rows=AREAS,
        succession_rows=(make_succession("north", "new"),),
        indicator_rows=(PEOPLE,),
        figures=(figure("north", "2023", 100),),
    )
    view = flow.run(source, "people", today=TODAY, area_id="new")
    assert (view.figures, view.rebased) == ((), ())
    assert "figures from before are of north" in str(view.notices[0])


def around(count: int, late: int = 0, **changes) -> IndicatorView:
    """People of one area and of `count` others, of which those of the first `late` became public later."""
    names = [f"area{number:03}" for number in range(count)]
    figures = [
        make_observation(
            "2023",
            number + 1,
            area_id=name,
            indicator_id="people",
            unit="thousand people",
            public="2026-06-01" if number < late else "2024-01-15",
        )
        for number, name in enumerate(names)
    ]
    source = Memory(
        area_rows=tuple(make_area(name) for name in ("own", *names)),
        indicator_rows=(PEOPLE,),
        figures=figures,
    )
    return flow.run(source, "people", today=TODAY, area_id="own", **changes)


def sentences(view: IndicatorView) -> str:
    return draw(tell_indicator(view, Memory(), teller("en")), "table", 110)


def test_areas_that_have_no_figure_by_the_day_take_no_place_and_are_not_counted():
    view = around(MOST_BESIDE + 8, late=5)
    assert [each.area.area_id for each in view.beside] == [f"area{number:03}" for number in range(5, 17)]
    assert (view.further, view.is_cut) == (3, False)
    assert "3 more areas have figures of it that were public by" in sentences(view)
    assert around(5, late=5).beside == ()


def test_no_more_areas_are_read_than_a_page_bears_and_it_says_so(monkeypatch):
    read, observations = [], Memory.observations
    monkeypatch.setattr(
        Memory, "observations", lambda self, keys: read.append(len(keys)) or observations(self, keys)
    )
    view = around(MOST_READ + 1, late=1)
    assert max(read) == MOST_READ + 1
    assert (len(view.beside), view.further, view.is_cut) == (MOST_BESIDE, MOST_READ - 1 - MOST_BESIDE, True)
    assert "Looked at were 60 areas, not all" in sentences(view)
    hidden = around(MOST_READ + 1, late=MOST_READ)
    assert hidden.beside == ()
    assert "No other area" not in sentences(hidden)
