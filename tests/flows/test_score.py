"""The flow of the score: which recorded or replayed forecasts have an outcome, and what the baselines said of them."""

from dataclasses import replace

import pytest

from haidang.base.errors import UseError
from haidang.base.text import Name
from haidang.core.evidence import Description
from haidang.core.forecast.options import METHOD
from haidang.core.review.lines import build_lines
from haidang.flows.recording import record
from haidang.flows.score import run
from tests.make.core import (
    Memory,
    day,
    make_assessment,
    make_document,
    make_indicator,
    make_observation,
    make_rate,
    make_target,
    period,
    years,
)
from tests.make.forecast import FEW, QUANTILES, make_recorded

TODAY = day("2024-06-30")
PAST = years(2015, 70, 74, 80, 90, 85, 95, 100, 104, 110)
OVER = make_target(100, "2023")


def memory(**changes):
    rows = {
        "target_rows": [OVER],
        "document_rows": [make_document(issued="2019-01-01")],
        "figures": PAST,
        "about": Description("memory", Name("x"), area_id="city"),
    }
    return Memory(**{**rows, **changes})


def said(as_of="2023-06-30", target_id="T1", **changes):
    return make_recorded(target_id, as_of, period=period("2023"), **{"probability": 0.7, **changes})


def fan(as_of="2023-06-30", about="2023", **changes):
    return make_recorded("", as_of, period=period(about), **changes)


def scored(*rows, as_of=None, today=TODAY, replay="", **changes):
    return run(memory(forecast_rows=rows, **changes), today=today, as_of=as_of, replay=replay, options=FEW)


# ---------------------------------------------------------------- odds


def test_recorded_odds_of_a_target_that_is_decided_are_scored():
    found = scored(said())
    (case,) = found.score.odds_cases
    assert (case.target_id, case.probability, case.met, case.horizon) == ("T1", 0.7, True, "year")
    assert (case.as_of, case.end, case.measure) == (day("2023-06-30"), day("2023-12-31"), "level")
    assert found.score.odds[0].brier == pytest.approx(0.09)
    assert (found.replayed, found.method) == ((), METHOD)


def test_a_missed_target_is_a_miss():
    (case,) = scored(said(), target_rows=[make_target(111, "2023")]).score.odds_cases
    assert not case.met


@pytest.mark.parametrize(
    "row",
    [
        said("2024-06-30"),  # made on the day itself
        said("2024-01-15"),  # the figure was public already
        said(target_id="unknown"),
        said(probability=None, state="not_enough_figures"),
    ],
)
def test_what_was_known_or_said_nothing_is_no_case(row):
    assert scored(row).score.odds_cases == ()


def test_a_target_that_is_still_open_is_no_case():
    assert scored(said(), target_rows=[make_target(100, "2025")]).score.odds == ()
    assert scored(said(), as_of=day("2023-12-31")).score.odds == ()


def test_a_probability_of_nought_is_a_number_too():
    (case,) = scored(said(probability=0.0)).score.odds_cases
    assert case.probability == 0


def test_baselines_are_what_could_be_said_on_the_day():
    words = [
        make_assessment("in_difficulty", "2023-03-01", target_id="T1"),
        make_assessment("met", "2023-09-30", target_id="T1"),
    ]
    (case,) = scored(said(), assessment_rows=words).score.odds_cases
    assert case.baselines == {"half": 0.5, "plan": 1.0, "official": 0.0, "straight_line": 1.0}
    (later,) = scored(said("2023-09-30"), assessment_rows=words).score.odds_cases
    assert later.baselines["official"] == 1


def test_the_straight_line_goes_through_the_years_known_on_the_day():
    falling = [*years(2018, 120, 110, 100, 90, 80), make_observation("2023", 130)]
    (case,) = scored(said(), figures=falling).score.odds_cases
    assert case.baselines["straight_line"] == 0


