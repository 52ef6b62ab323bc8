"""The score of forecasts: tiny cases by hand, groups, and few cases called few."""

import math
from dataclasses import replace

import pytest

from haidang.core.forecast.recorded import SHARES
from haidang.core.review.score import (
    ALL,
    EDGES,
    HORIZONS,
    PIT_BINS,
    OddsCase,
    ValueCase,
    horizon_of,
    score,
)
from haidang.core.scoring.uncertainty import is_few
from tests.make.core import day
from tests.make.forecast import QUANTILES


def said(probability, met, target_id="T1", **changes):
    case = OddsCase(
        target_id, "revenue", "level", day("2023-09-30"), day("2023-12-31"), probability, met, {"half": 0.5, "plan": 1.0}
    )  # fmt: skip
    return replace(case, **changes)


def value(outcome, indicator_id="revenue", **changes):
    case = ValueCase(
        indicator_id, "city", "level", day("2023-09-30"), day("2023-12-31"), QUANTILES, float(outcome), 5.0, 96.0
    )  # fmt: skip
    return replace(case, **changes)


def whole(odds=(), values=()):
    found = score(odds, values, 1)
    return (found.odds or found.values)[0]


def test_nothing_to_score_gives_no_groups():
    found = score([], [], 1)
    assert (found.odds, found.values, found.odds_cases, found.value_cases) == ((), (), (), ())


def test_the_brier_score_by_hand():
    found = whole([said(0.8, True), said(0.4, False, "T2"), said(1.0, True, "T3")])
    assert (found.group, found.cases, found.subjects) == (ALL, 3, 3)
    assert found.brier == pytest.approx((0.04 + 0.16 + 0) / 3)
    assert found.log_score == pytest.approx(-(math.log(0.8) + math.log(0.6)) / 3)
    assert found.certain_misses == 0
    assert found.decomposition.brier_score == pytest.approx(found.brier)
    assert found.decomposition.uncertainty == pytest.approx(2 / 9)


def test_certainty_that_failed_is_counted():
    assert whole([said(1.0, False), said(0.0, True), said(0.5, True)]).certain_misses == 2


def test_baselines_are_scored_on_the_cases_on_which_they_speak():
    first = said(0.8, True, baselines={"half": 0.5, "official": 1.0})
    second = said(0.4, False, "T2", baselines={"half": 0.5})
    against = {each.name: each for each in whole([first, second]).against}
    assert (against["half"].cases, against["half"].brier) == (2, 0.25)
    assert against["half"].own_brier == pytest.approx(0.1)
    assert (against["official"].cases, against["official"].brier) == (1, 0)
    assert against["official"].own_brier == pytest.approx(0.04)
    assert against["official"].interval is None  # one subject alone


def test_forecasts_of_one_subject_go_together():
    same = [said(0.1 * each, True) for each in range(1, 9)]
    found = whole(same)
    assert (found.cases, found.subjects, found.interval) == (8, 1, None)
    two = whole([*same, said(0.5, False, "T2")])
    assert two.interval[0] <= two.brier <= two.interval[1]


def test_the_bins_hold_all_cases_and_their_edges_are_those_of_the_words():
    found = whole([said(each / 20, each % 2 == 0, f"T{each}") for each in range(21)])
    assert sum(each.count for each in found.bins) == 21
    assert [each.low for each in found.bins] == list(EDGES[:-1])


def test_few_cases_are_called_few():
    cases = [said(0.5, True, f"T{each}") for each in range(29)]
    assert is_few(whole(cases).subjects)
    assert not is_few(whole([*cases, said(0.5, True, "T29")]).subjects)


def test_groups_are_the_whole_each_horizon_and_each_measure():
    cases = [
        said(0.5, True),
        said(0.5, True, "T2", as_of=day("2023-03-31")),
        said(0.5, True, "T3", as_of=day("2022-03-31"), measure="growth"),
        said(0.5, True, "T4", as_of=day("2020-03-31")),
    ]
    found = {each.group: each.cases for each in score(cases, [], 1).odds}
    assert found == {ALL: 4, "half_year": 1, "year": 1, "two_years": 1, "longer": 1, "growth": 1, "level": 3}
    assert next(each.group for each in score(cases, [], 1).odds) == ALL


@pytest.mark.parametrize(
    ("years", "name"),
    [(0, "half_year"), (0.5, "half_year"), (0.51, "year"), (1, "year"), (2, "two_years"), (9, "longer")],
)
def test_a_horizon_belongs_to_the_first_class_that_holds_it(years, name):
    assert horizon_of(years) == name


def test_the_classes_of_horizon_cover_everything():
    assert HORIZONS[-1][1] == math.inf


def test_crps_and_no_change_in_usual_steps():
    found = whole(values=[value(100)])
    assert (found.cases, found.subjects) == (1, 1)
    assert found.baseline == pytest.approx(4 / 5)
    # the pinball losses of the nine quantiles, weighted: zero at the middle one, small beside it
    assert 0 < found.crps < 0.3
    assert whole(values=[value(100, step=10.0)]).crps == pytest.approx(found.crps / 2)
    assert whole(values=[value(200)]).crps > 10
    assert found.interval is None


def test_a_forecast_that_is_one_point_is_scored_by_its_distance():
    point = value(107, quantiles=(100.0,) * len(SHARES))
    assert whole(values=[point]).crps == pytest.approx(7 / 5)


def test_coverage_counts_outcomes_inside_the_bands_ends_included():
    cases = [value(each, f"i{each}") for each in (98, 104, 110, 111, 89)]
    found = {each.band: each for each in whole(values=cases).coverage}
    assert found["50"].share == pytest.approx(1 / 5)
    assert found["80"].share == pytest.approx(2 / 5)
    assert found["95"].share == pytest.approx(3 / 5)
    assert found["95"].nominal == pytest.approx(0.95)
    assert found["80"].interval[0] < 0.4 < found["80"].interval[1]


def test_places_of_outcomes_fall_into_ten_bins():
    cases = [value(each, f"i{each}") for each in (0, 92, 100, 108, 900)]
    pit = whole(values=cases).pit
    assert len(pit) == PIT_BINS
    assert pit[0] == 2  # below all quantiles, and between the two lowest
    assert pit[-1] == 2
    assert sum(pit) == 5


def test_an_outcome_among_equal_quantiles_has_a_place():
    flat = value(100, quantiles=(100.0,) * len(SHARES))
    assert sum(whole(values=[flat]).pit) == 1


def test_the_same_seed_gives_the_same_intervals():
    cases = [said(0.1 * each, each % 2 == 0, f"T{each}") for each in range(9)]
    assert score(cases, [], 1) == score(cases, [], 1)
    assert score(cases, [], 1).odds[0].interval != score(cases, [], 2).odds[0].interval
