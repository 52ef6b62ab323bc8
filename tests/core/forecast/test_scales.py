"""Scales: there and back, and never an impossible value."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haidang.core.forecast.scales import NORMALS, Kind, Scale, normal_of, scale_of
from haidang.core.pack.tables import MEASURES
from tests.make.core import make_indicator, make_rate, make_stock

LOG = Scale(Kind.LOG, 0.0)
SHARE = Scale(Kind.LOGIT, 0.0, 100.0)
STEPS = Scale(Kind.IDENTITY)
RANK = Scale(Kind.IDENTITY, 1.0, is_whole=True)
SCALES = (LOG, Scale(Kind.LOG, 0.0, 400.0), SHARE, Scale(Kind.LOGIT, 20.0, 50.0), STEPS, RANK)


def scale(measure, unit="VND bn", *, all_positive=True, **changes):
    return scale_of(
        make_indicator(measure=measure, unit=unit, lower=None, **changes), all_positive=all_positive
    )


@pytest.mark.parametrize(
    ("scale", "values"),
    [
        (LOG, [1e-9, 0.5, 1.0, 1e12]),
        (SHARE, [0.0, 1e-6, 0.5, 50.0, 99.99, 100.0]),
        (Scale(Kind.LOGIT, 20.0, 50.0), [20.0, 35.0, 50.0]),
        (STEPS, [-5.0, 0.0, 7.25]),
        (RANK, [1.0, 5.0, 63.0]),
    ],
)
def test_there_and_back_is_the_same_value(scale, values):
    np.testing.assert_allclose(scale.back(scale.forward(np.array(values))), values, rtol=1e-12, atol=1e-9)


@given(st.sampled_from(SCALES), st.lists(st.floats(-600, 600), min_size=1, max_size=5))
def test_nothing_on_a_scale_leads_to_an_impossible_value(scale, z):
    back = scale.back(np.array(z))
    assert np.isfinite(back).all()
    assert (back >= scale.low).all()
    assert (back <= scale.high).all()


@given(st.sampled_from(SCALES), st.floats(-20, 20), st.floats(0, 20))
def test_more_on_the_scale_is_never_less_in_the_unit(scale, z, more):
    low, high = scale.back(np.array([z, z + more]))
    assert low <= high


def test_far_tails_of_a_share_are_its_bounds_without_a_warning():
    assert SHARE.back(np.array([-5000.0, 5000.0])).tolist() == [0.0, 100.0]


def test_a_share_reaches_its_bounds_at_a_finite_number():
    at = SHARE.forward(np.array([0.0, 100.0]))
    assert np.isfinite(at).all()
    assert SHARE.back(at + np.array([-0.1, 0.1])).tolist() == [0.0, 100.0]
    assert (SHARE.back(at + np.array([0.1, -0.1])) > 0).all()
    assert (SHARE.back(at + np.array([0.1, -0.1])) < 100).all()


def test_of_an_impossible_value_the_nearest_possible_one_is_taken():
    np.testing.assert_array_equal(
        SHARE.forward(np.array([-5.0, 120.0])), SHARE.forward(np.array([0.0, 100.0]))
    )
    np.testing.assert_array_equal(RANK.forward(np.array([-3.0])), [1.0])


@pytest.mark.parametrize("impossible", [0.0, -3.0])
def test_an_amount_that_is_not_positive_is_read_as_a_tiny_one_and_not_as_nothing(impossible):
    assert np.isfinite(LOG.forward(np.array([impossible, 1.0]))).all()


def test_an_amount_above_its_bound_is_read_as_the_bound():
    bounded = Scale(Kind.LOG, 0.0, 400.0)
    assert bounded.forward(np.array([500.0]))[0] == pytest.approx(math.log(400))


def test_ranks_are_whole_and_begin_at_one():
    ranks = RANK.back(np.array([-3.0, 0.2, 1.4, 7.6]))
    assert ranks.tolist() == [1, 1, 1, 8]


@pytest.mark.parametrize(
    ("found", "kind", "low", "high"),
    [
        (scale("level"), Kind.LOG, 0, math.inf),
        (scale("level", all_positive=False), Kind.IDENTITY, -math.inf, math.inf),
        (scale("count", "people"), Kind.LOG, 0, math.inf),
        (scale("count", "people", all_positive=False), Kind.IDENTITY, 0, math.inf),
        (scale("ratio", "%"), Kind.LOG, 0, math.inf),
        (scale("share", "%"), Kind.LOGIT, 0, 100),
        (scale("share", "%", all_positive=False), Kind.LOGIT, 0, 100),
        (scale("rate", "%"), Kind.LOGIT, 0, 100),
        (scale("growth", "% yoy"), Kind.IDENTITY, -math.inf, math.inf),
        (scale("index", "%"), Kind.IDENTITY, 0, 100),
        (scale("score", "points of 10"), Kind.IDENTITY, 0, 10),
        (scale("rank", "rank"), Kind.IDENTITY, 1, math.inf),
        (scale("level", upper=400.0), Kind.LOG, 0, 400),
    ],
)
def test_every_measure_has_its_scale(found, kind, low, high):
    assert (found.kind, found.low, found.high) == (kind, low, high)
    assert found.is_log == (kind is Kind.LOG)


def test_a_ratio_to_a_plan_may_exceed_a_hundred():
    ratio = scale("ratio", "%")
    assert ratio.back(ratio.forward(np.array([101.4]) * 1.3))[0] > 131


def test_only_ranks_are_whole():
    assert scale("rank", "rank").is_whole
    assert not scale("score", "points of 10").is_whole


def test_every_measure_has_something_usual():
    assert set(NORMALS) == set(MEASURES)
    for measure in MEASURES:
        usual = normal_of(make_indicator(measure=measure, unit="%"), scale(measure, "%"), 50.0)
        assert usual.step > 0
        assert math.isfinite(usual.growth)


def test_an_amount_by_steps_has_steps_of_its_size():
    indicator = make_indicator(lower=None)
    assert normal_of(indicator, scale_of(indicator, all_positive=False), 200.0).step == pytest.approx(14)
    assert normal_of(indicator, scale_of(indicator, all_positive=False), 0.0).step > 0  # all figures zero


def test_a_score_has_steps_of_its_span():
    ten = make_indicator(measure="score", unit="points of 10", lower=None)
    hundred = make_indicator(measure="score", unit="points of 100", lower=None)
    steps = [normal_of(each, scale_of(each, all_positive=True), 1.0).step for each in (ten, hundred)]
    assert steps == pytest.approx([0.2, 2.0])


def test_builders_of_other_measures_fit():
    assert scale_of(make_rate(), all_positive=True).kind is Kind.IDENTITY
    assert scale_of(make_stock(), all_positive=True).kind is Kind.LOGIT