@pytest.mark.parametrize("figures", [[PAST[-1]], years(2021, 95, 110, bound=">")])
def test_too_few_years_make_no_straight_line(figures):
    rows = [*figures[:1], make_observation("2023", 110)]
    cases = scored(said(), figures=rows).score.odds_cases
    assert all("straight_line" not in case.baselines for case in cases)
    assert len(cases) == 1


def test_a_total_has_no_straight_line():
    total = make_target(200, "2022-01-01/P2Y", kind="total")
    (case,) = scored(said(), target_rows=[total]).score.odds_cases
    assert "straight_line" not in case.baselines
    assert case.met


def test_a_composite_has_a_measure_of_its_own():
    both = make_target(
        None, "2023", target_id="both", kind="composite", indicator_id="", unit="", parts=("T1",)
    )
    (case,) = scored(said(target_id="both", indicator_id=""), target_rows=[OVER, both]).score.odds_cases
    assert (case.measure, case.met) == ("composite", True)


# ---------------------------------------------------------------- values


def test_a_recorded_fan_is_scored_in_usual_steps():
    (case,) = scored(fan()).score.value_cases
    assert (case.outcome, case.last, case.quantiles) == (110, 104, QUANTILES)
    assert case.step == pytest.approx((4 + 6 + 10 + 5 + 10 + 5 + 4) / 7)
    assert case.horizon == "year"


@pytest.mark.parametrize(
    "row",
    [
        fan("2024-01-15"),  # known already
        fan(about="2024"),  # not over
        fan(about="2030"),
        fan(quantiles=()),
        fan(about="2023-S1"),
        fan("2016-06-30", "2017"),  # a single year was known
    ],
)
def test_what_has_no_outcome_or_no_step_is_no_case(row):
    assert scored(row).score.value_cases == ()


def test_an_outcome_that_is_a_bound_is_no_case():
    bound = [*PAST[:-1], make_observation("2023", 110, bound=">")]
    assert scored(fan(), figures=bound).score.value_cases == ()


def test_a_series_that_stood_still_has_no_usual_step():
    still = [*years(2018, *[100] * 5), make_observation("2023", 110)]
    assert scored(fan(), figures=still).score.value_cases == ()


def test_a_projection_of_the_year_public_before_is_no_knowledge_of_it():
    projected = [*PAST[:-1], make_observation("2023", 108, public="2023-05-01", status="E"), PAST[-1]]
    (case,) = scored(fan(), figures=projected).score.value_cases
    assert (case.outcome, case.last) == (110, 104)


# ---------------------------------------------------------------- recorded again


def test_what_was_recorded_again_with_other_data_counts_once():
    rows = [
        said(data_sha256="b", probability=0.2, recorded_on=day("2023-07-02")),
        said(data_sha256="a", probability=0.4, recorded_on=day("2023-07-02")),
        said(data_sha256="0", probability=0.9, recorded_on=day("2023-07-03")),
        *(fan(data_sha256=each) for each in "ab"),
        fan(about="2022", as_of="2022-06-30"),
    ]
    for some in (rows, rows[::-1]):
        found = scored(*some).score
        assert [case.probability for case in found.odds_cases] == [0.4]
        assert sorted(case.as_of for case in found.value_cases) == [day("2022-06-30"), day("2023-06-30")]


def test_of_several_the_first_that_was_recorded_counts():
    rows = [
        said(data_sha256="a", probability=0.2, recorded_on=day("2023-06-30")),
        said(method="other/1", probability=0.3, recorded_on=day("2023-07-02")),
        said(probability=0.8, recorded_on=day("2024-06-01")),
    ]
    for some in (rows, rows[::-1]):
        assert [case.probability for case in scored(*some).score.odds_cases] == [0.2]


def test_the_work_does_not_grow_with_every_load(monkeypatch):
    sizes = []

    def build(evidence, targets, moment, **more):
        sizes.append(len(targets))
        return build_lines(evidence, targets, moment, **more)

    monkeypatch.setattr("haidang.flows.score.build_lines", build)
    scored(*(said(data_sha256=f"load {number}") for number in range(20)))
    assert sizes == [1, 1]


