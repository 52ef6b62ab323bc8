"""Recording: the odds of every open target and the fan of every indicator, once, from what was public."""

from dataclasses import replace

import pytest

from haidang.base.errors import UseError
from haidang.core.forecast.options import METHOD
from haidang.core.forecast.recorded import SHARES
from haidang.flows.recording import YEARS, days_of_review, forecasts_on, record
from tests.make.core import (
    Memory,
    day,
    haiphong,
    make_document,
    make_indicator,
    make_observation,
    make_target,
    years,
)
from tests.make.forecast import FEW, make_outlook, of

TODAY = day("2024-06-30")
PAST = years(2015, 70, 74, 80, 90, 85, 95, 100, 104, 110)
TARGETS = (
    make_target(120, "2026", target_id="open"),
    make_target(90, "2023", target_id="kept"),
    make_target(None, "2026", target_id="silent", value_status="not_held"),
    make_target(125, "2026", target_id="later", document_id="later"),
    make_target(5, "2026", target_id="short", indicator_id="short"),
)
DOCUMENTS = (make_document(issued="2021-01-01"), make_document("later", issued="2025-01-01"))
SHORT = make_indicator("short")


def memory(**changes):
    rows = {
        "target_rows": TARGETS,
        "document_rows": DOCUMENTS,
        "figures": [*PAST, *of(SHORT, years(2022, 3, 4))],
        "indicator_rows": (make_indicator(), SHORT),
    }
    return Memory(**{**rows, **changes})


def recorded(held=None, *days, options=FEW):
    return record(held or memory(), days or (TODAY,), today=TODAY, options=options)


def test_every_open_target_and_every_year_ahead_of_an_indicator_is_recorded():
    found = recorded()
    odds = {each.target_id: each for each in found if each.target_id}
    assert set(odds) == {"open", "silent", "short"}  # what is decided or not there yet is left out
    assert odds["open"].state == "ok"
    assert odds["open"].low == odds["open"].high == odds["open"].probability
    assert (odds["silent"].state, odds["silent"].probability) == ("value_not_held", None)
    assert (odds["short"].state, odds["short"].probability) == ("not_enough_figures", None)
    fans = [each for each in found if not each.target_id]
    assert [each.period.text for each in fans] == [str(2024 + each) for each in range(YEARS + 1)]
    assert {each.indicator_id for each in fans} == {"revenue"}


def test_a_record_says_from_what_and_how_it_was_made():
    for each in recorded():
        assert (each.as_of, each.recorded_on) == (TODAY, TODAY)
        assert (each.data_sha256, each.method, each.seed, each.draws) == (
            "memory",
            METHOD,
            FEW.seed,
            FEW.draws,
        )
        if each.quantiles:
            assert len(each.quantiles) == len(SHARES)
            assert list(each.quantiles) == sorted(each.quantiles)
            assert each.unit == "VND bn"


def test_the_fan_recorded_is_the_one_shown():
    shown = make_outlook(PAST, "2024-06-30", options=FEW)
    found = [each for each in recorded(memory(figures=PAST)) if not each.target_id][2]
    from tests.make.forecast import KEY

    assert list(found.quantiles) == shown.forecast(KEY, 2029).quantiles(2026, SHARES)


def test_nothing_is_recorded_twice():
    first = recorded()
    assert first
    assert recorded(memory(forecast_rows=first)) == []
    assert len(recorded(None, TODAY, TODAY)) == len(first)


def test_only_what_is_missing_is_added():
    first = recorded()
    assert recorded(memory(forecast_rows=first[1:])) == first[:1]


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": day("2024-06-29")},
        {"data_sha256": "other"},
        {"method": "another/1"},
        {"seed": 3},
        {"draws": 3},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_day_data_method_seed_or_number_of_paths_is_another_record(change):
    first = recorded()
    others = [replace(each, **change) for each in first]
    assert recorded(memory(forecast_rows=others)) == first


def test_a_future_day_is_refused():
    with pytest.raises(UseError) as caught:
        recorded(None, day("2024-07-01"))
    assert "--as-of" in str(caught.value)
    with pytest.raises(UseError):
        recorded(None, TODAY, day("2024-07-01"))


def test_a_past_day_is_a_replay_and_its_day_of_recording_shows_it():
    on = day("2022-06-30")
    found = recorded(None, on)
    assert {(each.as_of, each.recorded_on) for each in found} == {(on, TODAY)}
    then = forecasts_on(memory(figures=PAST[:7]), on, today=on, options=FEW)
    revenue = [each.quantiles for each in found if each.indicator_id == "revenue"]
    assert [each.quantiles for each in then if each.indicator_id == "revenue"] == revenue


def test_several_days_are_recorded_each_on_its_own():
    found = recorded(None, day("2022-06-30"), day("2023-06-30"))
    assert {each.as_of for each in found} == {day("2022-06-30"), day("2023-06-30")}


def test_without_figures_targets_are_recorded_with_their_reason():
    found = recorded(memory(figures=[]))
    assert {(each.target_id, each.state) for each in found} == {
        ("open", "no_figures"),
        ("kept", "no_figures"),
        ("silent", "value_not_held"),
        ("short", "no_figures"),
    }


def test_a_composite_is_recorded_with_its_range_and_no_quantiles():
    both = make_target(
        None, "2026", target_id="both", kind="composite", indicator_id="", unit="", parts=("a", "b")
    )
    parts = [make_target(low, "2026", target_id=name) for low, name in ((118, "a"), (122, "b"))]
    found = {each.target_id: each for each in recorded(memory(target_rows=[both, *parts]))}
    assert found["both"].low < found["both"].probability < found["both"].high
    assert (found["both"].quantiles, found["both"].indicator_id) == ((), "")


def test_a_part_of_the_running_year_is_recorded_as_a_nowcast_of_that_year():
    held = memory(figures=[*PAST, make_observation("2024-Q1", 40)])
    running = next(each for each in recorded(held) if each.period.text == "2024" and not each.target_id)
    alone = next(each for each in recorded() if each.period.text == "2024" and not each.target_id)
    assert running.quantiles[4] > alone.quantiles[4]


def test_the_days_of_a_review_are_its_own_and_half_a_year_before_what_it_looks_back_on():
    held = haiphong()
    days = days_of_review(held, today=day("2026-11-25"))
    assert days == {day("2024-11-14"), *(day(f"{number}-07-01") for number in range(2017, 2024))}
    # the bundled odds are those of these days
    assert days == {each.as_of for each in held.forecasts()}


def test_a_review_to_come_is_looked_at_today():
    assert max(days_of_review(haiphong(), today=day("2023-03-01"))) == day("2023-03-01")
