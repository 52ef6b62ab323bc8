"""Where a review finds its odds: recorded ones of the same day, data and method, else computed; replayed before the end."""

from dataclasses import replace

import numpy as np
import pytest

from haidang.core.forecast.forecast import State
from haidang.core.indicators.indicator import SeriesKey
from haidang.core.review.lines import build_lines
from haidang.core.review.odds import OddsSource, odds_recorded, outlook_for, outlook_on
from tests.make.core import (
    CITY,
    Memory,
    day,
    make_document,
    make_indicator,
    make_observation,
    make_target,
    years,
)
from tests.make.forecast import FEW, KEY, make_recorded, of

NOW = day("2024-06-30")
PAST = years(2015, 70, 74, 80, 90, 85, 95, 100, 104, 110)
OPEN = make_target(115, "2025")
DECIDED = make_target(100, "2023", target_id="T0")


def memory(**changes):
    rows = {
        "target_rows": [DECIDED, OPEN],
        "figures": PAST,
        "document_rows": [make_document(issued="2021-01-01")],
    }
    return Memory(**{**rows, **changes})


def odds(held, on=NOW, **source):
    lines = build_lines(held, held.target_rows, on)
    found = OddsSource(held, **{"options": FEW, **source}).with_odds(lines, on)
    return {line.target.target_id: line.odds for line in found}


def test_without_records_odds_are_computed_and_decided_ones_are_certain():
    found = odds(memory())
    assert (found["T0"].state, found["T0"].probability) == (State.MET, 1)
    assert 0 < found["T1"].probability < 1
    assert not found["T1"].is_stored
    assert found["T1"].draws == FEW.draws


def test_odds_recorded_on_the_day_from_the_same_data_are_used():
    stored = make_recorded(probability=0.123, low=0.1, high=0.2)
    found = odds(memory(forecast_rows=[stored]))["T1"]
    assert (found.probability, found.low, found.high, found.is_stored) == (0.123, 0.1, 0.2, True)
    assert (found.draws, found.seed, found.unit, found.outcome) == (
        stored.draws,
        stored.seed,
        stored.unit,
        stored.quantiles,
    )
    assert odds(memory(forecast_rows=[stored]))["T0"].state is State.MET  # decided, whatever is stored


@pytest.mark.parametrize(
    "changes",
    [
        {"as_of": "2024-06-29"},
        {"data_sha256": "other"},
        {"method": "another/1"},
        {"target_id": ""},
        {"target_id": "T9"},
    ],
)
def test_what_was_recorded_of_another_day_data_method_or_target_is_not(changes):
    found = odds(memory(forecast_rows=[make_recorded(probability=0.123, **changes)]))["T1"]
    assert not found.is_stored
    assert found.probability != 0.123


def test_a_record_that_lacks_one_of_the_targets_is_not_mixed_with_computed_odds():
    more = make_target(120, "2026", target_id="T2")
    found = odds(memory(target_rows=[OPEN, more], forecast_rows=[make_recorded(probability=0.123)]))
    assert not found["T1"].is_stored
    assert not found["T2"].is_stored


def test_without_derived_figures_nothing_recorded_fits():
    held = memory(forecast_rows=[make_recorded(probability=0.123)])
    lines = build_lines(held, held.target_rows, NOW, with_derived=False)
    found = OddsSource(held, with_derived=False, options=FEW).with_odds(lines, NOW)
    assert not found[1].odds.is_stored


def test_recorded_odds_without_a_number_keep_their_reason():
    stored = make_recorded(state="not_enough_figures", probability=None, low=None, high=None, quantiles=())
    found = odds_recorded(stored)
    assert (found.state, found.probability, found.is_stored) == (State.NOT_ENOUGH, None, True)


class Counting(Memory):
    """Evidence that counts how often its content is hashed."""

    asked = 0

    def data_hash(self):
        self.asked += 1
        return super().data_hash()


def test_the_data_are_hashed_only_when_something_is_recorded_of_the_day():
    silent = Counting(target_rows=[OPEN], figures=PAST)
    odds(silent)
    assert silent.asked == 0
    held = Counting(target_rows=[OPEN], figures=PAST, forecast_rows=[make_recorded()])
    source, lines = OddsSource(held, options=FEW), build_lines(held, held.target_rows, NOW)
    assert source.with_odds(lines, NOW) == source.with_odds(lines, NOW)
    assert held.asked == 1