# ---------------------------------------------------------------- the day


def test_outcomes_are_those_known_on_the_day_asked_for():
    revised = [*PAST, make_observation("2023", 90, public="2024-05-01")]
    early = scored(said(), as_of=day("2024-03-31"), figures=revised).score.odds_cases[0]
    late = scored(said(), figures=revised).score.odds_cases[0]
    assert (early.met, late.met) == (True, False)


def test_the_day_is_the_horizon_of_the_figures_when_none_is_named():
    about = Description("memory", Name("x"), area_id="city", horizon={"observations": day("2024-01-31")})
    assert scored(said(), about=about).as_of.day == day("2024-01-31")
    assert scored(said()).as_of.day == TODAY


def test_without_anything_recorded_the_score_is_empty():
    found = scored().score
    assert (found.odds, found.values) == ((), ())


# ---------------------------------------------------------------- replay


@pytest.mark.slow
@pytest.mark.parametrize(
    ("span", "first", "second"),
    [
        ("yearly", "2022-12-31", "2023-12-31"),
        ("quarterly", "2022-03-31", "2022-06-30"),
        ("monthly", "2022-02-28", "2022-03-31"),
    ],
)
def test_a_replay_stands_at_the_end_of_every_span_since_the_first_figure(span, first, second):
    rows = [
        make_observation(str(2013 + place), value, public="2022-02-10")
        for place, value in enumerate((1, 2, 4))
    ]
    seen = []
    found = run(memory(figures=rows), today=TODAY, replay=span, options=FEW, tell=seen.append)
    assert list(found.replayed[:2]) == [day(first), day(second)]
    assert found.replayed[-1] < TODAY
    assert seen == list(found.replayed)


@pytest.mark.slow
def test_replayed_forecasts_are_scored_against_what_came():
    found = scored(replay="yearly", target_rows=[OVER, make_target(80, "2021", target_id="T2")])
    assert {case.target_id for case in found.score.odds_cases} == {"T1", "T2"}
    assert all(0 <= case.probability <= 1 for case in found.score.odds_cases)
    assert len(found.score.value_cases) > 10
    assert found.score.values[0].coverage[2].share > 0.8


@pytest.mark.slow
def test_what_is_recorded_already_is_replayed_all_the_same():
    held = memory()
    days = run(held, today=TODAY, replay="yearly", options=FEW).replayed
    stored = record(held, days, today=TODAY, options=FEW)
    again = run(replace(held, forecast_rows=stored), today=TODAY, replay="yearly", options=FEW)
    assert again.score == run(held, today=TODAY, replay="yearly", options=FEW).score
    assert again.score.value_cases


@pytest.mark.slow
def test_a_replay_uses_nothing_that_became_public_later():
    revised = [*PAST, *years(2015, *[7] * 8, public="2024-06-01")]
    early = {
        case.as_of: case.quantiles
        for case in scored(replay="yearly").score.value_cases
        if case.end.year == 2023
    }
    late = {
        case.as_of: case.quantiles
        for case in scored(replay="yearly", figures=revised).score.value_cases
        if case.end.year == 2023
    }
    shared = early.keys() & late.keys()
    assert shared
    assert all(early[moment] == late[moment] for moment in shared)


def test_without_a_figure_there_is_nothing_to_replay():
    assert scored(replay="monthly", figures=[]).replayed == ()


def test_another_word_for_a_span_is_refused():
    with pytest.raises(UseError) as caught:
        scored(replay="weekly")
    assert "quarterly" in str(caught.value)


def test_a_rate_is_scored_by_its_measure():
    rate = make_rate("growth")
    rows = [
        replace(each, key=replace(each.key, indicator_id="growth"), unit="% yoy")
        for each in years(2018, 5, 6, 7, 5, 6, 8)
    ]
    found = scored(fan(indicator_id="growth"), indicator_rows=[make_indicator(), rate], figures=rows)
    assert [each.group for each in found.score.values] == ["all", "year", "growth"]