# ---------------------------------------------------------------- half a year before the end


OVER = make_target(100, "2023", target_id="T3")


def before(held, on=NOW, **source):
    lines = build_lines(held, held.target_rows, on).lines
    return OddsSource(held, **{"options": FEW, **source}).half_a_year_before(lines)


def test_half_a_year_before_the_end_is_replayed_from_what_was_public_then():
    found = before(memory(target_rows=[OVER]))["T3"]
    assert found.state is State.OK
    assert 0.1 < found.probability < 0.95
    later = [*PAST[:-1], make_observation("2023", 900)]  # public in 2024: nobody knew
    assert before(memory(target_rows=[OVER], figures=later))["T3"] == found


def test_a_promise_that_did_not_exist_then_has_none():
    late = memory(target_rows=[OVER], document_rows=[make_document(issued="2023-07-02")])
    assert before(late) == {}
    early = memory(target_rows=[OVER], document_rows=[make_document(issued="2023-07-01")])
    assert set(before(early)) == {"T3"}


def test_promises_of_different_ends_are_replayed_each_on_its_own_day():
    both = [OVER, make_target(95, "2021", target_id="T4")]
    found = before(memory(target_rows=both, document_rows=[make_document(issued="2019-01-01")]))
    assert set(found) == {"T3", "T4"}
    alone = before(memory(target_rows=both[1:], document_rows=[make_document(issued="2019-01-01")]))
    assert found["T4"] == alone["T4"]


def test_what_was_recorded_on_that_day_is_used():
    stored = make_recorded("T3", "2023-07-01", period=make_observation("2023").period, probability=0.321)
    found = before(memory(target_rows=[OVER], forecast_rows=[stored]))["T3"]
    assert (found.probability, found.is_stored) == (0.321, True)


# ---------------------------------------------------------------- the outlook behind them


RATIO = make_indicator("ratio", unit="%", measure="ratio", over_time="none", formula="part / whole")
PART, WHOLE = make_indicator("part"), make_indicator("whole")
FORMULA_ROWS = [*of(PART, PAST), *of(WHOLE, years(2015, *[200 + 5 * t for t in range(9)]))]


def test_only_what_is_asked_for_and_learnt_from_is_read_and_the_odds_are_the_same():
    indicators = (make_indicator(), RATIO, PART, WHOLE)
    target = make_target(40, "2025", indicator_id="ratio", unit="%")
    held = memory(target_rows=[target], indicator_rows=indicators, figures=[*PAST, *FORMULA_ROWS])
    lines = build_lines(held, held.target_rows, NOW)
    narrow = outlook_for(held, lines, NOW, FEW)
    wide = outlook_on(held, NOW, None, FEW)
    key = SeriesKey("ratio", CITY)
    np.testing.assert_array_equal(
        narrow.forecast(key, 2025).column(2025), wide.forecast(key, 2025).column(2025)
    )


def test_a_composite_of_composites_finds_the_series_of_its_innermost_parts():
    """Pools are learnt from a sample; what is asked for is read besides it, however deep it lies."""
    others = [make_indicator(f"a{number}") for number in range(4)]
    deep = make_indicator("zz")
    inner = {"kind": "composite", "indicator_id": "", "unit": ""}
    targets = [
        make_target(115, "2025", target_id="leaf", indicator_id="zz"),
        make_target(None, "2025", target_id="inner", parts=("leaf",), **inner),
        make_target(None, "2025", target_id="outer", parts=("inner",), **inner),
    ]
    rows = [row for each in (*others, deep) for row in of(each, PAST)]
    held = memory(target_rows=targets, indicator_rows=[*others, deep], figures=rows)
    few = replace(FEW, pool_series=2)
    lines = build_lines(held, targets[-1:], NOW)
    found = OddsSource(held, options=few).with_odds(lines, NOW)[0].odds
    assert found.state is State.OK
    assert 0 < found.probability < 1


def test_a_day_in_the_past_knows_nothing_that_became_public_later():
    on = day("2022-06-30")
    now, then = outlook_on(memory(), on, None, FEW), outlook_on(memory(figures=PAST[:7]), on, None, FEW)
    np.testing.assert_array_equal(now.forecast(KEY, 2025).ahead.values, then.forecast(KEY, 2025).ahead.values)
